"""The time: kept in UTC, counted and shown in the county's own zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COUNTY_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def in_county(moment: datetime) -> datetime:
    """Return the same instant as the county's wall clock shows it."""
    return moment.astimezone(COUNTY_ZONE)


def county_date(moment: datetime) -> date:
    """Return the county's calendar day at that instant."""
    return in_county(moment).date()


def today() -> date:
    """Return the county's calendar day now."""
    return county_date(now())
