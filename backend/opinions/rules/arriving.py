"""What becomes of an opinion the moment it arrives: its state, its public words, its urgency."""

from typing import NamedTuple

from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say
from backend.kernel.text.characters import printable
from backend.kernel.text.mask import mask
from backend.kernel.text.normalise import tidy
from backend.kernel.trust import Trust
from backend.opinions.enums import AgeBand, ContactKind, ModerationMode, OpinionState
from backend.opinions.rules.names import SHOWN_BY_NAME
from backend.opinions.rules.privacy import NOTICES
from backend.opinions.schemas.receiving import LEAST_TEXT, Arrival, OpinionDraft

LAST_PASSAGE = 2**31 - 1  # what the database takes for a number of one
PASSAGES_CHANGED = say("您选的条款有变动，请重新选。")
MINOR_FIRST, PERSONAL_FIRST, MACHINE_LAST = 20, 10, -10  # priorities; 0 is everybody's


class Arrived(NamedTuple):
    """An opinion as it is entered: the words as received, and as strangers would read them."""

    text: str
    public_text: str
    has_personal: bool
    is_minor: bool
    priority: int


def arrived(draft: OpinionDraft, arrival: Arrival) -> Arrived:
    """Return what is entered; raise Invalid for what cannot be.

    Of the words as received only goes what no database and no screen can hold. Personal data is
    always masked in the public ones, and looked for thoroughly: nobody may have seen them before.
    """
    if lacking := lacks(draft, arrival):
        raise Invalid(fields=lacking)
    masked = mask(tidy(draft.text), is_thorough=True)
    is_minor = draft.age_band is AgeBand.UNDER_18
    return Arrived(
        text=printable(draft.text),
        public_text=masked.text,
        has_personal=bool(masked.spans),
        is_minor=is_minor,
        priority=_priority(arrival.trust, has_personal=bool(masked.spans), is_minor=is_minor),
    )


def state_on_arrival(
    mode: ModerationMode, found: Arrived, *, may_publish: bool, trust: Trust
) -> OpinionState:
    """Return the state: shown at once only where nothing at all asks for a person's eyes."""
    if mode is ModerationMode.BEFORE or trust is not Trust.TRUSTED or found.is_minor:
        return OpinionState.RECEIVED
    if not may_publish:
        return OpinionState.COUNTED_ONLY
    return OpinionState.RECEIVED if found.has_personal else OpinionState.PUBLISHED


def _priority(trust: Trust, *, has_personal: bool, is_minor: bool) -> int:
    """Return how soon a person should look: children first, likely machines last."""
    of_trust = MACHINE_LAST if trust is Trust.MACHINE else 0
    return of_trust + MINOR_FIRST * is_minor + PERSONAL_FIRST * has_personal


def lacks(draft: OpinionDraft, arrival: Arrival) -> dict[str, Text]:
    """Return by field what keeps an opinion from being entered."""
    found: dict[str, Text] = {}
    if len(tidy(draft.text)) < LEAST_TEXT:
        found["text"] = say("请写下您的意见，至少 {least} 个字。", least=LEAST_TEXT)
    if arrival.channel.is_online and draft.contact.kind is ContactKind.NONE:
        found["contact"] = say("请留一个手机号或者电子邮箱，答复时好通知您；它不会公开。")
    if any(not 0 < passage <= LAST_PASSAGE for passage in draft.passages):
        found["passages"] = PASSAGES_CHANGED
    if draft.submitter_kind in SHOWN_BY_NAME and not draft.organisation_name:
        found["organisation_name"] = say("请写单位名称。")
    if arrival.privacy_version not in NOTICES:
        found["privacy_version"] = say("个人信息告知书已经更新，请看过后再提交。")
    return found
