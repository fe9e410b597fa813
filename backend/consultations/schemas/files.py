"""Files published with a draft, as the desk handles them."""

from datetime import datetime

from backend.consultations.schemas import Frozen


class FileForDesk(Frozen):
    """A file as staff see it, with who may be asked about it."""

    id: int
    title: str
    file_name: str
    media_type: str
    size: int  # bytes
    sha256: str
    attached_by_name: str
    attached_at: datetime
