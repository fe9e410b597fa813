"""What a clause of a draft is, and what becomes of it in the next version."""

from enum import StrEnum

from backend.kernel.language import Text, say


class ClauseKind(StrEnum):
    """The parts of a law (编、章、节、条、款、项、目), and those of an office's plan."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUB_ITEM = "sub_item"
    HEADING = "heading"
    TEXT = "text"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _KINDS[self]

    @property
    def is_division(self) -> bool:
        """Whether it only holds others together: a part, a chapter, a section."""
        return self in (ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION)


_KINDS = {
    ClauseKind.PART: say("编"),
    ClauseKind.CHAPTER: say("章"),
    ClauseKind.SECTION: say("节"),
    ClauseKind.ARTICLE: say("条"),
    ClauseKind.PARAGRAPH: say("款"),
    ClauseKind.ITEM: say("项"),
    ClauseKind.SUB_ITEM: say("目"),
    ClauseKind.HEADING: say("标题（一、（一）1.）"),
    ClauseKind.TEXT: say("普通段落"),
}


class CarryOverKind(StrEnum):
    """What became of a clause from one version to the next."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    ADDED = "added"

    @property
    def label(self) -> Text:
        """Return it in words."""
        return _CARRY_OVERS[self]


_CARRY_OVERS = {
    CarryOverKind.KEPT: say("未改动"),
    CarryOverKind.CHANGED: say("有改动"),
    CarryOverKind.MOVED: say("换了位置"),
    CarryOverKind.SPLIT: say("分成几条"),
    CarryOverKind.MERGED: say("几条合并"),
    CarryOverKind.REMOVED: say("已删去"),
    CarryOverKind.ADDED: say("新增加"),
}
