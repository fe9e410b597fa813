"""The procedure's parts, a plan's steps and the files they leave; each with its name for people."""

from enum import StrEnum

from backend.kernel.language import Text, say


class ProcedureKind(StrEnum):
    """The parts of the procedure that a decision must go through, or need not."""

    PARTICIPATION = "participation"
    HEARING = "hearing"
    EXPERT_REVIEW = "expert_review"
    RISK_ASSESSMENT = "risk_assessment"
    FAIR_COMPETITION = "fair_competition"
    LEGALITY_REVIEW = "legality_review"
    COLLECTIVE_DECISION = "collective_decision"
    PARTY_REPORT = "party_report"
    CONGRESS_REPORT = "congress_report"

    @property
    def label(self) -> Text:
        """Return the part's name for people."""
        return _PROCEDURES[self]


_PROCEDURES = {
    ProcedureKind.PARTICIPATION: say("公众参与"),
    ProcedureKind.HEARING: say("听证会"),
    ProcedureKind.EXPERT_REVIEW: say("专家论证"),
    ProcedureKind.RISK_ASSESSMENT: say("风险评估"),
    ProcedureKind.FAIR_COMPETITION: say("公平竞争审查"),
    ProcedureKind.LEGALITY_REVIEW: say("合法性审查"),
    ProcedureKind.COLLECTIVE_DECISION: say("集体讨论决定"),
    ProcedureKind.PARTY_REPORT: say("向党委请示报告"),
    ProcedureKind.CONGRESS_REPORT: say("向人大常委会报告"),
}


class StepKind(StrEnum):
    """Kinds of steps of a plan."""

    INITIATE = "initiate"
    DRAFT = "draft"
    PARTICIPATION = "participation"
    HEARING = "hearing"
    EXPERT = "expert"
    RISK = "risk"
    FAIR = "fair"
    LEGALITY = "legality"
    COLLECTIVE = "collective"
    PARTY = "party"
    CONGRESS = "congress"
    PUBLISH = "publish"
    ARCHIVE = "archive"
    EXECUTE = "execute"
    EVALUATE = "evaluate"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """Return the usual name of such a step."""
        return _STEPS[self]


_STEPS = {
    StepKind.INITIATE: say("决策启动"),
    StepKind.DRAFT: say("调查研究与草案拟订"),
    StepKind.PARTICIPATION: say("公众参与"),
    StepKind.HEARING: say("听证会"),
    StepKind.EXPERT: say("专家论证"),
    StepKind.RISK: say("风险评估"),
    StepKind.FAIR: say("公平竞争审查"),
    StepKind.LEGALITY: say("合法性审查"),
    StepKind.COLLECTIVE: say("集体讨论决定"),
    StepKind.PARTY: say("向县委请示报告"),
    StepKind.CONGRESS: say("报县人大审议批准"),
    StepKind.PUBLISH: say("决策公布与解读"),
    StepKind.ARCHIVE: say("归档移交"),
    StepKind.EXECUTE: say("决策执行"),
    StepKind.EVALUATE: say("决策后评估"),
    StepKind.OTHER: say("其他"),
}


class StepState(StrEnum):
    """How far a step is."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Text:
        """Return the state's name for people."""
        return _STEP_STATES[self]


_STEP_STATES = {
    StepState.PLANNED: say("未开始"),
    StepState.IN_PROGRESS: say("进行中"),
    StepState.COMPLETED: say("已完成"),
    StepState.CANCELLED: say("不再进行"),
}


class AttachmentKind(StrEnum):
    """What a file of a decision is; the submission pack (art. 29) asks for some of them."""

    DRAFT = "draft"
    DRAFTING_NOTE = "drafting_note"
    INTERPRETATION = "interpretation"
    ADOPTION_REPORT = "adoption_report"
    EXPERT_REPORT = "expert_report"
    RISK_REPORT = "risk_report"
    FAIR_COMPETITION_NOTE = "fair_competition_note"
    LEGALITY_OPINION = "legality_opinion"
    HEARING_RECORD = "hearing_record"
    DECISION_TEXT = "decision_text"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """Return the file's name for people."""
        return _ATTACHMENTS[self]


_ATTACHMENTS = {
    AttachmentKind.DRAFT: say("决策草案"),
    AttachmentKind.DRAFTING_NOTE: say("起草说明"),
    AttachmentKind.INTERPRETATION: say("政策解读"),
    AttachmentKind.ADOPTION_REPORT: say("意见采纳情况"),
    AttachmentKind.EXPERT_REPORT: say("专家论证意见"),
    AttachmentKind.RISK_REPORT: say("风险评估报告"),
    AttachmentKind.FAIR_COMPETITION_NOTE: say("公平竞争审查材料"),
    AttachmentKind.LEGALITY_OPINION: say("合法性审查意见"),
    AttachmentKind.HEARING_RECORD: say("听证笔录和报告"),
    AttachmentKind.DECISION_TEXT: say("决策正式文本"),
    AttachmentKind.OTHER: say("其他材料"),
}
