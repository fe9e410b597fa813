"""Tables too long to be held: CSV as it is read, XLSX by a process of its own.

Both end with a row that says how many there were and the SHA-256 of all before it as CSV, so that
a reader can tell a whole file from half of one; what breaks off is never given an ending.
"""

import asyncio
import hashlib
import json
import sys
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple

from backend.kernel.documents.schemas import Column, Value
from backend.kernel.documents.spreadsheets_out import csv_block, csv_header
from backend.kernel.errors import Invalid
from backend.kernel.language import say

ROOT = Path(__file__).parents[3]
WRITER = "backend.kernel.documents.workbook_writer"
AT_ONCE = 500  # rows
MOST_ROWS = 1_000_000  # of a sheet; Excel holds a few more

Row = Sequence[Value]


class StreamedTable(NamedTuple):
    """A table whose rows come one after the other; counted ones end with their number."""

    title: str
    columns: Sequence[Column]
    rows: AsyncIterable[Row]
    is_counted: bool = False


class Counted:
    """Counts rows and sums their bytes up as they would stand in a CSV file."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.rows = 0
        self.digest = hashlib.sha256()
        self.header = csv_header(columns)
        self.digest.update(self.header)

    def add(self, rows: Sequence[Row]) -> bytes:
        """Return these rows as CSV, counted."""
        block = csv_block(rows)
        self.digest.update(block)
        self.rows += len(rows)
        return block

    @property
    def ending(self) -> str:
        """Return what stands in the last row."""
        return f"共 {self.rows} 条，校验 SHA-256：{self.digest.hexdigest()}"


async def csv_parts(columns: Sequence[Column], rows: AsyncIterable[Row]) -> AsyncIterator[bytes]:
    """Yield a CSV file some hundred rows at a time; the first part has rows already.

    Whatever goes wrong on the way is raised, and the ending is missing.
    """
    counted = Counted(columns)
    held = counted.header
    async for block in _blocks(rows):
        yield held + counted.add(block)
        held = b""
    yield held + csv_block([[counted.ending]])


async def workbook_file(tables: Sequence[StreamedTable]) -> IO[bytes]:
    """Return a finished workbook as a nameless file at its beginning; the caller closes it.

    Written by a process of its own: it takes seconds of computing, and the site goes on meanwhile.
    Raises Invalid for more rows than a sheet holds, and whatever the rows raise.
    """
    held = tempfile.TemporaryFile()  # noqa: SIM115 - the caller's
    try:
        await _write_apart(tables, held)
    except BaseException:
        held.close()
        raise
    held.seek(0)
    return held


async def _write_apart(tables: Sequence[StreamedTable], held: IO[bytes]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", WRITER, cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=held
    )
    try:
        await _tell(tables, process)
        status = await process.wait()
    except BaseException:
        with suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())
        raise
    if status != 0:
        raise RuntimeError(f"the workbook's writer ended with {status}")


async def _tell(tables: Sequence[StreamedTable], process: asyncio.subprocess.Process) -> None:
    """Send the tables line by line; only after the last line does the writer finish its file."""
    told = process.stdin
    if told is None:
        raise RuntimeError("the workbook's writer has no input")
    try:
        async for lines in _lines(tables):
            told.write(lines)
            await told.drain()
        told.close()
        await told.wait_closed()
    except (BrokenPipeError, ConnectionResetError) as error:
        raise RuntimeError("the workbook's writer is gone") from error


async def _lines(tables: Sequence[StreamedTable]) -> AsyncIterator[bytes]:
    for table in tables:
        yield _line({"title": table.title, "columns": [list(one) for one in table.columns]})
        counted = Counted(table.columns)
        async for block in _blocks(table.rows):
            if table.is_counted:
                counted.add(block)
            if counted.rows > MOST_ROWS:
                raise Invalid(say("超过一百万条，Excel 放不下，请下载 CSV。"))
            yield b"".join(_line(row) for row in block)
        if table.is_counted:
            yield _line([counted.ending])
    yield _line(None)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=_day).encode() + b"\n"


def _day(value: object) -> list[str]:
    """Return a day as the writer knows it; raise TypeError for anything else."""
    if isinstance(value, date):
        return [value.isoformat()]
    raise TypeError(type(value).__name__)


async def _blocks(rows: AsyncIterable[Row]) -> AsyncIterator[list[Row]]:
    block: list[Row] = []
    async for row in rows:
        block.append(row)
        if len(block) == AT_ONCE:
            yield block
            block = []
    if block:
        yield block
