"""What every record of the procedure shares when it is written: load, refuse, write, journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from piccolo.table import Table

from backend.decisions.enums import Gate
from backend.decisions.operations.locking import decision_subject, lock_decision
from backend.decisions.queries.dossier import load_dossier
from backend.decisions.queries.gates import load_measures
from backend.decisions.rules.gates import permissions, steps
from backend.decisions.rules.gates.lacks import Measures
from backend.decisions.schemas.gates.dossier import Dossier
from backend.journal import operations as journal
from backend.journal.schemas import Payload
from backend.kernel.clock import county_date
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.kernel.language import Text, say
from backend.organisation.schemas import StaffMember

OVERTAKEN = say("别人刚刚改过这项记录，您填的内容都还在。请对照现在保存的内容，再保存一次。")


async def locked_dossier(code: str, *, staff: StaffMember) -> Dossier:
    """Hold a decision and return its dossier; raise NotFound or Forbidden to who may not see it."""
    await lock_decision(code)
    dossier = await load_dossier(code)
    if not permissions.may_see_procedure(staff, dossier.matter):
        raise Forbidden if dossier.matter.is_public else NotFound
    return dossier


async def dossier_to_change(
    code: str, gate: Gate, *, staff: StaffMember, now: datetime
) -> tuple[Dossier, Measures]:
    """Hold a decision whose record behind a gate this person may change now.

    Raises NotFound, Forbidden, or Conflict while the decision stands still or is published.
    """
    dossier = await locked_dossier(code, staff=staff)
    if not permissions.may_record_gate(gate, staff, dossier.matter):
        raise Forbidden
    closed = steps.may_not_change(dossier, gate)
    if closed:
        raise Conflict(closed)
    return dossier, await load_measures(county_date(now))


def refuse(faults: Mapping[str, Text]) -> None:
    """Raise Invalid when there is anything wrong."""
    if faults:
        raise Invalid(fields=faults)


def must_be_current(found: int | None, seen: int) -> None:
    """Raise Invalid when somebody saved since this form was opened; nothing typed is lost."""
    if (found or 0) != seen:
        raise Invalid(OVERTAKEN, fields={"revision": OVERTAKEN})


async def write_record(
    table: type[Table],
    dossier: Dossier,
    values: Mapping[str, Any],
    *,
    staff: StaffMember,
    now: datetime,
) -> None:
    """Write the one record a decision has of a kind: the first time, or over the one before.

    The decision is locked, so nobody writes in between; `revision` counts the writings.
    """
    given: dict[str, Any] = {**values, "recorded_by": staff.id, "recorded_at": now}
    kept: Any = table
    changed = (
        await kept.update({**given, "revision": kept.revision + 1})
        .where(kept.decision == dossier.matter.id)
        .returning(kept.id)
    )
    if not changed:
        await kept.insert(kept(**given, decision=dossier.matter.id))


async def record(
    action: str,
    dossier: Dossier,
    *,
    staff: StaffMember,
    reason: str = "",
    payload: Payload | None = None,
    is_public: bool = False,
) -> None:
    """Journal an act on a decision; of a non-public or unpublished one nothing is public."""
    matter = dossier.matter
    await journal.record(
        staff.actor,
        action,
        decision_subject(matter.code, matter.title, is_public=matter.is_public),
        reason=reason,
        payload=payload,
        is_public=is_public and matter.is_public and matter.is_kept,
    )
