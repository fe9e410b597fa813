"""Keeps uploaded files behind one small interface; today on the local disk.

A file gets a random name of its own; what the person called it is only a label. It is complete,
checked and on the disk before anyone can open it, or it is not there at all.
"""

import asyncio
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from pydantic import BaseModel, ConfigDict

from backend.kernel.documents.file_names import tidy_file_name
from backend.kernel.documents.file_types import file_type
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.language import say
from backend.kernel.settings import get_settings

LARGEST_FILE = 20 * 1024 * 1024  # bytes
CHUNK = 256 * 1024
KEY_SHAPE = re.compile(r"[0-9a-f]{32}")


class StoredFile(BaseModel):
    """A file that is safely kept."""

    model_config = ConfigDict(frozen=True)

    key: str
    name: str
    size: int  # bytes
    sha256: str
    content_type: str


class Readable(Protocol):
    """What can be read bit by bit: an upload, or `InMemory`."""

    async def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end."""


class FileStore(Protocol):
    """Where files are kept; an object store can stand behind it as well as a disk."""

    async def put(self, source: Readable, *, name: str, limit: int = LARGEST_FILE) -> StoredFile:
        """Keep a file; raise Invalid when it is too large, empty, or of a kind not taken."""

    def open(self, key: str) -> AsyncIterator[bytes]:
        """Yield a kept file's bytes; raise NotFound when there is none under this key."""

    async def delete(self, key: str) -> None:
        """Forget a file; do nothing when it is gone already."""

    def keys_before(self, moment: datetime) -> AsyncIterator[list[str]]:
        """Yield the keys of files kept since before that moment, some at a time."""


class InMemory:
    """Bytes at hand, readable like an upload."""

    def __init__(self, content: bytes) -> None:
        self._left = content

    async def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end."""
        cut = len(self._left) if size < 0 else size
        part, self._left = self._left[:cut], self._left[cut:]
        return part


def file_store() -> FileStore:
    """Return the store of this installation."""
    return LocalFileStore(get_settings().data_dir / "files")


@asynccontextmanager
async def storing(
    source: Readable, *, name: str, limit: int = LARGEST_FILE, store: FileStore | None = None
) -> AsyncIterator[StoredFile]:
    """Keep a file for the block that records it; if the block fails, the file goes again."""
    kept_in = store or file_store()
    stored = await kept_in.put(source, name=name, limit=limit)
    try:
        yield stored
    except BaseException:
        await asyncio.shield(kept_in.delete(stored.key))
        raise


class LocalFileStore:
    """Files in one folder, spread by the first letters of their keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def put(self, source: Readable, *, name: str, limit: int = LARGEST_FILE) -> StoredFile:
        """Keep a file: written aside, checked, flushed, then moved into place in one step."""
        key = secrets.token_hex(16)
        waiting = self.folder / "incoming" / key
        await asyncio.to_thread(waiting.parent.mkdir, mode=0o700, parents=True, exist_ok=True)
        try:
            sha256, size = await _write(source, waiting, limit)
            kind = await asyncio.to_thread(_settle, waiting, self._path(key), name)
        finally:
            with suppress(FileNotFoundError):
                await asyncio.to_thread(waiting.unlink)
        return StoredFile(
            key=key, name=tidy_file_name(name), size=size, sha256=sha256, content_type=kind
        )

    async def open(self, key: str) -> AsyncIterator[bytes]:
        """Yield a kept file's bytes; raise NotFound when there is none under this key."""
        try:
            file = await asyncio.to_thread(self._path(key).open, "rb")
        except FileNotFoundError as error:
            raise NotFound from error
        try:
            while part := await asyncio.to_thread(file.read, CHUNK):
                yield part
        finally:
            file.close()

    async def delete(self, key: str) -> None:
        """Forget a file; do nothing when it is gone already."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def keys_before(self, moment: datetime) -> AsyncIterator[list[str]]:
        """Yield the keys of files kept since before that moment, a folder at a time.

        What an interrupted upload left in `incoming` is removed on the way.
        """
        for folder in await asyncio.to_thread(lambda: sorted(self.folder.glob("*"))):
            old = await asyncio.to_thread(_older, folder, moment)
            if folder.name == "incoming":
                for path in old:
                    await asyncio.to_thread(path.unlink, missing_ok=True)
            elif keys := [path.name for path in old if KEY_SHAPE.fullmatch(path.name)]:
                yield keys

    def _path(self, key: str) -> Path:
        """Return where a key lives; a key not made here is nobody's file, never a path."""
        if not KEY_SHAPE.fullmatch(key):
            raise NotFound
        return self.folder / key[:2] / key


def _older(folder: Path, moment: datetime) -> list[Path]:
    return [path for path in folder.glob("*") if path.stat().st_mtime < moment.timestamp()]


async def _write(source: Readable, path: Path, limit: int) -> tuple[str, int]:
    """Write the source down and return its hash and size; raise Invalid past the limit."""
    seen, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while part := await source.read(CHUNK):
            size += len(part)
            if size > limit:
                raise Invalid(say("文件太大了，最大 {most} MB。", most=limit // (1024 * 1024)))
            seen.update(part)
            await asyncio.to_thread(file.write, part)
        await asyncio.to_thread(_flush, file)
    return seen.hexdigest(), size


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _settle(waiting: Path, place: Path, name: str) -> str:
    """Check a written file's type, move it into place for good, and return its media type."""
    with waiting.open("rb") as file:
        kind = file_type(file, name)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    waiting.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return kind.content_type
