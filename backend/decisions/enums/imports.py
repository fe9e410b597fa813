"""What the columns and rows of somebody's table can be, and how an import stands."""

from enum import StrEnum

from backend.decisions.enums.procedure import ProcedureKind
from backend.kernel.language import Text, say


class ColumnField(StrEnum):
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
    RowKind.ITEM: say("事项"),
    RowKind.HEADER: say("表头"),
    RowKind.REPEATED_HEADER: say("又一次出现的表头"),
    RowKind.HEADING: say("小标题"),
    RowKind.REMARK: say("表格外的文字"),
    RowKind.EMPTY: say("空行"),
}


class ImportState(StrEnum):
    """Where an import stands; nothing of it is in the catalogue before it is confirmed."""

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
