"""Reads everything the gates ask about one decision: flat reads, one per record."""

from collections.abc import Sequence
from typing import Any

from backend.decisions.schemas.content import Requirement
from backend.decisions.schemas.gates.dossier import Dossier, Matter
from backend.decisions.schemas.gates.experts import ExpertRecord
from backend.decisions.schemas.gates.fair_competition import FairCompetitionRecord
from backend.decisions.schemas.gates.hearing import HearingRecord, ParticipantRecord
from backend.decisions.schemas.gates.legality import LegalityRound
from backend.decisions.schemas.gates.meeting import MeetingRound, PackFile, SubmissionRound
from backend.decisions.schemas.gates.participation import (
    Figures,
    GroupRecord,
    ParticipationRecord,
)
from backend.decisions.schemas.gates.result import EvaluationRecord, ResultRecord
from backend.decisions.schemas.gates.risk import RiskRecord
from backend.decisions.schemas.gates.rulebook import RuleBook, RuleLine
from backend.decisions.schemas.gates.steps import StepRecord
from backend.decisions.schemas.gates.suspension import SuspensionRecord
from backend.kernel.database import rows
from backend.kernel.errors import NotFound

MATTER = """
SELECT d.id, d.code, d.title, c.year, d.topic, d.state, d.is_public, d.is_of_wide_concern,
       c.state = 'published' AND d.current_version IS NOT NULL AS is_kept,
       d.lead_unit AS lead_unit_id, l.code AS lead_unit_code, l.name AS lead_unit_name,
       array_append(d.authors, d.drafted_by) AS authors, d.meeting, d.decided_on, d.doc_no,
       d.result_published_on,
       ARRAY(SELECT o.unit FROM decision_co_unit o WHERE o.decision = d.id) AS co_unit_ids
FROM decision d JOIN catalogue c ON c.id = d.catalogue JOIN unit l ON l.id = d.lead_unit
WHERE d.code = {}
"""
ALL = "SELECT * FROM {table} WHERE decision = {{}} ORDER BY {order}"
EXPERTS = """
SELECT id, name, organisation, field, declared_on, has_conflict, conflict_note,
       nullif(conclusion, '') AS conclusion, opinion, is_dissent, signed_on, adoption,
       may_be_named, release_reason, revision
FROM expert_opinion WHERE decision = {} ORDER BY id
"""
RISK = """
SELECT assessor, started_on, concluded_on, nullif(level, '') AS level,
       nullif(result, '') AS result, measures, report_reference, revision
FROM risk_assessment WHERE decision = {}
"""
FAIR = """
SELECT reviewer, concluded_on, nullif(conclusion, '') AS conclusion, note, revision
FROM fair_competition_review WHERE decision = {}
"""
LEGALITY = """
SELECT round, received_on, concluded_on, nullif(conclusion, '') AS conclusion, opinion_no,
       opinion, revision
FROM legality_review WHERE decision = {} ORDER BY round
"""
PARTICIPANTS = """
SELECT p.* FROM hearing_participant p JOIN hearing h ON h.id = p.hearing
WHERE h.decision = {} ORDER BY p.position, p.id
"""
RULES = """
SELECT name, topic, value, unit, valid_from, valid_to, source, note
FROM procedure_rule ORDER BY name, topic, valid_from
"""

Row = dict[str, Any]


async def load_dossier(code: str) -> Dossier:
    """Return a decision with every record of its procedure; raise NotFound for an unknown code."""
    found = await rows(MATTER, code)
    if not found:
        raise NotFound
    authors = frozenset(one for one in found[0]["authors"] if one is not None)
    matter = Matter(**{**found[0], "authors": authors})
    return Dossier(matter=matter, **await _course(matter.id), **await _records(matter.id))


async def load_rulebook() -> RuleBook:
    """Return every number the law sets."""
    return RuleBook(lines=tuple(RuleLine(**row) for row in await rows(RULES)))


async def _course(decision: int) -> dict[str, Any]:
    """Return what was planned, what was done, and the files it left."""
    return {
        "requirements": _many(Requirement, await _all("procedure_requirement", decision)),
        "steps": _many(StepRecord, await _all("plan_step", decision, order="seq")),
        "files": _many(PackFile, await _all("decision_attachment", decision)),
        "suspensions": _many(SuspensionRecord, await _all("decision_suspension", decision)),
        "figures": _one(Figures, await _all("decision_participation_figures", decision)),
    }


async def _records(decision: int) -> dict[str, Any]:
    """Return the record of each gate."""
    return {
        "participation": _one(ParticipationRecord, await _all("participation_record", decision)),
        "groups": _many(GroupRecord, await _all("group_heard", decision)),
        "hearing": await _hearing(decision),
        "experts": _many(ExpertRecord, await rows(EXPERTS, decision)),
        "risk": _one(RiskRecord, await rows(RISK, decision)),
        "fair_competition": _one(FairCompetitionRecord, await rows(FAIR, decision)),
        "legality": _many(LegalityRound, await rows(LEGALITY, decision)),
        "submissions": _many(SubmissionRound, await _all("decision_submission", decision)),
        "meetings": _many(MeetingRound, await _all("meeting_record", decision, order="held_on")),
        "result": _one(ResultRecord, await _all("decision_result", decision)),
        "evaluation": _one(EvaluationRecord, await _all("decision_evaluation", decision)),
    }


async def _hearing(decision: int) -> HearingRecord | None:
    found = await _all("hearing", decision)
    if not found:
        return None
    participants = _many(ParticipantRecord, await rows(PARTICIPANTS, decision))
    return HearingRecord(**found[0], participants=participants)


async def _all(table: str, decision: int, *, order: str = "id") -> list[Row]:
    """Return a table's rows of one decision; table and order are ours, never a person's words."""
    return await rows(ALL.format(table=table, order=order), decision)


def _many(schema: type[Any], found: Sequence[Row]) -> tuple[Any, ...]:
    return tuple(schema(**row) for row in found)


def _one(schema: type[Any], found: Sequence[Row]) -> Any:
    return schema(**found[0]) if found else None
