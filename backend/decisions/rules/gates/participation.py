"""Participation (art. 14-15, 18; B30 polls, B31 groups)."""

from datetime import date

from backend.decisions.enums import AffectedGroup, AttachmentKind, Gate, ParticipationMethod
from backend.decisions.rules.gates.lacks import Measures, future, lack, on_day
from backend.decisions.schemas.gates.dossier import Dossier, Lack, Matter
from backend.decisions.schemas.gates.participation import (
    GroupsDraft,
    ParticipationDraft,
    ParticipationRecord,
)
from backend.kernel.calendar.rules import civil_deadline
from backend.kernel.language import Text, say


def lacks(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what is missing before participation is over."""
    record = dossier.participation
    if record is None:
        texts = [say("还没有登记公众参与的方式和起止日期。")]
    else:
        texts = _of_period(record, dossier.matter, measures) + _of_outcome(dossier, record)
    texts += _of_poll(record, dossier.matter, measures) + _of_groups(dossier, measures)
    return tuple(lack(text, dossier.matter, Gate.PARTICIPATION) for text in texts)


def _of_period(record: ParticipationRecord, matter: Matter, measures: Measures) -> list[Text]:
    if record.opened_on is None or record.closed_on is None:
        return [say("还没有登记征求意见的起止日期。")]
    found = []
    if record.closed_on > measures.today:
        found.append(say("征求意见到 {day} 才结束。", day=on_day(record.closed_on)))
    earliest = earliest_close(record.opened_on, matter, measures)
    is_call = ParticipationMethod.PUBLIC_CALL in record.methods
    if is_call and record.closed_on < earliest and not record.shortened_reason:
        found.append(say("征求意见时间不足，最早 {day} 结束，或者写明理由。", day=on_day(earliest)))
    return found


def earliest_close(opened_on: date, matter: Matter, measures: Measures) -> date:
    """Return the first lawful last day of a public call (art. 15; 民法典 art. 201, 203)."""
    days = measures.book.number("participation_days", matter.topic, opened_on)
    if not days:
        return opened_on
    return civil_deadline(measures.calendar, opened_on, days).due_on


def _of_outcome(dossier: Dossier, record: ParticipationRecord) -> list[Text]:
    found = []
    if dossier.figures is None:
        found.append(say("还没有登记收到多少条意见、采纳了多少条。"))
    if not record.adoption_summary and not dossier.has_file(AttachmentKind.ADOPTION_REPORT):
        found.append(say("还没有说明意见采纳情况，也没有上传采纳情况报告。"))
    return found


def _of_poll(record: ParticipationRecord | None, matter: Matter, measures: Measures) -> list[Text]:
    if not measures.book.number("poll_required", matter.topic, measures.today):
        return []
    if record is None or record.poll_held_on is None:
        return [say("{topic}领域的事项应当开展民意调查，还没有登记。", topic=matter.topic.label)]
    if not record.poll_is_independent:
        return [say("民意调查应由没有利害关系的机构实施，还没有确认。")]
    return []


def _of_groups(dossier: Dossier, measures: Measures) -> list[Text]:
    matter = dossier.matter
    if not measures.book.number("groups_checked", matter.topic, measures.today):
        return []
    checked = {group.affected_group for group in dossier.groups}
    if checked != set(AffectedGroup):
        return [say("还没有逐一核对受影响的群体。")]
    return [
        say("还没有写明怎样听取了{group}的意见。", group=group.affected_group.label)
        for group in dossier.groups
        if group.is_affected and not group.evidence
    ]


def faults(draft: ParticipationDraft, matter: Matter, measures: Measures) -> dict[str, Text]:
    """Return what is wrong with a draft, by field."""
    found = future(
        {"opened_on": draft.opened_on, "poll_held_on": draft.poll_held_on}, measures.today
    )
    if draft.closed_on and (not draft.opened_on or draft.closed_on < draft.opened_on):
        found["closed_on"] = say("结束日期应在开始日期之后。")
    elif draft.opened_on and draft.closed_on and _is_call(draft) and not draft.shortened_reason:
        earliest = earliest_close(draft.opened_on, matter, measures)
        if draft.closed_on < earliest:
            found["shortened_reason"] = say(
                "时间不足，最早应到 {day}。确需缩短的，请写明理由，理由会向社会公开。",
                day=on_day(earliest),
            )
    if draft.poll_held_on and not draft.poll_held_by:
        found["poll_held_by"] = say("请写明由谁实施民意调查。")
    return {**_faults_of_figures(draft), **found}


def _is_call(draft: ParticipationDraft) -> bool:
    return ParticipationMethod.PUBLIC_CALL in draft.methods


def _faults_of_figures(draft: ParticipationDraft) -> dict[str, Text]:
    sent = (draft.received, draft.valid, draft.adopted, draft.partly_adopted, draft.not_adopted)
    if all(number is None for number in sent):
        return {}
    names = ("received", "valid", "adopted", "partly_adopted", "not_adopted")
    missing = [name for name, number in zip(names, sent, strict=True) if number is None]
    if missing:
        return {name: say("五个数要么都填，要么都不填。") for name in missing}
    received, valid, *parts = (number or 0 for number in sent)
    if valid > received:
        return {"valid": say("有效意见不能多于收到的意见。")}
    if sum(parts) != valid:
        return {"valid": say("采纳、部分采纳、未采纳加起来应等于有效意见数 {n}。", n=valid)}
    return {}


def faults_of_groups(draft: GroupsDraft) -> dict[str, Text]:
    """Return what is wrong with the checklist: evidence for a group that is not ticked."""
    return {
        group.value: say("写了情况，却没有勾选这个群体。")
        for group in AffectedGroup
        if draft.evidence_of(group) and group not in draft.affected
    }
