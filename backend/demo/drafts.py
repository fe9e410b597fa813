"""Turns a matter of the demo content into what a clerk would have typed."""

from datetime import date
from typing import Any

from backend.decisions.enums import (
    Category,
    DecisionState,
    ProcedureKind,
    StepKind,
    StepState,
    Topic,
)
from backend.decisions.schemas.backfill import PastFigures, PastProgress, PastStep
from backend.decisions.schemas.drafts import (
    BasisDraft,
    DecisionDraft,
    RequirementDraft,
    StepDraft,
)

PROCEDURE = {
    "public_participation": ProcedureKind.PARTICIPATION,
    "hearing": ProcedureKind.HEARING,
    "expert_review": ProcedureKind.EXPERT_REVIEW,
    "risk_assessment": ProcedureKind.RISK_ASSESSMENT,
    "fair_competition_review": ProcedureKind.FAIR_COMPETITION,
    "legality_review": ProcedureKind.LEGALITY_REVIEW,
    "collective_decision": ProcedureKind.COLLECTIVE_DECISION,
    "report_to_party_committee": ProcedureKind.PARTY_REPORT,
    "report_to_npc_standing_committee": ProcedureKind.CONGRESS_REPORT,
}
STEPS = {"npc": StepKind.CONGRESS}
INTERNAL = frozenset({StepKind.PARTY})
SOURCE = "平台启用前的纸质卷宗"


def month(text: str) -> date:
    """Return the first day of a month written 2025-10."""
    return date.fromisoformat(f"{text}-01")


def decision_draft(item: dict[str, Any]) -> DecisionDraft:
    """Return the matter as it was first entered."""
    return DecisionDraft(
        year=item["year"],
        title=item["title"],
        category=Category(item["category"]["no"]),
        topic=Topic(item["topic"]),
        lead_unit=item["lead_unit"],
        co_units=tuple(item["co_units"]),
        contact_unit=item["contact_unit"],
        problem=item["problem"],
        planned_month=month(
            item.get("planned_decision_month_at_first", item["planned_decision_month"])
        ),
        is_public=item.get("is_public", True),
        nondisclosure_basis=item.get("nondisclosure_basis", ""),
        is_of_wide_concern=item["is_of_wide_concern"],
        basis=tuple(BasisDraft(**line) for line in item["basis"]),
        procedure=tuple(_requirement(kind, said) for kind, said in item["procedure"].items()),
        plan=tuple(map(_step, item["plan"])),
    )


def _requirement(kind: str, said: dict[str, Any]) -> RequirementDraft:
    return RequirementDraft(
        kind=PROCEDURE[kind],
        is_required=said["required"],
        reason=said.get("reason", ""),
        methods=tuple(said.get("methods", ())),
    )


def _kind(step: dict[str, Any]) -> StepKind:
    return STEPS.get(step["step"]) or StepKind(step["step"])


def _step(step: dict[str, Any]) -> StepDraft:
    kind = _kind(step)
    return StepDraft(
        kind=kind,
        name=step["name"],
        planned_start=step["planned_start"],
        planned_end=step["planned_end"],
        is_internal=kind in INTERNAL,
    )


def past_progress(item: dict[str, Any], code: str) -> PastProgress:
    """Return what had been done of the matter when the platform came into use."""
    result = item["result"] or {}
    state = DecisionState(item["status"])
    has_moved_on = state in (DecisionState.EXECUTING, DecisionState.EVALUATING)
    figures = item["participation_summary"]
    return PastProgress(
        code=code,
        steps=tuple(_past_step(step) for step in item["plan"] if step["status"] != "planned"),
        state=state if has_moved_on else None,
        meeting=result.get("meeting", ""),
        decided_on=result.get("decided_on"),
        doc_no=result.get("doc_no", ""),
        result_published_on=result.get("published_on"),
        evaluation=_evaluation(item["evaluation"]),
        figures=_figures(figures) if figures else None,
        source=SOURCE,
    )


def _past_step(step: dict[str, Any]) -> PastStep:
    return PastStep(
        seq=step["seq"],
        state=StepState(step["status"]),
        actual_start=step["actual_start"],
        actual_end=step["actual_end"],
        output=step["output"] or "",
    )


def _figures(said: dict[str, int]) -> PastFigures:
    return PastFigures(
        received=said["received"],
        valid=said["valid"],
        adopted=said["adopted"],
        partly_adopted=said["partially_adopted"],
        not_adopted=said["not_adopted"],
    )


def _evaluation(said: dict[str, Any] | None) -> str:
    if not said:
        return ""
    about = "、".join(said["dimensions"])
    due = date.fromisoformat(said["due_on"])
    return f"正在评估{about}。评估单位：{said['evaluator']}，{due.year}年{due.month}月底前完成。"
