"""Opinion points: made of like opinions, named, put in order, merged, split, dissolved."""

from datetime import datetime

from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say
from backend.opinions.operations.membership import (
    HeldPoint,
    add_members,
    get_held_point,
    get_point_to_join,
    must_be_as_seen,
    must_be_current,
    must_be_groupable,
    new_point,
    touch,
)
from backend.opinions.operations.pointing import set_answer
from backend.opinions.operations.working import Work, hold_work, record
from backend.opinions.rules.points import places_after_move
from backend.opinions.schemas.answers import Clearing
from backend.opinions.schemas.points import (
    Grouping,
    Merger,
    PointAmendment,
    PointRef,
    Split,
)
from backend.organisation.schemas import StaffMember

AMEND = """
UPDATE opinion_point SET title = {}, unit = {}, due_on = {}, revision = revision + 1
WHERE id = {} RETURNING id, position, title, revision
"""
IN_ORDER = "SELECT id FROM opinion_point WHERE subject = {} ORDER BY position"
# Places are unique at every moment, so all step aside before they take their new ones.
ASIDE = "UPDATE opinion_point SET position = -position WHERE subject = {}"
PLACE = """
UPDATE opinion_point p SET position = n.place
FROM unnest({}::int[]) WITH ORDINALITY AS n (id, place) WHERE p.id = n.id
"""
MOVE_MEMBERS = """
UPDATE opinion_point_member m SET point = {} WHERE m.point = {} AND m.opinion = ANY({}::bigint[])
AND NOT EXISTS (SELECT FROM opinion_point_member x WHERE x.point = {} AND x.opinion = m.opinion)
RETURNING opinion
"""
KEEP_DISSENT = """
UPDATE opinion_point_member k SET is_dissenting = TRUE FROM opinion_point_member m
WHERE k.point = {} AND m.point = {} AND m.opinion = k.opinion AND m.is_dissenting
"""
MEMBERS = "SELECT opinion FROM opinion_point_member WHERE point = {} ORDER BY opinion"
EMPTY = "DELETE FROM opinion_point_member WHERE point = {}"
REMOVE = "DELETE FROM opinion_point WHERE id = {}"
UNIT = "SELECT id FROM unit WHERE id = {} AND is_active"


async def group_opinions(
    subject_id: int, draft: Grouping, *, staff: StaffMember, now: datetime
) -> PointRef:
    """Put exactly these opinions into a new point or an existing one, and answer it if asked to.

    Raises Overtaken naming those that somebody grouped since the list was shown, Invalid beside
    the field, Conflict once the report was submitted.
    """
    numbers = sorted({pick.opinion for pick in draft.opinions})
    async with transaction():
        work = await hold_work(subject_id, staff)
        await must_be_groupable(subject_id, numbers)
        await must_be_as_seen(draft.opinions)
        point = await _point_for(work, draft.point, draft.title, staff)
        added = await add_members(
            point.id, numbers, by=staff.id, is_near_identical=draft.is_near_identical
        )
        ref = await touch(point.id, added=len(added))
        payload = {"point": point.id, "title": point.title, "opinions": added}
        await record(work, "point.group", staff=staff, payload=payload)
        if draft.result is not None:
            if point.result is not None and point.result is not draft.result:
                raise Invalid(fields={"result": _answered_already(point)})
            revision = await set_answer(
                work, point, draft.result, draft.reason, staff=staff, now=now
            )
            ref = ref.model_copy(update={"revision": revision})
    return ref


async def amend_point(
    subject_id: int, point_id: int, draft: PointAmendment, *, staff: StaffMember
) -> PointRef:
    """Rename a point or hand it to a unit; raise Overtaken when it was changed since."""
    async with transaction():
        work = await hold_work(subject_id, staff)
        point = await get_held_point(subject_id, point_id)
        must_be_current(point, draft.revision)
        if draft.unit is not None and not await rows(UNIT, draft.unit):
            raise Invalid(fields={"unit": say("没有这个单位，请另选一个。")})
        values = (draft.title, draft.unit, draft.due_on, point_id)
        amended = PointRef(**(await rows(AMEND, *values))[0])
        payload = {"point": point_id, "former_title": point.title, **draft.model_dump()}
        await record(work, "point.amend", staff=staff, payload=payload)
    return amended


async def move_point(subject_id: int, point_id: int, *, to: int, staff: StaffMember) -> None:
    """Give a point another place in the list, counted from 1; the others make room."""
    async with transaction():
        work = await hold_work(subject_id, staff)
        point = await get_held_point(subject_id, point_id)
        ids = [row["id"] for row in await rows(IN_ORDER, subject_id)]
        await _put_in_order(subject_id, list(places_after_move(ids, point.id, to=to)))
        payload = {"point": point_id, "from": point.position, "to": to}
        await record(work, "point.move", staff=staff, payload=payload)


async def merge_points(
    subject_id: int, point_id: int, draft: Merger, *, staff: StaffMember
) -> PointRef:
    """Let a point go up in another one, which keeps its name and its answer.

    Who dissented in either dissents in what comes of it. Raises Overtaken, and Invalid for a point
    merged into itself or into one that is gone.
    """
    if draft.into == point_id:
        raise Invalid(fields={"into": say("请选另一个要点。")})
    async with transaction():
        work = await hold_work(subject_id, staff)
        point = await get_held_point(subject_id, point_id)
        must_be_current(point, draft.revision)
        into = await get_held_point(subject_id, draft.into)
        members = [row["opinion"] for row in await rows(MEMBERS, point_id)]
        await rows(KEEP_DISSENT, into.id, point_id)
        moved = await rows(MOVE_MEMBERS, into.id, point_id, members, into.id)
        await _remove(subject_id, point_id)
        payload = {"into": into.id, "opinions": members, **_as_it_was(point)}
        await record(work, "point.merge", staff=staff, payload=payload)
        return await touch(into.id, added=len(moved))


async def split_point(
    subject_id: int, point_id: int, draft: Split, *, staff: StaffMember
) -> PointRef:
    """Make a point of their own of some members; it is not answered yet.

    Raises Overtaken, and Invalid for opinions that are not in the point.
    """
    async with transaction():
        work = await hold_work(subject_id, staff)
        point = await get_held_point(subject_id, point_id)
        must_be_current(point, draft.revision)
        wanted = sorted(set(draft.opinions))
        made = await new_point(subject_id, draft.title, by=staff.id)
        moved = await rows(MOVE_MEMBERS, made.id, point_id, wanted, made.id)
        if len(moved) != len(wanted):
            raise Invalid(fields={"opinions": say("有的意见已经不在这个要点里，请重新勾选。")})
        await touch(point_id)
        payload = {"from": point_id, "point": made.id, "title": made.title, "opinions": wanted}
        await record(work, "point.split", staff=staff, payload=payload)
    return made.model_copy(update={"added": len(moved)})


async def dissolve_point(
    subject_id: int, point_id: int, draft: Clearing, *, staff: StaffMember
) -> int:
    """Take a point away and return how many opinions are ungrouped again; raise Overtaken."""
    async with transaction():
        work = await hold_work(subject_id, staff)
        point = await get_held_point(subject_id, point_id)
        must_be_current(point, draft.revision)
        members = [row["opinion"] for row in await rows(MEMBERS, point_id)]
        await rows(EMPTY, point_id)
        await _remove(subject_id, point_id)
        payload = {"opinions": members, **_as_it_was(point)}
        await record(work, "point.dissolve", staff=staff, payload=payload)
    return len(members)


async def _point_for(work: Work, point_id: int | None, title: str, staff: StaffMember) -> HeldPoint:
    if point_id is not None:
        return await get_point_to_join(work.id, point_id)
    made = await new_point(work.id, title, by=staff.id)
    return await get_held_point(work.id, made.id)


async def _remove(subject_id: int, point_id: int) -> None:
    await rows(EMPTY, point_id)
    await rows(REMOVE, point_id)
    await _put_in_order(subject_id, [row["id"] for row in await rows(IN_ORDER, subject_id)])


async def _put_in_order(subject_id: int, ids: list[int]) -> None:
    await rows(ASIDE, subject_id)
    await rows(PLACE, ids)


def _as_it_was(point: HeldPoint) -> dict[str, object]:
    """Return a point that is about to go, for the journal."""
    return {
        "point": point.id,
        "title": point.title,
        "result": point.result.value if point.result else "",
        "reason": point.reason,
    }


def _answered_already(point: HeldPoint) -> Text:
    return say(
        "「{title}」已经答复为“{result}”。要改，请到要点页面改。",
        title=point.title,
        result=point.result.label if point.result else "",
    )
