"""Writing the parts of a consultation: its own columns and the rows that hang on it."""

from collections.abc import Sequence
from typing import Any

from backend.consultations.schemas.drafting import (
    BasicsDraft,
    InterpretationDraft,
    OptionsDraft,
    PartDraft,
)
from backend.consultations.tables import (
    ConsultationOption,
    InterpretationAnswer,
    InterpretationChange,
)
from backend.decisions.queries.visible import visible_rows
from backend.kernel.database import rows
from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say

UNKNOWN_UNIT = say("没有这个单位，或已停用，请从列表里选。")
UNKNOWN_DECISION = say("公布的目录里没有这个事项，请从列表里选。")
HANGING: dict[str, Any] = {
    "changes": InterpretationChange,
    "questions": InterpretationAnswer,
    "options": ConsultationOption,
}


async def columns_of(draft: PartDraft) -> dict[str, Any]:
    """Return the consultation's own columns as a part has them; raise Invalid for unknown names."""
    if isinstance(draft, BasicsDraft):
        return await _basics(draft)
    return draft.model_dump(exclude={"seen", *HANGING})


async def write_rows(consultation: int, draft: PartDraft) -> None:
    """Put what the part lists in place of what was listed before."""
    if isinstance(draft, InterpretationDraft):
        await _replace(consultation, "changes", draft.changes)
        await _replace(consultation, "questions", draft.questions)
    elif isinstance(draft, OptionsDraft):
        await _replace(consultation, "options", draft.options)


async def _basics(draft: BasicsDraft) -> dict[str, Any]:
    faults: dict[str, Text] = {}
    units = await rows("SELECT id FROM unit WHERE is_active AND code = {}", draft.lead_unit)
    if not units:
        faults["lead_unit"] = UNKNOWN_UNIT
    sql = "SELECT id FROM visible WHERE code = {}"
    decisions = await visible_rows(sql, draft.decision) if draft.decision else []
    if draft.decision and not decisions:
        faults["decision"] = UNKNOWN_DECISION
    if faults:
        raise Invalid(fields=faults)
    return {
        "title": draft.title,
        "type": draft.type.value,
        "lead_unit": units[0]["id"],
        "decision": decisions[0]["id"] if decisions else None,
        "is_close_to_market": draft.is_close_to_market,
    }


async def _replace(consultation: int, name: str, lines: Sequence[Any]) -> None:
    table = HANGING[name]
    await table.delete().where(table.consultation == consultation)
    if lines:
        found = enumerate(lines, start=1)
        await table.insert(
            *[
                table(consultation=consultation, position=place, **line.model_dump())
                for place, line in found
            ]
        )
