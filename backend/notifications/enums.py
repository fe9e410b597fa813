"""How a message goes out, and where it stands."""

from enum import StrEnum

from backend.kernel.language import Text, say


class Channel(StrEnum):
    """The ways a message can go."""

    MAIL = "mail"
    SMS = "sms"

    @property
    def label(self) -> Text:
        """Return the way's name for people."""
        return _CHANNELS[self]


class MessageState(StrEnum):
    """From the outbox to the other end of the wire, or not."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"  # no mail server is configured: it is read at the desk
    SUPPRESSED = "suppressed"  # the address takes no more mail from us

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _STATES[self][0]

    @property
    def tone(self) -> str:
        """Return the tone of its tag."""
        return _STATES[self][1]

    @property
    def is_readable(self) -> bool:
        """Whether the desk may read the words: only where there is no other way to read them.

        What waits, was delivered or failed may hold a code, and is its receiver's alone.
        """
        return self is MessageState.KEPT

    @property
    def may_be_resent(self) -> bool:
        """Whether it is neither on its way nor delivered, and not for the receiver's sake."""
        return self in {MessageState.FAILED, MessageState.KEPT}


class Cause(StrEnum):
    """Why an address takes no more from us."""

    BOUNCE = "bounce"
    ASKED = "asked"
    DESK = "desk"

    @property
    def label(self) -> Text:
        """Return the cause's name for people."""
        return _CAUSES[self]


class Outcome(StrEnum):
    """What became of one address of a pasted bounce."""

    SUPPRESSED = "suppressed"
    KNOWN = "known"  # it was suppressed before
    UNKNOWN = "unknown"  # nothing was sent there lately
    IGNORED = "ignored"  # it may work again, or the address is not what was wrong

    @property
    def label(self) -> Text:
        """Return the outcome's name for people."""
        return _OUTCOMES[self][0]

    @property
    def tone(self) -> str:
        """Return the tone of its tag."""
        return _OUTCOMES[self][1]


_CHANNELS = {Channel.MAIL: say("电子邮件"), Channel.SMS: say("短信")}
_CAUSES = {
    Cause.BOUNCE: say("信被退回"),
    Cause.ASKED: say("本人要求"),
    Cause.DESK: say("工作人员登记"),
}
_OUTCOMES = {
    Outcome.SUPPRESSED: (say("已停寄"), "done"),
    Outcome.KNOWN: (say("早已停寄"), "plain"),
    Outcome.UNKNOWN: (say("近期没有寄过"), "plain"),
    Outcome.IGNORED: (say("不停寄"), "plain"),
}
_STATES = {
    MessageState.QUEUED: (say("等待寄出"), "wait"),
    MessageState.SENT: (say("已寄出"), "done"),
    MessageState.FAILED: (say("没有寄出"), "late"),
    MessageState.KEPT: (say("留存待看"), "plain"),
    MessageState.SUPPRESSED: (say("不再寄送"), "plain"),
}
