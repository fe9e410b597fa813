"""What rooms hand in to be sent, what the worker takes out, and what the desk sees."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from backend.kernel.language import Text
from backend.kernel.text.mail_address import mail_address
from backend.notifications.enums import Channel, MessageState
from backend.notifications.messages import MESSAGES, name_of

Simple = str | int | bool | None
Value = Simple | Sequence[Mapping[str, Simple]]  # a digest tells of several things


def _known(template: str) -> str:
    if template not in MESSAGES:
        raise ValueError("no such message")
    return template


class Message(BaseModel):
    """A message to one person; days in its context are ISO texts under names ending in `_on`.

    An address no mail can go to is taken too: nobody's opinion is refused for it, the message fails
    in sight of the desk. The key names the event and the receiver by their numbers
    (`opinions/receipt:4711`), never by what people wrote: it outlives the address and the words.
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
        """Whether its words are still there for the desk to read."""
        return self.state.is_undelivered and not self.is_emptied

    @property
    def may_be_resent(self) -> bool:
        """Whether sending it anew makes sense."""
        return self.state.may_be_resent and not self.is_emptied


class MessageHeld(BaseModel):
    """A message by its number and kind, for the journal."""

    model_config = ConfigDict(frozen=True)

    id: int
    template: str

    @property
    def name(self) -> Text:
        """Return what the message is called."""
        return name_of(self.template)
