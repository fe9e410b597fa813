"""Reads one row: what each cell means for a decision, and everything that is wrong with it."""

from typing import Any

from pydantic import ValidationError

from backend.decisions.enums import Category
from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.cells import read_basis, read_category, read_number
from backend.decisions.importing.damage import Texts
from backend.decisions.importing.months import read_month
from backend.decisions.importing.procedures import Asked, read_answer, read_procedures
from backend.decisions.importing.units import UnitMatch, Units
from backend.decisions.schemas.drafts import LARGEST_SEQ, DecisionDraft, RequirementDraft
from backend.decisions.schemas.imports import ImportContext, Problem
from backend.kernel.language import Text, say
from backend.web.forms import worded

MOST_QUOTED = 60  # characters of a cell repeated in a message
PLAIN = (ColumnField.PROBLEM, ColumnField.CONTACT_NAME, ColumnField.CONTACT_PHONE)


class RowReader:
    """Collects what one row says, and its problems."""

    def __init__(self, texts: Texts, context: ImportContext, units: Units) -> None:
        self.texts = texts
        self.context = context
        self.units = units
        self.problems: list[Problem] = []
        self.suggestions: list[str] = []
        self.values: dict[str, Any] = {"year": context.year}

    def read(self, of_heading: Category | None, given: Category | None) -> None:
        """Read every cell; a row that names no category takes the heading's, or the one given."""
        self._read_names()
        self._read_units()
        self._read_category(of_heading, given)
        self._read_planned()
        self._read_procedure()
        self._read_basis()

    def draft(self) -> DecisionDraft | None:
        """Return the decision; None, with a word beside each cell, when it cannot be one."""
        if any(problem.is_error for problem in self.problems):
            return None
        try:
            return DecisionDraft.model_validate(self.values)
        except ValidationError as invalid:
            for detail in invalid.errors(include_url=False):
                self._note(_FIELD_OF.get(str(detail["loc"][0])), worded(detail))
            return None

    def _note(self, field: ColumnField | None, message: Text, *, is_error: bool = True) -> None:
        self.problems.append(Problem(message=message, field=field, is_error=is_error))

    def _is_damaged(self, field: ColumnField) -> bool:
        return any(problem.field is field and problem.is_error for problem in self.problems)

    def _text(self, field: ColumnField) -> str:
        return self.texts.get(field, "")

    def _read_names(self) -> None:
        """Read the number, the title and what is taken as it stands."""
        title = " ".join(self._text(ColumnField.TITLE).split("\n"))
        if not title:
            self._note(ColumnField.TITLE, say("缺事项名称。"))
        self.values["title"] = title
        self.values.update({field.value: self._text(field) for field in PLAIN})
        seq = self._text(ColumnField.SEQ)
        number = read_number(seq) if seq else None
        if seq and number is None:
            message = say("序号“{seq}”认不出来，导入时自动编号。", seq=seq)
            self._note(ColumnField.SEQ, message, is_error=False)
        if number is not None and not 1 <= number <= LARGEST_SEQ:
            message = say("序号应在 1 到 {most} 之间。", most=LARGEST_SEQ)
            self._note(ColumnField.SEQ, message)
        self.values["seq"] = number

    def _read_units(self) -> None:
        if self._is_damaged(ColumnField.LEAD_UNIT):
            return
        found = self.units.read(self._text(ColumnField.LEAD_UNIT))
        others = self.units.read(self._text(ColumnField.CO_UNITS))
        if not found:
            self._note(ColumnField.LEAD_UNIT, say("缺承办单位。"))
            return
        if len(found) > 1:
            message = say(
                "写了 {count} 个单位：第一个作承办，其余作协办，请核对。", count=len(found)
            )
            self._note(ColumnField.LEAD_UNIT, message, is_error=False)
        lead = self._unit(found[0], ColumnField.LEAD_UNIT)
        helping = [self._unit(match, ColumnField.LEAD_UNIT) for match in found[1:]]
        helping += [self._unit(match, ColumnField.CO_UNITS) for match in others]
        codes = dict.fromkeys(code for code in helping if code and code != lead)
        self.values.update(lead_unit=lead or "", co_units=tuple(codes))

    def _unit(self, match: UnitMatch, field: ColumnField) -> str | None:
        if match.unit:
            return match.unit.code
        names = [unit.name for unit in match.suggestions]
        if names:
            self.suggestions += names
            message = say(
                "“{words}”是不是{names}？请选定。", words=match.words, names="、".join(names)
            )
        else:
            message = say("“{words}”不在单位名单里，请改成一个单位。", words=match.words[:40])
        self._note(field, message)
        return None

    def _read_category(self, of_heading: Category | None, given: Category | None) -> None:
        text = self._text(ColumnField.CATEGORY)
        category = read_category(text) if text else of_heading or given
        if text and category is None:
            self._note(
                ColumnField.CATEGORY, say("类别“{text}”认不出来，请选一类。", text=text[:40])
            )
        elif category is None:
            self._note(ColumnField.CATEGORY, say("没有写类别，请选一类（条例第三条的五类）。"))
        elif not text and of_heading:
            message = say("类别取自上面的小标题：{category}", category=category.short)
            self._note(ColumnField.CATEGORY, message, is_error=False)
        self.values["category"] = category

    def _read_planned(self) -> None:
        text = self._text(ColumnField.PLANNED)
        if not text or self._is_damaged(ColumnField.PLANNED):
            return
        planned = read_month(text, self.context.year)
        if planned.remark:
            self._note(ColumnField.PLANNED, planned.remark, is_error=planned.is_error)
        self.values["planned_month"] = planned.month

    def _read_procedure(self) -> None:
        found = read_procedures(self._text(ColumnField.PROCEDURE))
        if found.unknown:
            words = "、".join(dict.fromkeys(found.unknown))[:MOST_QUOTED]
            message = say("程序“{words}”认不出来，没有导入，请核对。", words=words)
            self._note(ColumnField.PROCEDURE, message, is_error=False)
        asked = {one.kind: one for one in found.asked}
        for field, text in self.texts.items():
            kind = field.procedure_kind
            if kind:
                answer, refusal = read_answer(kind, text)
                if refusal:
                    self._note(field, refusal)
                if answer:
                    asked[kind] = answer
        self.values["procedure"] = tuple(_requirement(one) for one in asked.values())

    def _read_basis(self) -> None:
        try:
            self.values["basis"] = read_basis(self._text(ColumnField.BASIS))
        except ValidationError:
            message = say("依据太长，请拆成几条，每条写一部法律或一份文件。")
            self._note(ColumnField.BASIS, message)


def _requirement(asked: Asked) -> RequirementDraft:
    return RequirementDraft(
        kind=asked.kind, is_required=asked.is_required, reason=asked.reason[:1000]
    )


_FIELD_OF = {
    "title": ColumnField.TITLE,
    "seq": ColumnField.SEQ,
    "lead_unit": ColumnField.LEAD_UNIT,
    "co_units": ColumnField.CO_UNITS,
    "problem": ColumnField.PROBLEM,
    "contact_name": ColumnField.CONTACT_NAME,
    "contact_phone": ColumnField.CONTACT_PHONE,
    "planned_month": ColumnField.PLANNED,
    "category": ColumnField.CATEGORY,
    "basis": ColumnField.BASIS,
    "procedure": ColumnField.PROCEDURE,
}
