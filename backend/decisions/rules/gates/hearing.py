"""Hearings (art. 16-17; 山东 办法 on interested parties; price hearings' own numbers)."""

from collections.abc import Iterator
from datetime import date, timedelta

from backend.decisions.enums import AttachmentKind, Gate, HearingStage, RecordState
from backend.decisions.rules.gates.lacks import Measures, future, lack, on_day
from backend.decisions.schemas.gates.dossier import Dossier, Lack, Matter
from backend.decisions.schemas.gates.hearing import (
    ConfirmationDraft,
    HearingDraft,
    HearingRecord,
    ParticipantRecord,
)
from backend.decisions.schemas.gates.rulebook import RuleBook
from backend.kernel.language import Text, say

NEEDED_STAGES = (HearingStage.PRESENTED, HearingStage.STATED)


def lacks(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the hearing is done."""
    hearing, matter = dossier.hearing, dossier.matter
    if hearing is None:
        return (lack(say("还没有登记听证会。"), matter, Gate.HEARING),)
    day = hearing.held_on or hearing.planned_on or measures.today
    texts = [*before_held(hearing, matter, measures.book, day), *_after_held(hearing, dossier)]
    return tuple(lack(text, matter, Gate.HEARING) for text in texts)


def before_held(
    hearing: HearingRecord, matter: Matter, book: RuleBook, day: date
) -> Iterator[Text]:
    """Yield what must have happened before a hearing may be held on that day (art. 16)."""
    yield from _of_announcements(hearing, matter, book, day)
    yield from _of_materials(hearing, matter, book, day)
    yield from _of_roster(hearing, matter, book, day)


def _of_announcements(
    hearing: HearingRecord, matter: Matter, book: RuleBook, day: date
) -> Iterator[Text]:
    if not hearing.selection_method or hearing.selection_published_on is None:
        yield say("听证参加人的遴选办法要先公布，还没有登记。")
    if hearing.notice_published_on is None:
        yield say("还没有公告听证会的时间、地点等信息。")
    else:
        days = max(book.number("hearing_notice_days", matter.topic, day), 1)
        if hearing.notice_published_on > day - timedelta(days=days):
            yield say("听证会公告至少要提前 {days} 天发布。", days=days)
    if not hearing.place:
        yield say("还没有写明听证会的地点。")


def _of_materials(
    hearing: HearingRecord, matter: Matter, book: RuleBook, day: date
) -> Iterator[Text]:
    days = max(book.number("hearing_materials_days", matter.topic, day), 1)
    latest = day - timedelta(days=days)
    sent = hearing.materials_sent_on
    if sent is None:
        yield say("听证材料要提前 {days} 天送达参加人，还没有登记。", days=days)
        return
    if sent > latest:
        yield say(
            "听证材料 {sent} 才送达，应在 {latest} 前（提前 {days} 天）。",
            sent=on_day(sent),
            latest=on_day(latest),
            days=days,
        )
    first = hearing.selection_published_on
    if first and sent < first:
        yield say("听证材料送达早于遴选办法公布，请核对日期。")


def _of_roster(hearing: HearingRecord, matter: Matter, book: RuleBook, day: date) -> Iterator[Text]:
    published, first = hearing.roster_published_on, hearing.selection_published_on
    days = max(book.number("hearing_roster_days", matter.topic, day), 1)
    if published is None:
        yield say("还没有公布听证参加人名单。")
    elif published > day - timedelta(days=days):
        yield say("听证参加人名单至少要提前 {days} 天公布。", days=days)
    elif first and published <= first:
        yield say("遴选办法要先公布，再公布名单。")
    yield from _of_sides(hearing, book.number("hearing_sides", matter.topic, day))
    yield from _of_shares(hearing.participants, matter, book, day)


def _of_sides(hearing: HearingRecord, least: int) -> Iterator[Text]:
    if len(hearing.sides) < least:
        yield say("请列出利害关系各方，至少 {n} 方。", n=least)
    present = {one.side for one in _counted(hearing.participants)}
    for side in hearing.sides:
        if side not in present:
            yield say("{side}没有代表参加。", side=side)


def _of_shares(
    participants: tuple[ParticipantRecord, ...], matter: Matter, book: RuleBook, day: date
) -> Iterator[Text]:
    counted = _counted(participants)
    if not counted:
        yield say("还没有登记听证参加人。")
        return
    interested = sum(one.is_interested for one in counted)
    least = book.number("hearing_interested_percent", matter.topic, day)
    if interested * 100 < least * len(counted):
        yield say(
            "利害关系人代表 {n} 人，不足参加人 {all} 人的 {percent}%。",
            n=interested,
            all=len(counted),
            percent=least,
        )
    consumers = sum(one.is_consumer for one in counted)
    least = book.number("hearing_consumer_percent", matter.topic, day)
    if consumers * 100 < least * len(counted):
        yield say(
            "消费者 {n} 人，不足参加人 {all} 人的 {percent}%。",
            n=consumers,
            all=len(counted),
            percent=least,
        )


def _counted(participants: tuple[ParticipantRecord, ...]) -> list[ParticipantRecord]:
    return [one for one in participants if one.record_state is not RecordState.ABSENT]


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
