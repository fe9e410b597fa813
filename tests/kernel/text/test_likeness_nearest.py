import pytest

from backend.kernel.text.likeness.cohesion import (
    UNLIKE,
    Answered,
    one_reason_for_unlike,
    unlike,
)
from backend.kernel.text.likeness.nearest import most_like
from tests.kernel.text.labelled import cluster, labelled

REASON = "您的意见很好，我们将认真研究。"


def texts_of(consultation, ids):
    return [one.saying.text for one in labelled(consultation) if one.saying.id in ids]


def sayings(consultation):
    return [one.saying for one in labelled(consultation)]


def test_copies_come_first_then_what_is_about_the_same():
    petition = texts_of("C1", {38})[0]
    found = most_like(petition, sayings("C1"), 11)
    assert {one.id for one in found[:10]} == cluster("C1", "CA")
    assert all(one.likeness >= 0.8 for one in found[:10])
    assert found[10].id in {9, 68}


def test_the_same_wish_in_other_words_is_found():
    found = most_like("夜里下班没有末班车可坐", sayings("C1"), 5)
    assert {one.id for one in found} <= {4, 18, 22, 25, 26, 48}
    assert found


def test_the_dissenter_is_shown_beside_what_he_dissents_from():
    assert 23 in {one.id for one in most_like("请保留东岭教学点，家长不同意", sayings("C5"), 10)}


@pytest.mark.parametrize("text", ["", "👍", "？", "zzzz"])
def test_who_is_like_nothing_gets_nothing(text):
    assert most_like(text, sayings("C1")) == ()


def test_the_most_like_are_in_order_and_the_same_every_time():
    everybody = sayings("C3")
    found = most_like(everybody[20].text, everybody, 6)
    assert list(found) == sorted(found, key=lambda one: (-one.likeness, one.id))
    assert len(found) <= 6
    assert most_like(everybody[20].text, everybody[::-1], 6) == found


def test_copies_are_like_and_remarks_on_anything_are_unlike():
    assert unlike([REASON, REASON]) == pytest.approx(0)
    assert unlike(texts_of("C1", cluster("C1", "CA"))) < 0.2
    assert unlike(texts_of("C1", {7, 14, 20, 45, 61})) > UNLIKE
    assert unlike([REASON]) == unlike([]) == 0


def test_opinions_on_one_point_are_liker_than_those_on_several():
    on_point = {
        point: {one.saying.id for one in labelled("C1") if point in one.points}
        for point in ("P01", "P02", "P03", "P04", "P11")
    }
    apart = [unlike(texts_of("C1", ids)) for ids in on_point.values()]
    assert max(apart) < UNLIKE
    assert unlike(texts_of("C1", set().union(*on_point.values()))) > max(apart)


def test_one_sentence_for_unlike_opinions_is_found_one_for_like_ones_is_not():
    unlike_ones = [Answered(n, text, REASON) for n, text in enumerate(texts_of("C1", {7, 14, 20}))]
    like_ones = [
        Answered(n, text, "支线保留，平日接驳、集日直达，写入第四条。")
        for n, text in enumerate(texts_of("C1", cluster("C1", "CA")), start=10)
    ]
    (found,) = one_reason_for_unlike([*like_ones, *unlike_ones])
    assert found.members == (0, 1, 2)
    assert found.unlikeness >= UNLIKE


def test_a_reason_changed_in_a_mark_is_one_reason_still():
    first, second = texts_of("C1", {7, 14})
    answers = [Answered(1, first, REASON), Answered(2, second, REASON.replace("，", "") + "！")]
    assert [one.members for one in one_reason_for_unlike(answers)] == [(1, 2)]
    assert one_reason_for_unlike([answers[0], Answered(2, second, "已写入第三条。")]) == ()
