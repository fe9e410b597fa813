"""Answers: to a point, to one opinion in its own words, to several at once (采纳情况)."""

from datetime import datetime
from typing import Any

from backend.kernel.database import rows, transaction
from backend.kernel.errors import Forbidden, Invalid, NotFound
from backend.kernel.language import say
from backend.opinions.enums import Result
from backend.opinions.operations.membership import (
    get_held_point,
    must_be_current,
    must_be_groupable,
)
from backend.opinions.operations.pointing import set_answer
from backend.opinions.operations.working import (
    Work,
    hold_changeable,
    hold_work,
    record,
    thresholds,
)
from backend.opinions.rules.answers import fault_of_reason
from backend.opinions.rules.handling import may_answer
from backend.opinions.rules.overtaken import Overtaken
from backend.opinions.rules.points import MOST_TOLD
from backend.opinions.schemas.answers import AnswerDraft, BatchAnswerDraft, Clearing
from backend.organisation.schemas import StaffMember

OPINION = """
SELECT o.id, coalesce(a.unit, 0) AS unit FROM opinion o
LEFT JOIN opinion_assignment a ON a.opinion = o.id WHERE o.subject = {} AND o.id = {}
"""
OWN = """
SELECT d.opinion, d.result, d.reason, d.revision, s.name AS decided_by
FROM opinion_disposition d JOIN staff s ON s.id = d.decided_by
WHERE d.opinion = ANY({}::bigint[]) ORDER BY d.opinion
"""
WRITE = """
INSERT INTO opinion_disposition (opinion, result, reason, decided_by, decided_at, revision)
SELECT n.opinion, {}, {}, {}, {}, 1 FROM unnest({}::bigint[]) AS n (opinion)
ON CONFLICT (opinion) DO UPDATE SET result = EXCLUDED.result, reason = EXCLUDED.reason,
    decided_by = EXCLUDED.decided_by, decided_at = EXCLUDED.decided_at,
    revision = opinion_disposition.revision + 1
RETURNING revision
"""
CLEAR = "DELETE FROM opinion_disposition WHERE opinion = {}"

Row = dict[str, Any]


async def answer_point(
    subject_id: int, point_id: int, draft: AnswerDraft, *, staff: StaffMember, now: datetime
) -> int:
    """Answer a point and so all its members, and return its revision.

    By who handles the subject, or a drafter of the unit the point was given to. Raises Overtaken
    with what is there now when somebody changed the point since, Invalid for a poor reason.
    """
    async with transaction():
        work = await hold_changeable(subject_id)
        point = await get_held_point(subject_id, point_id)
        _must_be_theirs(staff, work, point.unit)
        must_be_current(point, draft.revision)
        return await set_answer(work, point, draft.result, draft.reason, staff=staff, now=now)


async def answer_opinion(
    subject_id: int, number: int, draft: AnswerDraft, *, staff: StaffMember, now: datetime
) -> int:
    """Answer one opinion in its own words, whatever its points say; return the revision.

    Of two clerks at once one wins; the other gets Overtaken with what is there now.
    """
    async with transaction():
        work = await hold_changeable(subject_id)
        _must_be_theirs(staff, work, await _unit_of(subject_id, number))
        await must_be_groupable(subject_id, [number])
        found = await rows(OWN, [number])
        if draft.revision != (found[0]["revision"] if found else 0):
            raise _overtaken(found)
        return await _write(work, [number], draft, staff=staff, now=now)


async def answer_opinions(
    subject_id: int, draft: BatchAnswerDraft, *, staff: StaffMember, now: datetime
) -> int:
    """Give the same answer to each of exactly these opinions, and return how many they are.

    Raises Overtaken when one of them has an answer of its own already: that is changed on its page.
    """
    numbers = sorted(set(draft.opinions))
    async with transaction():
        work = await hold_work(subject_id, staff)
        await must_be_groupable(subject_id, numbers)
        found = await rows(OWN, numbers)
        if found:
            told = "、".join(str(row["opinion"]) for row in found[:MOST_TOLD])
            words = say(
                "第 {numbers} 号已经单独答复过，请去掉勾选，或者到它的页面改。", numbers=told
            )
            raise Overtaken(words, field="opinions")
        await _write(work, numbers, draft, staff=staff, now=now)
    return len(numbers)


async def clear_answer(
    subject_id: int, number: int, draft: Clearing, *, staff: StaffMember
) -> None:
    """Take an opinion's own answer back, so that its points speak again; raise Overtaken."""
    async with transaction():
        work = await hold_changeable(subject_id)
        _must_be_theirs(staff, work, await _unit_of(subject_id, number))
        found = await rows(OWN, [number])
        if not found or found[0]["revision"] != draft.revision:
            raise _overtaken(found)
        await rows(CLEAR, number)
        payload = {"opinion": number, **_told(found[0])}
        await record(work, "point.clear_answer", staff=staff, payload=payload)


async def _write(
    work: Work,
    numbers: list[int],
    draft: AnswerDraft | BatchAnswerDraft,
    *,
    staff: StaffMember,
    now: datetime,
) -> int:
    fault = fault_of_reason(
        draft.result, draft.reason, opinions=len(numbers), thresholds=thresholds()
    )
    if fault:
        raise Invalid(fields={"reason": fault})
    values = (draft.result.value, draft.reason, staff.id, now, numbers)
    written = await rows(WRITE, *values)
    payload = {"opinions": numbers, "result": draft.result.value, "reason": draft.reason}
    await record(work, "point.answer_alone", staff=staff, payload=payload)
    return int(written[0]["revision"])


async def _unit_of(subject_id: int, number: int) -> int:
    """Return the unit an opinion is assigned to, 0 for none; raise NotFound."""
    found = await rows(OPINION, subject_id, number)
    if not found:
        raise NotFound
    return int(found[0]["unit"])


def _must_be_theirs(staff: StaffMember, work: Work, unit: int | None) -> None:
    if not may_answer(staff, work.lead_unit, is_assigned=unit == staff.unit_id):
        raise Forbidden


def _overtaken(found: list[Row]) -> Overtaken:
    if not found:
        return Overtaken(say("别人刚刚撤下了这条答复。您写的内容都还在，请看过后再保存。"))
    return Overtaken(
        say(
            "{who}刚刚把它答复为“{result}”：{reason}。您写的内容都还在，请看过后再保存。",
            who=found[0]["decided_by"],
            result=Result(found[0]["result"]).label,
            reason=found[0]["reason"],
        )
    )


def _told(row: Row) -> Row:
    return {"result": row["result"], "reason": row["reason"]}
