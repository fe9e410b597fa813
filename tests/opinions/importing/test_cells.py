from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.opinions.enums import AgeBand, Channel, SubmitterKind
from backend.opinions.importing import cells
from backend.opinions.importing.corrections import AGES, WORDS_OF
from backend.opinions.importing.times import read_received
from backend.opinions.schemas.importing import ColumnField


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("来信", Channel.LETTER),
        ("信 函", Channel.LETTER),
        ("电话（12345）", Channel.PHONE),
        ("E-mail", Channel.EMAIL),
        ("政务服务大厅窗口", Channel.COUNTER),
        ("入户走访", Channel.FIELD_VISIT),
        ("听证会", Channel.HEARING),
        ("政府开放日", Channel.EVENT),
        ("微信公众号", Channel.WECHAT),
        ("座谈会", None),
        ("电话和来信", None),
        ("", None),
    ],
)
def test_a_way_is_known_by_its_words_and_never_guessed(text, channel):
    assert cells.read_channel(text) is channel


@pytest.mark.parametrize(
    ("text", "answer"),
    [("是", True), ("√", True), ("同意公开", True), ("Y", True), ("否", False), ("不同意", False),
     ("×", False), ("不 公开", False), ("看情况", None), ("", None), ("公示", None)],
)  # fmt: skip
def test_consent_is_only_what_says_so(text, answer):
    assert cells.read_answer(text) is answer


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("17岁", AgeBand.UNDER_18),
        ("18周岁以下", AgeBand.UNDER_18),
        ("35", AgeBand.TO_35),
        ("36-50岁", AgeBand.TO_50),
        ("51至65", AgeBand.TO_65),
        ("66岁以上", AgeBand.OVER_65),
        ("30-40", None),
        ("50以上", None),
        ("200", None),
        ("退休", None),
        ("3650", None),
    ],
)
def test_an_age_is_put_in_its_band_or_not_at_all(text, band):
    assert cells.read_age(text) is band


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青泽县恒达物业有限公司", SubmitterKind.COMPANY),
        ("老张早餐店", SubmitterKind.SOLE_TRADER),
        ("青泽县第一中学", SubmitterKind.ORGANISATION),
    ],
)
def test_what_a_bodys_name_makes_it(name, kind):
    assert cells.kind_of_name(name) is kind


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("2026-11-20", date(2026, 11, 20), None),
        ("2026-11-20 15:30", date(2026, 11, 20), time(15, 30)),
        ("2026/11/20 15:30:12", date(2026, 11, 20), time(15, 30)),
        ("2026.11.20", date(2026, 11, 20), None),
        ("2026年11月20日（周五）下午3点", date(2026, 11, 20), time(15)),
        ("26年11月2日 上午9时05分", date(2026, 11, 2), time(9, 5)),
        ("20261120", date(2026, 11, 20), None),
        ("46346", date(2026, 11, 20), None),
        ("46346.5", date(2026, 11, 20), time(12)),
        ("11月20日", date(2026, 11, 20), None),
        ("11.20 晚上8:15", date(2026, 11, 20), time(20, 15)),
        ("2026-11-20T15:30", date(2026, 11, 20), time(15, 30)),
        ("2026年11月20日 上午", date(2026, 11, 20), None),
        ("2026-02-30", None, None),
        ("上周", None, None),
        ("2026-11-20 25:00", None, None),
        ("2026-11-20 收到的", None, None),
        ("13900001234", None, None),
        ("", None, None),
    ],
)
def test_times_are_read_as_registers_write_them(text, day, at):
    found = read_received(text, 2026)
    assert (found.day, found.at) == (day, at)
    assert day or found.remark


def test_a_year_that_was_not_written_is_remarked():
    assert read_received("11月20日", 2026).remark
    assert read_received("2026-11-20", 2026).remark is None


def test_what_is_chosen_from_a_list_is_read_again_as_it_was_meant():
    for value, words in WORDS_OF[ColumnField.CHANNEL].items():
        assert cells.read_channel(words) is Channel(value)
    for value, words in WORDS_OF[ColumnField.KIND].items():
        assert cells.read_kind(words) is SubmitterKind(value)
    for band, words in AGES.items():
        assert cells.read_age(words) is band


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_cell_is_read_without_failing(text):
    cells.read_channel(text)
    cells.read_age(text)
    cells.read_kind(text)
    cells.read_answer(text)
    cells.is_like_a_contact(text)
    read_received(text, 2026)
