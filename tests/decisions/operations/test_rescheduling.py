import json
from datetime import date

import pytest

from backend.decisions.enums import StepKind
from backend.decisions.operations import adjusting
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.tables import DecisionVersion, PlanStep
from backend.journal.tables import JournalEntry
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Invalid
from tests.decisions.operations.test_adjusting import AUTUMN, adjusted, proposal
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
NEW = {"seq": 3, "planned_start": date(2026, 10, 9), "planned_end": date(2026, 10, 30)}
DONE = (
    "UPDATE plan_step SET state = 'completed', actual_start = '2026-09-01',"
    " actual_end = '2026-09-20' WHERE seq = 3"
)


async def times(seq: int) -> tuple[date, date]:
    row = await PlanStep.select().where(PlanStep.seq == seq).first()
    return row["planned_start"], row["planned_end"]


async def test_a_reschedule_moves_the_steps_and_the_next_version_shows_it(db):
    (ref,) = await factories.published_catalogue(count=1)
    await adjusted(ref.code, proposal(steps=(NEW,)))
    assert await times(3) == (NEW["planned_start"], NEW["planned_end"])
    assert await times(4) == (date(2026, 12, 1), date(2026, 12, 20))
    versions = await DecisionVersion.select().order_by(DecisionVersion.number)
    plans = [DecisionContent.model_validate_json(v["content"]).plan for v in versions]
    assert [plan[2].planned_end for plan in plans] == [date(2026, 9, 30), date(2026, 10, 30)]


async def test_nothing_moves_before_it_is_approved(db):
    (ref,) = await factories.published_catalogue(count=1)
    await adjusting.propose_adjustment(
        ref.code, proposal(steps=(NEW,)), staff=await decisions.drafter(), now=AUTUMN
    )
    assert await times(3) == (date(2026, 9, 1), date(2026, 9, 30))


async def test_the_month_may_stay_when_steps_move_but_not_when_nothing_does(db):
    (ref,) = await factories.published_catalogue(count=1)
    month = date(2026, 12, 1)
    with pytest.raises(Invalid) as refused:
        await adjusted(ref.code, proposal(planned_month=month))
    assert "planned_month" in refused.value.fields
    await adjusted(ref.code, proposal(planned_month=month, steps=(NEW,)))
    assert await times(3) == (NEW["planned_start"], NEW["planned_end"])


async def test_a_step_done_while_the_proposal_waited_makes_it_a_conflict(db):
    (ref,) = await factories.published_catalogue(count=1)
    waiting = await adjusting.propose_adjustment(
        ref.code, proposal(steps=(NEW,)), staff=await decisions.drafter(), now=AUTUMN
    )
    await rows(DONE)
    officer = await decisions.officer()
    with pytest.raises(Conflict, match="已经办完"):
        await adjusting.approve_adjustment(waiting.id, staff=officer, now=AUTUMN)
    assert await times(3) == (date(2026, 9, 1), date(2026, 9, 30))


async def test_an_internal_step_moves_without_a_public_word(db):
    inner = decisions.step(StepKind.PARTY, date(2026, 11, 1), date(2026, 11, 10), is_internal=True)
    plan = (*decisions.decision_draft().plan, inner)
    (ref,) = await factories.published_catalogue(count=1, plan=plan)
    hidden = {"seq": 5, "planned_start": date(2026, 11, 3), "planned_end": date(2026, 11, 12)}
    await adjusted(ref.code, proposal(steps=(NEW, hidden)))
    assert await times(5) == (hidden["planned_start"], hidden["planned_end"])
    entries = await JournalEntry.select().where(JournalEntry.action.like("decision.reschedule%"))
    shown = {entry["is_public"]: json.loads(entry["payload"])["steps"] for entry in entries}
    assert [step["seq"] for step in shown[True]] == [3]
    assert [step["seq"] for step in shown[False]] == [5]
    assert all("2026-11-1" not in entry["payload"] for entry in entries if entry["is_public"])
