"""Reads the words of a Word document of strangers: its paragraphs as a reader sees them.

Tracked changes are taken as accepted, hidden text stays hidden, lists carry their numbers.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from backend.kernel.documents.archives import entries_of, unpacked
from backend.kernel.documents.file_types import OLE, FileType, file_type
from backend.kernel.documents.words_numbering import Numbering, read_numbering
from backend.kernel.documents.words_xml import TOO_LONG, Attributes, follow, is_on, number, value
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.kernel.text.normalise import tidy

MAIN, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
LARGEST_PART = 64 * 1024 * 1024  # bytes, unpacked
MOST_CHARACTERS = 2_000_000
MOST_PARAGRAPHS = 100_000  # cells of tables too
SKIPPED = frozenset(
    {
        "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
        "numberingChange", "rt", "sdtPr",
    }
)  # fmt: skip
SPACED_AFTER = "条章节编款"


def read_document(content: bytes) -> tuple[str, ...]:
    """Return the paragraphs in order, none empty; a table's row is one, tabs between its cells.

    Raises Invalid, in words for people, for .doc files, for files with a password or macros, for
    archives that unfold beyond measure and for whatever else is no Word document.
    """
    parts = _parts(content)
    reader = _Reader(read_numbering(parts.get(NUMBERING), parts.get(STYLES)))
    follow(parts[MAIN], reader, SKIPPED)
    return (*reader.paragraphs, *_lines(reader.carried))


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts that are read, after looking through the archive as a whole."""
    file = io.BytesIO(content)
    if content.startswith(OLE):
        file_type(file, "x.doc")  # refuses passwords and macros in words of its own
        raise Invalid(say("这是旧版 Word 文档（.doc），请用 WPS 或 Word 另存为 docx 再传。"))
    if not content.startswith(b"PK"):
        raise Invalid(say("这不是 Word 文档，请上传 docx 文件。"))
    file_type(file, f"x.{FileType.DOCX}")
    return {
        entry.name: b"".join(unpacked(file, entry, left=LARGEST_PART))
        for entry in entries_of(file)
        if entry.name in (MAIN, NUMBERING, STYLES)
    }


@dataclass
class _Paragraph:
    """A paragraph while it is read."""

    parts: list[str] = field(default_factory=list)
    style: str = ""
    list_id: str | None = None
    level: int | None = None
    is_run_hidden: bool = False
    is_hidden_by_style: bool = False
    is_mark_deleted: bool = False  # a tracked change joins it to the next one


@dataclass
class _Table:
    """A table while it is read: its rows so far, and the cells and lines of the open one."""

    rows: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


class _Reader:
    """Follows the document's main part."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.paragraphs: list[str] = []
        self.open: list[_Paragraph] = []  # text boxes stand inside paragraphs
        self.tables: list[_Table] = []
        self.deleted = 0
        self.is_in_properties = False
        self.is_in_text = False
        self.carried = ""  # words of a paragraph whose end was deleted
        self.length = self.count = 0
        self.starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._open_paragraph, "pPr": self._open_properties, "pStyle": self._set_style,
            "numId": self._set_list, "ilvl": self._set_level, "r": self._open_run,
            "rStyle": self._set_run_style, "vanish": self._set_hidden, "t": self._open_text,
            "del": self._open_deleted, "moveFrom": self._open_deleted, "tbl": self._open_table,
            "tr": self._open_row, "tc": self._open_cell, "tab": lambda _: self._add(" "),
            "ptab": lambda _: self._add(" "), "br": lambda _: self._add("\n"),
            "cr": lambda _: self._add("\n"), "noBreakHyphen": lambda _: self._add("-"),
        }  # fmt: skip
        self.ends: dict[str, Callable[[], None]] = {
            "p": self._close_paragraph, "pPr": self._close_properties, "t": self._close_text,
            "del": self._close_deleted, "moveFrom": self._close_deleted, "tr": self._close_row,
            "tbl": self._close_table,
        }  # fmt: skip

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of an element that opens."""
        handler = self.starts.get(name)
        if handler:
            handler(attributes)

    def end(self, name: str) -> None:
        """Take note of an element that closes."""
        handler = self.ends.get(name)
        if handler:
            handler()

    def words(self, text: str) -> None:
        """Take the characters of a run; a tab among them is a space, as Word shows it."""
        if self.is_in_text:
            self._add(text.replace("\t", " ").replace("\n", " "))

    def _add(self, text: str) -> None:
        """Take text, unless it is hidden, deleted, or no text but a paragraph's properties."""
        if not self.open or self.deleted or self.is_in_properties or self.open[-1].is_run_hidden:
            return
        self.length += len(text)
        if self.length > MOST_CHARACTERS:
            raise Invalid(TOO_LONG)
        self.open[-1].parts.append(text)

    def _open_paragraph(self, _: Attributes) -> None:
        self.count += 1
        if self.count > MOST_PARAGRAPHS:
            raise Invalid(TOO_LONG)
        self.open.append(_Paragraph(style=self.numbering.styles.default))

    def _close_paragraph(self) -> None:
        if not self.open:
            return
        paragraph = self.open.pop()
        words = "".join(paragraph.parts)
        if paragraph.is_mark_deleted:
            self.carried += words
            return
        label = self.numbering.next_label(paragraph.list_id, paragraph.level, paragraph.style)
        lines, self.carried = _lines(self.carried + words), ""
        if lines:
            lines[0] = _labelled(label, lines[0])
            self._place().extend(lines)

    def _place(self) -> list[str]:
        """Return where a paragraph belongs: into the open cell, or the document."""
        cells = self.tables[-1].cells if self.tables else []
        return cells[-1] if cells else self.paragraphs

    def _open_properties(self, _: Attributes) -> None:
        self.is_in_properties = True

    def _close_properties(self) -> None:
        self.is_in_properties = False

    def _set_style(self, attributes: Attributes) -> None:
        if self.open and self.is_in_properties:
            style = value(attributes) or ""
            self.open[-1].style = style
            self.open[-1].is_hidden_by_style = bool(self.numbering.styles.get(style).is_hidden)

    def _set_list(self, attributes: Attributes) -> None:
        if self.open and self.is_in_properties:
            self.open[-1].list_id = value(attributes)

    def _set_level(self, attributes: Attributes) -> None:
        if self.open and self.is_in_properties:
            self.open[-1].level = number(value(attributes), 0)

    def _open_run(self, _: Attributes) -> None:
        if self.open:
            self.open[-1].is_run_hidden = self.open[-1].is_hidden_by_style

    def _set_run_style(self, attributes: Attributes) -> None:
        hidden = self.numbering.styles.get(value(attributes) or "").is_hidden
        if self.open and not self.is_in_properties and hidden is not None:
            self.open[-1].is_run_hidden = hidden

    def _set_hidden(self, attributes: Attributes) -> None:
        if self.open and not self.is_in_properties:
            self.open[-1].is_run_hidden = is_on(attributes)

    def _open_text(self, _: Attributes) -> None:
        self.is_in_text = True

    def _close_text(self) -> None:
        self.is_in_text = False

    def _open_deleted(self, _: Attributes) -> None:
        """In a paragraph's properties it is the paragraph's end that was deleted."""
        self.deleted += 1
        if self.open and self.is_in_properties:
            self.open[-1].is_mark_deleted = True

    def _close_deleted(self) -> None:
        self.deleted -= 1

    def _open_table(self, _: Attributes) -> None:
        self.tables.append(_Table())

    def _open_row(self, _: Attributes) -> None:
        if self.tables:
            self.tables[-1].cells = []

    def _open_cell(self, _: Attributes) -> None:
        if self.tables:
            self.tables[-1].cells.append([])

    def _close_row(self) -> None:
        """A row of a single cell is a frame round paragraphs, not a table."""
        if not self.tables:
            return
        table = self.tables[-1]
        if len(table.cells) == 1:
            table.rows += table.cells[0]
        elif any(table.cells):
            table.rows.append("\t".join(" ".join(cell) for cell in table.cells))
        table.cells = []

    def _close_table(self) -> None:
        if self.tables:
            rows = self.tables.pop().rows
            is_inside = bool(self.tables and self.tables[-1].cells)
            self._place().extend([row.replace("\t", " ") for row in rows] if is_inside else rows)


def _lines(words: str) -> list[str]:
    """Return the lines of a paragraph that hold anything, in the spelling texts are kept in."""
    lines = (line.strip() for line in tidy(words).split("\n"))
    return [line for line in lines if line]


def _labelled(label: str, words: str) -> str:
    """Return a paragraph with its number, apart where the two would run into each other."""
    if label.endswith(tuple(SPACED_AFTER)):
        return f"{label}\u3000{words}"
    return f"{label} {words}" if label[-1:].isascii() and label else label + words
