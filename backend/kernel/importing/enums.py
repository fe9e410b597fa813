"""What rows are, how surely a column was understood, how an import stands."""

from enum import StrEnum

from backend.kernel.language import Text, say


class Meaning(StrEnum):
    """What a column holds; a room subclasses this with its own members."""

    @property
    def label(self) -> Text:
        """Return the column's name for people."""
        raise NotImplementedError


class Certainty(StrEnum):
    """How a column's meaning is known."""

    SURE = "sure"
    LIKELY = "likely"
    GUESSED = "guessed"
    CHOSEN = "chosen"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """Return how sure we are, for people."""
        return _CERTAINTIES[self]


_CERTAINTIES = {
    Certainty.SURE: say("认出来了"),
    Certainty.LIKELY: say("名称相近，请核对"),
    Certainty.GUESSED: say("按内容猜的，请核对"),
    Certainty.CHOSEN: say("您选的"),
    Certainty.UNKNOWN: say("没认出来"),
}


class RowKind(StrEnum):
    """What a row of an imported table is."""

    ITEM = "item"
    HEADER = "header"
    REPEATED_HEADER = "repeated_header"
    HEADING = "heading"
    REMARK = "remark"
    EMPTY = "empty"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _ROWS[self]


_ROWS = {
    RowKind.ITEM: say("内容"),
    RowKind.HEADER: say("表头"),
    RowKind.REPEATED_HEADER: say("又一次出现的表头"),
    RowKind.HEADING: say("小标题"),
    RowKind.REMARK: say("表格外的文字"),
    RowKind.EMPTY: say("空行"),
}


class ImportState(StrEnum):
    """Where an import stands; nothing of it is entered before it is confirmed."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _STATES[self]


_STATES = {
    ImportState.OPEN: say("待确认"),
    ImportState.CONFIRMED: say("已导入"),
    ImportState.DISCARDED: say("已放弃"),
}
