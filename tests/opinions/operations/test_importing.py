"""A register of opinions: looked at, put right, entered whole and once, then forgotten."""

import asyncio

import pytest

from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.kernel.importing.enums import ImportState
from backend.opinions.enums import Channel
from backend.opinions.operations import importing
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.queries.importing import get_import, list_imports
from backend.opinions.queries.tracking import find_by_code
from backend.opinions.schemas.importing import (
    ColumnField,
    ImportDraft,
    LayoutDraft,
    RevisionSeen,
    RowDraft,
)
from backend.organisation.enums import Role
from tests.support import factories, opinions
from tests.support.moderating import entries
from tests.support.sheets import ods, open_rows, xlsx

pytestmark = pytest.mark.anyio

TODAY = county_date(now()).isoformat()
HEADER = ("序号", "时间", "渠道", "反馈人", "联系方式", "意见内容", "对应条款", "同意公开")
ONE = ("1", TODAY, "来信", "朱明", "13900001234", "早晚高峰班次要加密一些。", "第一条", "是")
TWO = ("2", TODAY, "电话", "", "", "末班车太早，加班的人回不了家。", "2、3", "否")
BAD = ("3", TODAY, "座谈会", "王芳", "", "站牌要写清楚末班时间。", "", "")
FORMULA = ("4", TODAY, "现场", "", "", '=HYPERLINK("http://x","点我")票价太贵', "", "")
TABLE = "\n".join("\t".join(row) for row in (HEADER, ONE, TWO))


async def a_clerk(role=Role.DRAFTER):
    return await factories.staff(unit_code="town-t01", roles=(role,))


def as_csv(*table, encoding="utf-8"):
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    return "\r\n".join(lines).encode(encoding)


async def opened(invited, staff, *table, content=None, name="登记表.csv", **given):
    source = InMemory(content or as_csv(*(table or (HEADER, ONE, TWO))))
    return await importing.open_import(
        invited.id, ImportDraft(**given), source, name=name, staff=staff, now=now()
    )


async def look(invited, number, staff):
    return await get_import(invited.id, number, staff, now=now())


async def confirm(invited, number, staff, revision=None):
    seen = revision or (await look(invited, number, staff)).revision
    return await importing.confirm_import(
        number, RevisionSeen(revision=seen), staff=staff, now=now()
    )


async def correct(number, row, staff, **given):
    sent = RowDraft(**{"is_included": True, **given})
    await importing.correct_row(number, row, sent, staff=staff, now=now())


async def count():
    return (await rows("SELECT count(*) AS n FROM opinion"))[0]["n"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_csv(HEADER, ONE, TWO), "登记表.csv"),
        (as_csv(HEADER, ONE, TWO, encoding="gb18030"), "登记表.csv"),
        (xlsx((HEADER, ONE, TWO)), "登记表.xlsx"),
        (ods(open_rows((HEADER, ONE, TWO))), "登记表.ods"),
    ],
)
async def test_every_row_becomes_an_opinion_with_a_code(db, content, name):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff, content=content, name=name)
    assert await count() == 0, "nothing is entered before it is confirmed"
    assert await confirm(invited, number, staff) == 2
    codes = await importing.list_codes(number, staff=staff)
    assert [(code.line, code.said_by) for code in codes] == [(2, "朱*"), (3, "")]
    first = await find_by_code(codes[0].code)
    assert (first.channel, first.text) == (Channel.LETTER, ONE[5])
    assert [passage.id for passage in (await find_by_code(codes[1].code)).passages] == list(
        invited.passages[1:]
    )
    assert await figures_of(invited.id) == await count_raw(invited.id)


async def test_a_pasted_table_is_read_as_well(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await importing.open_import(
        invited.id, ImportDraft(pasted=TABLE), None, name="", staff=staff, now=now()
    )
    assert await confirm(invited, number, staff) == 2


async def test_a_table_that_waits_is_sealed_and_a_closed_one_forgotten(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff)
    held = str(await rows("SELECT * FROM opinion_import"))
    for private in ("朱明", "13900001234", "加密"):
        assert private not in held
    await confirm(invited, number, staff)
    (row,) = await rows("SELECT content_sealed, state FROM opinion_import")
    assert row == {"content_sealed": "", "state": "confirmed"}
    assert (await look(invited, number, staff)).reading is None


async def test_one_entry_for_the_table_and_one_for_each_opinion_no_word_in_them(db):
    invited, staff = await opinions.subject(), await a_clerk()
    await confirm(invited, await opened(invited, staff), staff)
    assert len(await entries("opinion.import")) == 1
    assert len(await entries("opinion.receive")) == 2
    written = str(await entries("opinion.import", "opinion.receive"))
    for private in ("朱", "13900001234", "班次"):
        assert private not in written


async def test_a_row_with_a_fault_stops_all_of_it(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff, HEADER, ONE, BAD)
    with pytest.raises(Invalid):
        await confirm(invited, number, staff)
    assert await count() == 0
    await correct(number, 3, staff, channel="hearing", received=TODAY, name="王芳", text=BAD[5])
    found = await look(invited, number, staff)
    assert found.reading.faulty == ()
    assert found.reading.items[1].draft.channel is Channel.HEARING
    assert await confirm(invited, number, staff) == 2


async def test_faulty_rows_are_left_out_at_one_press(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff, HEADER, ONE, BAD)
    await importing.leave_out_faulty(number, staff=staff, now=now())
    assert await confirm(invited, number, staff) == 1


async def test_what_is_there_already_is_flagged_and_left_out_at_one_press(db):
    invited, staff = await opinions.subject(), await a_clerk()
    await confirm(invited, await opened(invited, staff), staff)
    again = await opened(invited, staff, HEADER, ONE, TWO, FORMULA)
    found = await look(invited, again, staff)
    assert [row.number for row in found.doubles] == [2, 3]
    await importing.leave_out_doubles(again, staff=staff, now=now())
    assert await confirm(invited, again, staff) == 1
    assert await count() == 3


async def test_formula_cells_stay_the_text_they_are(db):
    invited, staff = await opinions.subject(), await a_clerk()
    await confirm(invited, await opened(invited, staff, HEADER, FORMULA), staff)
    (row,) = await rows("SELECT text FROM opinion")
    assert row["text"] == FORMULA[5]


async def test_what_holds_for_all_rows_is_chosen_once(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff, ("姓名", "意见"), ("朱明", ONE[5]))
    assert len((await look(invited, number, staff)).reading.faulty) == 1
    layout = LayoutDraft(
        header_row=1,
        columns=(ColumnField.NAME, ColumnField.TEXT),
        channel=Channel.FIELD_VISIT,
        received_on=county_date(now()),
    )
    await importing.choose_layout(number, layout, staff=staff)
    assert await confirm(invited, number, staff) == 1
    assert (await rows("SELECT channel FROM opinion"))[0]["channel"] == "field_visit"


async def test_an_import_changed_meanwhile_is_not_confirmed_unseen(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff)
    seen = (await look(invited, number, staff)).revision
    await correct(number, 2, staff, text="完全不同的一段话", channel="letter", received=TODAY)
    with pytest.raises(Conflict):
        await confirm(invited, number, staff, seen)


async def test_given_up_it_leaves_nothing(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff)
    await importing.discard_import(number, staff=staff, now=now())
    assert await list_imports(invited.id, staff) == ()
    assert (await rows("SELECT content_sealed FROM opinion_import"))[0]["content_sealed"] == ""
    with pytest.raises(Conflict):
        await importing.discard_import(number, staff=staff, now=now())
    with pytest.raises(Conflict):
        await confirm(invited, number, staff, 1)


async def test_a_table_is_seen_by_its_clerk_and_the_office_alone(db):
    invited, staff, other = await opinions.subject(), await a_clerk(), await a_clerk()
    number = await opened(invited, staff)
    assert await list_imports(invited.id, other) == ()
    for attempt in (
        look(invited, number, other),
        confirm(invited, number, other, 1),
        correct(number, 2, other),
        importing.discard_import(number, staff=other, now=now()),
        importing.list_codes(number, staff=other),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert (await look(invited, number, await a_clerk(Role.OFFICE))).id == number
    with pytest.raises(Forbidden):
        await opened(invited, await a_clerk(Role.AUDITOR))


async def test_the_list_of_codes_is_handed_out_with_an_entry_each_time(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff)
    await confirm(invited, number, staff)
    for _ in range(2):
        await importing.list_codes(number, staff=staff)
    assert len(await entries("opinion.list_codes")) == 2


async def test_nothing_is_taken_in_once_the_answers_are_published(db):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff)
    await conclude_subject(invited.id)
    with pytest.raises(Conflict):
        await opened(invited, staff)
    with pytest.raises(Conflict):
        await confirm(invited, number, staff)
    assert await count() == 0


async def test_ten_confirmations_at_once_enter_it_once(committed):
    invited, staff = await opinions.subject(), await a_clerk()
    number = await opened(invited, staff)
    seen = (await look(invited, number, staff)).revision
    found = await asyncio.gather(*(confirm(invited, number, staff, seen) for _ in range(10)))
    assert found == [2] * 10
    assert await count() == 2
    assert len(await entries("opinion.import")) == 1
    assert (await look(invited, number, staff)).state is ImportState.CONFIRMED
