"""Groups a computation suggests, for a person to confirm or to turn down."""

import asyncio
from datetime import timedelta
from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.kernel.text.likeness.nearest import most_like
from backend.kernel.text.likeness.saying import Saying
from backend.opinions.queries.beside import points_of
from backend.opinions.queries.effective import IS_UNGROUPED, IS_VALID
from backend.opinions.queries.sight import WORDS, masked_words, who
from backend.opinions.schemas.answering import Similar
from backend.opinions.schemas.points import SuggestedMemberLine, SuggestionLine
from backend.opinions.schemas.workbench import SubjectForDesk

PAGE_SIZE = 20  # groups
MEMBERS_SIZE = 100  # opinions on a group's page
LATELY_MEANS = timedelta(minutes=25)  # longer than between two turns of the timetable
MOST_LIKE = 5
MOST_COMPARED = 2000  # opinions one is held against while a person waits
# Blanks: the subject; whether one group alone, and which; those of a cursor; the limit.
GROUPS = f"""
SELECT * FROM (
    SELECT g.id, g.kind, g.likeness, g.terms,
        (SELECT count(*) FROM opinion_suggested_member sm
         WHERE sm.group = g.id AND NOT sm.is_dissenting) AS opinions,
        (SELECT count(*) FROM opinion_suggested_member sm
         WHERE sm.group = g.id AND sm.is_dissenting) AS dissenting,
        (SELECT count(*) FROM opinion_suggested_member sm JOIN opinion o ON o.id = sm.opinion
         WHERE sm.group = g.id AND NOT sm.is_dissenting AND {IS_UNGROUPED}) AS ungrouped
    FROM opinion_suggested_group g
    WHERE g.subject = {{}} AND g.dismissed_by IS NULL AND ({{}} = 0 OR g.id = {{}})
) found
WHERE ({{}} > 0 OR ungrouped > 0) AND (-ungrouped, id) > ({{}}, {{}})
ORDER BY -ungrouped, id LIMIT {{}}
"""  # noqa: S608 - constants of ours
MEMBERS = f"""
SELECT o.id AS number, {WORDS}, sm.is_dissenting
FROM opinion_suggested_member sm JOIN opinion o ON o.id = sm.opinion
WHERE sm.group = {{}} ORDER BY sm.is_dissenting, o.id LIMIT {{}}
"""  # noqa: S608 - constants of ours
EXAMPLES = f"""
SELECT sm.group, {WORDS} FROM unnest({{}}::int[]) wanted
CROSS JOIN LATERAL (
    SELECT x.group, x.opinion FROM opinion_suggested_member x
    WHERE x.group = wanted AND NOT x.is_dissenting ORDER BY x.opinion LIMIT 3
) sm JOIN opinion o ON o.id = sm.opinion ORDER BY o.id
"""  # noqa: S608 - constants of ours
SAYINGS = f"""
SELECT o.id, coalesce(o.text, o.public_text) AS text,
       coalesce(nullif(o.contact_index, ''), nullif(o.address_key, '')) AS said_by,
       ARRAY(SELECT r.passage FROM opinion_reference r WHERE r.opinion = o.id) AS passages
FROM opinion o
WHERE o.subject = {{}} AND {IS_VALID} AND coalesce(o.text, o.public_text) IS NOT NULL
ORDER BY o.id
"""  # noqa: S608 - constants of ours
# Those it may be like: of its suggested groups, then of its passages, then the newest.
NEAR = f"""
SELECT o.id, {WORDS} FROM opinion o
WHERE o.subject = {{}} AND o.id <> {{}} AND o.public_text IS NOT NULL AND o.state <> 'withheld'
ORDER BY NOT EXISTS (
    SELECT FROM opinion_suggested_member x JOIN opinion_suggested_member y ON y.group = x.group
    WHERE x.opinion = {{}} AND y.opinion = o.id), NOT EXISTS (
    SELECT FROM opinion_reference x JOIN opinion_reference y ON y.passage = x.passage
    WHERE x.opinion = {{}} AND y.opinion = o.id), o.id DESC LIMIT {{}}
"""  # noqa: S608 - constants of ours
# The newest opinion of each subject is found by its index; so this may be asked often.
LATELY = """
SELECT s.id FROM opinion_subject s CROSS JOIN LATERAL (
    SELECT o.recorded_at FROM opinion o WHERE o.subject = s.id ORDER BY o.id DESC LIMIT 1
) latest
WHERE s.concluded_at IS NULL AND latest.recorded_at > clock_timestamp() - {}::interval
ORDER BY s.id
"""


async def list_lately_grown() -> list[int]:
    """Return the subjects on which an opinion came not long ago."""
    return [row["id"] for row in await rows(LATELY, LATELY_MEANS)]


async def list_suggestions(
    subject: SubjectForDesk, cursor: str = "", *, size: int = PAGE_SIZE
) -> Page[SuggestionLine]:
    """Return the groups with something ungrouped in them, those that settle most first."""
    after = read_cursor(cursor, int, int) if cursor else (-(2**31), 0)
    found = await rows(GROUPS, subject.id, 0, 0, 0, *after, size + 1)
    shown = found[:size]
    examples = await _examples([row["id"] for row in shown], subject)
    lines = tuple(SuggestionLine(**row, examples=examples.get(row["id"], ())) for row in shown)
    more = write_cursor(-lines[-1].ungrouped, lines[-1].id) if len(found) > size else None
    return Page(items=lines, next=more)


async def get_suggestion(
    subject: SubjectForDesk, group_id: int
) -> tuple[SuggestionLine, tuple[SuggestedMemberLine, ...]]:
    """Return a group with the first of its members, then who says the contrary; raise NotFound."""
    found = await rows(GROUPS, subject.id, group_id, group_id, group_id, -(2**31), 0, 1)
    if not found:
        raise NotFound
    members = await rows(MEMBERS, group_id, MEMBERS_SIZE)
    points = await points_of([row["number"] for row in members])
    lines = tuple(
        SuggestedMemberLine(
            number=row["number"],
            text=masked_words(row, subject)[0],
            said_by=who(row),
            is_dissenting=row["is_dissenting"],
            points=points.get(row["number"], ()),
        )
        for row in members
    )
    return SuggestionLine(**found[0]), lines


async def sayings_of(subject_id: int) -> tuple[Saying, ...]:
    """Return every valid opinion as it is compared; only the computation reads these words."""
    return tuple(_saying(row) for row in await rows(SAYINGS, subject_id))


async def list_like(
    subject: SubjectForDesk, number: int, text: str, *, limit: int = MOST_LIKE
) -> tuple[Similar, ...]:
    """Return the opinions most like one, compared aside so that nobody else waits."""
    near = await rows(NEAR, subject.id, number, number, number, MOST_COMPARED)
    words = {row["id"]: masked_words(row, subject)[0] for row in near}
    others = [Saying(row["id"], row["public_text"]) for row in near]
    likes = await asyncio.to_thread(most_like, text, others, limit)
    points = await points_of([like.id for like in likes])
    return tuple(
        Similar(
            number=like.id,
            text=words[like.id],
            likeness=round(like.likeness * 100),
            points=points.get(like.id, ()),
        )
        for like in likes
    )


async def _examples(groups: list[int], subject: SubjectForDesk) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for row in await rows(EXAMPLES, groups) if groups else []:
        found.setdefault(row["group"], []).append(masked_words(row, subject)[0])
    return {group: tuple(texts) for group, texts in found.items()}


def _saying(row: dict[str, Any]) -> Saying:
    passages = frozenset(row["passages"])
    return Saying(row["id"], row["text"], passages=passages, said_by=row.get("said_by"))
