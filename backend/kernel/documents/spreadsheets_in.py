"""Reads spreadsheets people upload: workbooks, and CSV whatever the encoding and the separator."""

from pathlib import PurePath

from backend.kernel.documents.encodings import decoded
from backend.kernel.documents.pasted import read_pasted
from backend.kernel.documents.schemas import Grid
from backend.kernel.documents.separated import read_csv
from backend.kernel.documents.workbooks import read_workbook
from backend.kernel.errors import Invalid
from backend.kernel.language import say

LARGEST_SPREADSHEET = 10 * 1024 * 1024  # bytes


def read_spreadsheet(content: bytes, name: str) -> list[Grid]:
    """Return the tables in a file, empty ones left out; raise Invalid saying what to do instead.

    Slow for large files: run it in a thread.
    """
    if len(content) > LARGEST_SPREADSHEET:
        most = LARGEST_SPREADSHEET // (1024 * 1024)
        raise Invalid(say("文件太大了，最大 {most} MB。", most=most))
    match PurePath(name).suffix.lower():
        case ".xls" | ".et" if content.lstrip()[:1] == b"<":  # a page that calls itself a table
            grids = [read_pasted(decoded(content).text)]
        case ".xlsx" | ".ods" | ".xls" | ".et":
            grids = read_workbook(content)
        case ".csv" | ".txt" | ".tsv":
            grids = [read_csv(content)]
        case _:
            raise Invalid(say("请上传 xlsx、xls、ods 或 csv 表格。"))
    found = [grid for grid in grids if grid.rows]
    if not found:
        raise Invalid(say("表格是空的，请检查后再传。"))
    return found
