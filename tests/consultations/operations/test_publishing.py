"""The way into the public: what is missing is said, two persons, the window, the seal."""

from datetime import datetime, timedelta

import pytest

from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.operations import publishing
from backend.consultations.queries.content import load_whole
from backend.consultations.schemas.drafting import (
    AnnouncementDraft,
    NoteDraft,
    PeriodDraft,
    ReturnDraft,
    RevisionSeen,
)
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.rules import closes_at, working_deadline
from backend.kernel.clock import COUNTY_ZONE, now, today
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.organisation.schemas import StaffMember
from tests.support import consultations

pytestmark = pytest.mark.anyio


async def publish(number: int, staff: StaffMember, moment: datetime | None = None) -> None:
    seen = RevisionSeen(revision=await consultations.revision(number))
    await publishing.publish_consultation(number, seen, staff=staff, now=moment or now())


async def submit(number: int, staff: StaffMember) -> None:
    seen = RevisionSeen(revision=await consultations.revision(number))
    await publishing.submit_consultation(number, seen, staff=staff, now=now())


async def test_publication_opens_the_window_and_seals_the_text(db: None) -> None:
    ref = await consultations.published(clauses=4)
    content, standing = await load_whole(ref.id)
    subject = (await rows("SELECT * FROM opinion_subject WHERE id = {}", ref.subject_id))[0]
    assert content.closes_on
    assert subject["closes_at"] == closes_at(content.closes_on)
    assert abs(subject["opens_at"] - now()) < timedelta(minutes=1)
    due = working_deadline(await load_calendar(), content.closes_on, 20).due_on
    assert standing.feedback_due_on == subject["answer_due_on"] == due
    assert content.version
    assert len(content.version.sha256) == 64
    assert len(await consultations.passages(ref)) == 4
    current = await rows("SELECT label FROM opinion_passage WHERE is_current ORDER BY position")
    assert [row["label"] for row in current][:1] == ["第1条　事项1"]


async def test_publication_is_public_in_the_journal_with_its_hashes(db: None) -> None:
    ref = await consultations.published()
    entry = (await rows("SELECT * FROM journal_entry WHERE action = 'consultation.publish'"))[0]
    content, _ = await load_whole(ref.id)
    assert entry["is_public"]
    assert entry["subject_path"] == f"/consultations/{ref.slug}"
    assert content.version
    assert content.version.sha256 in entry["payload"]


async def test_a_later_opening_day_opens_at_its_midnight(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    opens_on = await consultations.working_day_after(5)
    days = PeriodDraft(opens_on=opens_on, closes_on=await consultations.working_day_after(60))
    await consultations.write(ref.id, days, by=author)
    await submit(ref.id, author)
    await publish(ref.id, await consultations.officer())
    _, standing = await load_whole(ref.id)
    assert standing.opens_at
    assert standing.opens_at.astimezone(COUNTY_ZONE).isoformat()[:19] == f"{opens_on}T00:00:00"


async def test_who_wrote_or_submitted_it_does_not_publish_it(db: None) -> None:
    writer = await consultations.officer()
    ref = await consultations.submitted(by=writer)
    with pytest.raises(Forbidden):
        await publish(ref.id, writer)
    author = await consultations.drafter()
    with pytest.raises(Forbidden):
        await publish(ref.id, author)
    helped = await consultations.officer()
    other = await consultations.draft()
    await consultations.write(
        other.id, NoteDraft(background="帮着改", main_content="一"), by=helped
    )
    await submit(other.id, await consultations.drafter())
    with pytest.raises(Forbidden):
        await publish(other.id, helped)
    await publish(other.id, await consultations.officer())


async def test_what_changed_since_it_was_read_is_not_published(db: None) -> None:
    ref = await consultations.submitted()
    stale = RevisionSeen(revision=ref.revision - 1)
    with pytest.raises(Conflict):
        await publishing.publish_consultation(
            ref.id, stale, staff=await consultations.officer(), now=now()
        )


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (PeriodDraft(), "还缺 2 处"),
        (NoteDraft(background="有背景"), "主要内容"),
        (NoteDraft(main_content="有内容"), "背景"),
        (AnnouncementDraft(announcement="有公告"), "至少再给一种方式"),
        (AnnouncementDraft(email="a@b.example"), "请写征集公告"),
    ],
)
async def test_what_is_missing_is_said_in_peoples_words(db: None, part, said: str) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    await consultations.write(ref.id, part, by=author)
    with pytest.raises(Invalid) as refused:
        await submit(ref.id, author)
    assert said in str(refused.value.message)


async def test_a_major_decision_needs_its_place_in_the_catalogue(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author, type=ConsultationType.MAJOR_DECISION)
    with pytest.raises(Invalid) as refused:
        await submit(ref.id, author)
    assert "目录" in str(refused.value.message)


async def test_a_short_period_needs_a_reason_and_who_approved_it(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    soon = await consultations.working_day_after(2)
    await consultations.write(ref.id, PeriodDraft(opens_on=today(), closes_on=soon), by=author)
    with pytest.raises(Invalid):
        await submit(ref.id, author)
    given = PeriodDraft(
        opens_on=today(),
        closes_on=soon,
        shortened_reason="采暖季已经开始，补贴要按时发放。",
        shortened_approved_by="县政府分管负责同志",
    )
    await consultations.write(ref.id, given, by=author)
    await submit(ref.id, author)
    await publish(ref.id, await consultations.officer())


async def test_a_day_that_is_past_opens_nothing(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    yesterday = today() - timedelta(days=1)
    days = PeriodDraft(opens_on=yesterday, closes_on=await consultations.working_day_after(60))
    await consultations.write(ref.id, days, by=author)
    with pytest.raises(Invalid):
        await submit(ref.id, author)


async def test_waiting_too_long_for_the_office_moves_the_day(db: None) -> None:
    ref = await consultations.submitted()
    with pytest.raises(Invalid):
        await publish(ref.id, await consultations.officer(), now() + timedelta(days=2))


async def test_what_is_returned_can_be_written_again(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.submitted(by=author)
    why = ReturnDraft(reason="请补充依据。")
    stranger = await consultations.drafter()
    with pytest.raises(Forbidden):
        await publishing.return_consultation(ref.id, why, staff=stranger)
    await publishing.return_consultation(ref.id, why, staff=await consultations.officer())
    await consultations.write(ref.id, consultations.note(basis="补充了"), by=author)
    await submit(ref.id, author)
    await publishing.return_consultation(ref.id, why, staff=author)


async def test_nothing_is_submitted_or_published_twice(db: None) -> None:
    ref = await consultations.published()
    office = await consultations.officer()
    for attempt in (submit, publish):
        with pytest.raises(Conflict):
            await attempt(ref.id, office)
