import pytest

from backend.decisions.tables import Adjustment
from tests.support import decisions, factories
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
DEFER = {
    "kind": "defer",
    "reason": "专项债券额度未获批复",
    "approval": "县政府第63次常务会议（经县委同意）",
}


@pytest.fixture
async def code(db):
    (ref,) = await factories.published_catalogue(2025, count=1)
    return ref.code


async def proposed(client, code):
    await factories.sign_in(client, await decisions.drafter())
    typed = {**DEFER, "adjusted_on": "2025-11-28"}
    answer = await client.post(f"/desk/decisions/{code}/adjustments", data=typed)
    assert answer.status_code == 303
    return (await Adjustment.select(Adjustment.id).first())["id"]


async def test_a_change_is_proposed_by_one_and_approved_by_another(client, code):
    await factories.sign_in(client, await decisions.drafter())
    form = await client.get(f"/desk/decisions/{code}/adjustments/new")
    assert "暂缓" in form.text
    number = await proposed(client, code)
    waiting = await client.get(f"/desk/decisions/{code}")
    assert "待审批" in waiting.text
    assert "批准并公布" not in waiting.text
    await factories.sign_in(client, await decisions.officer())
    assert "批准并公布" in (await client.get(f"/desk/decisions/{code}")).text
    assert (await client.get("/desk/decisions")).text.count(code) == 2
    answer = await client.post(f"/desk/adjustments/{number}/approval")
    assert answer.headers["location"] == f"/desk/decisions/{code}#adjustments"
    shown = await client.get(f"/desk/decisions/{code}")
    assert "第 2 版" in shown.text
    assert "暂缓" in shown.text


async def test_a_refused_proposal_comes_back_whole(client, code):
    await factories.sign_in(client, await decisions.drafter())
    typed = {**DEFER, "adjusted_on": "2025-01-01"}
    answer = await client.post(f"/desk/decisions/{code}/adjustments", data=typed)
    assert answer.status_code == 422
    assert "专项债券额度未获批复" in answer.text
    assert 'href="#adjusted_on"' in answer.text


async def test_a_proposal_is_returned_with_a_reason_or_not_at_all(client, code):
    number = await proposed(client, code)
    await factories.sign_in(client, await decisions.officer())
    refused = await client.post(f"/desk/adjustments/{number}/refusal", data={"reason": "短"})
    assert refused.status_code == 422
    answer = await client.post(f"/desk/adjustments/{number}/refusal", data={"reason": "理由不充分"})
    assert answer.status_code == 303
    assert "理由不充分" in (await client.get(f"/desk/decisions/{code}")).text


async def test_what_cannot_be_adjusted_offers_no_form(client, db):
    (ref,) = await decisions.draft_catalogue(count=1)
    await factories.sign_in(client, await decisions.drafter())
    answer = await client.get(f"/desk/decisions/{ref.code}/adjustments/new")
    assert "现在不能调整" in answer.text


async def test_only_the_office_has_the_buttons(client, code):
    number = await proposed(client, code)
    await factories.sign_in(client, await decisions.editor())
    assert (await client.post(f"/desk/adjustments/{number}/approval")).status_code == 403


async def test_the_page_asks_as_much_with_a_history_as_without(client, code):
    await factories.sign_in(client, await decisions.officer())
    async with counting_queries() as few:
        await client.get(f"/desk/decisions/{code}")
    number = await proposed(client, code)
    await factories.sign_in(client, await decisions.officer())
    await client.post(f"/desk/adjustments/{number}/approval")
    async with counting_queries() as many:
        await client.get(f"/desk/decisions/{code}")
    assert len(few) == len(many) <= 16


async def test_a_reschedule_asks_for_the_open_steps_and_keeps_what_was_typed(client, code):
    await factories.sign_in(client, await decisions.drafter())
    form = (await client.get(f"/desk/decisions/{code}/adjustments/new")).text
    assert 'name="steps-3-planned_end" type="date" value="2025-09-30"' in form
    typed = {
        **DEFER,
        "kind": "reschedule",
        "adjusted_on": "2025-11-28",
        "planned_month": "2026-03",
        "steps-3-seq": "3",
        "steps-3-planned_start": "2026-02-10",
        "steps-3-planned_end": "2026-02-01",
    }
    answer = await client.post(f"/desk/decisions/{code}/adjustments", data=typed)
    assert answer.status_code == 422
    assert "结束日期不能早于开始日期" in answer.text
    assert 'name="steps-3-planned_end" type="date" value="2026-02-01"' in answer.text
    assert 'href="#steps-3-planned_end"' in answer.text
    assert await Adjustment.count() == 0


async def test_the_approver_sees_each_step_before_and_after(client, code):
    await factories.sign_in(client, await decisions.drafter())
    typed = {
        **DEFER,
        "kind": "reschedule",
        "adjusted_on": "2025-11-28",
        "planned_month": "2026-03",
        "steps-3-seq": "3",
        "steps-3-planned_start": "2026-02-01",
        "steps-3-planned_end": "2026-02-10",
    }
    answer = await client.post(f"/desk/decisions/{code}/adjustments", data=typed)
    assert answer.status_code == 303
    await factories.sign_in(client, await decisions.officer())
    shown = (await client.get(f"/desk/decisions/{code}")).text
    assert "2025年9月1日 — 2025年9月30日" in shown
    assert "2026年2月1日 — 2026年2月10日" in shown
