"""Appeals against withholding: read in the original, answered by another person."""

from datetime import datetime
from typing import Any

from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Forbidden, NotFound
from backend.kernel.language import say
from backend.kernel.sealing import unseal
from backend.notifications.operations import outbox
from backend.opinions.enums import AppealOutcome, OpinionState
from backend.opinions.mail import appeal_letter
from backend.opinions.operations.standings import Change, Held, change, hold_standings
from backend.opinions.operations.undoing import LIVE, route_after
from backend.opinions.rules import masking, purposes
from backend.opinions.rules import moderation as rules
from backend.opinions.schemas.moderation import Act, AppealAnswerDraft, new_batch
from backend.opinions.tables import Appeal, ModerationAct
from backend.organisation.schemas import StaffMember

NUMBER_OF = "SELECT opinion FROM opinion_appeal WHERE id = {}"
WITHHELD_BY = """
SELECT acted_by FROM moderation_act
WHERE opinion = {} AND to_state = 'withheld' AND undone_at IS NULL ORDER BY id DESC LIMIT 1
"""


async def read_original(number: int, *, staff: StaffMember) -> str:
    """Open the sealed original of a withheld opinion, and enter in the journal who read it.

    Raises Forbidden for everyone but moderators and the office, NotFound where nothing is sealed.
    """
    if not rules.may_moderate_all(staff):
        raise Forbidden
    async with transaction():
        held = (await hold_standings([number])).get(number)
        if held is None or held.sealed_text is None:
            raise NotFound
        await journal.record(staff.actor, "opinion.unseal", held.mentioned)
    return unseal(held.sealed_text, purpose=purposes.ORIGINAL)


async def answer_appeal(
    appeal_id: int,
    draft: AppealAnswerDraft,
    *,
    staff: StaffMember,
    now: datetime,
    origin: str = "",
) -> int:
    """Answer an appeal and return the opinion's number; overturned, it is published or counted.

    Whoever left an e-mail address is told what came of it, and why. Raises NotFound, Forbidden for
    whoever withheld the opinion, and Conflict when it was answered already, or can no longer be
    made public because the answers are.
    """
    async with transaction():
        held = await _hold(appeal_id)
        if refused := rules.refusal_of_answering(staff, await _withheld_by(held.number)):
            raise Forbidden(refused)
        await _write_answer(appeal_id, draft, staff=staff, now=now)
        state = held.standing.state
        if draft.outcome is AppealOutcome.OVERTURNED:
            state = await _show_again(held, draft, staff=staff, now=now)
        await journal.record(
            staff.actor,
            "appeal.answer",
            held.mentioned,
            reason=str(draft.outcome.label),
            payload={"appeal": appeal_id, "outcome": draft.outcome.value, "to": state.value},
            is_public=held.standing.route not in rules.SEALED_ROUTES,
        )
        await _tell(held, state, draft, appeal_id=appeal_id, origin=origin)
    return held.number


async def _tell(
    held: Held, state: OpinionState, draft: AppealAnswerDraft, *, appeal_id: int, origin: str
) -> None:
    letter = appeal_letter(
        held.withholding,
        state,
        outcome=draft.outcome,
        answer=draft.answer,
        appeal_id=appeal_id,
        origin=origin,
    )
    if letter is not None:
        await outbox.enqueue(letter)


async def _hold(appeal_id: int) -> Held:
    found = await rows(NUMBER_OF, appeal_id)
    if not found:
        raise NotFound
    number = found[0]["opinion"]
    return (await hold_standings([number]))[number]


async def _withheld_by(number: int) -> int | None:
    found = await rows(WITHHELD_BY, number)
    return found[0]["acted_by"] if found else None


async def _write_answer(
    appeal_id: int, draft: AppealAnswerDraft, *, staff: StaffMember, now: datetime
) -> None:
    values: dict[Any, Any] = {
        Appeal.outcome: draft.outcome.value,
        Appeal.answer: draft.answer,
        Appeal.answered_by: staff.id,
        Appeal.answered_at: now,
    }
    open_one = (Appeal.id == appeal_id) & (Appeal.outcome == "")
    if not await Appeal.update(values).where(open_one).returning(Appeal.id):
        raise Conflict(say("这件申诉已经答复过了。"))


async def _show_again(
    held: Held, draft: AppealAnswerDraft, *, staff: StaffMember, now: datetime
) -> OpinionState:
    """Open the original and publish it, personal data covered; only count it without consent."""
    if held.sealed_text is None:
        raise Conflict(say("这条意见现在没有被隐去。"))
    if held.standing.is_reported:
        raise Conflict(say("采纳情况已在复核或者已公布，不能改为公开；可以维持，并在答复里说明。"))
    text = unseal(held.sealed_text, purpose=purposes.ORIGINAL)
    state = rules.next_state(Act.PUBLISH, held.standing)
    acts = await rows(LIVE, [held.number])
    to = Change(
        state=state,
        text=text,
        sealed_text=None,
        public_text=masking.text_for_public(text),
        route=route_after(acts),
        moderated_by=staff.id,
    )
    await change(held, to, now=now)
    await _keep_act(held, state, draft.answer, staff=staff, now=now)
    return state


async def _keep_act(
    held: Held, to_state: OpinionState, reason: str, *, staff: StaffMember, now: datetime
) -> None:
    act = ModerationAct(
        batch=new_batch(),
        opinion=held.number,
        from_state=held.standing.state.value,
        to_state=to_state.value,
        reason=reason,
        acted_by=staff.id,
        acted_at=now,
    )
    await ModerationAct.insert(act)
