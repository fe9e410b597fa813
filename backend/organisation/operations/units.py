"""Adding and amending units."""

from typing import Any

import asyncpg

from backend.journal import operations as journal
from backend.journal.schemas import Subject
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import say
from backend.organisation.queries.units import get_unit, list_units
from backend.organisation.rules.management import manager_as_actor, no_circle, same_revision
from backend.organisation.schemas import (
    Manager,
    UnitAmendment,
    UnitDraft,
    UnitForDesk,
)
from backend.organisation.tables import Unit

LOCK = "SELECT id FROM unit WHERE id = {} FOR UPDATE"
TREE = "SELECT pg_advisory_xact_lock(7240082)"  # two moves at once could close a circle
ID_OF = "SELECT id FROM unit WHERE code = {}"


async def add_unit(draft: UnitDraft, *, manager: Manager) -> UnitForDesk:
    """Add a unit; raise Invalid when its code or name is taken."""
    actor = manager_as_actor(manager)
    async with transaction():
        columns = await _columns(draft)
        try:
            async with transaction():
                await Unit.insert(Unit(code=draft.code, **columns))
        except asyncpg.UniqueViolationError as taken:
            raise Invalid(fields=_taken(taken)) from taken
        unit = await get_unit(draft.code)
        await journal.record(actor, "unit.add", _subject(unit), payload=draft)
    return unit


async def amend_unit(code: str, amendment: UnitAmendment, *, manager: Manager) -> UnitForDesk:
    """Change a unit; raise Invalid for a taken name, a circle, or another's change in between."""
    actor = manager_as_actor(manager)
    async with transaction():
        await rows(TREE)
        before = await _locked(code, amendment)
        columns = {**await _columns(amendment), "revision": before.revision + 1}
        try:
            async with transaction():
                await Unit.update(columns).where(Unit.code == code)  # type: ignore[arg-type]
        except asyncpg.UniqueViolationError as taken:
            raise Invalid(fields=_taken(taken)) from taken
        after = await get_unit(code)
        await journal.record(
            actor, "unit.amend", _subject(after), payload={"before": before, "after": after}
        )
    return after


async def _locked(code: str, amendment: UnitAmendment) -> UnitForDesk:
    """Return the unit as it stands, locked, if this amendment may be made."""
    await rows(LOCK, (await get_unit(code)).id)
    before = await get_unit(code)
    same_revision(amendment.revision, before.revision)
    parents = {unit.code: unit.parent_code for unit in await list_units()}
    no_circle(code, amendment.parent_code, parents)
    if before.staff_count and not amendment.is_active:
        raise Conflict(
            say("这个单位还有 {count} 个在用账号，请先停用或调走。", count=before.staff_count)
        )
    return before


async def _columns(draft: UnitAmendment) -> dict[str, Any]:
    """Return the draft as columns; raise Invalid for a parent that does not exist."""
    parent = None
    if draft.parent_code:
        found = await rows(ID_OF, draft.parent_code)
        if not found:
            raise Invalid(fields={"parent_code": say("没有这个单位。")})
        parent = found[0]["id"]
    plain = draft.model_dump(exclude={"code", "parent_code", "revision", "kind"})
    return {**plain, "kind": draft.kind.value, "parent": parent}


def _taken(violation: asyncpg.UniqueViolationError) -> dict[str, Any]:
    is_code = "code" in str(violation.constraint_name)
    if is_code:
        return {"code": say("这个代码已经有单位用了。")}
    return {"name": say("已经有同名的单位了。")}


def _subject(unit: UnitForDesk) -> Subject:
    return Subject(kind="unit", id=unit.code, title=unit.name)
