"""What staff see of the catalogue: everything, and what they may do with it."""

from datetime import date, datetime
from typing import Literal

from backend.decisions.enums import (
    AdjustmentKind,
    AdjustmentState,
    CatalogueState,
    DecisionState,
    ProcedureKind,
    StepKind,
    StepState,
)
from backend.decisions.schemas.content import DecisionContent, Frozen, UnitName
from backend.decisions.schemas.difference import FieldChange
from backend.decisions.schemas.files import AttachmentForStaff
from backend.decisions.schemas.gaps import Gap
from backend.decisions.schemas.rescheduling import OPEN, StepMove
from backend.journal.schemas import JournalForStaff
from backend.kernel.language import Text


class CatalogueLine(Frozen):
    """A year in the list of catalogues."""

    year: int
    title: str
    state: CatalogueState
    published_on: date | None
    matters: int  # those this person may know of
    waiting: int  # adjustments to be approved
    is_late: bool
    warning: Text | None


class MatterLine(Frozen):
    """A row of the catalogue as it will be published, and what it still lacks."""

    code: str
    seq: int
    title: str
    lead_unit: UnitName
    required: tuple[ProcedureKind, ...]
    planned_month: date | None
    state: DecisionState
    is_public: bool
    is_candidate: bool
    is_proposed: bool
    gaps: tuple[Gap, ...]


class CatalogueActions(Frozen):
    """What this person may do with the catalogue now."""

    may_amend: bool = False
    may_add: bool = False
    may_renumber: bool = False
    may_submit: bool = False
    may_return: bool = False
    may_approve: bool = False
    approval_refusal: Text | None = None  # why not this person, though the role would do
    may_publish: bool = False
    may_report: bool = False


class CatalogueForDesk(Frozen):
    """A year's catalogue at the desk."""

    year: int
    title: str
    doc_no: str
    state: CatalogueState
    meeting: str
    party_consent: str
    party_consent_on: date | None
    comment_opened_on: date | None
    comment_closed_on: date | None
    comments_received: int | None
    published_on: date | None
    report_published_on: date | None
    report_summary: str
    revision: int
    is_late: bool
    warning: Text | None
    submission_refusal: Text | None
    agreement_gaps: tuple[Gap, ...]
    matters: tuple[MatterLine, ...]
    actions: CatalogueActions
    returned: JournalForStaff | None = None  # why it came back, until it is submitted again


class AdjustmentForDesk(Frozen):
    """A change of the published catalogue, proposed or decided."""

    id: int
    code: str
    title: str
    is_public: bool
    kind: AdjustmentKind
    state: AdjustmentState
    reason: str
    approval: str
    adjusted_on: date
    planned_month: date | None
    old_month: date | None
    moves: tuple[StepMove, ...] = ()  # reschedule: new dates of steps
    proposed_by_name: str
    proposed_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    return_reason: str
    may_decide: bool = False
    refusal: Text | None = None  # why not this person, though the role would do


class VersionForDesk(Frozen):
    """A version, and what it changed."""

    number: int
    published_on: date
    content_sha256: str
    kind: AdjustmentKind | None
    changes: tuple[FieldChange, ...] = ()


class StepForDesk(Frozen):
    """A step of the plan with how far it is."""

    seq: int
    kind: StepKind
    name: str
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    state: StepState
    output: str
    is_internal: bool

    @property
    def is_open(self) -> bool:
        """Whether the step is still to be done, so that its plan can change."""
        return self.state in OPEN


class DecisionActions(Frozen):
    """What this person may do with the decision now."""

    may_edit: bool = False
    adjustments: tuple[AdjustmentKind, ...] = ()
    may_attach: bool = False
    may_publish_files: bool = False


class DecisionForDesk(Frozen):
    """A decision at the desk, whole."""

    id: int
    content: DecisionContent
    former_code: str
    catalogue_state: CatalogueState
    is_public: bool
    nondisclosure_basis: str
    is_by_reference: bool
    is_of_wide_concern: bool
    current_version: int | None
    revision: int
    is_proposed: bool
    meeting: str
    decided_on: date | None
    doc_no: str
    result_published_on: date | None
    gaps: tuple[Gap, ...]
    steps: tuple[StepForDesk, ...]
    files: tuple[AttachmentForStaff, ...]
    adjustments: tuple[AdjustmentForDesk, ...]
    versions: tuple[VersionForDesk, ...]  # newest first
    actions: DecisionActions

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes it has had: as a candidate, and in the catalogue."""
        return tuple(filter(None, (self.content.code, self.former_code)))


class DeskTask(Frozen):
    """One thing that waits for a person; the clock of its day may make it more pressing yet."""

    label: Text
    path: str
    tone: Literal["plain", "wait", "late"] = "plain"
    note: Text | None = None
    due_on: date | None = None
    unit_name: str = ""  # whose it is
    is_hidden: bool = False  # of a matter the public may not know of: no mail names it
