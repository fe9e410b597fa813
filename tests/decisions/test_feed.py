from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from backend.decisions.enums import AdjustmentKind
from backend.decisions.feed import atom
from backend.decisions.operations import adjusting
from backend.decisions.schemas.drafts import AdjustmentDraft
from backend.journal.queries import list_public_acts
from backend.journal.schemas import JournalPublic
from backend.kernel.database import rows
from tests.support import decisions

pytestmark = pytest.mark.anyio
ATOM = {"a": "http://www.w3.org/2005/Atom"}
AUTUMN = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)


async def deferred(code: str, reason: str) -> None:
    draft = AdjustmentDraft(
        kind=AdjustmentKind.DEFER,
        reason=reason,
        approval="县政府第63次常务会议",
        adjusted_on=date(2026, 9, 30),
    )
    staff = await decisions.drafter()
    ref = await adjusting.propose_adjustment(code, draft, staff=staff, now=AUTUMN)
    await adjusting.approve_adjustment(ref.id, staff=await decisions.officer(), now=AUTUMN)


async def feed(client):
    answer = await client.get("/decisions/feed.xml")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


async def test_an_empty_feed_is_a_valid_feed(db, client):
    found = await feed(client)
    for name in ("id", "title", "updated"):
        assert found.findtext(f"a:{name}", namespaces=ATOM)
    assert found.findall("a:entry", ATOM) == []


async def test_publications_and_adjustments_are_entries_newest_first(db, client):
    await decisions.published_catalogue(2026, 2)
    await deferred("QZ-2026-02", "资金没有落实")
    entries = (await feed(client)).findall("a:entry", ATOM)
    terms = [entry.find("a:category", ATOM).get("term") for entry in entries]
    assert terms == ["decision.defer", "catalogue.publish"]
    assert entries[0].findtext("a:summary", namespaces=ATOM) == "资金没有落实"


async def test_every_entry_has_id_updated_and_an_absolute_link(db, client):
    await decisions.published_catalogue(2026, 1)
    await deferred("QZ-2026-01", "资金没有落实")
    entries = (await feed(client)).findall("a:entry", ATOM)
    ids = {entry.findtext("a:id", namespaces=ATOM) for entry in entries}
    assert len(ids) == len(entries)
    for entry in entries:
        assert entry.findtext("a:id", namespaces=ATOM).startswith("tag:")
        assert datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM)).tzinfo
        link = entry.find("a:link", ATOM).get("href")
        assert link.startswith("http://huiyin.test/decisions")
        assert (await client.get(link.removeprefix("http://huiyin.test"))).status_code == 200


async def test_hostile_words_cannot_break_the_feed(db, client):
    await decisions.published_catalogue(2026, 1)
    await deferred("QZ-2026-01", "]]>&<b>停办")
    entry = (await feed(client)).find("a:entry", ATOM)
    assert entry.findtext("a:summary", namespaces=ATOM) == "]]>&<b>停办"


def test_characters_xml_cannot_hold_are_left_out():
    entry = JournalPublic(
        id=1,
        recorded_at=AUTUMN,
        actor_unit="",
        action="catalogue.publish",
        subject_kind="catalogue",
        subject_id="2026",
        subject_title="标\u0007题\ufffe\ud800",
        subject_path="/decisions",
        reason="",
        payload_sha256="0" * 64,
    )
    found = ET.fromstring(atom([entry], "http://huiyin.test")).find("a:entry", ATOM)
    assert found.findtext("a:title", namespaces=ATOM) == "公布年度目录：标题"


async def test_hidden_decisions_are_not_in_the_feed(db, client):
    await decisions.published_catalogue(2026, 1, hidden=1)
    hidden = (await rows("SELECT code FROM decision WHERE NOT is_public"))[0]["code"]
    await deferred(hidden, "不能说的原因")
    body = (await client.get("/decisions/feed.xml")).text
    assert "不能说的原因" not in body
    assert decisions.SECRET_TITLE not in body
    assert hidden not in body


async def test_a_decision_that_is_no_longer_visible_leaves_the_feed(db, client):
    await decisions.published_catalogue(2026, 1)
    await deferred("QZ-2026-01", "资金没有落实")
    await rows("UPDATE decision SET is_public = false, nondisclosure_basis = '保密法'")
    assert "资金没有落实" not in (await client.get("/decisions/feed.xml")).text


async def test_no_act_named_finds_none(db):
    assert await list_public_acts((), size=5) == ()
