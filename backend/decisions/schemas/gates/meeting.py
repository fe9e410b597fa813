"""Sittings and submissions as they are recorded: for staff's eyes only."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from backend.decisions.enums import AttachmentKind, MeetingOutcome
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line200, Note, Passage


class MeetingDraft(BaseModel):
    """What was typed of a sitting."""

    name: Annotated[Line200, Field(min_length=2)]
    held_on: Day
    outcome: MeetingOutcome
    dissent: Passage = ""
    party_reported_on: Day | None = None
    party_report: Note = ""
    replaces: Day | None = None  # the day under which the same sitting was recorded before
    revision: int = 0


class MeetingRound(Frozen):
    """One sitting as it stands."""

    name: str
    held_on: date
    outcome: MeetingOutcome
    dissent: str = ""
    party_reported_on: date | None = None
    party_report: str = ""
    revision: int


class SubmissionDraft(BaseModel):
    """What was typed when the pack was handed over."""

    submitted_on: Day
    note: Note = ""


class SubmissionRound(Frozen):
    """One submission, with the hash of what was in it."""

    round: int
    submitted_on: date
    note: str = ""
    manifest: str
    manifest_sha256: str


class PackFile(Frozen):
    """A file of the pack: where it goes, and what proves it is the same file."""

    kind: AttachmentKind
    title: str
    file_name: str
    size: int  # bytes
    sha256: str
    storage_key: str


class ManifestLine(Frozen):
    """One file of the pack, under the path it has in the archive."""

    path: str
    title: str
    size: int  # bytes
    sha256: str
    storage_key: str = Field(default="", exclude=True)


class PackManifest(Frozen):
    """The list of a pack; what it says is hashed when the pack is handed over."""

    code: str
    title: str
    files: tuple[ManifestLine, ...] = ()
    references: Mapping[str, str] = {}  # papers that stand in for files, by their numbers
