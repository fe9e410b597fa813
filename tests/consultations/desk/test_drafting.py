"""Drawing up at the desk: every page, what comes back when it is refused, two at one part."""

import httpx
import pytest

from backend.consultations.queries.content import load_part
from backend.consultations.schemas.drafting import InterpretationDraft, NoteDraft, PeriodDraft
from backend.kernel.clock import today
from backend.kernel.database import rows
from tests.support import consultations, decisions, factories
from tests.support.forms import would_send
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
PARTS = ("basics", "period", "announcement", "note", "interpretation", "options", "files")


async def as_drafter(client: httpx.AsyncClient):
    author = await consultations.drafter()
    await factories.sign_in(client, author)
    return author


async def test_a_consultation_is_begun_and_leads_to_what_is_missing(db, client) -> None:
    await as_drafter(client)
    await decisions.published_catalogue(2026, 1)
    page = await client.get("/desk/consultations/new?decision=QZ-2026-01")
    assert page.status_code == 200
    sent = dict(would_send(page.text))
    assert sent["decision"] == "QZ-2026-01"
    assert sent["lead_unit"] == "transport"
    sent |= {"title": consultations.TITLE, "type": "major_decision"}
    begun = await client.post("/desk/consultations", data=sent)
    assert begun.status_code == 303
    shown = await client.get(begun.headers["location"])
    assert "qz-2026-01" in shown.text
    assert "没开始" in shown.text
    assert "提交审核</button>" not in shown.text


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(db, client) -> None:
    await as_drafter(client)
    sent = {"title": "短", "type": "nothing", "lead_unit": "transport", "moderation": "after"}
    refused = await client.post("/desk/consultations", data=sent)
    assert refused.status_code == 422
    assert 'id="title-error"' in refused.text
    assert ("title", "短") in would_send(refused.text)
    assert ("moderation", "after") in would_send(refused.text)


@pytest.mark.parametrize("part", PARTS)
async def test_every_part_has_its_page_and_saving_it_untouched_changes_nothing(
    db, client, part: str
) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}/{part}"
    page = await client.get(here)
    assert page.status_code == 200
    if part != "files":
        before = await rows("SELECT * FROM consultation WHERE id = {}", ref.id)
        saved = await client.post(here, data=_form(page.text))
        assert saved.status_code == 303, saved.text
        after = await rows("SELECT * FROM consultation WHERE id = {}", ref.id)
        ignored = {"revision", "authors"}
        assert {k: v for k, v in before[0].items() if k not in ignored} == {
            k: v for k, v in after[0].items() if k not in ignored
        }


async def test_rows_are_added_and_dropped_without_losing_a_word(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}/interpretation"
    sent = _form((await client.get(here)).text) | {"changes-0-before": "六点收车", "add": "changes"}
    more = await client.post(here, data=sent)
    assert more.status_code == 200
    sent = _form(more.text)
    assert sent["changes-0-before"] == "六点收车"
    sent |= {"changes-0-after": "八点收车", "plain_summary": "晚一点收车。"}
    sent |= {"questions-0-question": "什么时候？", "questions-0-answer": "明年。"}
    assert (await client.post(here, data=sent)).status_code == 303
    kept = await load_part(ref.id, InterpretationDraft)
    assert [(row.before, row.after) for row in kept.changes] == [("六点收车", "八点收车")]
    assert len(kept.questions) == 1


async def test_the_second_of_two_sees_what_the_first_saved_and_may_save_over_it(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}/note"
    mine = _form((await client.get(here)).text) | {"background": "我写的背景。"}
    await consultations.write(ref.id, consultations.note(background="别人写的。"), by=author)
    told = await client.post(here, data=mine)
    assert told.status_code == 409
    assert "别人写的。" in told.text
    again = _form(told.text)
    assert again["background"] == "我写的背景。"
    assert (await client.post(here, data=again)).status_code == 303
    assert (await load_part(ref.id, NoteDraft)).background == "我写的背景。"


async def test_days_are_counted_as_they_are_typed(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author, is_close_to_market=True)
    here = f"/desk/consultations/{ref.id}/period"
    counted = await client.get(f"{here}?opens_on=2026-03-02&closes_on=2026-03-06")
    assert "2026年4月1日" in counted.text
    assert "短于规定" in counted.text
    resting = await client.get(f"{here}?opens_on=2026-03-02&closes_on=2026-04-11")
    assert "要换一天" in resting.text
    assert (await load_part(ref.id, PeriodDraft)).opens_on == today()
    assert (await client.get(f"{here}?opens_on=昨天&closes_on=2026-02-30")).status_code == 200


async def test_a_submitted_draft_is_read_and_not_written(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.submitted(by=author)
    here = f"/desk/consultations/{ref.id}/note"
    page = await client.get(here)
    assert "只能看" in page.text
    refused = await client.post(here, data=_form(page.text) | {"background": "迟到的话"})
    assert refused.status_code == 422
    assert "迟到的话" in refused.text


async def test_drafts_of_other_units_are_nobodys_business(db, client) -> None:
    ref = await consultations.draft()
    await factories.sign_in(client, await consultations.drafter("justice"))
    assert (await client.get(f"/desk/consultations/{ref.id}")).status_code == 404
    listed = await client.get("/desk/consultations?whose=all")
    assert consultations.TITLE not in listed.text
    assert (await client.get(f"/desk/consultations/{ref.id}/nothing")).status_code == 404


async def test_files_are_put_in_looked_at_and_taken_out(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}/files"
    empty = await client.post(here, data={"title": "什么也没选"})
    assert empty.status_code == 422
    assert "什么也没选" in empty.text
    file = {"file": ("测算.txt", "成本测算如下。".encode(), "text/plain")}
    assert (await client.post(here, files=file, data={"title": "测算表"})).status_code == 303
    page = await client.get(here)
    assert "测算表" in page.text
    number = (await rows("SELECT id FROM consultation_file"))[0]["id"]
    assert (await client.get(f"{here}/{number}")).content.decode() == "成本测算如下。"
    assert (await client.get(f"{here}/{number + 1}")).status_code == 404
    assert (await client.post(f"{here}/{number}/removal")).status_code == 303
    assert not await rows("SELECT 1 FROM consultation_file")


async def test_the_list_shows_what_waits_first(db, client) -> None:
    await consultations.draft()
    overdue = await consultations.closed(title="逾期没有反馈的征集方案")
    await rows("UPDATE consultation SET feedback_due_on = closes_on + 1 WHERE id = {}", overdue.id)
    await factories.sign_in(client, await consultations.officer())
    listed = (await client.get("/desk/consultations")).text
    assert "逾期" in listed
    assert listed.index("逾期没有反馈的征集方案") < listed.index(consultations.TITLE)


async def test_the_list_asks_as_often_for_many_as_for_one(db, client) -> None:
    await factories.sign_in(client, await consultations.officer())
    asked = []
    for _ in range(2):
        await consultations.published()
        async with counting_queries() as found:
            assert (await client.get("/desk/consultations")).status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1]
    assert asked[0] <= 9


def _form(page: str) -> dict[str, str]:
    """The first filled-in form's fields as a browser would send them."""
    return dict(would_send(page))
