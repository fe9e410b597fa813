"""The rows behind points: which there are, who is in them; for the operations beside this file."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.kernel.language import say
from backend.opinions.enums import Result
from backend.opinions.queries.effective import IS_VALID
from backend.opinions.rules.overtaken import Overtaken
from backend.opinions.rules.points import (
    LEAST_TITLE,
    MOST_POINTS,
    MOST_TOLD,
    moved_meanwhile,
    moved_out,
)
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.points import Picked, PointRef

POINT = """
SELECT p.id, p.position, p.title, nullif(p.result, '') AS result, p.reason, p.unit, p.revision,
       coalesce(s.name, '') AS answered_by
FROM opinion_point p LEFT JOIN staff s ON s.id = p.answered_by
WHERE p.subject = {} AND p.id = {}
"""
NEW = """
INSERT INTO opinion_point
    (subject, position, title, result, reason, created_by, created_at, revision)
SELECT {}, count(*) + 1, {}, '', '', {}, now(), 1 FROM opinion_point WHERE subject = {}
RETURNING id, position, title, revision
"""
VALID = f"""
SELECT o.id FROM opinion o WHERE o.subject = {{}} AND o.id = ANY({{}}::bigint[]) AND {IS_VALID}
"""  # noqa: S608 - constants of ours
STANDING_IN = """
SELECT m.opinion, p.title FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
WHERE m.opinion = ANY({}::bigint[]) ORDER BY m.id
"""
ADD = """
INSERT INTO opinion_point_member
    (point, opinion, is_dissenting, is_near_identical, added_by, added_at)
SELECT {}, n.opinion, n.opinion = ANY({}::bigint[]), {} AND n.opinion <> ALL({}::bigint[]),
       {}, now()
FROM unnest({}::bigint[]) AS n (opinion) ORDER BY n.opinion
ON CONFLICT (opinion, point) DO NOTHING RETURNING opinion
"""
TOUCH = """
UPDATE opinion_point SET revision = revision + 1 WHERE id = {}
RETURNING id, position, title, revision
"""


class HeldPoint(Frozen):
    """A point of a held subject."""

    id: int
    position: int
    title: str
    result: Result | None
    reason: str
    unit: int | None
    revision: int
    answered_by: str


async def get_held_point(subject_id: int, point_id: int) -> HeldPoint:
    """Return a point of the held subject; raise NotFound."""
    found = await rows(POINT, subject_id, point_id)
    if not found:
        raise NotFound(say("没有这个要点，可能刚被合并或者删除。"))
    return HeldPoint(**found[0])


async def get_point_to_join(subject_id: int, point_id: int) -> HeldPoint:
    """Return the point that was chosen in a form; raise Invalid beside that field."""
    found = await rows(POINT, subject_id, point_id)
    if not found:
        gone = say("没有这个要点，可能刚被合并或者删除，请另选一个。")
        raise Invalid(fields={"point": gone})
    return HeldPoint(**found[0])


def must_be_current(point: HeldPoint, seen: int) -> None:
    """Raise Overtaken when somebody changed the point since it was shown; nothing typed is lost."""
    if point.revision == seen:
        return
    if point.result is None:
        raise Overtaken(say("别人刚刚改过「{title}」，请看过后再保存。", title=point.title))
    raise Overtaken(
        say(
            "{who}刚刚把「{title}」答复为“{result}”：{reason}。您写的内容都还在，请看过后再保存。",
            who=point.answered_by,
            title=point.title,
            result=point.result.label,
            reason=point.reason,
        )
    )


async def new_point(subject_id: int, title: str, *, by: int) -> PointRef:
    """Enter a point at the end; raise Invalid without a name, Conflict when there are too many."""
    if len(title) < LEAST_TITLE:
        nameless = say("请写要点的名称，或者选一个已有的要点。")
        raise Invalid(fields={"title": nameless})
    ref = PointRef(**(await rows(NEW, subject_id, title, by, subject_id))[0])
    if ref.position > MOST_POINTS:
        raise Conflict(say("要点最多 {most} 个，请先合并一些。", most=MOST_POINTS))
    return ref


async def must_be_groupable(subject_id: int, numbers: Sequence[int]) -> None:
    """Raise Invalid unless each of these is a valid opinion of the subject."""
    found = {row["id"] for row in await rows(VALID, subject_id, list(numbers))}
    lost = [str(number) for number in numbers if number not in found]
    if lost:
        told = "、".join(lost[:MOST_TOLD])
        words = say("第 {numbers} 号不能归并：已经撤回、是重复的，或者依规不用答复。", numbers=told)
        raise Invalid(fields={"opinions": words})


async def must_be_as_seen(picks: Sequence[Picked]) -> None:
    """Raise Overtaken when somebody grouped one of these since the list was shown."""
    standing: dict[int, list[str]] = {}
    for row in await rows(STANDING_IN, [pick.opinion for pick in picks]):
        standing.setdefault(row["opinion"], []).append(row["title"])
    refused = moved_meanwhile(picks, standing) or moved_out(picks, standing)
    if refused:
        raise Overtaken(refused, field="opinions")


async def add_members(
    point_id: int,
    numbers: Sequence[int],
    *,
    by: int,
    dissenting: Sequence[int] = (),
    is_near_identical: bool = False,
) -> list[int]:
    """Put opinions into a point and return those that were not in it yet."""
    apart = list(dissenting)
    values: tuple[Any, ...] = (point_id, apart, is_near_identical, apart, by, list(numbers))
    return [row["opinion"] for row in await rows(ADD, *values)]


async def touch(point_id: int, *, added: int = 0) -> PointRef:
    """Give a point its next revision: who is about to answer it must look again."""
    return PointRef(**(await rows(TOUCH, point_id))[0], added=added)
