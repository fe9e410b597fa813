"""What must have happened before a hearing is held (art. 16), each at its field of the form."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from backend.decisions.enums import RecordState
from backend.decisions.rules.gates.lacks import on_day
from backend.decisions.schemas.gates.dossier import Matter
from backend.decisions.schemas.gates.hearing import HearingRecord, ParticipantRecord
from backend.decisions.schemas.gates.rulebook import RuleBook
from backend.kernel.language import Text, say


class Gap(NamedTuple):
    """Something missing before the hearing, and the field where it is supplied."""

    field: str
    text: Text


def gaps_before_held(
    hearing: HearingRecord, matter: Matter, book: RuleBook, day: date
) -> Iterator[Gap]:
    """Yield what is missing before a hearing may be held on that day."""
    yield from _of_announcements(hearing, matter, book, day)
    yield from _of_materials(hearing, matter, book, day)
    yield from _of_roster(hearing, matter, book, day)


def _of_announcements(
    hearing: HearingRecord, matter: Matter, book: RuleBook, day: date
) -> Iterator[Gap]:
    if not hearing.selection_method or hearing.selection_published_on is None:
        yield Gap("selection_published_on", say("听证参加人的遴选办法要先公布，还没有登记。"))
    if hearing.notice_published_on is None:
        yield Gap("notice_published_on", say("还没有公告听证会的时间、地点等信息。"))
    else:
        days = max(book.number("hearing_notice_days", matter.topic, day), 1)
        if hearing.notice_published_on > day - timedelta(days=days):
            yield Gap("notice_published_on", say("听证会公告至少要提前 {days} 天发布。", days=days))
    if not hearing.place:
        yield Gap("place", say("还没有写明听证会的地点。"))


def _of_materials(
    hearing: HearingRecord, matter: Matter, book: RuleBook, day: date
) -> Iterator[Gap]:
    days = max(book.number("hearing_materials_days", matter.topic, day), 1)
    latest = day - timedelta(days=days)
    sent = hearing.materials_sent_on
    if sent is None:
        text = say("听证材料要提前 {days} 天送达参加人，还没有登记。", days=days)
        yield Gap("materials_sent_on", text)
        return
    if sent > latest:
        text = say("听证材料要提前 {days} 天送达，最迟 {day}。", days=days, day=on_day(latest))
        yield Gap("materials_sent_on", text)
    first = hearing.selection_published_on
    if first and sent < first:
        yield Gap("materials_sent_on", say("听证材料送达早于遴选办法公布，请核对日期。"))


def _of_roster(hearing: HearingRecord, matter: Matter, book: RuleBook, day: date) -> Iterator[Gap]:
    published, first = hearing.roster_published_on, hearing.selection_published_on
    days = max(book.number("hearing_roster_days", matter.topic, day), 1)
    if published is None:
        yield Gap("roster_published_on", say("还没有公布听证参加人名单。"))
    elif published > day - timedelta(days=days):
        text = say("听证参加人名单至少要提前 {days} 天公布。", days=days)
        yield Gap("roster_published_on", text)
    elif first and published <= first:
        yield Gap("roster_published_on", say("遴选办法要先公布，再公布名单。"))
    yield from _of_sides(hearing, book.number("hearing_sides", matter.topic, day))
    yield from _of_shares(hearing.participants, matter, book, day)


def _of_sides(hearing: HearingRecord, least: int) -> Iterator[Gap]:
    if len(hearing.sides) < least:
        yield Gap("sides", say("请列出利害关系各方，至少 {n} 方。", n=least))
    present = {one.side for one in _counted(hearing.participants)}
    for side in hearing.sides:
        if side not in present:
            yield Gap("roster", say("{side}没有代表参加。", side=side))


def _of_shares(
    participants: tuple[ParticipantRecord, ...], matter: Matter, book: RuleBook, day: date
) -> Iterator[Gap]:
    counted = _counted(participants)
    if not counted:
        yield Gap("roster", say("还没有登记听证参加人。"))
        return
    interested = sum(one.is_interested for one in counted)
    least = book.number("hearing_interested_percent", matter.topic, day)
    if interested * 100 < least * len(counted):
        text = say("利害关系人代表 {n} 人，不足参加人的 {percent}%。", n=interested, percent=least)
        yield Gap("roster", text)
    consumers = sum(one.is_consumer for one in counted)
    least = book.number("hearing_consumer_percent", matter.topic, day)
    if consumers * 100 < least * len(counted):
        text = say("消费者 {n} 人，不足参加人的 {percent}%。", n=consumers, percent=least)
        yield Gap("roster", text)


def _counted(participants: tuple[ParticipantRecord, ...]) -> list[ParticipantRecord]:
    return [one for one in participants if one.record_state is not RecordState.ABSENT]


def by_field(gaps: list[Gap]) -> dict[str, Text]:
    """Return the gaps by field; several of one field are said together."""
    found: dict[str, Text] = {}
    for gap in gaps:
        first = found.get(gap.field)
        found[gap.field] = say("{one}{other}", one=first, other=gap.text) if first else gap.text
    return found
