"""One opinion with everything about it that a member of staff may know."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.opinions.enums import AgeBand, OpinionState
from backend.opinions.queries.attachments import list_scans
from backend.opinions.queries.beside import passages_of
from backend.opinions.queries.effective import OF_THESE
from backend.opinions.queries.history import history_of
from backend.opinions.queries.sight import IN_SIGHT, WORDS, who, words
from backend.opinions.rules.handling import may_answer
from backend.opinions.schemas.answering import (
    NoteLine,
    OpinionForDesk,
    OwnAnswer,
    PointAnswer,
)
from backend.opinions.schemas.attachments import AttachmentLine
from backend.opinions.schemas.workbench import SubjectForDesk
from backend.organisation.schemas import StaffMember

OPINION = f"""
SELECT e.*, {WORDS}, o.id AS number, o.subject AS subject_id, o.channel, o.received_at,
       o.recorded_at, coalesce(y.name, o.town) AS town, o.may_publish, o.duplicate_of,
       coalesce(w.name, '') AS entered_by,
       coalesce(r.title, '') AS rule_title, a.unit AS unit_id, coalesce(u.name, '') AS unit_name,
       a.due_on, d.revision, d.decided_at, t.name AS decided_by
FROM ({OF_THESE}) e JOIN opinion o ON o.id = e.id
LEFT JOIN staff w ON w.id = o.entered_by LEFT JOIN unit y ON y.code = o.town
LEFT JOIN moderation_rule r ON r.id = o.rule
LEFT JOIN opinion_assignment a ON a.opinion = o.id LEFT JOIN unit u ON u.id = a.unit
LEFT JOIN opinion_disposition d ON d.opinion = o.id LEFT JOIN staff t ON t.id = d.decided_by
WHERE o.subject = {{}} AND {IN_SIGHT}
"""  # noqa: S608 - constants of ours
POINTS = """
SELECT p.id, p.position, p.title, nullif(p.result, '') AS result, p.reason, m.is_dissenting
FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
WHERE m.opinion = {} ORDER BY p.position
"""
NOTES = """
SELECT n.text, s.name AS written_by, u.name AS unit_name, n.written_at
FROM opinion_note n JOIN staff s ON s.id = n.written_by JOIN unit u ON u.id = s.unit
WHERE n.opinion = {} ORDER BY n.id
"""
SAME = (
    *("number", "subject_id", "channel", "state", "received_at", "recorded_at", "entered_by"),
    *("may_publish", "rule_title", "route", "duplicate_of", "is_valid", "unit_id", "unit_name"),
    *("due_on", "reason"),
)


async def get_opinion_for_desk(
    subject: SubjectForDesk, number: int, staff: StaffMember
) -> OpinionForDesk:
    """Return one opinion; raise NotFound, also where it is not in this person's sight."""
    values = (subject.is_whole_in_sight, staff.unit_id, staff.unit_id)
    found = await rows(OPINION, [number], subject.id, *values)
    if not found:
        raise NotFound
    row = found[0]
    text, is_sealed = words(row, subject)
    is_mine = row["unit_id"] == staff.unit_id
    return OpinionForDesk(
        **{name: row[name] for name in SAME},
        **_person(row, subject),
        text=text,
        is_sealed=is_sealed,
        public_text=row["public_text"] or "" if row["state"] == OpinionState.PUBLISHED else "",
        effective=row["result"],
        own=_own(row),
        passages=(await passages_of([number])).get(number, ()),
        points=tuple(PointAnswer(**point) for point in await rows(POINTS, number)),
        notes=tuple(NoteLine(**note) for note in await rows(NOTES, number)),
        files=await _files(number, subject),
        history=await history_of(number),
        may_answer=row["is_valid"]
        and subject.is_changeable
        and may_answer(staff, subject.lead_unit, is_assigned=is_mine),
    )


def _person(row: dict[str, Any], subject: SubjectForDesk) -> dict[str, Any]:
    """Return what is known of who spoke: town and age only to the responsible unit."""
    shown = subject.is_unmasked
    return {
        "said_by": who(row),
        "town": row["town"] if shown else "",
        "age_band": AgeBand(row["age_band"]) if shown and row["age_band"] else None,
    }


def _own(row: dict[str, Any]) -> OwnAnswer | None:
    if row["own_result"] is None:
        return None
    same = ("decided_by", "decided_at", "revision")
    return OwnAnswer(
        **{name: row[name] for name in same}, result=row["own_result"], reason=row["own_reason"]
    )


async def _files(number: int, subject: SubjectForDesk) -> tuple[AttachmentLine, ...]:
    """Return the scans: nobody masks them, so only the responsible unit sees them."""
    if not subject.is_unmasked:
        return ()
    return await list_scans(number)
