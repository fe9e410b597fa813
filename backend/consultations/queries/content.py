"""A consultation as a whole: what is checked before it is public, and sealed when it becomes so."""

from typing import Any, TypeVar

from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.rules import periods
from backend.consultations.schemas.clauses import ClauseDraft
from backend.consultations.schemas.content import (
    ConsultationContent,
    ConsultationStanding,
    FileContent,
    PeriodCounted,
    PeriodLaw,
    VersionContent,
)
from backend.consultations.schemas.drafting import ChangeRow, OptionRow, PartDraft, QuestionRow
from backend.decisions.queries.visible import visible_rows
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.database import rows
from backend.kernel.errors import NotFound

Draft = TypeVar("Draft", bound=PartDraft)

WHOLE = """
SELECT c.*, u.code AS lead_unit_code, u.name AS lead_unit_name, s.moderation, s.opens_at,
       s.closes_at, c.subject AS subject_id, coalesce(d.code, '') AS decision_code,
       c.decision AS decision_id, v.id IS NOT NULL AS is_decision_open,
       coalesce(d.state = 'removed', FALSE) AS is_decision_dropped
FROM consultation c JOIN unit u ON u.id = c.lead_unit JOIN opinion_subject s ON s.id = c.subject
LEFT JOIN decision d ON d.id = c.decision LEFT JOIN visible v ON v.id = c.decision
WHERE c.id = {}
"""
CHANGES = """
SELECT before, after FROM interpretation_change WHERE consultation = {} ORDER BY position
"""
QUESTIONS = """
SELECT question, answer FROM interpretation_answer WHERE consultation = {} ORDER BY position
"""
OPTIONS = """
SELECT title, text, reason FROM consultation_option WHERE consultation = {} ORDER BY position
"""
FILES = """
SELECT title, file_name, sha256 FROM consultation_file WHERE consultation = {} ORDER BY id
"""
FIRST_VERSION = """
SELECT id, number, stage, sha256 FROM draft_version
WHERE consultation = {} AND stage = 'comment' ORDER BY number DESC LIMIT 1
"""
CLAUSES = """
SELECT kind, level, label, heading, text FROM draft_clause WHERE version = {} ORDER BY position
"""
LAWS = """
SELECT type, is_close_to_market, least_days, day_count, citation, valid_from, valid_until
FROM consultation_period_rule ORDER BY id
"""


async def load_whole(number: int) -> tuple[ConsultationContent, ConsultationStanding]:
    """Return all of a consultation as it stands now, and where it stands; raise NotFound."""
    found = await visible_rows(WHOLE, number)
    if not found:
        raise NotFound
    return await _content(found[0]), _standing(found[0])


async def load_part(number: int, schema: type[Draft]) -> Draft:
    """Return one part as it was last saved, marked with how it reads; raise NotFound."""
    content, _ = await load_whole(number)
    return part_of(content, schema)


def part_of(content: ConsultationContent, schema: type[Draft]) -> Draft:
    """Return one part of a consultation as a form of it would be filled in."""
    names = schema.model_fields.keys() - {"seen"}
    part = schema(**{name: getattr(content, name) for name in names})
    return part.model_copy(update={"seen": part.mark})


async def load_laws() -> tuple[PeriodLaw, ...]:
    """Return every law on periods, also those no longer in force."""
    return tuple(PeriodLaw(**row) for row in await rows(LAWS))


async def count_period(
    content: ConsultationContent, calendar: WorkCalendar
) -> PeriodCounted | None:
    """Return what the law makes of its days; None before an opening day is chosen."""
    if content.opens_on is None:
        return None
    law = periods.law_for(
        await load_laws(),
        kind=content.type,
        is_close_to_market=content.is_close_to_market,
        on=content.opens_on,
    )
    return periods.counted(calendar, law, opens_on=content.opens_on, closes_on=content.closes_on)


async def _content(row: dict[str, Any]) -> ConsultationContent:
    number = row["id"]
    plain = {name: row[name] for name in ConsultationContent.model_fields if name in row}
    return ConsultationContent(
        **{
            **plain,
            "lead_unit": row["lead_unit_code"],
            "decision": row["decision_code"],
            "changes": tuple(ChangeRow(**found) for found in await rows(CHANGES, number)),
            "questions": tuple(QuestionRow(**found) for found in await rows(QUESTIONS, number)),
            "options": tuple(OptionRow(**found) for found in await rows(OPTIONS, number)),
            "files": tuple(FileContent(**found) for found in await rows(FILES, number)),
            "version": await _version(number),
        }
    )


def _standing(row: dict[str, Any]) -> ConsultationStanding:
    return ConsultationStanding(**{name: row[name] for name in ConsultationStanding.model_fields})


async def _version(number: int) -> VersionContent | None:
    found = await rows(FIRST_VERSION, number)
    if not found:
        return None
    clauses = await load_clauses(found[0].pop("id"))
    return VersionContent(
        **found[0],
        clauses=len(clauses),
        commentable=sum(clause.is_commentable for clause in clauses),
    )


async def load_clauses(version: int) -> tuple[ClauseDraft, ...]:
    """Return the clauses of a version in order."""
    return tuple(
        ClauseDraft(**{**row, "kind": ClauseKind(row["kind"])})
        for row in await rows(CLAUSES, version)
    )
