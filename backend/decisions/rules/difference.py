"""The difference of two versions of a decision: field by field, long texts word by word."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from backend.decisions.enums import ProcedureKind
from backend.decisions.schemas.content import (
    BasisLine,
    DecisionContent,
    PlannedStep,
    Requirement,
    UnitName,
)
from backend.decisions.schemas.difference import FieldChange, Wording
from backend.kernel.language import Text, say
from backend.kernel.text.difference import pieces

T = TypeVar("T")
Pair = tuple[T | None, T | None]


def difference(before: DecisionContent, after: DecisionContent) -> tuple[FieldChange, ...]:
    """Return every field that changed, in the order of the page; empty when nothing did."""
    changes = [
        *_fields(before, after),
        *_basis(before.basis, after.basis),
        *_procedure(before.procedure, after.procedure),
        *_plan(before.plan, after.plan),
    ]
    return tuple(change for change in changes if change.before != change.after)


def _fields(before: DecisionContent, after: DecisionContent) -> Iterator[FieldChange]:
    yield text_change(say("事项名称"), before.title, after.title)
    yield change(say("编号"), before.code, after.code)
    yield change(say("事项类别"), before.category.label, after.category.label)
    yield change(say("领域"), before.topic.label, after.topic.label)
    yield change(say("承办单位"), before.lead_unit.name, after.lead_unit.name)
    yield change(say("协办单位"), names(before.co_units), names(after.co_units))
    yield change(say("联系人"), contact(before), contact(after))
    yield text_change(say("要解决的问题"), before.problem, after.problem)
    yield change(say("拟决策时间"), month(before.planned_month), month(after.planned_month))
    yield change(say("进展"), before.state.label, after.state.label)


def _basis(before: Sequence[BasisLine], after: Sequence[BasisLine]) -> Iterator[FieldChange]:
    pairs = aligned(before, after, lambda line: line)
    for place, (old, new) in enumerate(pairs, start=1):
        yield text_change(
            say("决策依据第 {place} 项", place=place), basis_text(old), basis_text(new)
        )


def _procedure(
    before: Sequence[Requirement], after: Sequence[Requirement]
) -> Iterator[FieldChange]:
    olds = {requirement.kind: requirement for requirement in before}
    news = {requirement.kind: requirement for requirement in after}
    for kind in ProcedureKind:
        label = say("决策程序：{kind}", kind=kind.label)
        yield change(label, requirement_text(olds.get(kind)), requirement_text(news.get(kind)))


def _plan(before: Sequence[PlannedStep], after: Sequence[PlannedStep]) -> Iterator[FieldChange]:
    for old, new in aligned(before, after, lambda step: (step.kind, step.name)):
        shown = new or old
        if shown is not None:
            label = say("实施计划：{step}", step=shown.name)
            yield change(label, step_text(old, new), step_text(new, old))


def change(label: Text, before: Wording, after: Wording) -> FieldChange:
    """Return a field's two sides."""
    return FieldChange(label=label, before=before, after=after)


def text_change(label: Text, before: str, after: str) -> FieldChange:
    """Return a text's two sides and what happened to its words."""
    words = () if before == after else pieces(before, after)
    return FieldChange(label=label, before=before, after=after, words=words)


def aligned(
    before: Sequence[T], after: Sequence[T], key: Callable[[T], object]
) -> Iterator[Pair[T]]:
    """Yield which old line became which new one; a line added or dropped stands alone."""
    matcher = SequenceMatcher(None, [key(x) for x in before], [key(x) for x in after], False)  # noqa: FBT003 - autojunk
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        for place in range(max(old_to - old_from, new_to - new_from)):
            old = before[old_from + place] if old_from + place < old_to else None
            new = after[new_from + place] if new_from + place < new_to else None
            yield old, new


def names(units: Sequence[UnitName]) -> str:
    """Return the units' names in a row."""
    return "、".join(unit.name for unit in units)


def contact(content: DecisionContent) -> str:
    """Return who answers questions: unit, person, telephone."""
    unit = content.contact_unit.name if content.contact_unit else ""
    return " ".join(part for part in (unit, content.contact_name, content.contact_phone) if part)


def month(day: date | None) -> Wording:
    """Return the month in words, empty when none is set."""
    return say("{year}年{month}月", year=day.year, month=day.month) if day else ""


def day_text(day: date | None) -> Wording:
    """Return the day in words, empty when none is set."""
    if day is None:
        return ""
    return say("{day}", day=day)


def basis_text(line: BasisLine | None) -> str:
    """Return a basis in one line."""
    return " ".join(part for part in (line.name, line.article, line.point) if part) if line else ""


def requirement_text(requirement: Requirement | None) -> Wording:
    """Return whether a part of the procedure is required, with its reason and methods."""
    if requirement is None:
        return ""
    word = say("需要") if requirement.is_required else say("不需要")
    notes = "；".join(part for part in ("、".join(requirement.methods), requirement.reason) if part)
    return say("{word}（{notes}）", word=word, notes=notes) if notes else word


def step_text(step: PlannedStep | None, other: PlannedStep | None) -> Wording:
    """Return a step's dates, and its name where the other side calls it differently."""
    if step is None:
        return ""
    dates = say(
        "{start} 至 {end}", start=day_text(step.planned_start), end=day_text(step.planned_end)
    )
    is_named = other is not None and other.name != step.name
    return say("{name}，{dates}", name=step.name, dates=dates) if is_named else dates
