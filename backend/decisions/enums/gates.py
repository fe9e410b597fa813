"""The gates of the procedure and the words their records use; each with its name for people."""

from enum import StrEnum

from backend.kernel.language import Text, say


class Gate(StrEnum):
    """What must be complete before a step is (条例 art. 14-36), in the order of the law."""

    PARTICIPATION = "participation"
    HEARING = "hearing"
    EXPERTS = "experts"
    RISK = "risk"
    FAIR_COMPETITION = "fair-competition"
    LEGALITY = "legality"
    SUBMISSION = "submission"
    MEETING = "meeting"
    RESULT = "result"
    EVALUATION = "evaluation"

    @property
    def label(self) -> Text:
        """Return the gate's name for people."""
        return _GATES[self][0]

    @property
    def law(self) -> Text:
        """Return where the gate comes from."""
        return _GATES[self][1]


_GATES = {
    Gate.PARTICIPATION: (say("公众参与"), say("条例第十四、十五、十八条；山东省公众参与工作办法")),
    Gate.HEARING: (say("听证会"), say("条例第十六、十七条")),
    Gate.EXPERTS: (say("专家论证"), say("条例第十九、二十条")),
    Gate.RISK: (say("风险评估"), say("条例第二十二至二十四条")),
    Gate.FAIR_COMPETITION: (say("公平竞争审查"), say("条例第二十九条；公平竞争审查条例")),
    Gate.LEGALITY: (say("合法性审查"), say("条例第二十五至二十八条")),
    Gate.SUBMISSION: (say("提请决策机关讨论"), say("条例第二十九条")),
    Gate.MEETING: (say("集体讨论决定"), say("条例第三十、三十一条")),
    Gate.RESULT: (say("决策公布"), say("条例第三十二条")),
    Gate.EVALUATION: (say("决策后评估"), say("条例第三十六条")),
}


class GateStatus(StrEnum):
    """How far a gate is."""

    NOT_REQUIRED = "not_required"
    UNTOUCHED = "untouched"
    INCOMPLETE = "incomplete"
    READY = "ready"
    DONE = "done"
    BEFORE_PLATFORM = "before_platform"

    @property
    def label(self) -> Text:
        """Return the status for people."""
        return _GATE_STATUS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag."""
        return _GATE_TONES[self]

    @property
    def is_passed(self) -> bool:
        """Whether what comes after need not wait for this."""
        return self in (GateStatus.NOT_REQUIRED, GateStatus.READY, GateStatus.DONE) or (
            self is GateStatus.BEFORE_PLATFORM
        )


_GATE_STATUS = {
    GateStatus.NOT_REQUIRED: say("不需要"),
    GateStatus.UNTOUCHED: say("还没登记"),
    GateStatus.INCOMPLETE: say("还不齐"),
    GateStatus.READY: say("材料已齐"),
    GateStatus.DONE: say("已完成"),
    GateStatus.BEFORE_PLATFORM: say("启用平台前已完成"),
}
_GATE_TONES = {
    GateStatus.NOT_REQUIRED: "plain",
    GateStatus.UNTOUCHED: "wait",
    GateStatus.INCOMPLETE: "wait",
    GateStatus.READY: "done",
    GateStatus.DONE: "done",
    GateStatus.BEFORE_PLATFORM: "done",
}


class HearingStage(StrEnum):
    """What a hearing goes through, in this order (art. 17)."""

    PRESENTED = "presented"
    STATED = "stated"
    EXPLAINED = "explained"

    @property
    def label(self) -> Text:
        """Return the stage in the law's words."""
        return _HEARING_STAGES[self]


_HEARING_STAGES = {
    HearingStage.PRESENTED: say("承办单位介绍决策草案、依据和有关情况"),
    HearingStage.STATED: say("听证参加人陈述意见，进行询问、质证和辩论"),
    HearingStage.EXPLAINED: say("承办单位或者专家作了解释说明（必要时）"),
}


class RecordState(StrEnum):
    """Whether a participant confirmed the record of the hearing (art. 17)."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ABSENT = "absent"

    @property
    def label(self) -> Text:
        """Return the state for people."""
        return _RECORD_STATES[self]


_RECORD_STATES = {
    RecordState.PENDING: say("待确认"),
    RecordState.CONFIRMED: say("已确认并签字"),
    RecordState.REFUSED: say("拒绝签字，已在笔录注明"),
    RecordState.ABSENT: say("没有到会"),
}


class ExpertConclusion(StrEnum):
    """What an expert concludes."""

    FEASIBLE = "feasible"
    FEASIBLE_WITH_CHANGES = "feasible_with_changes"
    NOT_FEASIBLE = "not_feasible"

    @property
    def label(self) -> Text:
        """Return the conclusion for people."""
        return _EXPERT_CONCLUSIONS[self]


_EXPERT_CONCLUSIONS = {
    ExpertConclusion.FEASIBLE: say("可行"),
    ExpertConclusion.FEASIBLE_WITH_CHANGES: say("修改后可行"),
    ExpertConclusion.NOT_FEASIBLE: say("不可行"),
}


class RiskLevel(StrEnum):
    """How high a risk is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def label(self) -> Text:
        """Return the level for people."""
        return _RISK_LEVELS[self]


_RISK_LEVELS = {
    RiskLevel.LOW: say("低风险"),
    RiskLevel.MEDIUM: say("中风险"),
    RiskLevel.HIGH: say("高风险"),
}


class RiskResult(StrEnum):
    """Whether the risk can be kept under control; if not, the matter stops (art. 24)."""

    CONTROLLABLE = "controllable"
    CONTROLLABLE_WITH_MEASURES = "controllable_with_measures"
    UNCONTROLLABLE = "uncontrollable"

    @property
    def label(self) -> Text:
        """Return the result for people."""
        return _RISK_RESULTS[self]


_RISK_RESULTS = {
    RiskResult.CONTROLLABLE: say("风险可控"),
    RiskResult.CONTROLLABLE_WITH_MEASURES: say("采取措施后风险可控"),
    RiskResult.UNCONTROLLABLE: say("风险不可控"),
}


class FairConclusion(StrEnum):
    """What the fair competition review concludes."""

    NO_EFFECT = "no_effect"
    EXCEPTION = "exception"
    RESTRICTS = "restricts"

    @property
    def label(self) -> Text:
        """Return the conclusion for people."""
        return _FAIR_CONCLUSIONS[self]


_FAIR_CONCLUSIONS = {
    FairConclusion.NO_EFFECT: say("不具有排除、限制竞争效果"),
    FairConclusion.EXCEPTION: say("符合例外规定"),
    FairConclusion.RESTRICTS: say("具有排除、限制竞争效果，应当调整"),
}


class LegalityConclusion(StrEnum):
    """What the legality review concludes."""

    LAWFUL = "lawful"
    LAWFUL_AFTER_CHANGES = "lawful_after_changes"
    UNLAWFUL = "unlawful"

    @property
    def label(self) -> Text:
        """Return the conclusion for people."""
        return _LEGALITY_CONCLUSIONS[self]


_LEGALITY_CONCLUSIONS = {
    LegalityConclusion.LAWFUL: say("合法"),
    LegalityConclusion.LAWFUL_AFTER_CHANGES: say("按审查意见修改后合法"),
    LegalityConclusion.UNLAWFUL: say("不合法"),
}


class MeetingOutcome(StrEnum):
    """What a sitting decided (art. 30)."""

    PASSED = "passed"
    PASSED_WITH_CHANGES = "passed_with_changes"
    POSTPONED = "postponed"
    REJECTED = "rejected"

    @property
    def label(self) -> Text:
        """Return the outcome for people."""
        return _MEETING_OUTCOMES[self]


_MEETING_OUTCOMES = {
    MeetingOutcome.PASSED: say("通过"),
    MeetingOutcome.PASSED_WITH_CHANGES: say("修改后通过"),
    MeetingOutcome.POSTPONED: say("再次讨论"),
    MeetingOutcome.REJECTED: say("不予通过"),
}
