"""The moderators' queue over all subjects and channels: most urgent first, then oldest."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.opinions.enums import AgeBand, SubmitterKind
from backend.opinions.rules import masking
from backend.opinions.rules.moderation import may_moderate_all
from backend.opinions.rules.names import said_by
from backend.opinions.schemas.queue import (
    BatchRow,
    QueueFilter,
    QueueRow,
    Shelf,
    ShelfCount,
    SubjectChoice,
)
from backend.organisation.schemas import StaffMember

PAGE_SIZE = 30  # opinions
READ, SHOWN = 1500, 110  # characters that are searched for personal data, and that a row shows
MOST_SUBJECTS = 200
LONGEST_NUMBER = 15  # digits

# A drafter moderates the own unit's subjects; what is sealed for the inspection is not in sight.
IN_SIGHT = "({} OR (s.lead_unit = {} AND o.route <> 'discipline'))"
WORDS = """
CASE WHEN o.state = 'published' THEN o.public_text ELSE coalesce(o.text, '') END
"""
ROW = f"""
SELECT o.id AS number, o.revision, s.title AS subject_title, o.channel, o.received_at, o.state,
       left({WORDS}, {READ}) AS words, char_length({WORDS}) AS length, o.priority, o.may_publish,
       o.trust, o.route, o.submitter_kind, o.organisation_name, o.name_masked, o.age_band,
       coalesce(r.title, '') AS rule_title,
       EXISTS (SELECT FROM opinion_appeal a WHERE a.opinion = o.id AND a.outcome = '') AS has_appeal
FROM opinion o JOIN opinion_subject s ON s.id = o.subject
LEFT JOIN moderation_rule r ON r.id = o.rule
WHERE {IN_SIGHT}
"""  # noqa: S608 - constants of ours
SHELVES = {
    Shelf.PENDING: "o.state = 'received'",
    Shelf.UNREAD: "o.state IN ('published', 'counted_only') AND o.moderated_by IS NULL",
    Shelf.PUBLISHED: "o.state = 'published'",
    Shelf.COUNTED_ONLY: "o.state = 'counted_only'",
    Shelf.WITHHELD: "o.state = 'withheld'",
    Shelf.DUPLICATE: "o.state = 'duplicate'",
    Shelf.WITHDRAWN: "o.state = 'withdrawn'",
}
COUNTS = """
SELECT t.state, sum(t.opinions)::bigint AS opinions
FROM opinion_tally t JOIN opinion_subject s ON s.id = t.subject
WHERE ({} OR s.lead_unit = {}) AND ({} = 0 OR s.id = {}) GROUP BY t.state
"""
SUBJECTS = """
SELECT s.id, s.title FROM opinion_subject s
WHERE ({} OR s.lead_unit = {}) AND s.opens_at IS NOT NULL ORDER BY s.id DESC LIMIT {}
"""
OF_BATCH = """
SELECT a.opinion AS number, a.to_state, a.undone_at IS NOT NULL AS is_undone,
       a.rule IS NOT NULL AND a.to_state <> 'withheld' AS is_route
FROM moderation_act a JOIN opinion o ON o.id = a.opinion JOIN opinion_subject s ON s.id = o.subject
WHERE a.batch = {} AND """


async def list_queue(
    wanted: QueueFilter, staff: StaffMember, *, size: int = PAGE_SIZE
) -> Page[QueueRow]:
    """Return a page of the queue; raise Invalid for a cursor that is not ours."""
    clauses, values = _narrowed(wanted)
    is_pending = wanted.shelf is Shelf.PENDING
    order = "o.priority DESC, o.id" if is_pending else "o.id DESC"
    sql = " AND ".join([ROW, *clauses]) + f" ORDER BY {order} LIMIT {{}}"
    found = await rows(sql, *scope(staff), *values, size + 1)
    items = tuple(QueueRow(**row_values(row)) for row in found[:size])
    if len(found) <= size:
        return Page(items=items)
    last = items[-1]
    cursor = write_cursor(last.priority, last.number) if is_pending else write_cursor(last.number)
    return Page(items=items, next=cursor)


async def shelf_counts(wanted: QueueFilter, staff: StaffMember) -> tuple[ShelfCount, ...]:
    """Return the shelves with how many stand on each, added up from the tallies."""
    subject = wanted.subject or 0
    found = await rows(COUNTS, *scope(staff), subject, subject)
    by_state = {row["state"]: int(row["opinions"]) for row in found}
    states = {Shelf.PENDING: "received", Shelf.UNREAD: ""}
    return tuple(
        ShelfCount(
            shelf=shelf,
            opinions=by_state.get(state, 0) if (state := states.get(shelf, shelf.value)) else None,
        )
        for shelf in Shelf
    )


async def subject_choices(staff: StaffMember) -> tuple[SubjectChoice, ...]:
    """Return the subjects this person moderates, the newest first."""
    found = await rows(SUBJECTS, *scope(staff), MOST_SUBJECTS)
    return tuple(SubjectChoice(**row) for row in found)


async def list_batch(batch: str, staff: StaffMember) -> tuple[BatchRow, ...]:
    """Return what a batch did to which opinions; nothing for a key that is not one."""
    if not (len(batch) == 32 and batch.isascii() and batch.isalnum()):  # noqa: PLR2004 - see BATCH
        return ()
    found = await rows(OF_BATCH + IN_SIGHT + " ORDER BY a.id", batch, *scope(staff))
    return tuple(BatchRow(**row) for row in found)


def scope(staff: StaffMember) -> tuple[bool, int]:
    """Return the values of IN_SIGHT: whether everything is, and the own unit."""
    return may_moderate_all(staff), staff.unit_id


def row_values(row: dict[str, Any], *, shown: int | None = SHOWN) -> dict[str, Any]:
    """Return a row of the database as the fields of a row of the queue."""
    words = row["words"] or ""
    band = AgeBand(row["age_band"]) if row["age_band"] else None
    return {
        **row,
        "parts": masking.parts_of(words, most=shown),
        "is_cut": shown is not None and row["length"] > shown,
        "has_personal": masking.has_personal(words),
        "is_minor": band is AgeBand.UNDER_18,
        "said_by": said_by(
            SubmitterKind(row["submitter_kind"]),
            name_masked=row["name_masked"],
            organisation_name=row["organisation_name"],
            age_band=band,
        ),
    }


def _narrowed(wanted: QueueFilter) -> tuple[list[str], list[object]]:
    """Return the conditions of a filter, and the values of their blanks."""
    clauses, values = [SHELVES[wanted.shelf]], list[object]()
    if wanted.subject:
        clauses.append("o.subject = {}")
        values.append(wanted.subject)
    if wanted.channel:
        clauses.append("o.channel = {}")
        values.append(wanted.channel.value)
    if wanted.word.isascii() and wanted.word.isdigit() and len(wanted.word) <= LONGEST_NUMBER:
        clauses.append(f"(o.id = {{}} OR position({{}} IN {WORDS}) > 0)")
        values += [int(wanted.word), wanted.word]
    elif wanted.word:
        clauses.append(f"position({{}} IN {WORDS}) > 0")
        values.append(wanted.word)
    if wanted.after and wanted.shelf is Shelf.PENDING:
        priority, number = read_cursor(wanted.after, int, int)
        clauses.append("o.priority <= {} AND (o.priority < {} OR o.id > {})")
        values += [priority, priority, number]
    elif wanted.after:
        clauses.append("o.id < {}")
        values += read_cursor(wanted.after, int)
    return clauses, values
