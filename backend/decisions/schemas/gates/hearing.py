"""A hearing as it is recorded: events, roster, confirmations."""

from datetime import date

from pydantic import BaseModel, Field, field_validator

from backend.decisions.enums import HearingStage, RecordState
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line200, Note, Passage
from backend.decisions.schemas.gates.roster import RosterLine, read_roster, read_sides


class HearingDraft(BaseModel):
    """What was typed of a hearing; its sides stand one on a line."""

    planned_on: Day | None = None
    place: Line200 = ""
    sides: Note = ""
    selection_method: Passage = ""
    selection_published_on: Day | None = None
    notice_published_on: Day | None = None
    roster_published_on: Day | None = None
    materials_sent_on: Day | None = None
    held_on: Day | None = None
    stages: list[HearingStage] = []
    summary: Passage = ""
    revision: int = 0

    @field_validator("sides")
    @classmethod
    def _readable_sides(cls, typed: str) -> str:
        return "\n".join(read_sides(typed))

    @property
    def side_names(self) -> tuple[str, ...]:
        """Return the sides, each once."""
        return read_sides(self.sides)


class RosterDraft(BaseModel):
    """The list of participants, one on a line: name, side, marks."""

    roster: Passage = Field(min_length=1)
    revision: int = 0

    @field_validator("roster")
    @classmethod
    def _readable_roster(cls, typed: str) -> str:
        read_roster(typed)
        return typed

    @property
    def lines(self) -> tuple[RosterLine, ...]:
        """Return the participants."""
        return read_roster(self.roster)


class ConfirmationDraft(BaseModel):
    """What some participants did with the record of the hearing."""

    participants: list[int] = Field(min_length=1)
    record_state: RecordState
    record_on: Day | None = None
    record_note: Note = ""


class ParticipantRecord(Frozen):
    """One participant; for the desk only."""

    id: int
    name: str
    side: str
    is_interested: bool
    is_consumer: bool
    record_state: RecordState
    record_note: str = ""
    record_on: date | None = None


class HearingRecord(Frozen):
    """The hearing as it stands."""

    planned_on: date | None = None
    place: str = ""
    sides: tuple[str, ...] = ()
    selection_method: str = ""
    selection_published_on: date | None = None
    notice_published_on: date | None = None
    roster_published_on: date | None = None
    materials_sent_on: date | None = None
    held_on: date | None = None
    stages: tuple[HearingStage, ...] = ()
    summary: str = ""
    participants: tuple[ParticipantRecord, ...] = ()
    revision: int
