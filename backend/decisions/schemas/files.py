"""Files of a decision: what is sent in with one, and what staff see of it."""

from datetime import datetime

from pydantic import Field

from backend.decisions.enums import AttachmentKind
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Line200


class AttachmentDraft(Frozen):
    """What a file is, and to which step it belongs; no title means its own name."""

    kind: AttachmentKind = AttachmentKind.OTHER
    title: Line200 = ""
    step: int | None = Field(default=None, ge=1)  # the step's number; None: the decision itself


class AttachmentRef(Frozen):
    """Which file was written, of which decision."""

    id: int
    code: str


class AttachmentForStaff(Frozen):
    """A file as staff see it, with who may be asked about it."""

    id: int
    kind: AttachmentKind
    title: str
    file_name: str
    content_type: str
    size: int  # bytes
    sha256: str
    step: int | None
    is_public: bool
    was_public: bool
    added_by: int | None
    added_by_name: str
    added_at: datetime


class FileToSend(Frozen):
    """Where a file's bytes are, and how to label them."""

    storage_key: str
    file_name: str
    content_type: str
    size: int  # bytes
