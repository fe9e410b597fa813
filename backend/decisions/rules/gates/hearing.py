"""Hearings (art. 16-17; 山东 办法 on interested parties; price hearings' own numbers)."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import AttachmentKind, Gate, HearingStage, RecordState
from backend.decisions.rules.gates.hearing_events import gaps_before_held
from backend.decisions.rules.gates.lacks import Measures, future, lack
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.hearing import (
    ConfirmationDraft,
    HearingDraft,
    HearingRecord,
)
from backend.kernel.language import Text, say

NEEDED_STAGES = (HearingStage.PRESENTED, HearingStage.STATED)


def lacks(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the hearing is done."""
    hearing, matter = dossier.hearing, dossier.matter
    if hearing is None:
        return (lack(say("还没有登记听证会。"), matter, Gate.HEARING),)
    day = hearing.held_on or hearing.planned_on or measures.today
    before = [gap.text for gap in gaps_before_held(hearing, matter, measures.book, day)]
    texts = [*before, *_after_held(hearing, dossier)]
    return tuple(lack(text, matter, Gate.HEARING) for text in texts)


def _after_held(hearing: HearingRecord, dossier: Dossier) -> Iterator[Text]:
    if hearing.held_on is None:
        yield say("听证会还没有举行。")
        return
    for stage in NEEDED_STAGES:
        if stage not in hearing.stages:
            yield say("还没有登记这个环节：{stage}。", stage=stage.label)
    pending = sum(one.record_state is RecordState.PENDING for one in hearing.participants)
    if pending:
        yield say("还有 {n} 位参加人没有确认听证笔录。", n=pending)
    if not hearing.summary and not dossier.has_file(AttachmentKind.HEARING_RECORD):
        yield say("还没有写听证情况，也没有上传听证笔录。")


def faults(draft: HearingDraft, today: date) -> dict[str, Text]:
    """Return what is wrong with a draft, by field: days to come, events out of order."""
    passed = {
        "selection_published_on": draft.selection_published_on,
        "notice_published_on": draft.notice_published_on,
        "roster_published_on": draft.roster_published_on,
        "materials_sent_on": draft.materials_sent_on,
        "held_on": draft.held_on,
    }
    found = future(passed, today)
    first, roster = draft.selection_published_on, draft.roster_published_on
    if roster and (first is None or roster <= first):
        found.setdefault("roster_published_on", say("遴选办法要先公布，再公布名单。"))
    if draft.stages and draft.held_on is None:
        found.setdefault("held_on", say("登记了听证环节，请填写举行日期。"))
    return found


def faults_of_confirmation(
    draft: ConfirmationDraft, hearing: HearingRecord | None, today: date
) -> dict[str, Text]:
    """Return what is wrong with confirmations of a hearing's record, by field."""
    if hearing is None or hearing.held_on is None:
        return {"record_state": say("听证会举行以后才能登记笔录确认情况。")}
    found = future({"record_on": draft.record_on}, today)
    if not set(draft.participants) <= {one.id for one in hearing.participants}:
        found["participants"] = say("名单已经变了，请重新勾选。")
    if draft.record_state is RecordState.PENDING:
        found["record_state"] = say("请选一种结果。")
    if draft.record_on is None:
        found["record_on"] = say("请填写日期。")
    elif draft.record_on < hearing.held_on:
        found["record_on"] = say("不能早于听证会举行的日期。")
    if draft.record_state is RecordState.REFUSED and not draft.record_note:
        found["record_note"] = say("请写明拒绝签字的情况。")
    return found
