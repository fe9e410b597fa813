"""Subjects and their passages, as the rooms above hand them to the ledger."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from backend.opinions.enums import ModerationMode, SubjectKind
from backend.opinions.schemas import Frozen

Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SubjectDraft(Frozen):
    """What opinions are to be invited on; without a window it is not open to anybody yet."""

    kind: SubjectKind
    key: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    title: Title
    path: Annotated[str, StringConstraints(max_length=200)]
    lead_unit: int
    moderation: ModerationMode = ModerationMode.BEFORE
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    answer_due_on: date | None = None


class SubjectAmendment(Frozen):
    """What may change of a subject; None leaves a thing as it is."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None
    lead_unit: int | None = None
    title: Title | None = None
    path: Annotated[str, StringConstraints(max_length=200)] | None = None
    moderation: ModerationMode | None = None
    opens_at: datetime | None = None  # with closes_at, and only until it has opened
    closes_at: datetime | None = None
    answer_due_on: date | None = None


class PassageDraft(Frozen):
    """A part of a subject; without an id it is a new one."""

    id: int | None = None
    label: Label
    position: int = Field(ge=0)
