"""States and kinds of the catalogue and its matters; each with its name for people."""

from enum import IntEnum, StrEnum

from backend.kernel.language import Text, say


class CatalogueState(StrEnum):
    """Where a year's catalogue stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _CATALOGUE_STATES[self]


_CATALOGUE_STATES = {
    CatalogueState.DRAFT: say("编制中"),
    CatalogueState.SUBMITTED: say("待审批"),
    CatalogueState.APPROVED: say("已批准，待公布"),
    CatalogueState.PUBLISHED: say("已公布"),
}


class DecisionState(StrEnum):
    """Where a decision stands."""

    IN_PROCEDURE = "in_procedure"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"
    EXECUTING = "executing"
    EVALUATING = "evaluating"
    COMPLETED = "completed"
    REMOVED = "removed"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _DECISION_STATES[self]


_DECISION_STATES = {
    DecisionState.IN_PROCEDURE: say("履行程序中"),
    DecisionState.SUSPENDED: say("中止"),
    DecisionState.DEFERRED: say("暂缓"),
    DecisionState.EXECUTING: say("已决策，执行中"),
    DecisionState.EVALUATING: say("执行中，正在评估"),
    DecisionState.COMPLETED: say("已办结"),
    DecisionState.REMOVED: say("已移出目录"),
}


class Category(IntEnum):
    """The five kinds of matter of art. 3(1) of the 条例 (国务院令第713号)."""

    PUBLIC_POLICY = 1
    PLANNING = 2
    RESOURCES = 3
    PUBLIC_PROJECT = 4
    OTHER_MAJOR = 5

    @property
    def label(self) -> Text:
        """Return the law's own words for the kind."""
        return _CATEGORIES[self]

    @property
    def short(self) -> Text:
        """Return the kind in a few words, for tables and filters."""
        return _CATEGORIES_SHORT[self]


_CATEGORIES = {
    Category.PUBLIC_POLICY: say(
        "制定有关公共服务、市场监管、社会管理、环境保护等方面的重大公共政策和措施"
    ),
    Category.PLANNING: say("制定经济和社会发展等方面的重要规划"),
    Category.RESOURCES: say("制定开发利用、保护重要自然资源和文化资源的重大公共政策和措施"),
    Category.PUBLIC_PROJECT: say("决定在本行政区域实施的重大公共建设项目"),
    Category.OTHER_MAJOR: say(
        "决定对经济社会发展有重大影响、涉及重大公共利益或者社会公众切身利益的其他重大事项"
    ),
}
_CATEGORIES_SHORT = {
    Category.PUBLIC_POLICY: say("公共政策和措施"),
    Category.PLANNING: say("重要规划"),
    Category.RESOURCES: say("自然和文化资源"),
    Category.PUBLIC_PROJECT: say("公共建设项目"),
    Category.OTHER_MAJOR: say("其他重大事项"),
}


class ExcludedKind(StrEnum):
    """Matters art. 3(2) keeps out of the catalogue."""

    NONE = "none"
    MACRO_POLICY = "macro_policy"
    LEGISLATION = "legislation"
    EMERGENCY = "emergency"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _EXCLUDED[self]


_EXCLUDED = {
    ExcludedKind.NONE: say("都不属于"),
    ExcludedKind.MACRO_POLICY: say("财政政策、货币政策等宏观调控决策"),
    ExcludedKind.LEGISLATION: say("政府立法决策"),
    ExcludedKind.EMERGENCY: say("突发事件应急处置决策"),
}


class Topic(StrEnum):
    """Fields for which a poll (B30) or a hearing (B11) is prescribed."""

    EDUCATION_CULTURE = "education_culture"
    HEALTH = "health"
    RESOURCES = "resources"
    ENVIRONMENT = "environment"
    UTILITIES = "utilities"
    PRICE = "price"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """Return the field's name for people."""
        return _TOPICS[self]


_TOPICS = {
    Topic.EDUCATION_CULTURE: say("文化教育"),
    Topic.HEALTH: say("医疗卫生"),
    Topic.RESOURCES: say("资源开发"),
    Topic.ENVIRONMENT: say("环境保护"),
    Topic.UTILITIES: say("公用事业"),
    Topic.PRICE: say("政府定价"),
    Topic.OTHER: say("其他"),
}


class AdjustmentKind(StrEnum):
    """The four ways to change a published catalogue."""

    ADD = "add"
    DEFER = "defer"
    REMOVE = "remove"
    RESCHEDULE = "reschedule"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _ADJUSTMENTS[self]


_ADJUSTMENTS = {
    AdjustmentKind.ADD: say("新增"),
    AdjustmentKind.DEFER: say("暂缓"),
    AdjustmentKind.REMOVE: say("移出"),
    AdjustmentKind.RESCHEDULE: say("调整时间"),
}


class AdjustmentState(StrEnum):
    """An adjustment is proposed by one person and approved, or returned, by another."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _ADJUSTMENT_STATES[self]


_ADJUSTMENT_STATES = {
    AdjustmentState.PROPOSED: say("待审批"),
    AdjustmentState.APPROVED: say("已批准"),
    AdjustmentState.RETURNED: say("已退回"),
}
