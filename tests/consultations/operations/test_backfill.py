"""Entering a consultation of before: marked as such, with its own days."""

from datetime import date, timedelta

import pytest

from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.operations.backfill import load_past_consultation
from backend.consultations.queries.content import load_whole
from backend.consultations.schemas.drafting import PeriodDraft
from backend.journal.schemas import SYSTEM
from backend.kernel.calendar.seeds import known_years
from backend.kernel.clock import now, today
from backend.kernel.database import rows
from backend.kernel.errors import Forbidden, Invalid
from backend.organisation.operations.calendar import load_years
from tests.support import consultations, decisions, factories

pytestmark = pytest.mark.anyio


async def test_it_keeps_its_days_and_the_journal_says_where_they_are_from(db: None) -> None:
    await load_years(known_years(), manager=SYSTEM)
    matter = (await decisions.published_catalogue(2025, 2))[1]
    await factories.unit(consultations.LEAD_UNIT)
    entered = consultations.past(
        date(2025, 9, 1),
        date(2025, 10, 9),
        basics=consultations.basics(decision=matter.code, type=ConsultationType.MAJOR_DECISION),
    )
    ref = await load_past_consultation(entered, staff=await consultations.officer(), now=now())
    assert ref.slug == "qz-2025-02"
    _, standing = await load_whole(ref.id)
    assert standing.feedback_due_on == date(2025, 11, 5)
    assert standing.closes_at
    assert standing.closes_at.isoformat() == "2025-10-09T16:00:00+00:00"
    assert standing.opens_at
    assert standing.opens_at.isoformat() == "2025-08-31T16:00:00+00:00"
    entry = (await rows("SELECT * FROM journal_entry WHERE action = 'consultation.enter_past'"))[0]
    assert entry["is_public"]
    assert entry["reason"] == entered.source
    assert not await rows("SELECT 1 FROM journal_entry WHERE action = 'consultation.publish'")


async def test_an_answer_day_that_was_published_is_kept(db: None) -> None:
    await factories.unit(consultations.LEAD_UNIT)
    entered = consultations.past(date(2026, 3, 2), date(2026, 4, 10))
    entered = entered.model_copy(update={"feedback_due_on": date(2026, 12, 1)})
    ref = await load_past_consultation(entered, staff=await consultations.officer(), now=now())
    _, standing = await load_whole(ref.id)
    assert standing.feedback_due_on == date(2026, 12, 1)


async def test_what_has_not_begun_goes_the_ordinary_way(db: None) -> None:
    await factories.unit(consultations.LEAD_UNIT)
    tomorrow = today() + timedelta(days=1)
    entered = consultations.past(tomorrow, await consultations.working_day_after(60))
    with pytest.raises(Invalid):
        await load_past_consultation(entered, staff=await consultations.officer(), now=now())


async def test_a_shorter_period_of_before_needs_its_reason_too(db: None) -> None:
    await factories.unit(consultations.LEAD_UNIT)
    short = PeriodDraft(opens_on=date(2026, 3, 2), closes_on=date(2026, 3, 4))
    entered = consultations.past(date(2026, 3, 2), date(2026, 3, 4), period=short)
    with pytest.raises(Invalid):
        await load_past_consultation(entered, staff=await consultations.officer(), now=now())


async def test_the_office_alone_enters_the_past(db: None) -> None:
    await factories.unit(consultations.LEAD_UNIT)
    entered = consultations.past(date(2026, 3, 2), date(2026, 4, 10))
    with pytest.raises(Forbidden):
        await load_past_consultation(entered, staff=await consultations.drafter(), now=now())
