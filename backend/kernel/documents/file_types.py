"""Which kinds of file may be kept: the content decides, and the name's ending must agree."""

from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from backend.kernel.documents.archives import check_archive
from backend.kernel.documents.encodings import decoded
from backend.kernel.errors import Invalid
from backend.kernel.language import say

SHEBANG = b"#!"
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<head", b"<body", b"<iframe")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
LARGEST_TEXT = 20 * 1024 * 1024  # bytes read whole to see that it is text


class FileType(StrEnum):
    """A kind of file, by its usual ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    OFD = "ofd"
    PNG = "png"
    JPG = "jpg"
    TXT = "txt"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        """Return the media type under which such a file is handed out."""
        return _CONTENT_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_CONTENT_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileType.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileType.DOC: "application/msword",
    FileType.XLS: "application/vnd.ms-excel",
    FileType.OFD: "application/ofd",
    FileType.PNG: "image/png",
    FileType.JPG: "image/jpeg",
    FileType.TXT: "text/plain; charset=utf-8",
    FileType.CSV: "text/csv; charset=utf-8",
}
ENDINGS = {kind.value: kind for kind in FileType} | {"jpeg": FileType.JPG}
ACCEPT = ",".join(f".{ending}" for ending in sorted(ENDINGS))
_MAIN_PART = {
    "word/document.xml": FileType.DOCX,
    "xl/workbook.xml": FileType.XLSX,
    "OFD.xml": FileType.OFD,
}


def file_type(file: BinaryIO, name: str) -> FileType:
    """Return what a file is; raise Invalid when it may not be kept, or its name says otherwise."""
    named = ENDINGS.get(PurePath(name).suffix.lower().lstrip("."))
    if named is None:
        raise Invalid(say("请上传 PDF、Word、Excel、OFD、图片或文本文件。"))
    file.seek(0)
    head = file.read(512)
    if not head:
        raise Invalid(say("文件是空的，请检查后再传。"))
    found = _by_content(file, head, named)
    if found is not named:
        raise Invalid(
            say("文件内容和扩展名“{ending}”对不上，请用原来的程序另存后再传。", ending=named)
        )
    return named


def _by_content(file: BinaryIO, head: bytes, named: FileType) -> FileType | None:
    for start, ending in SIGNATURES.items():
        if head.startswith(start):
            return FileType(ending)
    if head.startswith(b"PK"):
        return _in_archive(check_archive(file))
    if head.startswith(OLE):
        return _in_ole(file)
    return named if named in (FileType.TXT, FileType.CSV) and _is_text(file) else None


def _in_archive(names: list[str]) -> FileType | None:
    """Return the office format whose main part is there; macros are refused."""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Invalid(say("文件里带有宏，请另存为不含宏的文件再传。"))
    return next((kind for part, kind in _MAIN_PART.items() if part in names), None)


def _in_ole(file: BinaryIO) -> FileType | None:
    """Return whether an old office file is Word or Excel, by the stream it holds."""
    file.seek(0)
    content = file.read()
    if _wide("EncryptedPackage") in content:
        raise Invalid(say("文件设了密码，请取消密码后再传。"))
    if _wide("_VBA_PROJECT") in content:
        raise Invalid(say("文件里带有宏，请另存为不含宏的文件再传。"))
    if _wide("WordDocument") in content:
        return FileType.DOC
    return FileType.XLS if _wide("Workbook") in content else None


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _is_text(file: BinaryIO) -> bool:
    """Whether this is words and nothing a browser or a shell would run."""
    file.seek(0)
    content = file.read(LARGEST_TEXT)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((*MARKUP, SHEBANG)):
        return False
    try:
        text = decoded(content).text
    except Invalid:
        return False
    return not any(char < " " and char not in "\t\n\r\f" for char in text)
