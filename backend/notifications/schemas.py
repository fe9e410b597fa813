"""What rooms hand in to be sent, what the worker takes out, and what the desk sees."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from backend.kernel.language import Text, say
from backend.kernel.text.fields import one_line
from backend.kernel.text.mail_address import mail_address
from backend.notifications.contacts import read_contact
from backend.notifications.enums import Cause, Channel, MessageState, Outcome
from backend.notifications.messages import MESSAGES, name_of

Simple = str | int | bool | None
Value = Simple | Sequence[Mapping[str, Simple]]  # a digest tells of several things


def _known(template: str) -> str:
    if template not in MESSAGES:
        raise ValueError("no such message")
    return template


def _reachable(typed: str) -> str:
    found = read_contact(typed)
    if found is None:
        raise ValueError(say("请填电子邮箱，或者 11 位手机号。"))
    return found[1]


def _mailable(typed: str) -> str:
    address = mail_address(typed)
    if address is None:
        raise ValueError(say("这个邮箱寄不到信，请看看有没有写错。"))
    return address


class Message(BaseModel):
    """A message to one person; days in its context are ISO texts under names ending in `_on`.

    An address no mail can go to is taken too: nobody's opinion is refused for it, the message fails
    in sight of the desk. A text message goes to a mobile number. The key names the event and the
    receiver by their numbers (`opinions/receipt:4711`), never by what people wrote: it outlives the
    address and the words.
    """

    model_config = ConfigDict(frozen=True)

    template: Annotated[str, AfterValidator(_known)]
    to: Annotated[str, AfterValidator(lambda typed: mail_address(typed) or typed)]
    dedupe_key: str = Field(min_length=1, max_length=200)
    context: Mapping[str, Value] = {}
    language: Literal["zh", "en"] = "zh"
    channel: Channel = Channel.MAIL
    unsubscribe_path: str = Field(default="", max_length=200)  # one POST there ends it (RFC 8058)
    origin: str = Field(default="", max_length=200)  # used where HUIYIN_ORIGIN is empty


class ToDeliver(BaseModel):
    """A message the worker has claimed."""

    model_config = ConfigDict(frozen=True)

    id: int
    channel: Channel
    template: str
    language: str
    origin: str
    unsubscribe_path: str
    context: str  # sealed, as the recipient is: opened for as long as it is being sent
    recipient: str
    message_id: str
    attempts: int  # this one included
    created_at: datetime


class Letter(NamedTuple):
    """A message in words."""

    subject: str
    text: str
    html: str


class MessageLine(BaseModel):
    """A message in the desk's list; to whom is masked."""

    model_config = ConfigDict(frozen=True)

    id: int
    channel: Channel
    template: str
    state: MessageState
    recipient: str  # masked; empty when it was cleared, or the key is another
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    created_at: datetime
    failure: str
    is_emptied: bool

    @property
    def name(self) -> Text:
        """Return what the message is called."""
        return name_of(self.template)

    @property
    def is_readable(self) -> bool:
        """Whether its words are there, and for the desk to read."""
        return self.state.is_readable and not self.is_emptied

    @property
    def may_be_resent(self) -> bool:
        """Whether sending it anew makes sense."""
        return self.state.may_be_resent and not self.is_emptied

    @property
    def may_be_left_alone(self) -> bool:
        """Whether the desk may decide that nothing more goes to where this could not."""
        return self.state is MessageState.FAILED and not self.is_emptied


class MessageHeld(BaseModel):
    """A message by its number and kind, for the journal."""

    model_config = ConfigDict(frozen=True)

    id: int
    template: str

    @property
    def name(self) -> Text:
        """Return what the message is called."""
        return name_of(self.template)


class MessageCount(NamedTuple):
    """How many messages are in a state; `is_more` where nobody counted on."""

    state: MessageState
    messages: int
    is_more: bool


class SuppressedHeld(BaseModel):
    """An address that takes no more, by its number alone, for the journal."""

    model_config = ConfigDict(frozen=True)

    id: int


class SuppressedLine(BaseModel):
    """An address that takes no more, as the desk sees it."""

    model_config = ConfigDict(frozen=True)

    id: int
    masked: str
    cause: Cause
    reason: str
    created_at: datetime


class SuppressionDraft(BaseModel):
    """An address the desk wants left alone."""

    contact: Annotated[str, Field(min_length=1, max_length=254), AfterValidator(_reachable)]
    reason: Annotated[str, Field(min_length=2, max_length=400), AfterValidator(one_line)]


class BounceText(BaseModel):
    """What came back, pasted."""

    text: Annotated[str, Field(min_length=3, max_length=200_000)]


class BounceLine(BaseModel):
    """What became of one address of a pasted bounce."""

    model_config = ConfigDict(frozen=True)

    address: str  # masked
    outcome: Outcome
    said: str


class BounceReport(BaseModel):
    """What became of a pasted bounce, and what of it nobody could read."""

    model_config = ConfigDict(frozen=True)

    lines: tuple[BounceLine, ...]
    unread: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many addresses came to this."""
        return sum(line.outcome is outcome for line in self.lines)


class TrialDraft(BaseModel):
    """To whom a test mail goes."""

    address: Annotated[str, Field(min_length=1, max_length=254), AfterValidator(_mailable)]


class Trial(BaseModel):
    """How a test mail went, in the server's own words."""

    model_config = ConfigDict(frozen=True)

    is_taken: bool
    said: str
