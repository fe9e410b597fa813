"""Stopping a decision by order, and taking it up again (art. 37)."""

from datetime import date

from backend.decisions.enums import DecisionState
from backend.decisions.rules.gates.lacks import future, on_day
from backend.decisions.rules.gates.steps import GOING_ON
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.suspension import (
    ResumptionDraft,
    SuspensionDraft,
    SuspensionRecord,
)
from backend.kernel.language import Text, say


def open_suspension(dossier: Dossier) -> SuspensionRecord | None:
    """Return the suspension that has not ended, if there is one."""
    return next((one for one in dossier.suspensions if one.resumed_on is None), None)


def may_suspend(dossier: Dossier) -> bool:
    """Whether the decision is under way, so that it can be stopped."""
    return dossier.matter.state in GOING_ON and dossier.matter.is_kept


def may_resume(dossier: Dossier) -> bool:
    """Whether the decision is stopped."""
    is_stopped = dossier.matter.state is DecisionState.SUSPENDED
    return is_stopped and open_suspension(dossier) is not None


def faults_of_suspension(draft: SuspensionDraft, today: date) -> dict[str, Text]:
    """Return what is wrong with a suspension, by field."""
    return future({"suspended_on": draft.suspended_on}, today)


def faults_of_resumption(
    draft: ResumptionDraft, suspension: SuspensionRecord, today: date
) -> dict[str, Text]:
    """Return what is wrong with a resumption, by field."""
    found = future({"resumed_on": draft.resumed_on}, today)
    if draft.resumed_on < suspension.suspended_on:
        found["resumed_on"] = say(
            "不能早于中止的日期（{day}）。", day=on_day(suspension.suspended_on)
        )
    return found
