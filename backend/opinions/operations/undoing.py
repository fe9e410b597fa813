"""Taking moderation back, opinion by opinion, until the report is on its way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.sealing import unseal
from backend.notifications.operations import outbox
from backend.notifications.operations.taking_back import take_back
from backend.opinions.enums import OpinionState, Route
from backend.opinions.mail import shown_letter, withheld_key
from backend.opinions.operations.standings import Change, Held, change, hold_standings
from backend.opinions.rules import moderation as rules
from backend.opinions.rules import own, purposes
from backend.opinions.schemas.moderation import Outcome, RowResult, UndoDraft
from backend.organisation.schemas import StaffMember

OF_BATCH = """
SELECT DISTINCT opinion FROM moderation_act WHERE batch = {} AND undone_at IS NULL
"""
LIVE = """
SELECT id, batch, opinion, from_state, to_state, from_public_text, rule
FROM moderation_act WHERE opinion = ANY({}::bigint[]) AND undone_at IS NULL ORDER BY id
"""
UNDO = "UPDATE moderation_act SET undone_at = {}, undone_by = {} WHERE id = {}"
Acts = Sequence[dict[str, Any]]


class Bench(NamedTuple):
    """What every row of a batch is taken back with."""

    batch: str
    staff: StaffMember
    now: datetime
    origin: str


async def undo_batch(
    draft: UndoDraft, *, staff: StaffMember, now: datetime, origin: str = ""
) -> tuple[RowResult, ...]:
    """Bring opinions of a batch back to how they stood before it, and return what came of each.

    Only the last act on an opinion is taken back; what was undone already is left alone. Whoever
    may have read that the opinion was withheld is told that it is not so any more.
    """
    async with transaction():
        found = {row["opinion"] for row in await rows(OF_BATCH, draft.batch)}
        numbers = sorted(found & set(draft.numbers) if draft.numbers else found)
        held = await hold_standings(numbers)
        acts = await rows(LIVE, numbers)
        bench = Bench(draft.batch, staff, now, origin)
        return tuple([await _undo_row(held[one], _of(one, acts), bench) for one in numbers])


def _of(number: int, acts: Acts) -> Acts:
    return [act for act in acts if act["opinion"] == number]


async def _undo_row(held: Held, acts: Acts, bench: Bench) -> RowResult:
    state, act_id = held.standing.state, acts[-1]["id"] if acts else 0
    if not rules.may_moderate(bench.staff, held.standing):
        return RowResult(number=held.number, outcome=Outcome.UNKNOWN)
    if refused := _refusal(held, bench.batch, acts):
        return RowResult(number=held.number, outcome=refused, state=state)
    to = _as_before(held, acts, bench.staff)
    await change(held, to, now=bench.now)
    await rows(UNDO, bench.now, bench.staff.id, act_id)
    payload = {"act": act_id, "batch": bench.batch, "from": state.value, "to": to.state.value}
    await journal.record(
        bench.staff.actor,
        "opinion.undo",
        held.mentioned,
        payload=payload,
        is_public=rules.is_told_in_public(state, held.standing.route),
    )
    if state is OpinionState.WITHHELD:
        await _take_word_back(held, to.state, act_id=act_id, origin=bench.origin)
    return RowResult(number=held.number, outcome=Outcome.DONE, state=to.state)


async def _take_word_back(held: Held, state: OpinionState, *, act_id: int, origin: str) -> None:
    """Keep the letter about the withholding from going out, or write another after it."""
    if await take_back(withheld_key(act_id)):
        letter = shown_letter(held.withholding, state, act_id=act_id, origin=origin)
        if letter is not None:
            await outbox.enqueue(letter)


def _refusal(held: Held, batch: str, acts: Acts) -> Outcome | None:
    if not acts or acts[-1]["batch"] != batch:
        return Outcome.CHANGED
    if OpinionState(acts[-1]["from_state"]) in rules.SETTLED:
        return Outcome.DECIDED
    return rules.refusal_of_undoing(OpinionState(acts[-1]["to_state"]), held.standing)


def _as_before(held: Held, acts: Acts, staff: StaffMember) -> Change:
    """Return how the opinion stood before its last act."""
    act, earlier = acts[-1], acts[:-1]
    text = held.text
    if held.sealed_text is not None:
        text = unseal(held.sealed_text, purpose=purposes.ORIGINAL)
        if held.is_erased:
            text, _ = own.without_person(text, "")
    public_text = held.public_text if is_route(act) else _unsealed(act["from_public_text"])
    return Change(
        state=OpinionState(act["from_state"]),
        text=text,
        sealed_text=None,
        public_text=public_text,
        route=route_after(earlier),
        moderated_by=staff.id if earlier else None,
    )


def route_after(acts: Acts) -> Route:
    """Return where an opinion was passed on to by the acts that stand, other than withholding."""
    return Route.HOTLINE if any(is_route(act) for act in acts) else Route.NONE


def is_route(act: dict[str, Any]) -> bool:
    """Whether an act passed an opinion on: it cites a rule and withholds nothing."""
    return act["rule"] is not None and act["to_state"] != OpinionState.WITHHELD


def _unsealed(sealed: str | None) -> str | None:
    return None if sealed is None else unseal(sealed, purpose=purposes.EARLIER_PUBLIC_TEXT)
