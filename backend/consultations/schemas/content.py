"""All that is published about a consultation, as one whole: checked, previewed, sealed."""

from datetime import date, datetime

from backend.consultations.enums.consultation import (
    ConsultationState,
    ConsultationType,
    DayCount,
    Stage,
)
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.drafting import ChangeRow, OptionRow, QuestionRow
from backend.kernel.calendar.schemas import Deadline
from backend.kernel.language import Text
from backend.opinions.enums import ModerationMode


class PeriodLaw(Frozen):
    """The least period of a kind of document, from a day on."""

    type: ConsultationType
    is_close_to_market: bool
    least_days: int
    day_count: DayCount
    citation: str
    valid_from: date
    valid_until: date | None


class PeriodCounted(Frozen):
    """What the law makes of an opening day: the earliest last day, counted day by day."""

    law: PeriodLaw
    earliest: Deadline
    closes_on: date | None
    refusal: Text | None = None  # of the last day: people could not use it

    @property
    def is_short(self) -> bool:
        """Whether the period is below the least one, so that a reason must be published."""
        return self.closes_on is not None and self.closes_on < self.earliest.due_on


class FileContent(Frozen):
    """A file as it is sealed."""

    title: str
    file_name: str
    sha256: str


class VersionContent(Frozen):
    """A text of the draft as it is sealed."""

    number: int
    stage: Stage
    sha256: str
    clauses: int
    commentable: int


class ConsultationContent(Frozen):
    """Everything that becomes public with a consultation."""

    slug: str
    title: str
    type: ConsultationType
    is_close_to_market: bool
    lead_unit: str
    lead_unit_name: str
    decision: str = ""  # its code
    opens_on: date | None
    closes_on: date | None
    shortened_reason: str
    shortened_approved_by: str
    announcement: str
    email: str
    phone: str
    postal_address: str
    postcode: str
    envelope_note: str
    venues: str
    background: str
    basis: str
    process: str
    main_content: str
    focus_questions: str
    affected_groups: str
    plain_summary: str
    moderation: ModerationMode
    changes: tuple[ChangeRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    options: tuple[OptionRow, ...] = ()
    files: tuple[FileContent, ...] = ()
    version: VersionContent | None = None


class ConsultationStanding(Frozen):
    """Where a consultation stands, besides its content."""

    id: int
    subject_id: int
    state: ConsultationState
    opens_at: datetime | None
    closes_at: datetime | None
    feedback_due_on: date | None
    authors: tuple[int, ...]
    submitted_by: int | None
    published_by: int | None
    published_at: datetime | None
    concluded_at: datetime | None
    decision_id: int | None
    is_decision_open: bool  # its decision, if any, is public and in a published catalogue
    is_decision_dropped: bool
    revision: int
