"""Experts' opinions as they are recorded."""

from datetime import date

from pydantic import BaseModel

from backend.decisions.enums import ExpertConclusion
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line40, Line100, Name, Note, Passage, Reason


class ExpertDraft(BaseModel):
    """What was typed of one expert's opinion."""

    name: Line40
    organisation: Name
    field: Line100 = ""
    declared_on: Day | None = None
    has_conflict: bool = False
    conflict_note: Note = ""
    conclusion: ExpertConclusion | None = None
    opinion: Passage = ""
    is_dissent: bool = False
    signed_on: Day | None = None
    adoption: Passage = ""
    may_be_named: bool = False
    revision: int = 0


class ReleaseDraft(BaseModel):
    """Why an expert takes no part any more."""

    release_reason: Reason


class ExpertRecord(Frozen):
    """One expert's opinion as it stands."""

    id: int
    name: str
    organisation: str
    field: str = ""
    declared_on: date | None = None
    has_conflict: bool = False
    conflict_note: str = ""
    conclusion: ExpertConclusion | None = None
    opinion: str = ""
    is_dissent: bool = False
    signed_on: date | None = None
    adoption: str = ""
    may_be_named: bool = False
    release_reason: str = ""
    revision: int
