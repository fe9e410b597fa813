"""What stands beside opinions in a list, fetched for the page's numbers alone."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.database import rows
from backend.opinions.schemas.points import PointChoice
from backend.opinions.schemas.shown import PassageShown

PASSAGES = """
SELECT r.opinion, p.id, p.label FROM opinion_reference r JOIN opinion_passage p ON p.id = r.passage
WHERE r.opinion = ANY({}::bigint[]) ORDER BY p.position, p.id
"""
POINTS = """
SELECT m.opinion, p.id, p.position, p.title
FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
WHERE m.opinion = ANY({}::bigint[]) ORDER BY p.position
"""


async def passages_of(numbers: Sequence[int]) -> dict[int, tuple[PassageShown, ...]]:
    """Return the passages each of these opinions points at, in the text's order."""
    found = await rows(PASSAGES, list(numbers)) if numbers else []
    return _by_opinion(found, lambda row: PassageShown(id=row["id"], label=row["label"]))


async def points_of(numbers: Sequence[int]) -> dict[int, tuple[PointChoice, ...]]:
    """Return the points each of these opinions stands in, in their order."""
    found = await rows(POINTS, list(numbers)) if numbers else []
    return _by_opinion(
        found, lambda row: PointChoice(id=row["id"], position=row["position"], title=row["title"])
    )


def _by_opinion(found: list[dict[str, Any]], made: Any) -> dict[int, tuple[Any, ...]]:
    sorted_out: dict[int, list[Any]] = {}
    for row in found:
        sorted_out.setdefault(row["opinion"], []).append(made(row))
    return {number: tuple(things) for number, things in sorted_out.items()}
