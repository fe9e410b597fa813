"""The tables somebody sends: as a file, or pasted."""

import asyncio

from backend.kernel.documents.pasted import read_pasted
from backend.kernel.documents.schemas import Grid
from backend.kernel.documents.spreadsheets_in import LARGEST_SPREADSHEET, read_spreadsheet
from backend.kernel.documents.storage import Readable
from backend.kernel.errors import Invalid
from backend.kernel.language import say

PASTED = "粘贴的表格"
ACCEPT = ".xlsx,.xls,.et,.ods,.csv,.tsv,.txt"


async def read_grids(source: Readable | None, *, name: str, pasted: str) -> tuple[Grid, ...]:
    """Return the tables sent; raise Invalid beside the field they were sent in."""
    field = "file" if source else "pasted"
    try:
        if source:
            content = await _content(source)
            return tuple(await asyncio.to_thread(read_spreadsheet, content, name))
        if pasted:
            return (await asyncio.to_thread(read_pasted, pasted),)
    except Invalid as refused:
        raise Invalid(fields={field: refused.message}) from refused
    raise Invalid(fields={"file": say("请选一个文件，或把表格粘贴在下面。")})


async def _content(source: Readable) -> bytes:
    content = await source.read(LARGEST_SPREADSHEET + 1)
    while len(content) <= LARGEST_SPREADSHEET and (part := await source.read(LARGEST_SPREADSHEET)):
        content += part
    return content
