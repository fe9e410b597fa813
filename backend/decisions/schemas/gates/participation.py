"""Participation as it is recorded: ways, period, poll, groups, figures."""

from datetime import date

from pydantic import BaseModel, Field

from backend.decisions.enums import AffectedGroup, ParticipationMethod
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line200, Note, Passage


class Figures(Frozen):
    """How many opinions came, and what became of them."""

    received: int
    valid: int
    adopted: int
    partly_adopted: int
    not_adopted: int


class ParticipationDraft(BaseModel):
    """What was typed of a participation."""

    methods: list[ParticipationMethod] = Field(min_length=1)
    opened_on: Day | None = None
    closed_on: Day | None = None
    shortened_reason: Note = ""
    poll_held_on: Day | None = None
    poll_held_by: Line200 = ""
    poll_is_independent: bool = False
    poll_summary: Passage = ""
    adoption_summary: Passage = ""
    received: int | None = Field(default=None, ge=0, le=10_000_000)
    valid: int | None = Field(default=None, ge=0, le=10_000_000)
    adopted: int | None = Field(default=None, ge=0, le=10_000_000)
    partly_adopted: int | None = Field(default=None, ge=0, le=10_000_000)
    not_adopted: int | None = Field(default=None, ge=0, le=10_000_000)
    revision: int = 0


class GroupsDraft(BaseModel):
    """Which groups are affected, and what shows that each was heard; others are not affected."""

    affected: list[AffectedGroup] = []
    private_firms: Note = ""
    labour_intensive_firms: Note = ""
    small_firms: Note = ""
    disabled: Note = ""
    migrant_workers: Note = ""
    women: Note = ""
    children: Note = ""

    def evidence_of(self, group: AffectedGroup) -> str:
        """Return what was typed for a group."""
        return str(getattr(self, group.value))


class GroupRecord(Frozen):
    """One line of the checklist."""

    affected_group: AffectedGroup
    is_affected: bool
    evidence: str = ""


class ParticipationRecord(Frozen):
    """The participation as it stands."""

    methods: tuple[ParticipationMethod, ...] = ()
    opened_on: date | None = None
    closed_on: date | None = None
    shortened_reason: str = ""
    poll_held_on: date | None = None
    poll_held_by: str = ""
    poll_is_independent: bool = False
    poll_summary: str = ""
    adoption_summary: str = ""
    revision: int
