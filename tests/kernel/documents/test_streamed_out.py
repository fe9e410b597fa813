import csv
import hashlib
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from backend.kernel.documents import streamed_out
from backend.kernel.documents.schemas import Column
from backend.kernel.documents.streamed_out import StreamedTable, csv_parts, workbook_file
from backend.kernel.errors import Invalid

pytestmark = pytest.mark.anyio
COLUMNS = (Column("编号", 8), Column("意见", 40), Column("日期"))


async def rows(count, *, breaks_after=None, text="班次太少"):
    for number in range(1, count + 1):
        if number == breaks_after:
            message = "the database went away"
            raise ConnectionError(message)
        yield (number, f"{text}{number}", date(2026, 11, 20))


async def whole(parts) -> bytes:
    return b"".join([part async for part in parts])


def sheets_of(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1700])
async def test_a_csv_file_ends_with_its_count_and_the_sum_of_all_before(count):
    content = await whole(csv_parts(COLUMNS, rows(count)))
    before, ending = content[: content.rindex("共 ".encode())], content.decode().splitlines()[-1]
    assert ending == f"共 {count} 条，校验 SHA-256：{hashlib.sha256(before).hexdigest()}"
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert read[0] == ["编号", "意见", "日期"]
    assert [line[0] for line in read[1:-1]] == [str(n) for n in range(1, count + 1)]


async def test_a_csv_file_that_breaks_off_has_no_ending():
    held = io.BytesIO()
    with pytest.raises(ConnectionError):
        async for part in csv_parts(COLUMNS, rows(2000, breaks_after=1200)):
            held.write(part)
    content = held.getvalue().decode("utf-8-sig")
    assert content.count("班次太少") == 1000
    assert "校验" not in content


async def test_no_cell_of_a_streamed_csv_is_a_formula():
    content = await whole(csv_parts(COLUMNS, rows(2, text="=1+1;")))
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [line[1] for line in lines[1:3]] == ["'=1+1;1", "'=1+1;2"]


async def test_a_workbook_has_every_table_and_the_same_sum_as_the_csv():
    tables = [
        StreamedTable("意见", COLUMNS, rows(1201), is_counted=True),
        StreamedTable("汇总", COLUMNS[:2], rows(0)),
    ]
    with await workbook_file(tables) as held:
        found = sheets_of(held.read())
    ending = (await whole(csv_parts(COLUMNS, rows(1201)))).decode().splitlines()[-1]
    assert list(found) == ["意见", "汇总"]
    assert found["意见"][1] == ["编号", "意见", "日期"]
    assert found["意见"][2] == [1, "班次太少1", date(2026, 11, 20)]
    assert found["意见"][-1][0] == ending
    assert len(found["意见"]) == 2 + 1201 + 1


async def test_a_workbook_whose_rows_break_off_is_not_handed_out():
    tables = [StreamedTable("意见", COLUMNS, rows(2000, breaks_after=1200))]
    with pytest.raises(ConnectionError):
        await workbook_file(tables)


async def test_more_rows_than_a_sheet_holds_are_refused_not_cut(monkeypatch):
    monkeypatch.setattr(streamed_out, "MOST_ROWS", 600)
    with pytest.raises(Invalid, match="CSV"):
        await workbook_file([StreamedTable("意见", COLUMNS, rows(1201), is_counted=True)])


async def test_a_writer_that_dies_is_heard(monkeypatch):
    monkeypatch.setattr(streamed_out, "WRITER", "backend.kernel.documents.no_such_writer")
    with pytest.raises(RuntimeError, match="writer"):
        await workbook_file([StreamedTable("意见", COLUMNS, rows(5000))])
