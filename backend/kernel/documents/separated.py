"""Reads text whose cells are parted by commas, tabs or the like, whatever the encoding."""

import csv
import io
from collections import Counter

from backend.kernel.documents.encodings import decoded
from backend.kernel.documents.grids import grid_from
from backend.kernel.documents.schemas import Grid
from backend.kernel.errors import Invalid
from backend.kernel.language import say

SEPARATORS = (",", "\t", ";", "，")
SAMPLE = 30  # lines looked at to tell the separator


def read_csv(content: bytes) -> Grid:
    """Return a separated text file as a grid; raise Invalid when it cannot be read as one."""
    text, _, is_certain = decoded(content)
    hint, separator = "", ""
    if text[:4].lower() == "sep=":
        hint, _, text = text.partition("\n")
        separator = hint[4:5]
    rows = separated_rows(text, separator or best_separator(text) or ",")
    return grid_from(rows, is_certain=is_certain)


def separated_rows(text: str, separator: str) -> list[list[str]]:
    """Return the cells of separated text; raise Invalid when a cell never ends."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Invalid(say("表格里有一格太长，或者引号没有配对，请检查后再传。")) from error


def best_separator(text: str) -> str | None:
    """Return the separator that gives most lines the same number of cells, if any does."""
    lines = [line for line in text.splitlines() if line.strip()][:SAMPLE]
    scores = {}
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in separated_rows("\n".join(lines), separator))
        width, times = max(widths.items(), key=lambda pair: pair[1] * (pair[0] > 1), default=(1, 0))
        if width > 1:
            scores[separator] = (times, width)
    return max(scores, key=lambda separator: scores[separator], default=None)
