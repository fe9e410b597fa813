"""Looks through an XLSX or ODS file before it is read: only checked parts of checked size are left.

The reader allots memory for every cell between the first and the last: a file of 5 kB with one
cell in the far corner would take gigabytes, and ODS repeats a cell as often as a number says.
Entity declarations are refused.
"""

import io
import re
import zipfile
from typing import Any
from xml.parsers import expat

from backend.kernel.documents.archives import MOST_UNPACKED, entries_of, unpacked
from backend.kernel.errors import Invalid
from backend.kernel.language import say

MOST_ROWS = 5_000
MOST_COLUMNS = 100
LONGEST_NUMBER = 12  # digits
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels"
    r"|xl/worksheets/([^/]+\.xml|_rels/[^/]+\.rels)"
)
NEEDED_OPEN = re.compile(r"mimetype|content\.xml|META-INF/manifest\.xml")
OPEN_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
POSITION = re.compile(r"([A-Z]{1,3})(\d{1,7})")
UNREADABLE = say("表格打不开，请用 WPS 或 Excel 另存为 xlsx 再传。")


def checked_copy(content: bytes) -> tuple[bytes, bool]:
    """Return a copy to read, and whether any formula in it went wrong; raise Invalid if unsafe."""
    source, copy = io.BytesIO(content), io.BytesIO()
    entries = entries_of(source)
    is_open = any(entry.name == "content.xml" for entry in entries)
    extent = _OpenExtent() if is_open else _Extent()
    needed = NEEDED_OPEN if is_open else NEEDED
    left = MOST_UNPACKED
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            if not needed.fullmatch(entry.name):
                continue
            part = b"".join(unpacked(source, entry, left=left))
            left -= len(part)
            _check_entry(entry.name, part, extent)
            archive.writestr(entry.name, part)
    return copy.getvalue(), extent.has_formula_errors


def _check_entry(name: str, part: bytes, extent: "_Extent") -> None:
    if name != "mimetype":
        _check_part(part, extent)
    elif part.strip() != OPEN_TYPE:
        raise Invalid(UNREADABLE)


def _check_part(part: bytes, extent: "_Extent") -> None:
    """Raise Invalid unless a part is plain XML that stays within the table.

    Parsed in one go: expat takes quadratic time over one long token fed to it bit by bit.
    """
    extent.row = extent.column = 0
    parser = expat.ParserCreate("utf-8")  # whatever the part says: the reader knows no other
    parser.StartElementHandler = extent.on_element
    parser.StartDoctypeDeclHandler = _refuse_declarations
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise Invalid(UNREADABLE) from error


def _refuse_declarations(*_: Any) -> None:
    raise Invalid(UNREADABLE)


class _Extent:
    """Follows where the cells of a sheet stand, as the reader will place them."""

    def __init__(self) -> None:
        self.row = 0
        self.column = 0
        self.has_formula_errors = False

    def on_element(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a row or a cell, and refuse a value outside the table."""
        match name.rpartition(":")[2]:
            case "row":
                self.row = _number(attributes.get("r"), self.row + 1)
                self.column = 0
            case "c":
                self.has_formula_errors |= attributes.get("t") == "e"
                self._on_cell(attributes.get("r"))
            case "v" | "is":
                require_within(self.row, self.column)

    def _on_cell(self, position: str | None) -> None:
        self.column += 1
        if position is None:
            return
        found = POSITION.fullmatch(position)
        if not found:
            raise Invalid(UNREADABLE)
        self.row = int(found[2])
        self.column = 0
        for letter in found[1]:
            self.column = self.column * 26 + ord(letter) - ord("A") + 1


class _OpenExtent(_Extent):
    """The same of an ODS sheet, where rows and cells are repeated by a number."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 1  # that the row at hand stands for

    def on_element(self, name: str, attributes: dict[str, str]) -> None:
        """Count a row or a cell as often as it says, and refuse a value outside the table."""
        match name.rpartition(":")[2]:
            case "table":
                self.row, self.rows = 0, 1
            case "table-row":
                self.row += self.rows if self.row else 1
                self.rows = _number(attributes.get("table:number-rows-repeated"), 1)
                self.column = 0
            case "table-cell" | "covered-table-cell":
                self.column += _number(attributes.get("table:number-columns-repeated"), 1)
                if any(key.startswith("office:") for key in attributes):
                    require_within(self.row + self.rows - 1, self.column)
            case "p":
                require_within(self.row + self.rows - 1, self.column)


def require_within(row: int, column: int) -> None:
    """Raise Invalid for a place (counted from 1) outside of what is read."""
    if row > MOST_ROWS:
        raise Invalid(say("表格超过 {most} 行，请分成几次导入。", most=MOST_ROWS))
    if column > MOST_COLUMNS:
        raise Invalid(say("表格超过 {most} 列，请删去多余的列。", most=MOST_COLUMNS))


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise Invalid(UNREADABLE)
    return int(text)
