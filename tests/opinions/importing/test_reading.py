from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.documents.schemas import Grid
from backend.kernel.importing.enums import Certainty, RowKind
from backend.kernel.importing.layouts import recognise
from backend.opinions.enums import Channel, ContactKind, SubmitterKind
from backend.opinions.importing.context import ImportContext, Present, Town
from backend.opinions.importing.headers import WORDS
from backend.opinions.importing.reading import MOST_ITEMS, read_table
from backend.opinions.rules.windows import Window
from backend.opinions.schemas.importing import ColumnField, RowCorrection
from backend.opinions.schemas.shown import PassageShown

F = ColumnField
HEADER = (
    "序号", "收到时间", "渠道", "反馈人", "工作单位", "联系电话", "所在镇街", "意见建议内容",
    "对应条款", "是否同意公开",
)  # fmt: skip
ROW = (
    "1", "2026-11-18 15:30", "来信", "朱明", "", "13900001234", "云溪", "班次要加密一些。",
    "第二条", "是",
)  # fmt: skip
PLACES = ("seq", "time", "channel", "name", "unit", "contact", "town", "text", "clauses", "consent")
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
CONTEXT = ImportContext(
    window=Window(datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 12, 2, 16, tzinfo=UTC)),
    now=NOW,
    passages=tuple(PassageShown(id=n, label=f"第{c}条") for n, c in enumerate("一二三", start=1)),
    towns=(Town("town-t01", "云溪镇"), Town("town-t02", "清水镇")),
)


def changed(**cells):
    return tuple(cells.get(name, cell) for name, cell in zip(PLACES, ROW, strict=True))


def read(*rows, context=CONTEXT, corrections=None):
    grid = Grid(rows=rows)
    return read_table(grid, recognise(grid, WORDS), context, corrections)


def only(**cells):
    return read(HEADER, changed(**cells)).items[0]


def messages(row):
    return [str(problem.message) for problem in row.problems]


def test_the_registers_columns_are_known():
    layout = recognise(Grid(rows=(("征求意见登记表",), HEADER, ROW)), WORDS)
    assert layout.header_rows == (1,)
    assert [column.field for column in layout.columns] == [
        F.SEQ, F.RECEIVED, F.CHANNEL, F.NAME, F.ORGANISATION, F.CONTACT, F.TOWN, F.TEXT,
        F.CLAUSES, F.CONSENT,
    ]  # fmt: skip
    assert {column.certainty for column in layout.columns} <= {Certainty.SURE, Certainty.LIKELY}


def test_columns_without_a_header_are_guessed_and_marked():
    layout = recognise(Grid(rows=(ROW, changed(seq="2"))), WORDS)
    found = {column.field for column in layout.columns}
    assert {F.SEQ, F.RECEIVED, F.CHANNEL, F.CONTACT, F.TEXT, F.CONSENT} <= found
    assert not layout.header_rows


def test_a_clean_row_becomes_an_opinion():
    row = only()
    assert messages(row) == []
    said = row.draft.opinion
    assert (said.text, said.name, said.passages) == ("班次要加密一些。", "朱明", (2,))
    assert (said.contact.kind, said.town, said.may_publish) == (ContactKind.PHONE, "town-t01", True)
    assert (row.draft.channel, said.submitter_kind) == (Channel.LETTER, SubmitterKind.PERSON)
    assert row.draft.received_at == datetime(2026, 11, 18, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"text": ""}, F.TEXT),
        ({"text": "短"}, F.TEXT),
        ({"time": "昨天"}, F.RECEIVED),
        ({"time": ""}, F.RECEIVED),
        ({"time": "2026-11-01"}, F.RECEIVED),
        ({"time": "2026-11-21"}, F.RECEIVED),
        ({"time": "2026-12-03"}, F.RECEIVED),
        ({"channel": ""}, F.CHANNEL),
        ({"channel": "座谈会"}, F.CHANNEL),
        ({"channel": "网站", "contact": ""}, F.CONTACT),
        ({"contact": "123"}, F.CONTACT),
        ({"name": "名" * 41}, F.NAME),
        ({"clauses": "第九十九条"}, F.CLAUSES),
        ({"consent": "看情况"}, F.CONSENT),
    ],
)
def test_a_bad_cell_is_an_error_beside_its_column(cells, field):
    row = only(**cells)
    assert row.draft is None
    assert [problem.field for problem in row.errors] == [field]


def test_all_faults_of_a_row_are_told_at_once():
    row = only(time="昨天", channel="座谈会", contact="123", consent="看情况", clauses="99")
    assert {problem.field for problem in row.errors} == {
        F.RECEIVED, F.CHANNEL, F.CONTACT, F.CONSENT, F.CLAUSES,
    }  # fmt: skip


def test_no_word_about_consent_is_none():
    assert only(consent="").draft.opinion.may_publish is False


def test_a_person_with_an_employer_speaks_as_a_person():
    said = only(unit="青泽县恒达物业公司").draft.opinion
    assert (said.submitter_kind, said.organisation_name) == (
        SubmitterKind.PERSON,
        "青泽县恒达物业公司",
    )


def test_a_body_alone_speaks_for_itself_with_a_remark():
    row = only(name="", unit="青泽县恒达物业公司")
    assert row.draft.opinion.submitter_kind is SubmitterKind.COMPANY
    assert row.errors == ()
    assert messages(row)


def test_an_unknown_town_is_told_and_left_out():
    row = only(town="别县")
    assert row.draft.opinion.town == ""
    assert not row.errors
    assert messages(row)


def test_rows_that_name_neither_way_nor_day_take_what_was_chosen_for_all():
    context = CONTEXT._replace(channel=Channel.COUNTER, received_on=date(2026, 11, 19))
    row = read(HEADER, changed(time="", channel=""), context=context).items[0]
    assert row.draft.channel is Channel.COUNTER
    assert row.draft.received_at == datetime(2026, 11, 18, 16, tzinfo=UTC)


def test_a_day_without_a_year_falls_into_the_period_also_over_new_year():
    window = Window(datetime(2026, 12, 10, tzinfo=UTC), datetime(2027, 1, 20, tzinfo=UTC))
    context = CONTEXT._replace(window=window, now=datetime(2027, 1, 15, tzinfo=UTC))
    row = read(HEADER, changed(time="1月5日"), context=context).items[0]
    assert row.draft.received_at.date() == date(2027, 1, 4)


def test_what_was_entered_already_is_flagged_and_not_refused():
    present = (Present(7, "班次要 加密一些。", "朱明"), Present(8, "班次要加密一些。", "王五"))
    row = read(HEADER, ROW, context=CONTEXT._replace(present=present)).items[0]
    assert row.entered_as == (7,)
    assert row.draft is not None
    assert "像是已经录入过：第 7 号，请核对。" in messages(row)


def test_the_same_words_of_another_person_are_another_opinion():
    present = (Present(8, "班次要加密一些。", "王五"),)
    assert read(HEADER, ROW, context=CONTEXT._replace(present=present)).items[0].entered_as == ()


def test_the_same_row_twice_is_remarked_on_the_second():
    rows = read(HEADER, ROW, changed(seq="2"), changed(seq="3", name="王五")).items
    assert [bool(row.problems) for row in rows] == [False, True, False]
    assert rows[1].draft is not None


def test_titles_repeated_headers_and_sums_are_no_opinions():
    kinds = [row.kind for row in read(("登记表",), HEADER, ROW, HEADER, ("合计 1 条",), ()).rows]
    assert kinds == [
        RowKind.REMARK,
        RowKind.HEADER,
        RowKind.ITEM,
        RowKind.REPEATED_HEADER,
        RowKind.HEADING,
        RowKind.EMPTY,
    ]


def test_a_formula_and_markup_are_words():
    said = only(text='=HYPERLINK("http://x","点我")<script>').draft.opinion
    assert said.text == '=HYPERLINK("http://x","点我")<script>'


def test_a_correction_replaces_a_cell_and_a_row_left_out_counts_for_nothing():
    corrections = {
        2: RowCorrection(texts={F.CHANNEL: "电话"}),
        3: RowCorrection(is_included=False),
    }
    reading = read(HEADER, changed(channel="座谈会"), changed(time=""), corrections=corrections)
    assert reading.items[0].draft.channel is Channel.PHONE
    assert reading.faulty == ()
    assert [row.number for row in reading.included] == [2]


def test_a_table_without_words_says_so():
    said = [str(p.message) for p in read(("序号", "姓名", "渠道"), ("1", "朱明", "来信")).problems]
    assert said == ["还没有指定哪一列是意见内容。"]


def test_too_many_rows_are_refused_as_a_whole():
    reading = read(HEADER, *[changed(seq=str(n)) for n in range(MOST_ITEMS + 1)])
    assert [str(p.message) for p in reading.problems] == ["一次最多导入 1000 条，请分成几份。"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=10).map(tuple), max_size=6))
def test_any_table_is_read_without_failing(rows):
    reading = read(HEADER, *rows)
    assert len(reading.rows) == len(rows) + 1
    assert all(row.draft is None for row in reading.items if row.errors)
