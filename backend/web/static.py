"""Files under static/, addressed by their content so that browsers may keep them for ever."""

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from litestar import Response, get
from litestar.params import FromPath

from backend.kernel.errors import NotFound

FOLDER = Path(__file__).parents[2] / "static"
FOREVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=256)
def _read(name: str) -> tuple[bytes, str]:
    """Return a file and its fingerprint; raise NotFound for anything outside static/."""
    try:
        path = (FOLDER / name).resolve()
        if not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
            raise NotFound
        content = path.read_bytes()
    except (ValueError, OSError) as error:  # a NUL in the name, or a name too long for the disk
        raise NotFound from error
    return content, hashlib.sha256(content).hexdigest()[:12]


def address_of(name: str) -> str:
    """Return the address of a static file, with its fingerprint."""
    return f"/static/{_read(name)[1]}/{name}"


def is_there(name: str) -> bool:
    """Whether a static file of this name exists."""
    try:
        _read(name)
    except NotFound:
        return False
    return True


@get("/static/{fingerprint:str}/{name:path}", opt={"is_public": True}, include_in_schema=False)
async def static_file(fingerprint: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """Serve a file; an old fingerprint still gets the present file, but is not kept."""
    clean = name.lstrip("/")
    content, current = _read(clean)
    kind = mimetypes.guess_type(clean)[0] or "application/octet-stream"
    keeping = FOREVER if fingerprint == current else "public, max-age=60"
    return Response(
        content, media_type=kind, headers={"Cache-Control": keeping, "ETag": f'"{current}"'}
    )
