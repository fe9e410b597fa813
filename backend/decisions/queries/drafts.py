"""Reads a decision back into the form it was written with."""

from typing import Any

from backend.decisions.queries.content import load_contents
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.drafts import (
    LARGEST_SEQ,
    BasisDraft,
    DecisionDraft,
    RequirementDraft,
    StepDraft,
)
from backend.kernel.database import rows
from backend.kernel.errors import NotFound

DECISION = """
SELECT id, is_public, nondisclosure_basis, is_by_reference, is_of_wide_concern, revision
FROM decision WHERE code = {}
"""
PLAN = """
SELECT kind, name, planned_start, planned_end, is_internal FROM plan_step
WHERE decision = {} ORDER BY seq
"""


async def load_draft(code: str) -> DecisionDraft:
    """Return a decision as its form holds it, internal steps included; raise NotFound."""
    found = await rows(DECISION, code)
    if not found:
        raise NotFound
    decision = found[0]
    content = (await load_contents([decision["id"]]))[decision["id"]]
    return _draft(content, decision, await rows(PLAN, decision["id"]))


def _draft(
    content: DecisionContent, decision: dict[str, Any], plan: list[dict[str, Any]]
) -> DecisionDraft:
    return DecisionDraft(
        **content.model_dump(include={"year", "title", "category", "topic", "problem"}),
        **content.model_dump(include={"contact_name", "contact_phone", "planned_month"}),
        **{name: value for name, value in decision.items() if name != "id"},
        seq=content.seq if content.seq <= LARGEST_SEQ else None,
        lead_unit=content.lead_unit.code,
        co_units=tuple(unit.code for unit in content.co_units),
        contact_unit=content.contact_unit.code if content.contact_unit else None,
        basis=tuple(BasisDraft(**line.model_dump()) for line in content.basis),
        procedure=tuple(RequirementDraft(**part.model_dump()) for part in content.procedure),
        plan=tuple(StepDraft(**step) for step in plan),
    )
