"""Moderating: one act on some opinions, with a result for each and nothing done twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from backend.journal import operations as journal
from backend.kernel.clock import county_date
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.language import say
from backend.kernel.sealing import seal
from backend.kernel.text.mask import mask
from backend.notifications.operations import outbox
from backend.opinions.enums import OpinionState, Route
from backend.opinions.mail import withheld_letter
from backend.opinions.operations.standings import Change, Held, change, hold_standings
from backend.opinions.queries.moderation_rules import find_rule, find_rule_of_route
from backend.opinions.rules import masking, purposes
from backend.opinions.rules import moderation as rules
from backend.opinions.schemas.moderation import (
    Act,
    Decision,
    OneDraft,
    Outcome,
    RowResult,
    RuleChoice,
    Target,
)
from backend.opinions.tables import ModerationAct
from backend.organisation.schemas import StaffMember

DONE_BEFORE = """
SELECT opinion FROM moderation_act WHERE batch = {} AND opinion = ANY({}::bigint[])
"""
ACTIONS = {
    OpinionState.PUBLISHED: "opinion.publish",
    OpinionState.COUNTED_ONLY: "opinion.count",
    OpinionState.WITHHELD: "opinion.withhold",
    OpinionState.DUPLICATE: "opinion.mark_duplicate",
}
ROUTED = "opinion.route"
HOTLINE = Route.HOTLINE  # the others go with withholding: nothing of them is public
FIELDS = {
    Outcome.UNFIT: "duplicate_of",
    Outcome.TWO_PEOPLE: "reason",
    Outcome.CONSENTED: "rule",
}


class Bench(NamedTuple):
    """What every row of a batch is judged with."""

    decision: Decision
    rule: RuleChoice | None
    held: Mapping[int, Held]
    repeated: frozenset[int]
    staff: StaffMember
    now: datetime
    origin: str


async def moderate(
    decision: Decision, *, staff: StaffMember, now: datetime, origin: str = ""
) -> tuple[RowResult, ...]:
    """Do one act to these opinions and return what came of each; the rest is as it was.

    A batch of the same key does nothing to an opinion it was done to before. Raises Invalid for a
    rule not in force, and for words to cover that do not stand in the text.
    """
    async with transaction():
        rule = await _rule(decision, now)
        numbers = [target.number for target in decision.targets]
        original = [decision.duplicate_of] if decision.duplicate_of is not None else []
        held = await hold_standings([*numbers, *original])
        before = await rows(DONE_BEFORE, decision.batch, numbers)
        repeated = frozenset(row["opinion"] for row in before)
        bench = Bench(decision, rule, held, repeated, staff, now, origin)
        ordered = sorted(set(decision.targets))
        return tuple([await _moderate_row(target, bench) for target in ordered])


async def moderate_one(
    number: int, draft: OneDraft, *, staff: StaffMember, now: datetime, origin: str = ""
) -> RowResult:
    """Do one act to one opinion; raise Invalid where it is refused, NotFound where it is not there.

    So the form comes back with every word typed, and the reason beside the field it is about.
    """
    decision = draft.decision(number)
    (result,) = await moderate(decision, staff=staff, now=now, origin=origin)
    if result.outcome is Outcome.UNKNOWN:
        raise NotFound
    if not result.outcome.is_done and result.outcome is not Outcome.NOTHING:
        field = FIELDS.get(result.outcome)
        fields = {field: result.outcome.label} if field else {}
        raise Invalid(result.outcome.label, fields=fields)
    return result


async def _rule(decision: Decision, now: datetime) -> RuleChoice | None:
    """Return the rule the act is done by; only withholding and passing on need one."""
    today = county_date(now)
    if decision.act not in {Act.WITHHOLD, Act.ROUTE}:
        return None
    is_route = decision.act is Act.ROUTE
    rule = await (
        find_rule_of_route(HOTLINE, today) if is_route else find_rule(decision.rule, today)
    )
    if rule is None:
        raise Invalid(fields={"rule": say("请从列出的规则里选一条。")})
    return rule


async def _moderate_row(target: Target, bench: Bench) -> RowResult:
    held = bench.held.get(target.number)
    if held is None or not rules.may_moderate(bench.staff, held.standing):
        return RowResult(number=target.number, outcome=Outcome.UNKNOWN)
    if refused := _refusal(target, held, bench):
        return RowResult(number=target.number, outcome=refused, state=held.standing.state)
    to = _change(held, bench)
    act_id = await _write(held, to, bench)
    if to.state is OpinionState.WITHHELD and bench.rule is not None:
        await _tell(held, bench.rule, act_id=act_id, origin=bench.origin)
    is_meant = rules.STATES.get(bench.decision.act, to.state) is to.state
    outcome = Outcome.DONE if is_meant else Outcome.NO_CONSENT
    return RowResult(number=target.number, outcome=outcome, state=to.state)


def _refusal(target: Target, held: Held, bench: Bench) -> Outcome | None:
    if target.number in bench.repeated:
        return Outcome.REPEATED
    if held.standing.revision != target.revision:
        return Outcome.CHANGED
    if refused := rules.refusal(bench.decision, held.standing):
        return refused
    if bench.decision.act is not Act.DUPLICATE:
        return None
    original = bench.held.get(bench.decision.duplicate_of or 0)
    return rules.refusal_of_duplicate(
        bench.decision, held.standing, original.standing if original else None
    )


def _change(held: Held, bench: Bench) -> Change:
    """Return how the opinion is to stand after the act."""
    decision, standing = bench.decision, held.standing
    to = Change(
        state=rules.next_state(decision.act, standing),
        text=held.text,
        sealed_text=None,
        public_text=held.public_text,
        route=standing.route,
        moderated_by=bench.staff.id,
    )
    match decision.act:
        case Act.PUBLISH:
            return to._replace(public_text=_public_text(held, decision))
        case Act.WITHHOLD if bench.rule is not None:
            return _sealed(to, decision, bench.rule)
        case Act.DUPLICATE:
            return to._replace(duplicate_of=decision.duplicate_of)
        case Act.ROUTE:
            return to._replace(route=HOTLINE)
    return to


def _public_text(held: Held, decision: Decision) -> str:
    """Return the words for strangers; raise Invalid for a word to cover that is not there.

    What is public already can only be covered further: its earlier covers stay.
    """
    is_public = held.standing.state is OpinionState.PUBLISHED
    text = (held.public_text if is_public else held.text) or ""
    if missing := masking.missing_words(text, decision.covers):
        words = say("这几个字在文字里找不到，请照原样写：{words}", words="、".join(missing))
        raise Invalid(fields={"covers": words})
    return masking.text_for_public(text, covers=decision.covers, uncovered=decision.uncovered)


def _sealed(to: Change, decision: Decision, rule: RuleChoice) -> Change:
    """Return a withheld opinion: the original sealed, its argument kept for who has to answer it.

    What is not answered, or goes to the discipline inspection or the police, keeps no open word.
    """
    route = decision.route or rule.route or to.route
    keeps_argument = rule.is_answered and route not in rules.SEALED_ROUTES
    return to._replace(
        text=None,
        sealed_text=seal(to.text or "", purpose=purposes.ORIGINAL),
        public_text=masking.text_for_public(to.text or "") if keeps_argument else None,
        route=route,
        rule=rule.id,
    )


async def _tell(held: Held, rule: RuleChoice, *, act_id: int, origin: str) -> None:
    """Write to the person why, and how to appeal, where an e-mail address was left."""
    letter = withheld_letter(held.withholding, rule, act_id=act_id, origin=origin)
    if letter is not None:
        await outbox.enqueue(letter)


async def _write(held: Held, to: Change, bench: Bench) -> int:
    """Change the opinion, keep what is needed to undo it, and enter it in the journal."""
    is_route = bench.decision.act is Act.ROUTE
    earlier = None if is_route or held.public_text is None else held.public_text
    act = ModerationAct(
        batch=bench.decision.batch,
        opinion=held.number,
        from_state=held.standing.state.value,
        to_state=to.state.value,
        from_public_text=earlier and seal(earlier, purpose=purposes.EARLIER_PUBLIC_TEXT),
        rule=bench.rule.id if bench.rule else None,
        reason=bench.decision.reason,
        acted_by=bench.staff.id,
        acted_at=bench.now,
    )
    await change(held, to, now=bench.now)
    written = await ModerationAct.insert(act).returning(ModerationAct.id)
    is_public = not is_route and rules.is_told_in_public(to.state, to.route)
    await journal.record(
        bench.staff.actor,
        ROUTED if is_route else ACTIONS[to.state],
        held.mentioned,
        reason=_reason(bench, is_public=is_public),
        payload=_payload(held, to, bench),
        is_public=is_public,
    )
    return int(written[0]["id"])


def _reason(bench: Bench, *, is_public: bool) -> str:
    """Return the reason as the journal keeps it: the rule in public, the moderator's words else."""
    if is_public and bench.rule:
        return f"{bench.rule.title}（{bench.rule.citation}）"
    return mask(bench.decision.reason, is_thorough=True).text


def _payload(held: Held, to: Change, bench: Bench) -> dict[str, str | int | None]:
    return {
        "batch": bench.decision.batch,
        "from": held.standing.state.value,
        "to": to.state.value,
        "rule": bench.rule.code if bench.rule else None,
        "route": to.route.value,
        "duplicate_of": to.duplicate_of,
        "covers": len(bench.decision.covers),
    }
