"""When a subject takes opinions: from its opening to its last instant, until it is concluded."""

from datetime import datetime
from typing import NamedTuple

from backend.kernel.clock import county_date
from backend.kernel.errors import Conflict, DomainError, NotFound
from backend.kernel.language import Text, say


class TooLate(Conflict):
    """The last instant has passed; the page gives the person the words back to copy."""

    code = "too_late"


class NotOpenYet(Conflict):
    """Opinions are invited from a later day on."""

    code = "not_open_yet"


class Window(NamedTuple):
    """When opinions on a subject are taken; `closes_at` is the first instant that is too late."""

    opens_at: datetime | None
    closes_at: datetime | None
    concluded_at: datetime | None = None


def refusal_of(window: Window, received_at: datetime) -> DomainError:
    """Return why an opinion was refused that the database did not find in time.

    The database decided by its own clock; this only finds the words. A subject that was never
    opened is not there for anybody.
    """
    if window.opens_at is None:
        return NotFound()
    if window.concluded_at is None and received_at < window.opens_at:
        day = county_date(window.opens_at)
        return NotOpenYet(say("还没有开始征求意见，{day} 起可以提交。", day=day))
    return TooLate(_too_late(window))


def _too_late(window: Window) -> Text:
    if window.concluded_at is not None:
        return say("这件事的意见已经答复完毕，不再收意见。")
    return say("征求意见已经截止，没有收下这条意见。您写的内容还在，可以复制保存。")
