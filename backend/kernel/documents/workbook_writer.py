"""Run as a process of its own: tables as lines of JSON on standard input, XLSX on standard output.

A line is a table's head, a row, or null at the very end. Input that ends without it makes this
process fail: half a workbook is never handed out as a whole one.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import IO, Any

from backend.kernel.documents.schemas import Column, TableOut, Value
from backend.kernel.documents.spreadsheets_out import write_workbook

POLITENESS = 5  # the site's own answers come first


def main() -> None:
    """Read, write, and fail unless everything came."""
    with suppress(OSError, AttributeError):
        os.nice(POLITENESS)
    told = Told(sys.stdin.buffer)
    write_workbook(sys.stdout.buffer, told.tables())
    sys.stdout.buffer.flush()
    if not told.is_whole:
        sys.exit(1)


class Told:
    """The lines as they come; a table's rows end where the next table or the end begins."""

    def __init__(self, lines: IO[bytes]) -> None:
        self.lines = lines
        self.is_whole = False
        self.head: dict[str, Any] | None = None

    def tables(self) -> Iterator[TableOut]:
        """Yield each table; its rows are to be taken before the next."""
        self.head = self._next()
        while self.head is not None:
            columns = [Column(*one) for one in self.head["columns"]]
            yield TableOut(self.head["title"], columns, self._rows())

    def _rows(self) -> Iterator[list[Value]]:
        while isinstance(found := self._next(), list):
            yield [_value(cell) for cell in found]
        self.head = found

    def _next(self) -> Any:
        line = self.lines.readline()
        if not line:
            raise EOFError("the tables broke off")
        found = json.loads(line)
        self.is_whole = found is None
        return found


def _value(cell: Any) -> Value:
    """Return a cell; a day comes as a list of its own."""
    return date.fromisoformat(cell[0]) if isinstance(cell, list) else cell


if __name__ == "__main__":
    main()
