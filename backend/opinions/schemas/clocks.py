"""What the ledger has waiting, with the days that count; figures, no person's words."""

from datetime import date, datetime

from backend.opinions.enums import ReportState
from backend.opinions.schemas import Frozen


class SubjectOnClock(Frozen):
    """A subject that is not concluded: how far its answers are, and who waits longest for one."""

    id: int
    title: str
    lead_unit: int
    unit_name: str
    closes_at: datetime
    answer_due_on: date | None
    report_state: ReportState
    submitted_by: int | None
    valid: int  # opinions to be answered, by the tallies
    waiting: int  # of them those older than the query was asked for
    oldest_at: datetime | None


class AssignedOnClock(Frozen):
    """Opinions, or one point of them, that a unit is to deal with by a day."""

    subject: int
    subject_title: str
    point: int | None  # None: single opinions
    point_title: str
    opinions: int  # 0 for a point
    unit: int
    unit_name: str
    due_on: date | None


class AppealsOnClock(Frozen):
    """How many appeals wait for an answer, and since when."""

    appeals: int
    oldest_at: datetime | None
