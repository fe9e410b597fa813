"""Looks into a ZIP before any library opens it: bombs, passwords and archives inside are refused.

The sizes an archive states about itself are claims; only what really comes out counts.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from backend.kernel.errors import Invalid
from backend.kernel.language import say

MOST_ENTRIES = 2_000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes, all entries together
MOST_RATIO = 200  # unpacked to packed, for an entry large enough to matter
RATIO_MATTERS_FROM = 2 * 1024 * 1024  # bytes
CHUNK = 64 * 1024
LOCAL_HEADER = 30  # bytes before the name of an entry
ENCRYPTED = 0x1
ARCHIVES_INSIDE = (".zip", ".rar", ".7z", ".gz", ".tar", ".xz", ".bz2", ".tgz", ".jar")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Entry(NamedTuple):
    """One file inside an archive."""

    name: str
    packed: int
    info: zipfile.ZipInfo


def entries_of(file: BinaryIO) -> list[Entry]:
    """Return the files of an archive; raise Invalid for one no office program would have made."""
    try:
        with zipfile.ZipFile(file) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Invalid(say("文件打不开，可能没有传完整。请重新保存后再传。")) from error
    if len(found) > MOST_ENTRIES:
        raise Invalid(say("文件里的内容太多，请另存为一份新文件再传。"))
    for info in found:
        _check_entry(info)
    return [Entry(info.filename, info.compress_size, info) for info in found]


def _check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & ENCRYPTED:
        raise Invalid(say("文件设了密码，请取消密码后再传。"))
    if info.compress_type not in METHODS:
        raise Invalid(say("文件的压缩方式不常见，请用 WPS 或 Excel 另存后再传。"))
    if info.filename.lower().endswith(ARCHIVES_INSIDE):
        raise Invalid(say("文件里还套着压缩包，请取出来单独上传。"))


def unpacked(file: BinaryIO, entry: Entry, *, left: int = MOST_UNPACKED) -> Iterator[bytes]:
    """Yield an entry's bytes; raise Invalid as soon as more comes out than may."""
    seen = 0
    for part in _inflated(file, entry):
        seen += len(part)
        is_swollen = seen > RATIO_MATTERS_FROM and seen > MOST_RATIO * max(entry.packed, 1)
        if seen > left or is_swollen:
            raise Invalid(say("文件解开后大得不正常，不能接收。请另存为一份新文件再传。"))
        yield part


def check_archive(file: BinaryIO) -> list[str]:
    """Return the names inside an archive that is safe to open; raise Invalid otherwise."""
    found = entries_of(file)
    left = MOST_UNPACKED
    for entry in found:
        for part in unpacked(file, entry, left=left):
            left -= len(part)
    return [entry.name for entry in found]


def _inflated(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield what an entry's packed bytes really hold, whatever size the archive claims."""
    file.seek(entry.info.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise Invalid(say("文件打不开，可能没有传完整。请重新保存后再传。"))
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, io.SEEK_CUR)
    packed = _packed(file, entry.packed)
    if entry.info.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    try:
        yield from _decompressed(packed)
    except zlib.error as error:
        raise Invalid(say("文件打不开，可能没有传完整。请重新保存后再传。")) from error


def _packed(file: BinaryIO, size: int) -> Iterator[bytes]:
    position = file.tell()
    while size > 0:
        file.seek(position)
        part = file.read(min(CHUNK, size))
        if not part:
            return
        position += len(part)
        size -= len(part)
        yield part


def _decompressed(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for part in packed:
        rest = part
        while rest and not inflater.eof:
            yield inflater.decompress(rest, CHUNK)
            rest = inflater.unconsumed_tail
    yield inflater.flush()
