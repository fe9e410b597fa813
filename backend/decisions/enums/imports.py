"""What the columns of somebody's catalogue can hold."""

from backend.decisions.enums.procedure import ProcedureKind
from backend.kernel.importing.enums import Meaning
from backend.kernel.language import Text, say


class ColumnField(Meaning):
    """What a column of an imported table holds; the last ones ask for one part of the procedure."""

    IGNORED = "ignored"
    SEQ = "seq"
    GROUP = "group"
    TITLE = "title"
    LEAD_UNIT = "lead_unit"
    CO_UNITS = "co_units"
    PROCEDURE = "procedure"
    PLANNED = "planned"
    CATEGORY = "category"
    BASIS = "basis"
    PROBLEM = "problem"
    CONTACT_NAME = "contact_name"
    CONTACT_PHONE = "contact_phone"
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
        """Return the column's name for people."""
        kind = self.procedure_kind
        return say("要不要{part}", part=kind.label) if kind else _FIELDS[self]

    @property
    def procedure_kind(self) -> ProcedureKind | None:
        """Return which part of the procedure the column asks for, if it does."""
        return _PARTS.get(self)


_PARTS = {ColumnField(kind.value): kind for kind in ProcedureKind}
_FIELDS = {
    ColumnField.IGNORED: say("不导入"),
    ColumnField.SEQ: say("序号"),
    ColumnField.GROUP: say("分组（只核对，不导入）"),
    ColumnField.TITLE: say("事项名称"),
    ColumnField.LEAD_UNIT: say("承办单位"),
    ColumnField.CO_UNITS: say("协办单位"),
    ColumnField.PROCEDURE: say("决策程序"),
    ColumnField.PLANNED: say("拟决策时间"),
    ColumnField.CATEGORY: say("类别"),
    ColumnField.BASIS: say("决策依据"),
    ColumnField.PROBLEM: say("要解决的问题"),
    ColumnField.CONTACT_NAME: say("联系人"),
    ColumnField.CONTACT_PHONE: say("联系电话"),
}
