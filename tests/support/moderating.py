"""Moderation as moderators do it, and what it left behind."""

from typing import Any

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.opinions.operations.moderating import moderate
from backend.opinions.schemas.moderation import Act, Decision, RowResult, Target, new_batch
from backend.organisation.schemas import StaffMember
from tests.support import opinions


async def seen(*numbers: int) -> tuple[Target, ...]:
    """Return opinions as a moderator sees them now."""
    found = await rows("SELECT id, revision FROM opinion WHERE id = ANY({}::bigint[])", [*numbers])
    revisions = {row["id"]: row["revision"] for row in found}
    return tuple(Target(number, revisions[number]) for number in numbers)


async def act_on(
    act: Act, *numbers: int, staff: StaffMember | None = None, batch: str = "", **given: Any
) -> tuple[RowResult, ...]:
    """Do one act to these opinions, by any moderator unless one is named."""
    targets = await seen(*numbers)
    decision = Decision(batch=batch or new_batch(), targets=targets, act=act, **given)
    return await moderate(decision, staff=staff or await opinions.moderator(), now=now())


async def withheld(rule: str = "rude", staff: StaffMember | None = None, **given: Any) -> Any:
    """Return a subject, and the receipt of an opinion on it that was withheld."""
    invited = await opinions.subject()
    receipt = await opinions.receive(invited, sent=opinions.draft(**given))
    await act_on(Act.WITHHOLD, receipt.number, rule=rule, staff=staff)
    return invited, receipt


async def row(number: int) -> dict[str, Any]:
    """Return an opinion as the database holds it."""
    return (await rows("SELECT * FROM opinion WHERE id = {}", number))[0]


async def entries(*actions: str) -> list[dict[str, Any]]:
    """Return the journal's entries of these actions, the oldest first."""
    return await rows("SELECT * FROM journal_entry WHERE action = ANY({}) ORDER BY id", [*actions])
