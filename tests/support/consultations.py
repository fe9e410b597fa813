"""Consultations for tests, made the way staff make them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.operations import backfill, drafting, publishing, texts
from backend.consultations.queries.content import load_part
from backend.consultations.schemas.drafting import (
    AnnouncementDraft,
    BasicsDraft,
    ConsultationRef,
    InterpretationDraft,
    NoteDraft,
    PartDraft,
    PastConsultation,
    PeriodDraft,
    RevisionSeen,
)
from backend.consultations.schemas.versions import TextDraft
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.rules import is_working_day
from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from tests.support import factories

LEAD_UNIT = "transport"
TITLE = "青泽县城乡公交一体化实施方案（征求意见稿）"


def text(clauses: int = 3) -> str:
    """Return a draft of so many articles under one chapter."""
    lines = ["第一章 总则"]
    for number in range(1, clauses + 1):
        words = f"这是第{number}件事的规定，每日不少于{number}班。"
        lines.append(f"第{number}条【事项{number}】{words}")
    return "\n".join(lines)


def basics(**fields: Any) -> BasicsDraft:
    """Return what a consultation is: no major decision, so that it needs no catalogue."""
    given = {
        "title": TITLE,
        "type": ConsultationType.NORMATIVE_DOCUMENT,
        "lead_unit": LEAD_UNIT,
        **fields,
    }
    return BasicsDraft(**given)


def announcement(**fields: Any) -> AnnouncementDraft:
    """Return a notice with every way to say something."""
    return AnnouncementDraft(
        **{
            "announcement": "现将草案向社会公布，公开征求意见。",
            "email": "transport@qingze.example",
            "phone": "0000-8800112",
            "postal_address": "青泽县府前路13号",
            "postcode": "000000",
            "envelope_note": "公交意见",
            "venues": "县政务服务大厅政务公开专区\n各镇（街道）便民服务中心",
            **fields,
        }
    )


def note(**fields: Any) -> NoteDraft:
    """Return a drafting note that lacks nothing."""
    return NoteDraft(
        **{
            "background": "城区居民最不满意的是末班过早。",
            "basis": "《城市公共交通条例》",
            "process": "走访8个镇街31个村。",
            "main_content": "统一票制\n线网调整",
            "focus_questions": "末班时间够不够晚？",
            "affected_groups": "老年人\n学生",
            **fields,
        }
    )


async def drafter(unit_code: str = LEAD_UNIT) -> StaffMember:
    """Return a new drafter of the lead unit."""
    return await factories.staff(unit_code=unit_code, roles=(Role.DRAFTER,))


async def officer() -> StaffMember:
    """Return a new member of the office."""
    return await factories.staff(unit_code="office", roles=(Role.OFFICE,))


async def write(number: int, part: PartDraft, *, by: StaffMember) -> ConsultationRef:
    """Save a part as somebody who has just read it."""
    seen = (await load_part(number, type(part))).seen
    saved = await drafting.amend_part(number, part.model_copy(update={"seen": seen}), staff=by)
    assert isinstance(saved, ConsultationRef)
    return saved


async def working_day_after(days: int, *, since: date | None = None) -> date:
    """Return the first day people work, so many days from today or later."""
    calendar = await load_calendar()
    day = (since or county_date(now())) + timedelta(days=days)
    while not is_working_day(calendar, day):
        day += timedelta(days=1)
    return day


async def draft(
    *,
    by: StaffMember | None = None,
    clauses: int = 3,
    draft_text: str = "",
    days: int = 40,
    **fields: Any,
) -> ConsultationRef:
    """Return a complete draft that opens today and closes in some forty days."""
    author = by or await drafter()
    await factories.unit(LEAD_UNIT)
    ref = await drafting.draft_consultation(basics(**fields), staff=author, now=now())
    last = await working_day_after(days)
    period = PeriodDraft(opens_on=county_date(now()), closes_on=last)
    for part in (period, announcement(), note()):
        await write(ref.id, part, by=author)
    whole = TextDraft(text=draft_text or text(clauses))
    await texts.write_text(ref.id, 1, whole, staff=author)
    return ref.model_copy(update={"revision": await revision(ref.id)})


async def submitted(**options: Any) -> ConsultationRef:
    """Return a complete draft that was handed in."""
    author = options.pop("by", None) or await drafter()
    ref = await draft(by=author, **options)
    seen = RevisionSeen(revision=ref.revision)
    return await publishing.submit_consultation(ref.id, seen, staff=author, now=now())


async def published(*, publisher: StaffMember | None = None, **options: Any) -> ConsultationRef:
    """Return a consultation that is open from now on, with a draft of so many `clauses`."""
    ref = await submitted(**options)
    seen = RevisionSeen(revision=ref.revision)
    by = publisher or await officer()
    return await publishing.publish_consultation(ref.id, seen, staff=by, now=now())


def past(opens_on: date, closes_on: date, **fields: Any) -> PastConsultation:
    """Return a consultation of before, as the office enters it."""
    return PastConsultation(
        **{
            "basics": basics(),
            "period": PeriodDraft(opens_on=opens_on, closes_on=closes_on),
            "announcement": announcement(),
            "note": note(),
            "interpretation": InterpretationDraft(plain_summary="末班车晚一点。"),
            "text": text(),
            "source": "县政府网站2025年公开栏目",
            **fields,
        }
    )


async def closed(*, clauses: int = 3, draft_text: str = "", **fields: Any) -> ConsultationRef:
    """Return a consultation whose period ended some days ago and whose answer is due."""
    await factories.unit(LEAD_UNIT)
    opens_on = await working_day_after(-60)
    closes_on = await working_day_after(-12)
    whole = draft_text or text(clauses)
    entered = past(opens_on, closes_on, text=whole, basics=basics(**fields))
    return await backfill.load_past_consultation(entered, staff=await officer(), now=now())


async def revision(number: int) -> int:
    """Return how often a consultation was written."""
    return int(
        (await rows("SELECT revision FROM consultation WHERE id = {}", number))[0]["revision"]
    )


async def passages(ref: ConsultationRef) -> list[int]:
    """Return the passages of the latest published text, in order."""
    found = await rows(
        "SELECT k.passage FROM draft_clause k JOIN draft_version v ON v.id = k.version"
        " WHERE v.consultation = {} AND k.passage IS NOT NULL AND v.is_sealed"
        " AND v.number = (SELECT max(number) FROM draft_version WHERE consultation = {}"
        " AND is_sealed) ORDER BY k.position",
        ref.id,
        ref.id,
    )
    return [row["passage"] for row in found]


def at(year: int, month: int, day: int, hour: int = 2) -> datetime:
    """Return an instant of that day in the county: hours of UTC, eight behind."""
    return datetime(year, month, day, hour, tzinfo=UTC)
