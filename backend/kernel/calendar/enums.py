"""What a day can be that does not follow the week."""

from enum import StrEnum

from backend.kernel.language import Text, say


class DayKind(StrEnum):
    """How a day departs from Monday-to-Friday, or which holiday its weekend belongs to."""

    HOLIDAY = "holiday"
    MAKEUP_WORKDAY = "makeup_workday"
    HOLIDAY_ON_WEEKEND = "holiday_on_weekend"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _KINDS[self]

    @property
    def is_working(self) -> bool:
        """Whether people work on such a day."""
        return self is DayKind.MAKEUP_WORKDAY


_KINDS = {
    DayKind.HOLIDAY: say("放假"),
    DayKind.MAKEUP_WORKDAY: say("补班"),
    DayKind.HOLIDAY_ON_WEEKEND: say("放假（周末）"),
}
