"""What the holder of a receipt code may do with the opinion."""

from datetime import datetime

from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import say
from backend.kernel.text.mask import mask
from backend.kernel.text.personal_shapes import PersonalKind
from backend.opinions.enums import OpinionState, Route

# A withheld opinion stays sealed as it is (网络安全法 art. 47): its author may appeal instead.
WITHDRAWABLE = frozenset(
    {
        OpinionState.RECEIVED,
        OpinionState.PUBLISHED,
        OpinionState.COUNTED_ONLY,
        OpinionState.DUPLICATE,
    }
)
SHORTEST_NAME = 2  # characters; one alone stands in every other word
SEALED_ROUTES = frozenset({Route.DISCIPLINE, Route.SAFETY})


def may_withdraw(state: OpinionState, *, is_concluded: bool) -> bool:
    """Whether an opinion may be withdrawn: until the answers are published."""
    return state in WITHDRAWABLE and not is_concluded


def may_appeal(
    state: OpinionState, *, state_at: datetime, filed_at: datetime | None, is_answered: bool
) -> bool:
    """Whether withholding may be appealed against: once each time it happened."""
    if state is not OpinionState.WITHHELD or (filed_at is not None and not is_answered):
        return False
    return filed_at is None or filed_at < state_at


def shows_own_words(route: Route) -> bool:
    """Whether a code alone shows the words again: not where a found slip could do harm."""
    return route not in SEALED_ROUTES


def without_person(words: str | None, name: str) -> tuple[str | None, int]:
    """Return words without what is personal in them, the name left with them too, and how much."""
    if words is None:
        return None, 0
    named = words.count(name) if len(name) >= SHORTEST_NAME else 0
    masked = mask(
        words.replace(name, PersonalKind.NAME.cover) if named else words, is_thorough=True
    )
    return masked.text, named + len(masked.spans)


def not_proven() -> Invalid:
    """Return the one refusal for a wrong code and for a wrong contact alike."""
    return Invalid(fields={"proof": say("查询码和原来留的联系方式对不上，请核对后再填。")})


def no_withdrawal(state: OpinionState) -> Conflict:
    """Return why an opinion cannot be withdrawn (any more)."""
    if state is OpinionState.WITHDRAWN:
        return Conflict(say("这条意见已经撤回了。"))
    if state is OpinionState.WITHHELD:
        return Conflict(say("这条意见已依规不公开、原文封存，不能撤回；您可以申诉。"))
    return Conflict(say("这件事的答复已经公布，意见不能再撤回。"))


def no_appeal(state: OpinionState) -> Conflict:
    """Return why no appeal can be filed."""
    if state is not OpinionState.WITHHELD:
        return Conflict(say("这条意见没有被隐去，不用申诉。"))
    return Conflict(say("您已经申诉过，请等答复；答复后不再重复受理。"))
