"""Everything the gates ask about one decision, read at once, and what they answer."""

from datetime import date

from backend.decisions.enums import (
    AttachmentKind,
    DecisionState,
    Gate,
    GateStatus,
    ProcedureKind,
    StepKind,
    StepState,
    Topic,
)
from backend.decisions.schemas.content import Frozen, Requirement
from backend.decisions.schemas.gates.experts import ExpertRecord
from backend.decisions.schemas.gates.fair_competition import FairCompetitionRecord
from backend.decisions.schemas.gates.hearing import HearingRecord
from backend.decisions.schemas.gates.legality import LegalityRound
from backend.decisions.schemas.gates.meeting import MeetingRound, PackFile, SubmissionRound
from backend.decisions.schemas.gates.participation import (
    Figures,
    GroupRecord,
    ParticipationRecord,
)
from backend.decisions.schemas.gates.result import EvaluationRecord, ResultRecord
from backend.decisions.schemas.gates.risk import RiskRecord
from backend.decisions.schemas.gates.steps import StepRecord
from backend.decisions.schemas.gates.suspension import SuspensionRecord
from backend.kernel.language import Text


class Matter(Frozen):
    """What the decision itself says."""

    id: int
    code: str
    title: str
    year: int
    topic: Topic
    state: DecisionState
    is_public: bool
    is_kept: bool  # its catalogue is published: progress may be recorded
    is_of_wide_concern: bool
    lead_unit_id: int
    lead_unit_code: str
    lead_unit_name: str
    co_unit_ids: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()  # staff who wrote it
    meeting: str = ""
    decided_on: date | None = None
    doc_no: str = ""
    result_published_on: date | None = None


class Dossier(Frozen):
    """A decision with every record of its procedure."""

    matter: Matter
    requirements: tuple[Requirement, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    files: tuple[PackFile, ...] = ()
    participation: ParticipationRecord | None = None
    groups: tuple[GroupRecord, ...] = ()
    figures: Figures | None = None
    hearing: HearingRecord | None = None
    experts: tuple[ExpertRecord, ...] = ()
    risk: RiskRecord | None = None
    fair_competition: FairCompetitionRecord | None = None
    legality: tuple[LegalityRound, ...] = ()
    submissions: tuple[SubmissionRound, ...] = ()
    meetings: tuple[MeetingRound, ...] = ()
    result: ResultRecord | None = None
    evaluation: EvaluationRecord | None = None
    suspensions: tuple[SuspensionRecord, ...] = ()

    def requirement(self, kind: ProcedureKind) -> Requirement | None:
        """Return what the catalogue says of a part of the procedure."""
        return next((found for found in self.requirements if found.kind is kind), None)

    def step(self, seq: int) -> StepRecord | None:
        """Return a step by its number."""
        return next((step for step in self.steps if step.seq == seq), None)

    def steps_of(self, kind: StepKind) -> tuple[StepRecord, ...]:
        """Return the steps of a kind that were not given up."""
        return tuple(
            step
            for step in self.steps
            if step.kind is kind and step.state is not StepState.CANCELLED
        )

    def has_file(self, kind: AttachmentKind) -> bool:
        """Whether a file of that kind is attached."""
        return any(file.kind is kind for file in self.files)


class Lack(Frozen):
    """One thing that is missing, and where it can be supplied."""

    text: Text
    path: str


class GateView(Frozen):
    """One gate as the task list shows it."""

    gate: Gate
    status: GateStatus
    lacks: tuple[Lack, ...] = ()
    reason: str = ""  # why it is or is not required, as the catalogue says
    path: str


class PackItem(Frozen):
    """One part of the submission pack (art. 29)."""

    kind: AttachmentKind
    is_required: bool
    files: tuple[PackFile, ...] = ()
    reference: str = ""  # stands in for a file, such as a report's number
    lacks: tuple[Lack, ...] = ()
