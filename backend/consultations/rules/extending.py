"""When a last day may move: only forward, only with a reason, the period only while it runs."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationState
from backend.kernel.clock import county_date
from backend.kernel.language import Text, say


def refusal_of_more_time(
    state: ConsultationState, *, closes_at: datetime | None, now: datetime
) -> Text | None:
    """Return why the period cannot be extended at all; the closing instant is too late."""
    if state is not ConsultationState.PUBLISHED or closes_at is None:
        return say("公布以后、反馈以前，才能延长。")
    if now >= closes_at:
        return say("征集已经截止，不能再延长；还要听取意见，请另发一次征集。")
    return None


def refusal_of_later_feedback(state: ConsultationState) -> Text | None:
    """Return why the feedback cannot be put off at all."""
    if state is not ConsultationState.PUBLISHED:
        return say("公布以后、反馈以前，才能延长。")
    return None


def fault_of_day(until_on: date, *, former_on: date, now: datetime) -> Text | None:
    """Return what is wrong with the new day: it must be later, and still to come."""
    if until_on <= former_on:
        return say("只能往后延，要晚于{day}。", day=former_on)
    if until_on < county_date(now):
        return say("这一天已经过去了。")
    return None
