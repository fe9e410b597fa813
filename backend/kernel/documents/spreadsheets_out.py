"""Writes spreadsheets for people to open: XLSX in constant memory, CSV line by line.

Nothing in them runs: text is written as text, whatever it begins with.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter

from backend.kernel.documents.schemas import Column, TableOut, Value
from backend.kernel.text.characters import printable

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_CELL = 32_767  # characters Excel holds
CUT = "……（这一格放不下，全文请看网页或 CSV）"
FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
TITLE_ROW, HEADER_ROW = 0, 1
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": False,
}
CELL = {"font_name": "仿宋", "font_size": 11, "text_wrap": True, "valign": "vcenter", "border": 1}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {
        "font_name": "方正小标宋简体",
        "font_size": 18,
        "align": "center",
        "valign": "vcenter",
    },
    "header": {**CELL, "font_name": "黑体", "align": "center", "bg_color": "#E6F1F0"},
    "text": {**CELL, "align": "left"},
    "number": {**CELL, "align": "center"},
    "date": {**CELL, "align": "center", "num_format": 'yyyy"年"m"月"d"日"'},
    "note": {"font_name": "仿宋", "font_size": 10, "text_wrap": True, "valign": "top"},
}


def write_workbook(target: BinaryIO, tables: Iterable[TableOut]) -> None:
    """Write each table to a sheet of its own, ready to print: title, repeated header, borders."""
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        for table in tables:
            _write_table(book.add_worksheet(_sheet_name(table.title, book)), table, formats)


def workbook_bytes(tables: Iterable[TableOut]) -> bytes:
    """Return the workbook at once; for tables of some thousand rows at most."""
    held = io.BytesIO()
    write_workbook(held, tables)
    return held.getvalue()


def csv_lines(columns: Iterable[Column], rows: Iterable[Iterable[Value]]) -> Iterator[bytes]:
    """Yield a CSV file in UTF-8 with its mark, for Excel to show Chinese; no cell is a formula."""
    yield csv_header(columns)
    for row in rows:
        yield csv_block([row])


def csv_header(columns: Iterable[Column]) -> bytes:
    """Return the beginning of a CSV file: its mark and its header."""
    return BYTE_ORDER_MARK + csv_block([[column.title for column in columns]])


def csv_block(rows: Iterable[Iterable[Value]]) -> bytes:
    """Return some rows of a CSV file; no cell is a formula."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return held.getvalue().encode()


def _plain(cell: Value) -> str | int | float:
    """Return a cell that a spreadsheet takes for text (OWASP: a quote before what could run)."""
    if isinstance(cell, str):
        text = cell if cell.isprintable() else printable(cell)
        return "'" + text if text[:1] in FORMULA_STARTS else text
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else cell


def _write_table(sheet: Any, table: TableOut, formats: dict[str, Any]) -> None:
    last = len(table.columns) - 1
    _set_up_page(sheet, table)
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, max(last, 1), table.title, formats["title"])
    sheet.set_row(HEADER_ROW, 24)
    for number, column in enumerate(table.columns):
        sheet.write_string(HEADER_ROW, number, column.title, formats["header"])
    row = HEADER_ROW
    for row, cells in enumerate(table.rows, start=HEADER_ROW + 1):
        for number, cell in enumerate(cells):
            _write_cell(sheet, (row, number), cell, formats)
    if table.note:
        note_row = row + 1
        sheet.set_row(note_row, 40)
        sheet.merge_range(note_row, 0, note_row, max(last, 1), table.note, formats["note"])


def _set_up_page(sheet: Any, table: TableOut) -> None:
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    sheet.set_row(TITLE_ROW, 36)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(TITLE_ROW, HEADER_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)  # inches
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_cell(sheet: Any, place: tuple[int, int], cell: Value, formats: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_blank(*place, None, formats["text"])
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, formats["date"])
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell, formats["number"])
    else:
        sheet.write_string(*place, _fitting(printable(cell)), formats["text"])


def _fitting(text: str) -> str:
    """Return the text as far as a cell holds it, and say so when it does not."""
    size = len(text.encode("utf-16-le")) // 2
    return text if size <= LONGEST_CELL else text[: (LONGEST_CELL - len(CUT)) // 2] + CUT


def _sheet_name(title: str, book: Any) -> str:
    """Return a name Excel takes: 31 characters, none of its own signs, not used twice."""
    plain = "".join(char for char in title if char not in "[]:*?/\\'")[:27] or "表"
    used = {sheet.get_name().lower() for sheet in book.worksheets()}
    names = [plain, *[f"{plain}({number})" for number in range(2, 99)]]
    return next(name for name in names if name.lower() not in used)
