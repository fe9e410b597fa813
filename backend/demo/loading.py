"""Loads the demo county in its order, from units and staff to what people said and were told."""

import json
from pathlib import Path
from typing import Any

from backend.demo import adoption, catalogue, consultations, county, opinions, under_way
from backend.demo.county import People
from backend.journal.schemas import SYSTEM
from backend.kernel.calendar.seeds import known_years
from backend.kernel.database import rows, transaction
from backend.organisation.operations.calendar import load_years

SEEDS = Path(__file__).parents[2] / "seeds"
LOCK = "SELECT pg_advisory_xact_lock(7240084)"


def read(name: str) -> Any:
    """Return a file of seeds/demo."""
    return json.loads((SEEDS / "demo" / f"{name}.json").read_text(encoding="utf-8"))


PASSWORD: str = read("staff")["password"]  # printed at every start of the demo; no secret


async def load_demo() -> bool:
    """Load the county into an empty database; False, touching nothing, when units are there.

    One transaction: a demo that was broken off leaves nothing behind.
    """
    async with transaction():
        await rows(LOCK)
        if await rows("SELECT 1 FROM unit LIMIT 1"):
            return False
        await load_years(known_years(), manager=SYSTEM)
        people = await county.load(read("orgs"), read("staff"), password=PASSWORD)
        content = read("decision_catalogue")
        for year in content["catalogues"]:
            items = [item for item in content["items"] if item["year"] == year["year"]]
            await catalogue.load(year, items, people)
        await under_way.load(read("under_way"), people)
        await _take_part(people)
    return True


async def _take_part(people: People) -> None:
    """Load what was put to the public, what people said, and what became of it."""
    said = read("consultations")["consultations"]
    voices = read("opinions")["opinions"]
    asked = await consultations.load(said, people)
    numbers = await opinions.load(voices, asked, people)
    await opinions.moderate_all(voices, numbers, read("moderation"), people)
    answered = read("adoption")
    name = answered["consultation_id"]
    draft = next(one["draft"]["articles"] for one in said if one["id"] == name)
    await adoption.load(answered, asked[name], numbers, draft=draft, people=people)
