"""Consultations as the desk sees them: where each stands, what is next, what this person may."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationState, ConsultationType, Status
from backend.consultations.enums.parts import Part
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.content import PeriodCounted
from backend.consultations.schemas.files import FileForDesk
from backend.consultations.schemas.gaps import Gap
from backend.consultations.schemas.shown import ExtensionShown
from backend.consultations.schemas.versions import VersionLine
from backend.kernel.language import Text
from backend.opinions.enums import ReportState


class DecisionChoice(Frozen):
    """A matter of a published catalogue to choose."""

    code: str
    title: str


class Clock(Frozen):
    """What a consultation waits for, and how pressing it is (B53): plain, wait or late."""

    tone: str
    words: Text


class ConsultationForList(Frozen):
    """A consultation as a row of the desk's list."""

    id: int
    slug: str
    subject_id: int
    title: str
    type: ConsultationType
    lead_unit: str
    unit_name: str
    state: ConsultationState
    status: Status | None  # None: nobody outside can read it yet
    opens_on: date | None
    closes_on: date | None
    feedback_due_on: date | None
    concluded_on: date | None
    received: int
    clock: Clock

    @property
    def label(self) -> Text:
        """Return where it stands: as the public is told, once it is told."""
        return self.status.label if self.status else self.state.label


class PartTask(Frozen):
    """One page of the draft and how far it is."""

    part: Part
    gaps: tuple[Gap, ...]
    is_begun: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing on it."""
        return self.is_begun and not self.gaps


class Actions(Frozen):
    """What this person may do now; a refusal says why not."""

    may_edit: bool = False
    may_submit: bool = False
    may_return: bool = False
    may_publish: bool = False
    refusal_of_publication: Text | None = None
    may_extend: bool = False
    may_postpone: bool = False
    may_correct: bool = False
    may_finish: bool = False  # begin the final text
    may_conclude: bool = False
    refusal_of_result: Text | None = None


class Returned(Frozen):
    """Why it came back."""

    reason: str
    by: str
    at: datetime


class ConsultationForDesk(ConsultationForList):
    """A consultation with everything its desk page needs."""

    decision: DecisionChoice | None
    revision: int
    is_public: bool
    tasks: tuple[PartTask, ...]
    gaps: tuple[Gap, ...]
    period: PeriodCounted | None
    feedback_is_provisional: bool
    files: tuple[FileForDesk, ...]
    versions: tuple[VersionLine, ...]
    extensions: tuple[ExtensionShown, ...]
    report: ReportState
    returned: Returned | None
    actions: Actions

    @property
    def unsealed(self) -> VersionLine | None:
        """Return the text that is being written, if any."""
        return next((version for version in self.versions if not version.is_sealed), None)
