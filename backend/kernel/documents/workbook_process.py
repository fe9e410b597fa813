"""Run as a process of its own: a workbook on standard input, its sheets as JSON on standard output.

The reader allots whatever memory a file claims to need, and a failed allotment ends the process.
So it is this one that ends, under limits of memory and time, and not a web process.
"""

import contextlib
import io
import json
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from backend.kernel.documents.file_types import OLE as OLD_OFFICE
from backend.kernel.documents.workbook_check import UNREADABLE, checked_copy, require_within
from backend.kernel.errors import Invalid

MOST_MEMORY = 1024 * 1024 * 1024  # bytes
MOST_SECONDS = 30  # of processor time
MOST_TEXT = 20_000_000  # characters in all cells together


def main() -> None:
    """Read, check, convert, print; what was refused is printed as such."""
    _limit()
    try:
        found = _read(sys.stdin.buffer.read())
    except Invalid as error:
        found = {"refused": error.message}
    sys.stdout.buffer.write(json.dumps(found).encode())


def _read(content: bytes) -> dict[str, Any]:
    is_old = content.startswith(OLD_OFFICE)
    copy, has_formula_errors = (content, False) if is_old else checked_copy(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(copy)) as book:
            visible = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible
            ]
            sheets = [_sheet(book.get_sheet_by_name(name)) for name in visible]
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid(UNREADABLE) from error
    return {"sheets": sheets, "has_formula_errors": has_formula_errors}


def _limit() -> None:
    """Set the limits where the system has them (Windows has none)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _sheet(sheet: CalamineSheet) -> dict[str, Any]:
    """Return a sheet as texts; an XLS file's extent is known only here, before it is unfolded."""
    require_within(sheet.total_height, sheet.total_width)
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    if sum(len(cell) for row in rows for cell in row) > MOST_TEXT:
        raise Invalid(UNREADABLE)
    return {"name": sheet.name, "rows": rows, "merged": sheet.merged_cell_ranges or []}


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


if __name__ == "__main__":
    main()
