"""Spreadsheets as people send them, made without a spreadsheet program."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

OLD = Path(__file__).parent / "opinions.xls"
"""Written by an office program of before: a title, a header, three opinions, a formula."""
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(rows: Iterable[Sequence[str]], *, formulas: Sequence[tuple[int, int, str]] = ()) -> bytes:
    """Return a workbook with one sheet of these cells, every one a text."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("意见")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for line, column, formula in formulas:
            sheet.write_formula(line, column, formula, None, "看这里")
    return held.getvalue()


def open_cell(text: str, more: str = "") -> str:
    """Return a cell of an OpenDocument table."""
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def open_rows(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of an OpenDocument table, with the endless empty ones a program adds."""
    lines = [
        f"<table:table-row>{''.join(open_cell(cell) for cell in row)}"
        '<table:table-cell table:number-columns-repeated="16370"/></table:table-row>'
        for row in rows
    ]
    rest = '<table:table-cell table:number-columns-repeated="16384"/>'
    return "".join(lines) + (
        f'<table:table-row table:number-rows-repeated="1048000">{rest}</table:table-row>'
    )


def ods(rows: str, *, before: str = "", media_type: str = TYPE) -> bytes:
    """Return an OpenDocument spreadsheet of these rows."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {SPACES}>'
        '<office:body><office:spreadsheet><table:table table:name="意见">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media_type, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("Basic/script.xml", "<x/>")
    return held.getvalue()
