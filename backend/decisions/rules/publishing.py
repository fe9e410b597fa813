"""What must be there before a catalogue is submitted, approved and published (B01–B05, B26)."""

from collections.abc import Iterator, Sequence
from datetime import date

from backend.decisions.enums import CatalogueState, ExcludedKind, ProcedureKind, Topic
from backend.decisions.schemas.content import DecisionContent, Requirement
from backend.decisions.schemas.gaps import Gap
from backend.kernel.language import Text, say

ALWAYS = (ProcedureKind.LEGALITY_REVIEW, ProcedureKind.COLLECTIVE_DECISION)  # art. 25, 30
EXPLAINED = (  # left out only with a reason: art. 16, 19, 22
    ProcedureKind.HEARING,
    ProcedureKind.EXPERT_REVIEW,
    ProcedureKind.RISK_ASSESSMENT,
)
# 《山东省重大行政决策公众参与工作办法》: the catalogue is public by the end of June.
WARN_FROM = (6, 1)
DUE_BY = (6, 30)


def refusal_of_excluded_kind(kind: ExcludedKind) -> Text | None:
    """Return why such a matter cannot be entered; None if nothing excludes it."""
    if kind is ExcludedKind.NONE:
        return None
    return say(
        "{kind}不适用《重大行政决策程序暂行条例》（第三条第二款），不能列入目录。", kind=kind.label
    )


def gaps_of_decision(content: DecisionContent, *, is_public: bool = True) -> tuple[Gap, ...]:
    """Return what the matter lacks before it may be submitted, in the order of the form."""
    return (
        *_gaps_of_text(content),
        *_gaps_of_procedure(content, is_public=is_public),
        *_gaps_of_plan(content),
    )


def _gaps_of_text(content: DecisionContent) -> Iterator[Gap]:
    if not content.problem:
        yield Gap(field="problem", message=say("没有写要解决的问题。"))
    if content.contact_unit is None and not (content.contact_name and content.contact_phone):
        yield Gap(field="contact_unit", message=say("没有写联系单位，或联系人和电话。"))
    if content.planned_month is None:
        yield Gap(field="planned_month", message=say("没有写拟决策时间。"))
    if not content.basis:
        yield Gap(field="basis-0-name", message=say("没有写决策依据。"))


def _gaps_of_procedure(content: DecisionContent, *, is_public: bool) -> Iterator[Gap]:
    decided = {requirement.kind: requirement for requirement in content.procedure}
    for place, kind in enumerate(ProcedureKind):
        message = _gap_of_requirement(
            kind, decided.get(kind), is_public=is_public, topic=content.topic
        )
        if message:
            yield Gap(field=f"procedure-{place}-is_required", message=message)


def _gap_of_requirement(
    kind: ProcedureKind, requirement: Requirement | None, *, is_public: bool, topic: Topic
) -> Text | None:
    if requirement is None:
        return say("{kind}：没有写明是否需要。", kind=kind.label)
    if requirement.is_required:
        is_open = kind is ProcedureKind.PARTICIPATION and not requirement.methods
        return say("公众参与：没有写采用什么方式。") if is_open else None
    must_explain = kind in EXPLAINED or kind is ProcedureKind.PARTICIPATION
    return _prescribed(kind, is_public=is_public, topic=topic) or (
        say("{kind}：请写明为什么不需要。", kind=kind.label)
        if must_explain and not requirement.reason
        else None
    )


def _prescribed(kind: ProcedureKind, *, is_public: bool, topic: Topic) -> Text | None:
    """Return why this part of the procedure may not be left out; None if it may."""
    if kind in ALWAYS:
        return say("{kind}是必经程序，不能省略。", kind=kind.label)
    if kind is ProcedureKind.PARTICIPATION and is_public:
        return say("公开的事项必须安排公众参与（条例第十四条）。")
    if kind is ProcedureKind.HEARING and topic is Topic.PRICE:
        return say("政府定价事项必须听证（条例第十六条、价格法第二十三条）。")
    return None


def _gaps_of_plan(content: DecisionContent) -> Iterator[Gap]:
    if not content.plan:
        yield Gap(field="plan-0-name", message=say("没有写实施计划。"))
    for place, step in enumerate(content.plan):
        if step.planned_start is None or step.planned_end is None:
            message = say("实施计划“{step}”没有写全起止日期。", step=step.name)
            yield Gap(field=f"plan-{place}-planned_start", message=message)


def gaps_of_agreement(
    *, meeting: str, party_consent: str, party_consent_on: date | None, today: date
) -> tuple[Gap, ...]:
    """Return what the record of agreement lacks (art. 3(3): decided, and agreed by the Party)."""
    found = []
    if not meeting:
        found.append(Gap(field="meeting", message=say("没有写县政府哪次会议研究通过。")))
    if not party_consent:
        found.append(Gap(field="party_consent", message=say("没有写县委同意的文号或会议。")))
    if party_consent_on is None:
        found.append(Gap(field="party_consent_on", message=say("没有写县委同意的日期。")))
    elif party_consent_on > today:
        found.append(Gap(field="party_consent_on", message=say("县委同意的日期不能在今天之后。")))
    return tuple(found)


def refusal_of_submission(
    contents: Sequence[tuple[DecisionContent, bool]], *, has_gap_in_numbers: bool
) -> Text | None:
    """Return why the catalogue cannot be submitted; None if it can."""
    if not contents:
        return say("目录里还没有事项。")
    faults = sum(len(gaps_of_decision(content, is_public=shown)) for content, shown in contents)
    if faults:
        return say("还有 {count} 处没有填好，请先补齐。", count=faults)
    return say("序号不连续，请先重新编号。") if has_gap_in_numbers else None


def is_late(year: int, published_on: date | None) -> bool:
    """Whether the catalogue was published after 30 June of its year."""
    return published_on is not None and published_on > date(year, *DUE_BY)


def warning_of_year(year: int, state: CatalogueState | None, today: date) -> Text | None:
    """Return the clock's word for a year whose catalogue is not public; None before 1 June."""
    if state is CatalogueState.PUBLISHED or today < date(year, *WARN_FROM):
        return None
    due = date(year, *DUE_BY)
    if today > due:
        days = (today - due).days
        return say("{year} 年目录应在 6 月 30 日前公布，已超过 {days} 天。", year=year, days=days)
    days = (due - today).days
    return say("{year} 年目录应在 6 月 30 日前公布，还有 {days} 天。", year=year, days=days)
