"""Writing the parts of a decision: its own columns, co-units, basis, procedure and plan."""

from typing import Any

from backend.decisions.schemas.drafts import DecisionDraft
from backend.decisions.tables import Basis, CoUnit, Decision, PlanStep, ProcedureRequirement
from backend.kernel.database import rows
from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say

UNKNOWN_UNIT = say("没有这个单位，或已停用，请从列表里选。")


async def unit_ids(draft: DecisionDraft) -> dict[str, int]:
    """Return the ids of the units a draft names; raise Invalid for unknown or misplaced ones."""
    named = {draft.lead_unit, *draft.co_units, *filter(None, [draft.contact_unit])}
    found = await rows(
        "SELECT id, code FROM unit WHERE is_active AND code = ANY({})", sorted(named)
    )
    ids = {row["code"]: row["id"] for row in found}
    faults = _unit_faults(draft, known=ids)
    if faults:
        raise Invalid(fields=faults)
    return ids


def _unit_faults(draft: DecisionDraft, *, known: dict[str, int]) -> dict[str, Text]:
    faults = {}
    if draft.lead_unit not in known:
        faults["lead_unit"] = UNKNOWN_UNIT
    if draft.contact_unit and draft.contact_unit not in known:
        faults["contact_unit"] = UNKNOWN_UNIT
    if any(code not in known for code in draft.co_units):
        faults["co_units"] = UNKNOWN_UNIT
    elif draft.lead_unit in draft.co_units:
        faults["co_units"] = say("承办单位只有一个，不能同时是协办单位（条例第十一条）。")
    return faults


def columns(draft: DecisionDraft, ids: dict[str, int]) -> dict[str, Any]:
    """Return the decision's own columns as the draft has them."""
    return {
        "title": draft.title,
        "category": draft.category.value,
        "topic": draft.topic.value,
        "lead_unit": ids[draft.lead_unit],
        "contact_unit": ids[draft.contact_unit] if draft.contact_unit else None,
        "contact_name": draft.contact_name,
        "contact_phone": draft.contact_phone,
        "problem": draft.problem,
        "planned_month": draft.planned_month,
        "is_public": draft.is_public,
        "nondisclosure_basis": "" if draft.is_public else draft.nondisclosure_basis,
        "is_by_reference": draft.is_by_reference,
        "is_of_wide_concern": draft.is_of_wide_concern,
    }


async def new_decision_id() -> int:
    """Return the id the next decision will have; a candidate's code is made of it."""
    found = await rows("SELECT nextval(pg_get_serial_sequence('decision', 'id'))::int AS id")
    return int(found[0]["id"])


async def insert_decision(**values: Any) -> None:
    """Insert a decision's row."""
    await Decision.insert(Decision(**values))


async def write_parts(decision_id: int, draft: DecisionDraft, ids: dict[str, int]) -> None:
    """Insert the parts of a decision that has none."""
    inserts: list[tuple[Any, list[Any]]] = [
        (CoUnit, _co_units(decision_id, draft, ids)),
        (Basis, _basis(decision_id, draft)),
        (ProcedureRequirement, _procedure(decision_id, draft)),
        (PlanStep, _plan(decision_id, draft)),
    ]
    for table, found in inserts:
        if found:
            await table.insert(*found)


async def clear_parts(decision_id: int) -> None:
    """Delete the parts of a decision nobody has published yet."""
    for table in (CoUnit, Basis, ProcedureRequirement, PlanStep):
        await table.delete().where(table.decision == decision_id)


def _co_units(decision_id: int, draft: DecisionDraft, ids: dict[str, int]) -> list[CoUnit]:
    codes = dict.fromkeys(draft.co_units)
    return [
        CoUnit(decision=decision_id, unit=ids[code], position=place)
        for place, code in enumerate(codes)
    ]


def _basis(decision_id: int, draft: DecisionDraft) -> list[Basis]:
    return [
        Basis(decision=decision_id, position=place, **line.model_dump())
        for place, line in enumerate(draft.basis)
    ]


def _procedure(decision_id: int, draft: DecisionDraft) -> list[ProcedureRequirement]:
    return [
        ProcedureRequirement(
            decision=decision_id,
            kind=requirement.kind.value,
            is_required=requirement.is_required,
            reason=requirement.reason,
            methods=list(requirement.methods),
        )
        for requirement in draft.procedure
    ]


def _plan(decision_id: int, draft: DecisionDraft) -> list[PlanStep]:
    return [
        PlanStep(
            decision=decision_id,
            seq=place,
            kind=step.kind.value,
            name=step.name,
            planned_start=step.planned_start,
            planned_end=step.planned_end,
            is_internal=step.is_internal,
        )
        for place, step in enumerate(draft.plan, start=1)
    ]
