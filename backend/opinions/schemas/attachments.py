"""Scans and files that came with an opinion; never public."""

from datetime import datetime

from backend.opinions.schemas import Frozen


class AttachmentLine(Frozen):
    """A scan as the desk lists it."""

    id: int
    file_name: str
    media_type: str
    size: int  # bytes
    attached_at: datetime


class AttachmentFile(AttachmentLine):
    """A scan that is being opened; the key is the file store's."""

    storage_key: str
    sha256: str
