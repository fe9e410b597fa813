"""The parts a consultation is drafted in, one page each at the desk."""

from enum import StrEnum

from backend.kernel.language import Text, say


class Part(StrEnum):
    """A page of the desk; its value is the last word of its address."""

    BASICS = "basics"
    PERIOD = "period"
    ANNOUNCEMENT = "announcement"
    DRAFT = "draft"
    NOTE = "note"
    INTERPRETATION = "interpretation"
    OPTIONS = "options"
    FILES = "files"

    @property
    def label(self) -> Text:
        """Return the part's name for people."""
        return _PARTS[self]

    @property
    def hint(self) -> Text:
        """Return what goes into it, in a few words."""
        return _HINTS[self]

    @property
    def is_required(self) -> bool:
        """Whether nothing can be published without it (条例 art. 15)."""
        return self not in {Part.INTERPRETATION, Part.OPTIONS, Part.FILES}


_PARTS = {
    Part.BASICS: say("基本情况"),
    Part.PERIOD: say("征集期限"),
    Part.ANNOUNCEMENT: say("征集公告和方式"),
    Part.DRAFT: say("草案"),
    Part.NOTE: say("起草说明"),
    Part.INTERPRETATION: say("政策解读"),
    Part.OPTIONS: say("方案选项"),
    Part.FILES: say("附件"),
}
_HINTS = {
    Part.BASICS: say("标题、类型、承办单位、关联的决策事项"),
    Part.PERIOD: say("哪天开始、哪天截止，依法最早到哪天"),
    Part.ANNOUNCEMENT: say("公告全文，邮箱、电话、信函和现场"),
    Part.DRAFT: say("粘贴或上传，自动认出章和条，再校对"),
    Part.NOTE: say("背景、依据、过程、主要内容"),
    Part.INTERPRETATION: say("大白话、前后对照、问答"),
    Part.OPTIONS: say("各方意见分歧大时，列出两个以上方案"),
    Part.FILES: say("和草案一起公布的文件"),
}
