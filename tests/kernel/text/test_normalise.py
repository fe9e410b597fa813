import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.text import normalise
from backend.kernel.text.normalise import comparable, folded, tidy
from backend.kernel.text.segment import index_words, query_words


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("\ufeff您好\u200b\u202e", "您好"),
        ("e\u0301", "é"),
        ("a\x00b\x07c", "abc"),
        ("  前后空格  ", "前后空格"),
        ("一\n\n\n\n\n\n二", "一\n\n\n二"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("半角１２３保留", "半角１２３保留"),
    ],
)
def test_text_is_kept_with_the_same_words_and_nothing_unseen(given_text, kept):
    assert tidy(given_text) == kept


def test_equals_are_found_across_width_case_and_unseen_characters():
    assert comparable("ＡＢＣ　１２３\u200b") == comparable("abc 123")


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(max_size=200))
def test_every_folded_character_knows_where_it_stood(text):
    plain = folded(text)
    assert len(plain.text) == len(plain.positions)
    assert list(plain.positions) == sorted(plain.positions)
    assert all(position < len(text) for position in plain.positions)


def test_words_and_pairs_are_indexed_and_case_is_not():
    terms = index_words("停车管理办法 K7路 ABC").split()
    assert {"停车", "车管", "管理", "办法", "k7", "abc"} <= set(terms)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("停车", "停车"),
        ("停车费", "停车 & 车费"),
        ("车", "车:*"),
        ("Bus 停车", "bus:* & 停车"),
        ("' | & ! :*", ""),
        ("", ""),
    ],
)
def test_a_query_asks_for_every_pair_and_holds_no_operator(typed, query):
    assert query_words(typed) == query


@given(st.text(min_size=2, max_size=30))
def test_any_part_of_a_text_finds_it(text):
    terms = set(index_words(text).split())
    for term in filter(None, query_words(text).split(" & ")):
        start = term.removesuffix(":*")
        assert start in terms or any(word.startswith(start) for word in terms)


def test_the_quick_way_of_folding_is_the_slow_one():
    """For each character it is taken for, and for a whole text of them."""
    everyday = [chr(code) for code in range(0x10000) if normalise.ONE_TO_ONE.fullmatch(chr(code))]
    assert len(everyday) > 20_000
    for text in [*everyday, "".join(everyday)]:
        assert folded(text) == normalise._folded_one_by_one(text)
