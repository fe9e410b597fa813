"""Opinions to be grouped and answered: a subject that has closed, its opinions moderated."""

from datetime import timedelta
from typing import Any, NamedTuple

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.opinions.enums import Channel, ModerationMode, Result
from backend.opinions.operations import dispositions, points, reports
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.schemas.answers import AnswerDraft
from backend.opinions.schemas.points import Grouping, Picked
from backend.opinions.schemas.reporting import (
    Clearance,
    Reading,
    ReportRef,
    StatementDraft,
    Submission,
)
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from tests.support import factories, opinions

STATEMENT = "本次征集的意见已经逐条研究，现将采纳情况公布如下。"
REASON = "已经在草案相应条款里作了明确，按现有财力分两年落实，每年公布进展情况。"
MANY = """
INSERT INTO opinion (subject, channel, text, public_text, received_at, entered_by, may_publish,
    privacy_version, state, receipt_code, name_masked)
SELECT $1, 'letter', '第' || n || '条意见：' || repeat('公交班次要加密，末班车太早，', 5),
       '第' || n || '条意见：' || repeat('公交班次要加密，末班车太早，', 5),
       $2, $3, TRUE, 'x', 'published', 'M' || n, '朱**'
FROM generate_series(1, $4) AS n RETURNING id
"""


class Hands(NamedTuple):
    """Everybody a report goes through."""

    clerk: StaffMember
    reader: StaffMember
    reviewer: StaffMember
    office: StaffMember


class Asked(NamedTuple):
    """A subject that has closed, and the numbers of its opinions."""

    id: int
    passages: tuple[int, ...]
    numbers: list[int]
    hands: Hands


async def hands() -> Hands:
    """Return a clerk, a second reader, a reviewer of the justice bureau and the office."""
    return Hands(
        clerk=await factories.staff(unit_code="transport", roles=(Role.DRAFTER,)),
        reader=await factories.staff(unit_code="transport", roles=(Role.DRAFTER,)),
        reviewer=await factories.staff(unit_code="justice", roles=(Role.REVIEWER,)),
        office=await factories.staff(unit_code="office", roles=(Role.OFFICE,)),
    )


async def asked(
    count: int = 4, *, texts: tuple[str, ...] = (), is_open: bool = False, **given: Any
) -> Asked:
    """Return a subject with so many opinions, by letter and all shown."""
    people = await hands()
    invited = await opinions.subject(
        moderation=ModerationMode.AFTER,
        opens_at=now() - timedelta(days=40),
        closes_at=now() + timedelta(days=2) if is_open else now() - timedelta(days=5),
    )
    words = texts or tuple(f"{opinions.TEXT}这是第{n}条。" for n in range(1, count + 1))
    numbers = [
        (await by_letter(invited.id, people.clerk, text=text, **given)).number for text in words
    ]
    return Asked(invited.id, invited.passages, numbers, people)


async def by_letter(subject_id: int, clerk: StaffMember, **given: Any):
    """Enter a letter that came in time."""
    sent = opinions.draft(**given)
    arrival = opinions.arrival(
        channel=Channel.LETTER, entered_by=clerk, received_at=now() - timedelta(days=20)
    )
    return await receive_opinion(subject_id, sent, arrival)


async def many(count: int) -> Asked:
    """Return a subject with thousands of opinions, entered in one statement."""
    from backend.kernel.database import open_connection  # noqa: PLC0415 - inside a transaction only

    found = await asked(1)
    entered = await open_connection().fetch(
        MANY, found.id, now() - timedelta(days=20), found.hands.clerk.id, count
    )
    return found._replace(numbers=[row["id"] for row in entered])


async def grouped(asked_: Asked, numbers: list[int], title: str = "加密班次", **answer: Any):
    """Put opinions into a new point."""
    draft = Grouping(
        opinions=tuple(Picked(opinion=number) for number in numbers), title=title, **answer
    )
    return await points.group_opinions(asked_.id, draft, staff=asked_.hands.clerk, now=now())


async def answered(asked_: Asked, point: Any, result: Result = Result.ADOPTED, reason: str = ""):
    """Answer a point."""
    draft = AnswerDraft(result=result, reason=reason, revision=point.revision)
    return await dispositions.answer_point(
        asked_.id, point.id, draft, staff=asked_.hands.clerk, now=now()
    )


async def submitted(asked_: Asked) -> ReportRef:
    """Write the statement and submit the report, every warning acknowledged."""
    from backend.opinions.queries.cautions import cautions_of  # noqa: PLC0415 - beside its use

    revision = await rows("SELECT revision FROM adoption_report WHERE subject = {}", asked_.id)
    draft = StatementDraft(statement=STATEMENT, revision=revision[0]["revision"] if revision else 0)
    clerk = asked_.hands.clerk
    await reports.write_statement(asked_.id, draft, staff=clerk)
    seen = tuple(caution.key for caution in await cautions_of(asked_.id))
    return await reports.submit_report(
        asked_.id, Submission(acknowledged=seen), staff=clerk, now=now()
    )


async def cleared(asked_: Asked) -> ReportRef:
    """Carry the report to where the office may publish it."""
    await submitted(asked_)
    people = asked_.hands
    await reports.read_report(asked_.id, Reading(note="已核对"), staff=people.reader, now=now())
    clearance = Clearance(clearance="符合法定程序，同意公布。")
    return await reports.clear_report(asked_.id, clearance, staff=people.reviewer, now=now())


async def published(asked_: Asked) -> ReportRef:
    """Carry the report into the public."""
    await cleared(asked_)
    return await reports.publish_report(asked_.id, staff=asked_.hands.office, now=now())


async def all_adopted(asked_: Asked) -> None:
    """Group every opinion into one point and adopt it."""
    await answered(asked_, await grouped(asked_, asked_.numbers))
