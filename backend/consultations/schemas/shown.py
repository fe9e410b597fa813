"""What the public reads of a consultation."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationType, ExtensionKind, Stage, Status
from backend.consultations.schemas import Frozen


class ClauseShown(Frozen):
    """A clause of one version, with how many published opinions point at it."""

    passage: int | None  # None: a heading nobody points at
    kind: str
    level: int
    label: str
    heading: str
    text: str
    opinions: int = 0


class VersionShown(Frozen):
    """One published text of the draft."""

    number: int
    stage: Stage
    note: str
    published_at: datetime
    sha256: str


class DraftShown(Frozen):
    """A version with its clauses."""

    version: VersionShown
    clauses: tuple[ClauseShown, ...]


class OptionShown(Frozen):
    """One of the ways the draft leaves open."""

    id: int
    letter: str  # A, B, …
    title: str
    text: str
    reason: str
    preferred_by: int = 0  # published and only counted opinions that prefer it; not representative


class ChangeShown(Frozen):
    """Before and after in plain words."""

    before: str
    after: str


class QuestionShown(Frozen):
    """A question and its answer."""

    question: str
    answer: str


class FileShown(Frozen):
    """A file published with the draft."""

    id: int
    title: str
    file_name: str
    media_type: str
    size: int


class ExtensionShown(Frozen):
    """A last day that was moved."""

    kind: ExtensionKind
    former_on: date
    until_on: date
    reason: str
    extended_at: datetime


class WaysShown(Frozen):
    """The other ways to say something (征集方式)."""

    email: str
    phone: str
    postal_address: str
    postcode: str
    envelope_note: str
    venues: tuple[str, ...]


class NoteShown(Frozen):
    """The drafting note (起草说明)."""

    background: str
    basis: tuple[str, ...]
    process: str
    main_content: tuple[str, ...]
    focus_questions: tuple[str, ...]
    affected_groups: tuple[str, ...]


class ConsultationLine(Frozen):
    """A consultation as a row of a list."""

    slug: str
    title: str
    type: ConsultationType
    unit_name: str
    status: Status
    opens_on: date
    closes_on: date
    feedback_due_on: date
    feedback_published_on: date | None
    days_left: int | None  # while open: 0 on the last day
    is_overdue: bool  # the feedback is
    received: int
    decision_code: str
    decision_title: str

    @property
    def is_open(self) -> bool:
        """Whether one may say something now."""
        return self.status is Status.OPEN


class ConsultationShown(ConsultationLine):
    """A consultation with all that is published about it but its draft and its opinions."""

    id: int
    subject_id: int
    opens_at: datetime
    closes_at: datetime
    published_at: datetime
    period_days: int
    shortened_reason: str
    shortened_approved_by: str
    announcement: str
    ways: WaysShown
    note: NoteShown
    plain_summary: str
    changes: tuple[ChangeShown, ...]
    questions: tuple[QuestionShown, ...]
    options: tuple[OptionShown, ...]
    files: tuple[FileShown, ...]
    extensions: tuple[ExtensionShown, ...]
    versions: tuple[VersionShown, ...]
    moderation: str
    unit_phone: str
