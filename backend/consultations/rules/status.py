"""What the public is told of a consultation, from its days and the clock."""

from datetime import date, datetime, timedelta

from backend.consultations.enums.consultation import Status
from backend.kernel.clock import county_date


def status_at(
    now: datetime, *, opens_at: datetime, closes_at: datetime, is_concluded: bool
) -> Status:
    """Return the status at that instant; the closing instant itself is too late."""
    if is_concluded:
        return Status.ANSWERED
    if now < opens_at:
        return Status.SCHEDULED
    return Status.OPEN if now < closes_at else Status.AWAITING_FEEDBACK


def days_left(now: datetime, closes_at: datetime) -> int:
    """Return whole days until the last day: 0 on it, whatever the hour."""
    return (last_day(closes_at) - county_date(now)).days


def last_day(closes_at: datetime) -> date:
    """Return the last day one may write: the window ends at its midnight (民法典 art. 203)."""
    return county_date(closes_at - timedelta(microseconds=1))


def is_overdue(today: date, due_on: date, *, is_concluded: bool) -> bool:
    """Whether the feedback should have been published by now."""
    return not is_concluded and today > due_on
