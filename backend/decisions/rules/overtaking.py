"""What somebody else saved, beside what this person typed: for the second of two editors."""

from collections.abc import Iterator, Mapping

from backend.decisions.enums import DecisionState
from backend.decisions.rules.difference import change, difference, text_change
from backend.decisions.schemas.content import (
    BasisLine,
    DecisionContent,
    PlannedStep,
    Requirement,
    UnitName,
)
from backend.decisions.schemas.difference import FieldChange
from backend.decisions.schemas.drafts import DecisionDraft
from backend.kernel.language import Text, say


def overtaken_fields(
    theirs: DecisionDraft, mine: DecisionDraft, *, unit_names: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    """Return every field that differs: before is what was saved, after is what was typed."""
    fields = difference(_content(theirs, unit_names), _content(mine, unit_names))
    return (*fields, *(field for field in _marks(theirs, mine) if field.before != field.after))


def _marks(theirs: DecisionDraft, mine: DecisionDraft) -> Iterator[FieldChange]:
    yield change(say("是否公开"), _shown(theirs.is_public), _shown(mine.is_public))
    yield text_change(say("不公开的依据"), theirs.nondisclosure_basis, mine.nondisclosure_basis)
    yield change(
        say("参照执行（条例第四十二条）"), _yes(theirs.is_by_reference), _yes(mine.is_by_reference)
    )
    yield change(
        say("社会关注度高"), _yes(theirs.is_of_wide_concern), _yes(mine.is_of_wide_concern)
    )
    olds, news = _internal(theirs), _internal(mine)
    yield change(say("内部步骤"), "、".join(olds), "、".join(news))


def _content(draft: DecisionDraft, unit_names: Mapping[str, str]) -> DecisionContent:
    """Return a draft as the content it would become, so that both compare alike."""

    def unit(code: str) -> UnitName:
        return UnitName(code=code, name=unit_names.get(code, code))

    shared = DecisionContent.model_fields.keys() & DecisionDraft.model_fields.keys()
    written = {"seq", "lead_unit", "co_units", "contact_unit", "basis", "procedure", "plan"}
    return DecisionContent(
        **{name: getattr(draft, name) for name in shared - written},
        code=str(draft.seq or ""),
        seq=draft.seq or 0,
        state=DecisionState.IN_PROCEDURE,
        lead_unit=unit(draft.lead_unit),
        co_units=tuple(map(unit, draft.co_units)),
        contact_unit=unit(draft.contact_unit) if draft.contact_unit else None,
        basis=tuple(BasisLine(**line.model_dump()) for line in draft.basis),
        procedure=tuple(Requirement(**part.model_dump()) for part in draft.procedure),
        plan=tuple(
            PlannedStep(seq=seq, **step.model_dump(exclude={"is_internal"}))
            for seq, step in enumerate(draft.plan, start=1)
        ),
    )


def _internal(draft: DecisionDraft) -> list[str]:
    return [step.name for step in draft.plan if step.is_internal]


def _shown(is_public: bool) -> Text:
    return say("公开") if is_public else say("不公开")


def _yes(is_so: bool) -> Text:
    return say("是") if is_so else say("否")
