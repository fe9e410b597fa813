"""The submission pack as one archive, made while it is sent: no copy, constant memory."""

import hashlib
import io
from collections.abc import AsyncIterator
from datetime import date
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from backend.decisions.queries.gates import get_dossier, load_measures
from backend.decisions.rules.gates import submission
from backend.decisions.rules.gates.manifest import as_text, manifest
from backend.decisions.schemas.gates.meeting import ManifestLine, PackManifest
from backend.journal.operations import canonical
from backend.kernel.documents.storage import FileStore
from backend.organisation.schemas import StaffMember


class _Outgoing(io.RawIOBase):
    """Holds what the archive has written until it is taken."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        piece = bytes(part)  # type: ignore[call-overload]
        self._parts.append(piece)
        return len(piece)

    def take(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken


async def get_manifest(code: str, *, staff: StaffMember, today: date) -> PackManifest:
    """Return what the pack holds now; raises as `get_dossier`."""
    dossier = await get_dossier(code, staff=staff)
    return manifest(dossier.matter, submission.pack(dossier, await load_measures(today)))


async def pack_archive(found: PackManifest, store: FileStore) -> AsyncIterator[bytes]:
    """Yield the pack as a ZIP: its list for people and for programs, then every file.

    Raises OSError when a stored file is not what its hash says: rather no pack than a wrong one.
    """
    outgoing = _Outgoing()
    with ZipFile(outgoing, "w", ZIP_STORED) as archive:
        archive.writestr("清单.txt", as_text(found))
        archive.writestr("manifest.json", canonical(found))
        for line in found.files:
            async for _ in _copy(line, archive, store):
                yield outgoing.take()
    yield outgoing.take()


async def _copy(line: ManifestLine, archive: ZipFile, store: FileStore) -> AsyncIterator[None]:
    """Copy one file into the archive, bit by bit."""
    seen = hashlib.sha256()
    entry = ZipInfo(line.path, date_time=(1980, 1, 1, 0, 0, 0))
    entry.file_size = line.size
    with archive.open(entry, "w") as target:
        async for part in store.open(line.storage_key):
            seen.update(part)
            target.write(part)
            yield
    if seen.hexdigest() != line.sha256:
        message = f"a stored file is not what it was: {line.sha256}"
        raise OSError(message)
    yield
