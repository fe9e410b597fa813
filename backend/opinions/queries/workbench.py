"""The workbench's list: ten thousand opinions, a page at a time, with a flat number of queries."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.database import rows
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.opinions.queries.beside import passages_of, points_of
from backend.opinions.queries.effective import IS_UNGROUPED, IS_VALID, OF_THESE
from backend.opinions.queries.sight import IN_SIGHT, WORDS, masked_words, who
from backend.opinions.schemas.points import PointChoice
from backend.opinions.schemas.shown import PassageShown
from backend.opinions.schemas.workbench import (
    OpinionLine,
    Shown,
    SubjectForDesk,
    WorkbenchFilter,
)
from backend.organisation.schemas import StaffMember

PAGE_SIZE = 40  # opinions
OWN = "EXISTS (SELECT FROM opinion_disposition d WHERE d.opinion = o.id)"
MEMBER = "EXISTS (SELECT FROM opinion_point_member m WHERE m.opinion = o.id)"
NOT_SAID = """EXISTS (SELECT FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
    WHERE m.opinion = o.id AND (p.result = '' OR m.is_dissenting))"""
DIFFERING = """EXISTS (SELECT FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
    WHERE m.opinion = o.id HAVING bool_or(m.is_dissenting)
    OR count(DISTINCT p.result) FILTER (WHERE p.result <> '') > 1)"""
SHOWN = {
    Shown.UNGROUPED: IS_UNGROUPED,
    Shown.UNANSWERED: f"{IS_VALID} AND NOT {OWN} AND (NOT {MEMBER} OR {NOT_SAID})",
    Shown.REVIEW: f"{IS_VALID} AND NOT {OWN} AND {DIFFERING}",
    Shown.ALL: "TRUE",
}
NARROWED = {
    "passage": "EXISTS (SELECT FROM opinion_reference f WHERE f.opinion = o.id AND f.passage = {})",
    "point": "EXISTS (SELECT FROM opinion_point_member m WHERE m.opinion = o.id AND m.point = {})",
    "unit": "EXISTS (SELECT FROM opinion_assignment u WHERE u.opinion = o.id AND u.unit = {})",
    "state": "o.state = {}",
    "channel": "o.channel = {}",
    "word": "position({} IN lower(o.public_text)) > 0",  # never in what only a few may read
}
LINES = f"""
SELECT e.*, {WORDS}, o.channel, o.received_at, coalesce(u.name, '') AS unit_name,
       g.id AS group, coalesce(g.opinions, 0) AS like
FROM ({OF_THESE}) e JOIN opinion o ON o.id = e.id
LEFT JOIN opinion_assignment a ON a.opinion = o.id LEFT JOIN unit u ON u.id = a.unit
LEFT JOIN LATERAL (
    SELECT g.id, (SELECT count(*) FROM opinion_suggested_member x
                  WHERE x.group = g.id AND NOT x.is_dissenting) AS opinions
    FROM opinion_suggested_member sm JOIN opinion_suggested_group g ON g.id = sm.group
    WHERE sm.opinion = o.id AND NOT sm.is_dissenting AND g.dismissed_by IS NULL
    ORDER BY opinions DESC, g.id LIMIT 1
) g ON TRUE
ORDER BY o.id
"""  # noqa: S608 - constants of ours
FOUND = """
SELECT o.id FROM opinion o WHERE o.subject = {} AND o.id > {} AND TRUE ORDER BY o.id LIMIT {}
"""
CHOICES = "SELECT id, position, title FROM opinion_point WHERE subject = {} ORDER BY position"
PASSAGES = """
SELECT id, label FROM opinion_passage p WHERE subject = {}
AND (is_current OR EXISTS (SELECT FROM opinion_reference r WHERE r.passage = p.id))
ORDER BY position, id
"""


async def list_opinions(
    subject: SubjectForDesk,
    wanted: WorkbenchFilter,
    staff: StaffMember,
    *,
    size: int = PAGE_SIZE,
    ticked: Sequence[int] = (),
) -> Page[OpinionLine]:
    """Return opinions in the order they came; raise Invalid for a cursor that is not ours."""
    found = await _numbers(subject, wanted, staff, size + 1)
    lines = await lines_of(subject, found[:size], ticked=ticked)
    return Page(items=lines, next=write_cursor(found[size - 1]) if len(found) > size else None)


async def lines_of(
    subject: SubjectForDesk, numbers: Sequence[int], *, ticked: Sequence[int] = ()
) -> tuple[OpinionLine, ...]:
    """Return these opinions as lines of a list."""
    found = await rows(LINES, list(numbers)) if numbers else []
    passages, points = await passages_of(numbers), await points_of(numbers)
    return tuple(
        _line(
            row,
            subject,
            passages.get(row["id"], ()),
            points.get(row["id"], ()),
            is_ticked=row["id"] in ticked,
        )
        for row in found
    )


async def point_choices(subject_id: int) -> tuple[PointChoice, ...]:
    """Return the subject's points to choose from."""
    return tuple(PointChoice(**row) for row in await rows(CHOICES, subject_id))


async def passage_choices(subject_id: int) -> tuple[PassageShown, ...]:
    """Return the subject's passages to choose from, those gone that opinions still point at too."""
    return tuple(PassageShown(**row) for row in await rows(PASSAGES, subject_id))


async def _numbers(
    subject: SubjectForDesk, wanted: WorkbenchFilter, staff: StaffMember, limit: int
) -> list[int]:
    conditions, values = [SHOWN[wanted.show]], []
    for name, condition in NARROWED.items():
        value = getattr(wanted, name)
        if value not in (None, ""):
            conditions.append(condition)
            values.append(value.lower() if name == "word" else value)
    if not subject.is_whole_in_sight:
        conditions.append(IN_SIGHT)
        values += [False, staff.unit_id, staff.unit_id]
    after = read_cursor(wanted.after, int)[0] if wanted.after else 0
    found = await rows(
        FOUND.replace("TRUE", " AND ".join(conditions)),
        *(subject.id, after, *values, limit),
    )
    return [row["id"] for row in found]


def _line(
    row: dict[str, Any],
    subject: SubjectForDesk,
    passages: tuple[PassageShown, ...],
    points: tuple[PointChoice, ...],
    *,
    is_ticked: bool,
) -> OpinionLine:
    text, is_sealed = masked_words(row, subject)
    is_own = row["own_result"] is not None
    same = ("channel", "state", "received_at", "result", "like", "group", "unit_name")
    return OpinionLine(
        **{name: row[name] for name in same},
        number=row["id"],
        text=text,
        is_sealed=is_sealed,
        said_by=who(row),
        passages=passages,
        points=points,
        is_own=is_own,
        is_dissenting=row["is_dissenting"],
        is_mixed=(row["results"] or 0) > 1 and not is_own,
        is_ticked=is_ticked,
    )
