"""The publication of a decision, and its evaluation, as they are recorded."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line100, Name, Note, Passage


class ResultDraft(BaseModel):
    """What was typed of a publication; its places stand one on a line."""

    doc_no: Annotated[Line100, Field(min_length=2)]
    published_on: Day
    channels: Note = ""
    adoption_explanation: Passage = ""
    revision: int = 0

    @property
    def channel_names(self) -> list[str]:
        """Return where it was published, each once."""
        return list(
            dict.fromkeys(line.strip() for line in self.channels.splitlines() if line.strip())
        )


class ResultRecord(Frozen):
    """The publication as it stands."""

    doc_no: str
    published_on: date
    channels: tuple[str, ...] = ()
    adoption_explanation: str = ""
    revision: int


class EvaluationDraft(BaseModel):
    """What was typed of an evaluation."""

    evaluator: Name
    is_third_party: bool = False
    started_on: Day
    concluded_on: Day | None = None
    heard: Passage = ""
    summary: Passage = ""
    revision: int = 0


class EvaluationRecord(Frozen):
    """The evaluation as it stands."""

    evaluator: str
    is_third_party: bool = False
    started_on: date
    concluded_on: date | None = None
    heard: str = ""
    summary: str = ""
    revision: int
