import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.text.mask import find_personal
from backend.opinions.rules.masking import (
    HIDDEN,
    missing_words,
    parts_of,
    places,
    text_for_public,
)
from backend.opinions.schemas.queue import PartKind

LABELLED = json.loads(
    (Path(__file__).parents[2] / "kernel" / "text" / "labelled_comments.json").read_text()
)
LETTERS = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("13900001234 -@.幺三九京A号院602\u200b"),
    max_size=120,
)


@pytest.mark.parametrize("comment", LABELLED, ids=lambda comment: comment["comment_id"])
def test_of_the_labelled_comments_nothing_personal_is_published(comment):
    shown = text_for_public(comment["text"])
    for span in comment["pii_spans"]:
        assert span["text"] not in shown
    for kept in comment["must_keep"]:
        assert kept in shown


def test_words_are_covered_wherever_they_stand_and_however_they_are_disguised():
    text = "王小明说，王\u200b小明家住三楼；ＷＡＮＧ 也是。"
    shown = text_for_public(text, covers=("王小明", "wang"))
    assert shown == f"{HIDDEN}说，{HIDDEN}家住三楼；{HIDDEN} 也是。"


def test_words_that_are_not_there_are_named():
    assert missing_words("只有这些字", ("这些", "那些", "\u200b")) == ("那些", "\u200b")


def test_what_is_only_likely_can_stay_and_what_is_sure_cannot():
    text = "我叫何律师，电话13900001234"
    (name, phone) = find_personal(text, is_thorough=True)
    stretches = [(name.start, name.end), (phone.start, phone.end)]
    assert text_for_public(text, uncovered=stretches) == "我叫何律师，电话【电话已隐藏】"
    assert "何律师" not in text_for_public(text)


def test_a_word_across_personal_data_covers_both():
    text = "找张三13900001234谈"
    assert text_for_public(text, covers=("张三139",)) == f"找{HIDDEN}谈"


def test_direction_marks_and_unseen_characters_are_left_out():
    assert text_for_public("反对\u202e成赞\u202c这\u200b条") == "反对成赞这条"


def test_a_moderator_sees_what_nobody_sees():
    kinds = [(part.kind, part.text) for part in parts_of("甲\u202e乙\x07")]
    assert kinds == [
        (PartKind.PLAIN, "甲"),
        (PartKind.UNSEEN, "U+202E"),
        (PartKind.PLAIN, "乙"),
        (PartKind.UNSEEN, "U+0007"),
    ]


def test_the_beginning_never_cuts_through_personal_data():
    parts = parts_of("电话13900001234请回", most=5)
    assert [part.text for part in parts] == ["电话", "13900001234"]


@given(LETTERS)
def test_the_parts_of_a_text_are_the_whole_text(text):
    seen = "".join(text[part.start : part.end] for part in parts_of(text))
    assert seen == text


@given(LETTERS, st.lists(st.text(min_size=2, max_size=5), max_size=3))
def test_nothing_sure_is_ever_left_in_public(text, covers):
    assert find_personal(text_for_public(text, covers=covers)) == ()


@given(LETTERS, st.integers(0, 100), st.integers(2, 6))
def test_a_word_of_the_text_is_found_in_it(text, start, length):
    word = text[start : start + length].strip()
    if any(char.isalnum() for char in word):
        assert places(text, word)
