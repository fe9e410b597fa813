"""More time: only later, only in time, public with its reason."""

from datetime import timedelta

import pytest

from backend.consultations.operations import extending
from backend.consultations.queries.content import load_whole
from backend.consultations.schemas.drafting import ConsultationRef, ExtensionDraft
from backend.kernel.calendar.rules import closes_at
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, Invalid
from tests.support import consultations

pytestmark = pytest.mark.anyio
REASON = "农忙时节，多给大家一些时间。"


async def days(ref: ConsultationRef) -> tuple:
    content, standing = await load_whole(ref.id)
    return content.closes_on, standing.feedback_due_on


async def test_a_later_last_day_moves_the_deadline_and_the_answer(db: None) -> None:
    ref = await consultations.published()
    closes_on, due_on = await days(ref)
    until = await consultations.working_day_after(60)
    draft = ExtensionDraft(until_on=until, reason=REASON)
    await extending.extend_period(ref.id, draft, staff=await consultations.officer(), now=now())
    assert await days(ref) > (closes_on, due_on)
    content, standing = await load_whole(ref.id)
    assert content.closes_on == until
    assert standing.closes_at == closes_at(until)
    entry = (await rows("SELECT * FROM journal_entry WHERE action = 'consultation.extend'"))[0]
    assert (entry["is_public"], entry["reason"]) == (True, REASON)
    kept = (await rows("SELECT * FROM consultation_extension"))[0]
    assert (kept["kind"], kept["former_on"], kept["until_on"]) == ("period", closes_on, until)


async def test_an_earlier_day_or_a_day_of_rest_is_refused(db: None) -> None:
    ref = await consultations.published()
    closes_on, _ = await days(ref)
    saturday = closes_on + timedelta(days=(5 - closes_on.weekday()) % 7 + 7)
    office = await consultations.officer()
    for until in (closes_on, closes_on - timedelta(days=1), saturday):
        with pytest.raises(Invalid) as refused:
            await extending.extend_period(
                ref.id, ExtensionDraft(until_on=until, reason=REASON), staff=office, now=now()
            )
        assert refused.value.fields.keys() == {"until_on"}


async def test_the_closing_instant_is_too_late_to_extend(db: None) -> None:
    ref = await consultations.published()
    _, standing = await load_whole(ref.id)
    later = ExtensionDraft(until_on=await consultations.working_day_after(90), reason=REASON)
    with pytest.raises(Conflict):
        await extending.extend_period(
            ref.id, later, staff=await consultations.officer(), now=standing.closes_at
        )


async def test_a_draft_is_not_extended_and_a_drafter_extends_nothing(db: None) -> None:
    until = ExtensionDraft(until_on=await consultations.working_day_after(90), reason=REASON)
    drafted = await consultations.draft()
    with pytest.raises(Conflict):
        await extending.extend_period(
            drafted.id, until, staff=await consultations.officer(), now=now()
        )
    ref = await consultations.published()
    for operation in (extending.extend_period, extending.postpone_feedback):
        with pytest.raises(Forbidden):
            await operation(ref.id, until, staff=await consultations.drafter(), now=now())


async def test_the_answer_is_put_off_publicly_and_only_to_later(db: None) -> None:
    ref = await consultations.closed()
    _, due_on = await days(ref)
    office = await consultations.officer()
    with pytest.raises(Invalid):
        await extending.postpone_feedback(
            ref.id, ExtensionDraft(until_on=due_on, reason=REASON), staff=office, now=now()
        )
    until = max(due_on, now().date()) + timedelta(days=10)
    await extending.postpone_feedback(
        ref.id, ExtensionDraft(until_on=until, reason=REASON), staff=office, now=now()
    )
    assert (await days(ref))[1] == until
    subject = (await rows("SELECT answer_due_on FROM opinion_subject"))[0]
    assert subject["answer_due_on"] == until
    entries = await rows(
        "SELECT is_public FROM journal_entry WHERE action = 'consultation.postpone_feedback'"
    )
    assert [entry["is_public"] for entry in entries] == [True]
