"""One decision as anyone may read it: what was published, and how far it has come since."""

from datetime import date

from backend.decisions.enums import AdjustmentKind, AttachmentKind, DecisionState
from backend.decisions.schemas.content import DecisionContent, Frozen
from backend.decisions.schemas.listing import ResultLine, StepLine


class StepShown(StepLine):
    """A step of the timeline, with what came out of it."""

    output: str = ""


class AttachmentShown(Frozen):
    """A file anyone may take."""

    public_code: str
    kind: AttachmentKind
    title: str
    file_name: str
    content_type: str
    size: int  # bytes
    sha256: str
    published_on: date
    step_seq: int | None = None


class VersionLine(Frozen):
    """A version in the list of versions, with the adjustment that made it."""

    number: int
    published_on: date
    content_sha256: str
    content: DecisionContent
    kind: AdjustmentKind | None = None
    reason: str = ""
    approval: str = ""
    adjusted_on: date | None = None


class SuspensionShown(Frozen):
    """A time the decision was stopped (art. 37)."""

    suspended_on: date
    reason: str
    ordered_by: str
    resumed_on: date | None = None
    resume_reason: str = ""


class FiguresShown(Frozen):
    """Figures of a participation held outside this platform."""

    received: int
    valid: int
    adopted: int
    partly_adopted: int
    not_adopted: int


class ContactShown(Frozen):
    """Where the unit that answers questions can be reached."""

    name: str
    phone: str = ""
    address: str = ""


class DecisionShown(Frozen):
    """Everything public about one decision."""

    id: int
    year: int
    catalogue_title: str
    state: DecisionState
    is_by_reference: bool
    contact: ContactShown
    current_version: int
    result: ResultLine | None = None
    evaluation: str = ""
    figures: FiguresShown | None = None
    steps: tuple[StepShown, ...] = ()
    attachments: tuple[AttachmentShown, ...] = ()
    versions: tuple[VersionLine, ...]  # oldest first
    suspensions: tuple[SuspensionShown, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether its plan still counts: stopped and removed matters are not late."""
        return self.state not in (
            DecisionState.SUSPENDED,
            DecisionState.DEFERRED,
            DecisionState.REMOVED,
        )

    @property
    def current(self) -> VersionLine:
        """Return the version in force."""
        return next(line for line in self.versions if line.number == self.current_version)

    @property
    def content(self) -> DecisionContent:
        """Return what the version in force says."""
        return self.current.content


class StoredFile(Frozen):
    """Where the bytes of a public attachment are, and how they are to be sent."""

    file_name: str
    content_type: str
    size: int  # bytes
    sha256: str
    storage_key: str
