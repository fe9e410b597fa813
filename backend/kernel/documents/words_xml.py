"""Reads the XML parts of a Word document event by event, and nothing that is not plain XML.

A part is never held as a tree: a small file can unfold to more elements than memory holds.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from xml.parsers import expat

from backend.kernel.errors import Invalid
from backend.kernel.language import say

UNREADABLE = say("Word 文档打不开，请用 WPS 或 Word 另存为 docx 再传。")
TOO_LONG = say("文档太长，请分成几份，或者把附件单独上传。")
MOST_TAGS = 1_000_000
WORD_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict form
)
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
OFF = ("0", "false", "off")

Attributes = Mapping[str, str]


class Part(Protocol):
    """What follows a part of the document; names are Word's, without their prefix."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """An element closes."""

    def words(self, text: str) -> None:
        """Characters, wherever they stand."""


def follow(part: bytes, reader: Part, skipped: frozenset[str]) -> None:
    """Hand a part's elements to the reader, but none inside of those to skip.

    What stands in for newer elements (`Fallback`) is skipped too, or it would be read twice.
    Raises Invalid for what is no plain XML, or too much of it.
    """
    if part.count(b"<") > MOST_TAGS:
        raise Invalid(TOO_LONG)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = _skipping(reader, skipped)
    parser.CharacterDataHandler = reader.words
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: odd encodings
        raise Invalid(UNREADABLE) from error


def value(attributes: Attributes, name: str = "val") -> str | None:
    """Return an attribute of Word's own, whichever of its two vocabularies is used."""
    for space in WORD_SPACES:
        found = attributes.get(f"{space} {name}")
        if found is not None:
            return found
    return None


def is_on(attributes: Attributes) -> bool:
    """Whether a switch is on: it is where nothing says otherwise."""
    return value(attributes) not in OFF


def number(text: str | None, default: int) -> int:
    """Return a whole number of at most five digits; the default for anything else."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 6  # noqa: PLR2004
    return int(text) if is_number and text else default


def _skipping(reader: Part, skipped: frozenset[str]) -> tuple[Callable[..., None], ...]:
    """Return the two handlers that count how deep they are in something skipped."""
    depth = 0
    names = _Names()

    def start(full_name: str, attributes: Attributes) -> None:
        nonlocal depth
        name = names[full_name]
        if depth or name in skipped or full_name == FALLBACK:
            depth += 1
        else:
            reader.start(name, attributes)

    def end(full_name: str) -> None:
        nonlocal depth
        if depth:
            depth -= 1
        else:
            reader.end(names[full_name])

    return start, end


class _Names(dict[str, str]):
    """Word's own names, and of formulas what holds their characters; empty for all others."""

    def __missing__(self, full_name: str) -> str:
        space, _, name = full_name.rpartition(" ")
        is_known = space in WORD_SPACES or (space == MATH and name in ("r", "t"))
        return self.setdefault(full_name, name if is_known else "")


def _refuse(*_: Any) -> None:
    raise Invalid(UNREADABLE)
