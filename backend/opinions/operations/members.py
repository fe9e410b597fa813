"""Who belongs to a point: taken out, set apart as dissenting, marked as nearly the same words."""

from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.opinions.operations.membership import get_held_point, touch
from backend.opinions.operations.points import split_point
from backend.opinions.operations.working import hold_work, record
from backend.opinions.schemas.points import (
    MemberAct,
    MemberChange,
    MemberMarks,
    MembersDraft,
    PointRef,
    Split,
)
from backend.organisation.schemas import StaffMember

TAKE_OUT = """
DELETE FROM opinion_point_member WHERE point = {} AND opinion = ANY({}::bigint[]) RETURNING opinion
"""
# Who dissents says something else: nearly the same words are not theirs.
MARK = """
UPDATE opinion_point_member m
SET is_dissenting = coalesce({}::boolean, is_dissenting),
    is_near_identical = coalesce({}::boolean, is_near_identical)
        AND NOT coalesce({}::boolean, is_dissenting)
WHERE point = {} AND opinion = ANY({}::bigint[]) RETURNING opinion
"""

MARKS = {
    MemberAct.SET_APART: {"is_dissenting": True},
    MemberAct.TAKE_IN: {"is_dissenting": False},
    MemberAct.NEAR: {"is_near_identical": True},
    MemberAct.NOT_NEAR: {"is_near_identical": False},
}


async def remove_members(
    subject_id: int, point_id: int, draft: MemberChange, *, staff: StaffMember
) -> PointRef:
    """Take exactly these opinions out of a point; raise Invalid when some are not in it any more.

    Those in no other point are ungrouped again.
    """
    async with transaction():
        work = await hold_work(subject_id, staff)
        point = await get_held_point(subject_id, point_id)
        wanted = sorted(set(draft.opinions))
        _must_be_all(await rows(TAKE_OUT, point_id, wanted), wanted)
        payload = {"point": point_id, "title": point.title, "opinions": wanted}
        await record(work, "point.ungroup", staff=staff, payload=payload)
        return await touch(point_id)


async def mark_members(
    subject_id: int, point_id: int, draft: MemberMarks, *, staff: StaffMember
) -> PointRef:
    """Set exactly these members apart as dissenting, or mark them as nearly identical, or undo it.

    A dissenter is not answered by the point any more, only by an answer of their own.
    """
    async with transaction():
        work = await hold_work(subject_id, staff)
        point = await get_held_point(subject_id, point_id)
        wanted = sorted(set(draft.opinions))
        marks = (draft.is_dissenting, draft.is_near_identical, draft.is_dissenting)
        _must_be_all(await rows(MARK, *marks, point_id, wanted), wanted)
        payload = {"point": point_id, "title": point.title, **draft.model_dump()}
        await record(work, "point.mark", staff=staff, payload=payload)
        return await touch(point_id)


async def change_members(
    subject_id: int, point_id: int, draft: MembersDraft, *, staff: StaffMember
) -> PointRef:
    """Do what the clerk chose to exactly these members; return the point to look at next."""
    if draft.act is MemberAct.SPLIT:
        split = Split(opinions=draft.opinions, title=draft.title, revision=draft.revision)
        return await split_point(subject_id, point_id, split, staff=staff)
    if draft.act is MemberAct.REMOVE:
        return await remove_members(subject_id, point_id, draft, staff=staff)
    marks = MemberMarks(opinions=draft.opinions, **MARKS[draft.act])
    return await mark_members(subject_id, point_id, marks, staff=staff)


def _must_be_all(changed: list[dict[str, int]], wanted: list[int]) -> None:
    if len(changed) != len(wanted):
        gone = say("有的意见已经不在这个要点里，请刷新后重新勾选。")
        raise Invalid(fields={"opinions": gone})
