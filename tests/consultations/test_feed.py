from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from backend.consultations.operations import extending
from backend.consultations.schemas.drafting import ExtensionDraft
from backend.kernel.clock import now
from backend.kernel.database import rows
from tests.support import consultations, decisions, results

pytestmark = pytest.mark.anyio
ATOM = {"a": "http://www.w3.org/2005/Atom"}


async def entries(client) -> list[ET.Element]:
    answer = await client.get("/consultations/feed.xml")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content).findall("a:entry", ATOM)


def term(entry: ET.Element) -> str:
    return entry.find("a:category", ATOM).get("term")


async def test_an_empty_feed_is_a_valid_feed(db, client):
    assert await entries(client) == []


async def test_openings_extensions_and_results_are_entries_newest_first(db, client):
    opened = await consultations.published()
    until = await consultations.working_day_after(60)
    draft = ExtensionDraft(until_on=until, reason="正值农忙，给大家多留些时间")
    await extending.extend_period(opened.id, draft, staff=await consultations.officer(), now=now())
    found = await results.concluded()
    told = await entries(client)
    assert [term(entry) for entry in told] == [
        "consultation.conclude",
        "consultation.enter_past",
        "consultation.extend",
        "consultation.publish",
    ]
    assert told[0].find("a:link", ATOM).get("href").endswith(f"{found.path}/result")
    assert told[2].findtext("a:summary", namespaces=ATOM) == "正值农忙，给大家多留些时间"


async def test_every_entry_has_an_id_of_its_own_and_leads_to_a_page(db, client):
    await results.concluded()
    told = await entries(client)
    assert len({entry.findtext("a:id", namespaces=ATOM) for entry in told}) == len(told) == 2
    for entry in told:
        assert datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM)).tzinfo
        link = entry.find("a:link", ATOM).get("href").removeprefix("http://huiyin.test")
        assert (await client.get(link)).status_code == 200


async def test_a_draft_and_the_desk_are_not_in_the_feed(db, client):
    await consultations.submitted()
    assert await entries(client) == []


async def test_a_consultation_on_a_matter_that_was_hidden_leaves_the_feed(db, client):
    catalogue = await decisions.published_catalogue(2026, 1)
    ref = await consultations.published()
    code = catalogue[0].code
    await rows(
        "UPDATE consultation SET decision = (SELECT id FROM decision WHERE code = {})"
        " WHERE id = {}",
        code,
        ref.id,
    )
    assert len(await entries(client)) == 1
    await rows("UPDATE decision SET is_public = false, nondisclosure_basis = '保密法'")
    assert await entries(client) == []
    assert (await client.get(f"/consultations/{ref.slug}/opinions.csv")).status_code == 404
