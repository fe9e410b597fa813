"""Who types in what came by letter, by phone or at a counter, and which day may stand on it."""

from datetime import UTC, date, datetime, time

from backend.kernel.clock import COUNTY_ZONE, county_date
from backend.kernel.errors import Conflict
from backend.kernel.language import Text, say
from backend.opinions.enums import Channel
from backend.opinions.rules.windows import Window
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

OFFLINE = tuple(channel for channel in Channel if not channel.is_online)
MIDNIGHT = time()


def may_enter(staff: StaffMember) -> bool:
    """Whether this person may: people can go to any town's office, not only the lead unit's."""
    return staff.has(Role.OFFICE, Role.MODERATOR, Role.DRAFTER) and not staff.has(Role.AUDITOR)


def sees_import(staff: StaffMember, created_by: int) -> bool:
    """Whether this person may see a table somebody sent in: the same person, or the office."""
    return may_enter(staff) and (staff.id == created_by or staff.has(Role.OFFICE))


def moment_of(day: date, at: time | None, opens_at: datetime | None) -> datetime:
    """Return the instant of a day and an hour in the county; without an hour the day's first.

    On the day the period opened that is its opening: a day alone is never too early.
    """
    moment = datetime.combine(day, at or MIDNIGHT, COUNTY_ZONE).astimezone(UTC)
    is_opening = at is None and opens_at is not None and county_date(opens_at) == day
    return max(moment, opens_at) if is_opening and opens_at else moment


def fault_of(moment: datetime, window: Window, now: datetime) -> Text | None:
    """Return why nothing can have been received at this instant; None when it can."""
    if moment > now:
        return say("收到的时间不能晚于现在。")
    if window.opens_at is not None and moment < window.opens_at:
        day = county_date(window.opens_at)
        return say("征集从 {day} 开始，收到的时间不能更早。", day=day)
    if window.closes_at is not None and moment >= window.closes_at:
        return say("征集已经截止，截止后收到的不能录入。截止前收到的，请写当时的日期。")
    return None


def closed_to_entries(window: Window, now: datetime) -> Conflict | None:
    """Return why nothing can be entered: not open yet, or answered; after closing one still can."""
    if window.concluded_at is not None:
        return Conflict(say("这件事的意见已经答复完毕，不能再录入。"))
    if window.opens_at is None or now < window.opens_at:
        return Conflict(say("还没有开始征求意见，不能录入。"))
    return None
