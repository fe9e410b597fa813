from datetime import UTC, date, datetime, timedelta

import pytest

from backend.decisions.enums import AdjustmentKind
from backend.decisions.operations import adjusting, publishing
from backend.decisions.queries.desk import desk_tasks, list_waiting_adjustments
from backend.decisions.schemas.drafts import AdjustmentDraft
from backend.organisation.enums import Role
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 20), date(2026, 7, 2)
AUTUMN = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)


async def told(member, today=MAY):
    return [(str(task.label), task.tone) for task in await desk_tasks(member, today=today)]


@pytest.mark.parametrize(("today", "tones"), [(MAY, []), (JUNE, ["wait"]), (JULY, ["late"])])
async def test_a_year_without_a_catalogue_warns_who_keeps_it(db, today, tones):
    assert [tone for _, tone in await told(await decisions.editor(), today)] == tones
    assert await told(await decisions.drafter(), today) == []


async def test_a_submitted_catalogue_waits_for_the_office(db):
    await decisions.draft_catalogue(count=1)
    await publishing.submit_catalogue(2026, staff=await decisions.editor())
    assert await told(await decisions.officer()) == [("审批年度目录", "plain")]
    assert await told(await decisions.editor()) == []


@pytest.mark.parametrize(("year", "due_on"), [(2027, date(2027, 6, 30)), (2025, None)])
async def test_a_years_catalogue_is_due_by_the_end_of_its_june_unless_the_year_is_over(
    db, year, due_on
):
    await decisions.draft_catalogue(year, 1)
    (draft,) = await desk_tasks(await decisions.editor(), today=MAY)
    assert (str(draft.label), draft.due_on) == ("编制年度目录", due_on)
    await publishing.submit_catalogue(year, staff=await decisions.editor())
    (submitted,) = await desk_tasks(await decisions.officer(), today=MAY)
    assert (str(submitted.label), submitted.due_on) == ("审批年度目录", due_on)


async def test_a_proposal_waits_for_the_office_but_not_for_its_proposer(db):
    (ref,) = await factories.published_catalogue(count=1)
    proposer = await decisions.officer()
    draft = AdjustmentDraft(
        kind=AdjustmentKind.DEFER,
        reason="资金没有落实",
        approval="县政府第63次常务会议",
        adjusted_on=date(2026, 9, 30),
    )
    await adjusting.propose_adjustment(ref.code, draft, staff=proposer, now=AUTUMN)
    assert ("审批目录调整：暂缓", "plain") in await told(await decisions.officer())
    assert await told(proposer) == []
    assert len(await list_waiting_adjustments(proposer)) == 1


async def test_a_step_past_its_planned_end_is_the_own_units_business(db):
    await factories.published_catalogue(count=1)
    (task,) = await told(await decisions.drafter(), JULY)
    assert task == ("完成“决策启动”：城乡公交一体化实施方案第1号", "late")
    assert await told(await decisions.drafter("police"), JULY) == []


async def test_a_step_is_in_sight_before_its_end_where_that_is_asked_for(db):
    await factories.published_catalogue(count=1)
    drafter, end = await decisions.drafter(), JULY - timedelta(days=2)
    assert await desk_tasks(drafter, today=end) == ()
    (task,) = await desk_tasks(drafter, today=end, soon=JULY)
    assert (task.tone, task.due_on, task.is_hidden) == ("wait", end, False)


async def test_tasks_of_a_hidden_matter_say_that_they_are(db):
    await factories.published_catalogue(count=0, hidden=1)
    (task,) = await desk_tasks(await decisions.drafter(), today=JULY)
    assert task.is_hidden


async def test_a_hidden_matters_proposal_is_not_listed_for_others(db):
    await factories.published_catalogue(count=1, hidden=1)
    draft = AdjustmentDraft(
        kind=AdjustmentKind.DEFER,
        reason="资金没有落实",
        approval="县政府第63次常务会议",
        adjusted_on=date(2026, 9, 30),
    )
    await adjusting.propose_adjustment(
        "QZ-2026-N01", draft, staff=await decisions.editor(), now=AUTUMN
    )
    assert await list_waiting_adjustments(await decisions.drafter("police")) == ()
    assert len(await list_waiting_adjustments(await decisions.officer())) == 1


async def test_an_auditor_has_nothing_to_do(db):
    await decisions.draft_catalogue(count=1)
    assert await told(await factories.staff(roles=(Role.AUDITOR,)), JULY) == []
