"""Reads tables people paste: from a page's source, Excel, Word, Markdown, or plain text."""

import csv
import io
import re
from html.parser import HTMLParser

from backend.kernel.documents.grids import grid_from
from backend.kernel.documents.schemas import Grid
from backend.kernel.documents.separated import best_separator, separated_rows
from backend.kernel.documents.workbook_check import MOST_COLUMNS, MOST_ROWS
from backend.kernel.errors import Invalid
from backend.kernel.language import say

TABLE_TAG = re.compile(r"<table\b", re.IGNORECASE)
MARKDOWN_LINE = re.compile(r"\s*\|.*\|\s*")
MARKDOWN_RULE = re.compile(r"[\s|:-]+")
MARKDOWN_CELL = re.compile(r"(?<!\\)\|")
GAP = re.compile(r"[ \u3000]{2,}")
MOST_FILLED = 100_000  # places that merged cells cover
LINE_ENDS = {"br", "p", "div", "li"}
UNSEEN = {"script", "style", "template"}


def read_pasted(text: str) -> Grid:
    """Return what was pasted as a grid; raise Invalid when there is no table in it."""
    is_page = TABLE_TAG.search(text)
    grid = _from_html(text) if is_page else grid_from(_rows_of(text.strip("\r\n")))
    if grid.width < 2:  # noqa: PLR2004 - one column is no table
        raise Invalid(say("没有认出表格。请从 Word、Excel 或网页里选中整张表复制，再粘贴到这里。"))
    return grid


def _rows_of(text: str) -> list[list[str]]:
    lines = text.splitlines()
    if sum(bool(MARKDOWN_LINE.fullmatch(line)) for line in lines) * 2 > len(lines):
        return _from_markdown(lines)
    if "\t" in text:
        return _from_tabs(text)
    separator = best_separator(text)
    if separator:
        return separated_rows(text, separator)
    return [GAP.split(line.strip()) for line in lines]


def _from_markdown(lines: list[str]) -> list[list[str]]:
    rows = []
    for line in lines:
        if not MARKDOWN_LINE.fullmatch(line):
            rows.append([line])
        elif not MARKDOWN_RULE.fullmatch(line):
            cells = MARKDOWN_CELL.split(line.strip()[1:-1])
            rows.append([cell.replace("\\|", "|").replace("<br>", "\n") for cell in cells])
    return rows


def _from_tabs(text: str) -> list[list[str]]:
    """Return cells between tabs; quotes count only where they are paired, as Excel writes them."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return [line.split("\t") for line in text.splitlines()]


def _from_html(text: str) -> Grid:
    tables = _Tables()
    tables.feed(text)
    tables.close()
    rows, filled = tables.laid_out()
    return grid_from(rows, filled=filled)


class _Tables(HTMLParser):
    """Collects the outermost tables' cells, with the room each takes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.unseen = 0
        self.rows: list[list[tuple[str, int, int]]] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell of the outermost table."""
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.depth += 1
        elif self.depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self.cell = []
            found = dict(attrs)
            self.span = (_span(found.get("rowspan")), _span(found.get("colspan")))
        elif tag in LINE_ENDS and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a table or a cell."""
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "table" and self.depth:
            self._end_cell(is_nested=self.depth > 1)
            self.depth -= 1
            if not self.depth:
                self.rows.append([])
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in LINE_ENDS and self.cell:
            self.cell.append("\n")

    def handle_data(self, data: str) -> None:
        """Take the words of the open cell; line ends of the source are spaces on the page."""
        if self.cell is not None and not self.unseen:
            self.cell.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _end_cell(self, *, is_nested: bool = False) -> None:
        if self.cell is None or is_nested:
            return
        if not self.rows:
            self.rows.append([])
        words = re.sub(r" ?\n[ \n]*", "\n", "".join(self.cell).replace("\xa0", " ")).strip()
        self.rows[-1].append((words, *self.span))
        self.cell = None

    def laid_out(self) -> tuple[list[list[str]], list[tuple[int, int]]]:
        """Return the rows with every spanned place filled, and which places those are."""
        taken: dict[tuple[int, int], str] = {}
        filled: list[tuple[int, int]] = []
        for row, cells in enumerate(self.rows[: MOST_ROWS + 1]):
            column = 0
            for words, down, across in cells:
                while (row, column) in taken:
                    column += 1
                if column > MOST_COLUMNS:
                    break
                places = [
                    (row + r, column + c)
                    for r in range(min(down, len(self.rows) - row))
                    for c in range(across)
                ]
                taken.update(dict.fromkeys(places, words))
                filled += places[1:]
                if len(filled) > MOST_FILLED:
                    raise Invalid(say("表格里合并的单元格太多，请取消合并后再粘贴。"))
        return [_row(taken, row) for row in range(len(self.rows))], filled


def _row(taken: dict[tuple[int, int], str], row: int) -> list[str]:
    columns = [column for column in range(MOST_COLUMNS * 2) if (row, column) in taken]
    return [taken.get((row, column), "") for column in range(max(columns, default=-1) + 1)]


def _span(text: str | None) -> int:
    """Return a rowspan or colspan as browsers read it, within the table."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004
    return max(1, min(number, MOST_COLUMNS))
