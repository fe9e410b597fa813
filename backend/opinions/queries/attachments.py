"""Which scans came with an opinion; opening one is an operation, because it is noted."""

from backend.kernel.database import rows
from backend.opinions.schemas.attachments import AttachmentLine

OF_OPINION = """
SELECT id, file_name, media_type, size, attached_at FROM opinion_attachment
WHERE opinion = {} ORDER BY id
"""


async def list_scans(number: int) -> tuple[AttachmentLine, ...]:
    """Return an opinion's scans in the order they were added."""
    return tuple(AttachmentLine(**row) for row in await rows(OF_OPINION, number))
