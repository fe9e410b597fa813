"""What goes into the journal, and what the public reads of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, field_validator

from backend.journal.actions import word_of
from backend.journal.enums import ActorKind
from backend.kernel.language import Text


class Actor(BaseModel):
    """Who acted; the public sees the unit, never the name."""

    model_config = ConfigDict(frozen=True)

    kind: ActorKind
    id: int | None = None
    name: str = ""
    unit: str = ""


SYSTEM = Actor(kind=ActorKind.SYSTEM, name="系统")


class Subject(BaseModel):
    """What was acted on, as it was called at that moment."""

    model_config = ConfigDict(frozen=True)

    kind: str
    id: str
    title: str
    path: str = ""  # public address, if it has one


class JournalPublic(BaseModel):
    """One public entry."""

    model_config = ConfigDict(frozen=True)

    id: int
    recorded_at: datetime
    actor_unit: str
    action: str
    subject_kind: str
    subject_id: str
    subject_title: str
    subject_path: str
    reason: str
    payload_sha256: str

    @property
    def label(self) -> Text:
        """Return what the action is called."""
        return word_of(self.action)


class JournalForStaff(JournalPublic):
    """One entry as the auditor sees it."""

    actor_name: str
    is_public: bool
    payload: str


class IntegrityCheck(BaseModel):
    """What one run over the whole journal found."""

    model_config = ConfigDict(frozen=True)

    entries: int
    mismatches: int
    mismatched_ids: tuple[int, ...] = ()  # the first ones


class JournalFilter(BaseModel):
    """What a reader narrows the journal to; empty: everything."""

    model_config = ConfigDict(frozen=True)

    subject: str = ""  # the subject's id, such as QZ-2026-01 or a user name
    actor: str = ""  # a name, or its beginning
    action: str = ""

    @field_validator("*", mode="before")
    @classmethod
    def _without_invisibles(cls, typed: str) -> str:
        return "".join(char for char in typed if char.isprintable()).strip()

    @property
    def is_empty(self) -> bool:
        """Whether the reader wants everything."""
        return not (self.subject or self.actor or self.action)

    def as_query(self) -> str:
        """Return the filter as the query of an address."""
        wanted = {name: value for name, value in self if value}
        return f"?{urlencode(wanted)}" if wanted else ""


Payload = Mapping[str, Any] | BaseModel


def plain(value: object) -> Any:
    """Return the JSON form of what `json` cannot write itself."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return str(value)
