"""Files published with a draft."""

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.web.files import FileToSend


async def get_file(consultation: int, number: int) -> FileToSend:
    """Return a file of this consultation; raise NotFound for another's."""
    found = await rows(
        "SELECT storage_key, file_name, media_type, size, sha256 FROM consultation_file"
        " WHERE consultation = {} AND id = {}",
        consultation,
        number,
    )
    if not found:
        raise NotFound
    return FileToSend(**found[0])
