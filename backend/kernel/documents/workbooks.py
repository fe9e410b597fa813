"""Opens XLSX files of strangers: a copy is made that holds only checked parts of a checked size.

The reader allots memory for every cell between the first and the last: a file of 5 kB with one
cell in the far corner would take the process down. So each part is unpacked under a limit and
parsed once before the reader sees it; entity declarations are refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from backend.kernel.documents.archives import MOST_UNPACKED, entries_of, unpacked
from backend.kernel.documents.grids import MOST_COLUMNS, MOST_ROWS, grid_from
from backend.kernel.documents.schemas import Grid
from backend.kernel.errors import Invalid
from backend.kernel.language import say

NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels"
    r"|xl/worksheets/([^/]+\.xml|_rels/[^/]+\.rels)"
)
POSITION = re.compile(r"([A-Z]{1,3})(\d{1,7})")
UNREADABLE = say("表格打不开，请用 WPS 或 Excel 另存为 xlsx 再传。")


def read_workbook(content: bytes) -> list[Grid]:
    """Return the visible sheets that hold anything; raise Invalid for a file not to be trusted.

    Cells hold values only: of a formula, what it last came to. Merged cells repeat their value.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(_checked_copy(content))) as book:
            names = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible
            ]
            grids = [_grid(book.get_sheet_by_name(name)) for name in names]
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid(UNREADABLE) from error
    return [grid for grid in grids if grid.rows]


def _checked_copy(content: bytes) -> bytes:
    source, copy = io.BytesIO(content), io.BytesIO()
    left = MOST_UNPACKED
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries_of(source):
            if not NEEDED.fullmatch(entry.name):
                continue
            part = b"".join(_checked_part(unpacked(source, entry, left=left)))
            left -= len(part)
            archive.writestr(entry.name, part)
    return copy.getvalue()


def _checked_part(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a part's bytes while watching that it is plain XML and stays within the table."""
    parser, extent = expat.ParserCreate(), _Extent()
    parser.StartElementHandler = extent.on_element
    parser.StartDoctypeDeclHandler = _refuse_declarations
    try:
        for chunk in chunks:
            parser.Parse(chunk)
            yield chunk
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise Invalid(UNREADABLE) from error


def _refuse_declarations(*_: Any) -> None:
    raise Invalid(UNREADABLE)


class _Extent:
    """Follows where the cells of a sheet stand, as the reader will place them."""

    def __init__(self) -> None:
        self.row = 0
        self.column = 0

    def on_element(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a row or a cell, and refuse a value outside the table."""
        match name.rpartition(":")[2]:
            case "row":
                self.row = _number(attributes.get("r"), self.row + 1)
                self.column = 0
            case "c":
                self._on_cell(attributes.get("r"))
            case "v" | "is" if self.row > MOST_ROWS:
                raise Invalid(say("表格超过 {most} 行，请分成几次导入。", most=MOST_ROWS))
            case "v" | "is" if self.column > MOST_COLUMNS:
                raise Invalid(say("表格超过 {most} 列，请删去多余的列。", most=MOST_COLUMNS))

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


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()):
        raise Invalid(UNREADABLE)
    return int(text)


def _grid(sheet: CalamineSheet) -> Grid:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    filled = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left) and not rows[row][column]:
                    rows[row][column] = rows[top][left]
                    filled.append((row, column))
    return grid_from(rows, name=sheet.name, filled=filled)


def _text(cell: Any) -> str:
    """Return a cell's value as a person would write it; a date as 2025-12-01."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ", timespec="minutes")
        case date():
            return cell.isoformat()
    return str(cell)
