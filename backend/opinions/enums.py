"""States and kinds of the ledger, each with its name for people."""

from enum import StrEnum

from backend.kernel.language import Text, say


class SubjectKind(StrEnum):
    """On what opinions are invited."""

    CONSULTATION = "consultation"
    SURVEY = "survey"
    EVENT = "event"
    MEETING = "meeting"


class Channel(StrEnum):
    """The way an opinion came (渠道); every way gets the same number, queue and answer."""

    WEB = "web"
    WECHAT = "wechat"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    COUNTER = "counter"
    HEARING = "hearing"
    FIELD_VISIT = "field_visit"
    EVENT = "event"
    MEETING = "meeting"

    @property
    def label(self) -> Text:
        """Return the channel's name for people."""
        return _CHANNELS[self]

    @property
    def is_online(self) -> bool:
        """Whether people send it themselves; the others are entered by staff."""
        return self in {Channel.WEB, Channel.WECHAT}


_CHANNELS = {
    Channel.WEB: say("网页"),
    Channel.WECHAT: say("微信"),
    Channel.EMAIL: say("电子邮件"),
    Channel.LETTER: say("来信"),
    Channel.PHONE: say("电话"),
    Channel.COUNTER: say("现场"),
    Channel.HEARING: say("听证会"),
    Channel.FIELD_VISIT: say("实地走访"),
    Channel.EVENT: say("开放活动"),
    Channel.MEETING: say("会议列席"),
}


class SubmitterKind(StrEnum):
    """Who speaks."""

    PERSON = "person"
    COMPANY = "company"
    SOLE_TRADER = "sole_trader"
    ORGANISATION = "organisation"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _SUBMITTERS[self]


_SUBMITTERS = {
    SubmitterKind.PERSON: say("个人"),
    SubmitterKind.COMPANY: say("企业"),
    SubmitterKind.SOLE_TRADER: say("个体工商户"),
    SubmitterKind.ORGANISATION: say("社会组织"),
}


class AgeBand(StrEnum):
    """How old, in bands; never a birthday (个保法 art. 6)."""

    UNDER_18 = "under_18"
    TO_35 = "18_35"
    TO_50 = "36_50"
    TO_65 = "51_65"
    OVER_65 = "over_65"

    @property
    def label(self) -> Text:
        """Return the band's name for people."""
        return _AGES[self]


_AGES = {
    AgeBand.UNDER_18: say("18 岁以下"),
    AgeBand.TO_35: say("18 至 35 岁"),
    AgeBand.TO_50: say("36 至 50 岁"),
    AgeBand.TO_65: say("51 至 65 岁"),
    AgeBand.OVER_65: say("66 岁以上"),
}


class ContactKind(StrEnum):
    """By what a person can be reached, and prove an opinion theirs."""

    NONE = "none"
    PHONE = "phone"
    EMAIL = "email"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _CONTACTS[self]


_CONTACTS = {
    ContactKind.NONE: say("不留"),
    ContactKind.PHONE: say("手机或电话"),
    ContactKind.EMAIL: say("电子邮箱"),
}


class ModerationMode(StrEnum):
    """Whether opinions show before or after somebody looked at them."""

    BEFORE = "before"
    AFTER = "after"

    @property
    def label(self) -> Text:
        """Return the mode's name for people."""
        return _MODES[self]


_MODES = {
    ModerationMode.BEFORE: say("先审核，后公开"),
    ModerationMode.AFTER: say("先公开，后审核"),
}


class OpinionState(StrEnum):
    """Where an opinion stands; the figures are counted by it."""

    RECEIVED = "received"
    PUBLISHED = "published"
    COUNTED_ONLY = "counted_only"
    WITHHELD = "withheld"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _STATES[self]


_STATES = {
    OpinionState.RECEIVED: say("待审核"),
    OpinionState.PUBLISHED: say("已公开"),
    OpinionState.COUNTED_ONLY: say("只计数，不公开"),
    OpinionState.WITHHELD: say("依规不公开"),
    OpinionState.DUPLICATE: say("重复提交"),
    OpinionState.WITHDRAWN: say("本人已撤回"),
}


class Route(StrEnum):
    """Where an opinion is passed on to, besides or instead of being answered here."""

    NONE = ""
    HOTLINE = "hotline"
    DISCIPLINE = "discipline"
    SAFETY = "safety"

    @property
    def label(self) -> Text:
        """Return the route's name for people."""
        return _ROUTES[self]


_ROUTES = {
    Route.NONE: say("不转办"),
    Route.HOTLINE: say("转 12345 热线办理"),
    Route.DISCIPLINE: say("密封转纪检监察机关"),
    Route.SAFETY: say("报告公安机关"),
}


class Result(StrEnum):
    """What became of an opinion or a point (采纳情况)."""

    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly_adopted"
    NOT_ADOPTED = "not_adopted"
    ALREADY_COVERED = "already_covered"
    OUT_OF_SCOPE = "out_of_scope"
    TRANSFERRED = "transferred"

    @property
    def label(self) -> Text:
        """Return the result's name for people."""
        return _RESULTS[self]


_RESULTS = {
    Result.ADOPTED: say("采纳"),
    Result.PARTLY_ADOPTED: say("部分采纳"),
    Result.NOT_ADOPTED: say("未采纳"),
    Result.ALREADY_COVERED: say("草案已体现"),
    Result.OUT_OF_SCOPE: say("不属征求范围，已答复"),
    Result.TRANSFERRED: say("转有关单位办理"),
}


class ReportState(StrEnum):
    """How far an adoption report has come (采纳情况反馈)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    READ = "read"
    CLEARED = "cleared"
    PUBLISHED = "published"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _REPORT_STATES[self]


_REPORT_STATES = {
    ReportState.DRAFT: say("办理中"),
    ReportState.SUBMITTED: say("待第二人复核"),
    ReportState.READ: say("待合法性审核"),
    ReportState.CLEARED: say("待公布"),
    ReportState.PUBLISHED: say("已公布"),
}


class AppealOutcome(StrEnum):
    """What an appeal against withholding led to."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"

    @property
    def label(self) -> Text:
        """Return the outcome's name for people."""
        return _OUTCOMES[self]


_OUTCOMES = {
    AppealOutcome.UPHELD: say("维持不公开"),
    AppealOutcome.OVERTURNED: say("改为公开"),
}
