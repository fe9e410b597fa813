"""Kinds and states of consultations, each with its name for people."""

from enum import StrEnum

from backend.kernel.language import Text, say


class ConsultationType(StrEnum):
    """What kind of document is put to the public; the least period depends on it."""

    MAJOR_DECISION = "major_decision"
    NORMATIVE_DOCUMENT = "normative_document"
    CATALOGUE_DRAFT = "catalogue_draft"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """Return the type's name for people."""
        return _TYPES[self]


_TYPES = {
    ConsultationType.MAJOR_DECISION: say("重大行政决策"),
    ConsultationType.NORMATIVE_DOCUMENT: say("行政规范性文件"),
    ConsultationType.CATALOGUE_DRAFT: say("决策目录草案"),
    ConsultationType.OTHER: say("其他"),
}


class ConsultationState(StrEnum):
    """How far the desk has brought it; the public status follows from it and the clock."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CONCLUDED = "concluded"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _STATES[self]


_STATES = {
    ConsultationState.DRAFT: say("起草中"),
    ConsultationState.SUBMITTED: say("待审核公布"),
    ConsultationState.PUBLISHED: say("已公布"),
    ConsultationState.CONCLUDED: say("已反馈"),
}


class Status(StrEnum):
    """What the public is told."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    AWAITING_FEEDBACK = "awaiting_feedback"
    ANSWERED = "answered"

    @property
    def label(self) -> Text:
        """Return the status as the local pages word it."""
        return _STATUSES[self]

    @property
    def tone(self) -> str:
        """Return the tone of the word on a page."""
        return _TONES[self]


_STATUSES = {
    Status.SCHEDULED: say("未开始"),
    Status.OPEN: say("征集中"),
    Status.AWAITING_FEEDBACK: say("已结束待反馈"),
    Status.ANSWERED: say("已反馈"),
}
_TONES = {
    Status.SCHEDULED: "plain",
    Status.OPEN: "open",
    Status.AWAITING_FEEDBACK: "wait",
    Status.ANSWERED: "done",
}


class Stage(StrEnum):
    """Which text of the draft a version is."""

    COMMENT = "comment"
    FINAL = "final"

    @property
    def label(self) -> Text:
        """Return the stage's name for people."""
        return _STAGES[self]


_STAGES = {Stage.COMMENT: say("征求意见稿"), Stage.FINAL: say("修改后的文本")}


class ExtensionKind(StrEnum):
    """What was given more time."""

    PERIOD = "period"
    FEEDBACK = "feedback"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _EXTENSIONS[self]


_EXTENSIONS = {
    ExtensionKind.PERIOD: say("延长征集期限"),
    ExtensionKind.FEEDBACK: say("推迟反馈"),
}


class DayCount(StrEnum):
    """How the days of a period are counted."""

    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def label(self) -> Text:
        """Return the way of counting, for people."""
        return _DAY_COUNTS[self]


_DAY_COUNTS = {DayCount.CALENDAR: say("日"), DayCount.WORKING: say("个工作日")}
