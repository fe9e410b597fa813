"""What comes before the first page: the schema, and the demo county once."""

import asyncio
import json
from pathlib import Path

import click

from backend.cli.database import in_database

STAFF = Path(__file__).parents[2] / "seeds" / "demo" / "staff.json"


def prepare(*, with_demo: bool) -> list[str]:
    """Bring the schema up to date, load the demo into an empty database; return its accounts."""
    update_schema()
    if not with_demo:
        return []
    if in_database(_is_empty):
        click.echo("Loading the demo county …")
        load_demo()
    return demo_accounts()


def update_schema() -> None:
    """Apply the migrations the database has not had yet."""
    from backend.kernel.migrations import migrate, missing

    if asyncio.run(missing()):
        click.echo("Bringing the database up to date …")
        asyncio.run(migrate())


def load_demo() -> bool:
    """Load the demo county; False where units are already there."""
    from backend.demo import load_demo as load

    return in_database(load)


def demo_accounts() -> list[str]:
    """Return one line for each demo account this database has.

    Read from the seeds, not from `backend.demo`, which would load half the product.
    """
    from backend.organisation.enums import Role

    seeds = json.loads(STAFF.read_text(encoding="utf-8"))
    here = in_database(_usernames)
    return [
        f"{one['username']:<10} {seeds['password']}   {one['name']}，"
        + "、".join(str(Role(role).label) for role in one["roles"])
        for one in seeds["staff"]
        if one["username"] in here
    ]


async def _is_empty() -> bool:
    from backend.organisation.queries.units import list_units

    return not await list_units()


async def _usernames() -> set[str]:
    """Return who of the demo's staff has an account that is open."""
    from backend.kernel.errors import NotFound
    from backend.organisation.queries.staff import get_staff

    found = set()
    for one in json.loads(STAFF.read_text(encoding="utf-8"))["staff"]:
        try:
            member = await get_staff(one["username"])
        except NotFound:
            continue
        if member.is_active:
            found.add(member.username)
    return found
