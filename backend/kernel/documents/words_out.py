"""Writes Word documents as offices print them (GB/T 9704): margins, fonts, a repeated header."""

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any, NamedTuple

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.text.run import Run

from backend.kernel.documents.schemas import TableOut, Value
from backend.kernel.language import chinese_date
from backend.kernel.text.characters import printable

TITLE_FONT, HEADING_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
FALLBACKS = {TITLE_FONT: "宋体", HEADING_FONT: "SimHei", BODY_FONT: "仿宋"}
TITLE_SIZE, BODY_SIZE, TABLE_SIZE = Pt(22), Pt(16), Pt(12)
LINE = Pt(28)
A4 = (Mm(210), Mm(297))
DECLARATION = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


class Paper(NamedTuple):
    """One document: its title, its paragraphs, its tables, who signs it and when."""

    title: str
    paragraphs: Sequence[str] = ()
    tables: Sequence[TableOut] = ()
    signed_by: str = ""
    dated: date | None = None
    is_landscape: bool = False


def words_bytes(paper: Paper) -> bytes:
    """Return the document as DOCX."""
    document = Document()
    _set_up_page(document, is_landscape=paper.is_landscape)
    _name_fallbacks(document)
    _write(document.add_paragraph(), paper.title, TITLE_FONT, TITLE_SIZE, is_centred=True)
    for text in paper.paragraphs:
        _write(document.add_paragraph(), text, BODY_FONT, BODY_SIZE, is_indented=True)
    for table in paper.tables:
        _add_table(document, table)
    dated = chinese_date(paper.dated) if paper.dated else ""
    for line in filter(None, (paper.signed_by, dated)):
        paragraph = document.add_paragraph()
        _write(paragraph, line, BODY_FONT, BODY_SIZE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _set_up_page(document: Any, *, is_landscape: bool) -> None:
    section = document.sections[0]
    width, height = A4[::-1] if is_landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_run(footer, "— ", "宋体", Pt(14))
    _add_page_number(_add_run(footer, "", "宋体", Pt(14)))
    _add_run(footer, " —", "宋体", Pt(14))


def _name_fallbacks(document: Any) -> None:
    """Name, for readers without the offices' fonts, what to take instead."""
    part = next(
        part
        for part in document.part.package.iter_parts()
        if part.partname == "/word/fontTable.xml"
    )
    fonts = "".join(
        f"<w:font w:name='{name}'><w:altName w:val='{other}'/><w:charset w:val='86'/></w:font>"
        for name, other in FALLBACKS.items()
    )
    part._blob = f"<w:fonts {DECLARATION}>{fonts}</w:fonts>".encode()  # noqa: SLF001 - python-docx has no door to it


def _write(
    paragraph: Any,
    text: str,
    font: str,
    size: Any,
    *,
    is_centred: bool = False,
    is_indented: bool = False,
) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    shape.space_after = Pt(0)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape.space_after = Pt(14)
    if is_indented:
        shape.first_line_indent = size * 2
    _add_run(paragraph, text, font, size)


def _add_run(paragraph: Any, text: str, font: str, size: Any) -> Any:
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.name = size, font
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - the way to the Chinese font
    fonts.set(qn("w:eastAsia"), font)
    return run


def _add_page_number(run: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._element.append(element)  # noqa: SLF001 - python-docx has no fields


def _add_table(document: Any, table: TableOut) -> None:
    _write(document.add_paragraph(), table.title, HEADING_FONT, BODY_SIZE)
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    widths = _widths(document, table)
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill(cell, column.title, HEADING_FONT, is_centred=True)
    _repeat(grid.rows[0])
    pattern = _pattern_row(grid)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    grid._tbl.remove(pattern)  # noqa: SLF001 - rows are copied, not built: twenty times as fast
    for values in table.rows:
        grid._tbl.append(_row_like(pattern, values, grid))  # noqa: SLF001
    if table.note:
        _write(document.add_paragraph(), table.note, BODY_FONT, TABLE_SIZE)


def _pattern_row(grid: Any) -> Any:
    """Add a row whose every cell holds one word, and return its element."""
    row = grid.add_row()
    for cell in row.cells:
        _fill(cell, "—", BODY_FONT)
    return row._tr  # noqa: SLF001 - python-docx copies no rows


def _row_like(pattern: Any, values: Sequence[Value], grid: Any) -> Any:
    """Return a copy of a row that says these values."""
    row = deepcopy(pattern)
    for word, value in zip(list(row.iter(qn("w:t"))), values, strict=True):
        text = printable(_words(value))
        if text == text.strip() and "\n" not in text and "\t" not in text:
            word.text = text
        else:
            Run(word.getparent(), grid).text = text
    return row


def _widths(document: Any, table: TableOut) -> list[Any]:
    """Return the columns' widths, shared out over the page in proportion."""
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    total = sum(column.width for column in table.columns)
    return [Cm(room / Cm(1) * column.width / total) for column in table.columns]


def _repeat(row: Any) -> None:
    """Have the header stand on every page, and keep it in one piece."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for it
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def _fill(cell: Any, text: str, font: str, *, is_centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_run(paragraph, text, font, TABLE_SIZE)


def _words(value: Value) -> str:
    if isinstance(value, date):
        return chinese_date(value)
    return "" if value is None else str(value)
