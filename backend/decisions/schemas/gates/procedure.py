"""What the desk's pages of the procedure show."""

from backend.decisions.enums import StepState
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.gates.dossier import Dossier, GateView, Lack, Matter, PackItem
from backend.decisions.schemas.gates.experts import ExpertRecord
from backend.decisions.schemas.gates.rulebook import RuleLine
from backend.decisions.schemas.gates.steps import StepRecord
from backend.decisions.schemas.gates.suspension import SuspensionRecord
from backend.kernel.calendar.schemas import Deadline
from backend.kernel.language import Text


class ProcedureForDesk(Frozen):
    """All gates and steps of a decision at a glance."""

    matter: Matter
    gates: tuple[GateView, ...]
    steps: tuple[StepRecord, ...]
    standstill: Text | None = None  # why nothing may be recorded now
    may_record: bool
    may_stop: bool


class GateForDesk(Frozen):
    """One gate with the records behind it."""

    dossier: Dossier
    view: GateView
    closed: Text | None = None  # why this record may not be changed now
    may_record: bool
    rules: tuple[RuleLine, ...] = ()
    deadline: Deadline | None = None
    pack: tuple[PackItem, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether this person may write the record now."""
        return self.may_record and self.closed is None

    @property
    def matter(self) -> Matter:
        """Return what the decision itself says."""
        return self.dossier.matter


class StepForDesk(Frozen):
    """One step with what it still lacks."""

    matter: Matter
    step: StepRecord
    gate: GateView | None = None
    lacks: tuple[Lack, ...] = ()
    standstill: Text | None = None
    may_record: bool

    @property
    def is_open(self) -> bool:
        """Whether this person may record progress now."""
        is_dropped = self.step.state is StepState.CANCELLED
        return self.may_record and self.standstill is None and not is_dropped


class ExpertForDesk(Frozen):
    """One expert, and the gate the record stands behind."""

    found: GateForDesk
    expert: ExpertRecord

    @property
    def is_open(self) -> bool:
        """Whether this person may write the record now."""
        return self.found.is_open and not self.expert.release_reason


class SuspensionsForDesk(Frozen):
    """Every suspension of a decision, and what may be done now."""

    matter: Matter
    suspensions: tuple[SuspensionRecord, ...] = ()
    may_suspend: bool
    may_resume: bool
