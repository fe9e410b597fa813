"""What a consultation must have before anyone may read it (条例 art. 15)."""

from collections.abc import Iterator
from datetime import date

from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.enums.parts import Part
from backend.consultations.rules.periods import refusal_of_last_day
from backend.consultations.schemas.content import (
    ConsultationContent,
    ConsultationStanding,
    PeriodCounted,
)
from backend.consultations.schemas.gaps import Gap
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.language import Text, say

LEAST_OPTIONS = 2
OTHER_WAYS = ("email", "phone", "postal_address", "venues")


def gaps(
    content: ConsultationContent,
    standing: ConsultationStanding,
    *,
    calendar: WorkCalendar,
    period: PeriodCounted | None,
) -> tuple[Gap, ...]:
    """Return everything that is missing, in the order of the pages; days past are `late_start`."""
    return (
        *_gaps_of_basics(content, standing),
        *_gaps_of_period(content, calendar, period),
        *_gaps_of_announcement(content),
        *_gaps_of_draft(content),
        *_gaps_of_note(content),
        *_gaps_of_options(content),
    )


def late_start(opens_on: date | None, today: date) -> Gap | None:
    """Return why it cannot open any more: the day is past; None when it is to come or today."""
    if opens_on is None or opens_on >= today:
        return None
    return Gap(
        part=Part.PERIOD,
        field="opens_on",
        message=say("开始那天（{day}）已经过去，请改一下征集期限。", day=opens_on),
    )


def refusal_of_past(opens_on: date | None, today: date) -> Text | None:
    """Return why it cannot be entered as one of before: it has not begun yet."""
    if opens_on is not None and opens_on > today:
        return say("{day}还没有到，请按正常程序提交、审核、公布。", day=opens_on)
    return None


def refusal_of_submission(found: tuple[Gap, ...]) -> Text | None:
    """Return why it cannot be handed in or published; None when nothing is missing."""
    if not found:
        return None
    if len(found) == 1:
        return found[0].message
    return say("还缺 {count} 处，补齐后再提交。", count=len(found))


def _gaps_of_basics(content: ConsultationContent, standing: ConsultationStanding) -> Iterator[Gap]:
    is_major = content.type is ConsultationType.MAJOR_DECISION
    if standing.decision_id is None and is_major:
        yield _gap(Part.BASICS, "decision", say("请选对应的决策事项：重大行政决策要先列入目录。"))
    elif standing.decision_id is not None and not standing.is_decision_open:
        yield _gap(Part.BASICS, "decision", say("关联的事项不在公布的目录里，不能公开征集意见。"))
    elif standing.is_decision_dropped:
        yield _gap(Part.BASICS, "decision", say("关联的事项已经移出目录，请重新选择。"))


def _gaps_of_period(
    content: ConsultationContent, calendar: WorkCalendar, period: PeriodCounted | None
) -> Iterator[Gap]:
    if content.opens_on is None:
        yield _gap(Part.PERIOD, "opens_on", say("请填哪天开始征集。"))
    if content.closes_on is None:
        yield _gap(Part.PERIOD, "closes_on", say("请填最后一天是哪天。"))
        return
    if refusal := refusal_of_last_day(calendar, content.closes_on):
        yield _gap(Part.PERIOD, "closes_on", refusal)
    if period is not None and period.is_short:
        yield from _gaps_of_short_period(content, period)


def _gaps_of_short_period(content: ConsultationContent, period: PeriodCounted) -> Iterator[Gap]:
    if not content.shortened_reason:
        message = say(
            "期限短于规定（最早到{day}），请写明理由，理由会公布。", day=period.earliest.due_on
        )
        yield _gap(Part.PERIOD, "shortened_reason", message)
    if not content.shortened_approved_by:
        yield _gap(Part.PERIOD, "shortened_approved_by", say("期限短于规定，请写明谁批准的。"))


def _gaps_of_announcement(content: ConsultationContent) -> Iterator[Gap]:
    if not content.announcement:
        yield _gap(Part.ANNOUNCEMENT, "announcement", say("请写征集公告。"))
    if not any(getattr(content, way) for way in OTHER_WAYS):
        message = say("除了网上提交，请至少再给一种方式：邮箱、电话、信函或者现场。")
        yield _gap(Part.ANNOUNCEMENT, "email", message)
    if content.postal_address and not content.postcode:
        yield _gap(Part.ANNOUNCEMENT, "postcode", say("写了信函地址，请补上邮政编码。"))


def _gaps_of_draft(content: ConsultationContent) -> Iterator[Gap]:
    if content.version is None or not content.version.clauses:
        yield _gap(Part.DRAFT, "text", say("请放进草案全文。"))
    elif not content.version.commentable:
        yield _gap(Part.DRAFT, "text", say("草案里没有认出可以评论的条文，请校对。"))


def _gaps_of_note(content: ConsultationContent) -> Iterator[Gap]:
    if not content.background:
        yield _gap(Part.NOTE, "background", say("起草说明里请写背景：为什么要作这个决策。"))
    if not content.main_content:
        yield _gap(Part.NOTE, "main_content", say("起草说明里请写主要内容，一行一条。"))


def _gaps_of_options(content: ConsultationContent) -> Iterator[Gap]:
    if content.options and len(content.options) < LEAST_OPTIONS:
        yield _gap(Part.OPTIONS, "options", say("方案选项至少要有两个，或者都去掉。"))
    for place, option in enumerate(content.options):
        if not option.reason:
            message = say("请写明“{title}”的理由。", title=option.title)
            yield _gap(Part.OPTIONS, f"options-{place}-reason", message)


def _gap(part: Part, field: str, message: Text) -> Gap:
    return Gap(part=part, field=field, message=message)
