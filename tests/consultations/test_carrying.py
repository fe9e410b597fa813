from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.rules.carrying import suggest_carry_over
from backend.consultations.rules.ordering import heaviest_rising
from backend.consultations.rules.recognising import recognise
from backend.consultations.schemas.clauses import KeyedClause
from tests.consultations.drafts import DEMO, LAW, PLAN, lines_of

KEPT, CHANGED, MOVED, SPLIT, MERGED, REMOVED, ADDED = CarryOverKind
STREETS = "东街 西街 南街 北街 湖滨路 青年路 解放路 建设路 和平巷 书院街".split()  # noqa: SIM905 - a word list
WORKS = "照明 排水 绿化 停车 公交 供热 燃气 供水 环卫 路面".split()  # noqa: SIM905 - a word list


def keyed(clauses, first: int = 0) -> tuple[KeyedClause, ...]:
    return tuple(
        KeyedClause(key=key, **clause.model_dump()) for key, clause in enumerate(clauses, first)
    )


def articles(*texts: str, first: int = 0) -> tuple[KeyedClause, ...]:
    lines = [f"第{number}条　{text}" for number, text in enumerate(texts, start=1)]
    return keyed(recognise(lines), first)


def told(old, new) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(entry.kind, entry.olds, entry.news) for entry in suggest_carry_over(old, new)]


def sentence(number: int) -> str:
    street, work = STREETS[number % 10], WORKS[number // 10 % 10]
    day = number % 28 + 1
    return f"{street}{work}改造由第{number}工作组负责，{day}日前完成并向社会公布{work}结果。"


LINES = [
    "第一条　甲乙丙丁。",
    "第二条　县交通局负责线路调整和班次安排。",
    "（一）首班车。",
    "同样的一句话。",
    "第一章　总则",
]
WORDS = st.text(alphabet="县局车站，。第一条　", max_size=15)
SOME = st.lists(st.sampled_from(LINES) | WORDS, max_size=8)


@settings(max_examples=300)
@given(SOME, SOME)
def test_every_clause_is_in_exactly_one_entry(before, after):
    old, new = keyed(recognise(before)), keyed(recognise(after), 100)
    entries = suggest_carry_over(old, new)
    assert sorted(key for e in entries for key in e.olds) == [clause.key for clause in old]
    assert sorted(key for e in entries for key in e.news) == [clause.key for clause in new]
    assert all(0 <= entry.similarity <= 1 for entry in entries)
    for entry in entries:
        assert (entry.kind is ADDED) == (not entry.olds)
        assert (entry.kind is REMOVED) == (not entry.news)
        assert (entry.kind is SPLIT) == (len(entry.news) > 1)
        assert (entry.kind is MERGED) == (len(entry.olds) > 1)


@settings(max_examples=100)
@given(SOME, SOME)
def test_entries_come_in_the_order_of_the_new_version(before, after):
    entries = suggest_carry_over(keyed(recognise(before)), keyed(recognise(after)))
    firsts = [min(entry.news) for entry in entries if entry.news]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("lines", [LAW, PLAN, *(lines_of(draft) for draft in DEMO)])
def test_the_same_draft_is_kept_whole(lines):
    old = keyed(recognise(lines))
    assert {entry.kind for entry in suggest_carry_over(old, old)} == {KEPT}


def test_the_demos_final_text_changes_its_articles_one_by_one():
    old, new = (keyed(recognise(lines_of(draft))) for draft in DEMO[:2])
    changed = [e.olds for e in suggest_carry_over(old, new) if e.kind is not KEPT]
    labels = [old[places[0]].label for places in changed]
    numbers = "四 五 六 七 八 九 十 十一 十二 十三 十四 十五".split()  # noqa: SIM905 - a word list
    assert labels == ["", *(f"第{number}条" for number in numbers)]
    assert all(entry.olds == entry.news for entry in suggest_carry_over(old, new))


def test_renumbered_articles_are_kept():
    old = articles(*map(sentence, range(5)))
    new = articles("新写的一条，讲的是另外一件事。", *map(sentence, range(5)))
    assert told(old, new) == [(ADDED, (), (0,)), *((KEPT, (n,), (n + 1,)) for n in range(5))]


def test_an_article_put_elsewhere_is_moved_and_the_others_are_kept():
    old = articles(*map(sentence, range(5)))
    new = articles(*map(sentence, (0, 2, 3, 4, 1)))
    assert told(old, new) == [
        (KEPT, (0,), (0,)),
        (KEPT, (2,), (1,)),
        (KEPT, (3,), (2,)),
        (KEPT, (4,), (3,)),
        (MOVED, (1,), (4,)),
    ]


def test_an_article_that_changes_chapter_moves_and_the_chapters_stay():
    old = keyed(recognise(["第一章　总则", "第一条　" + sentence(1), "第二章　附则"]))
    new = keyed(recognise(["第一章　总则", "第二章　附则", "第一条　" + sentence(1)]))
    assert told(old, new) == [(KEPT, (0,), (0,)), (KEPT, (2,), (1,)), (MOVED, (1,), (2,))]


def test_a_changed_article_is_found_under_its_new_number():
    old = articles(sentence(1), sentence(22), sentence(33))
    new = articles(sentence(33), sentence(22).replace("公布", "及时公布"), sentence(47))
    assert (CHANGED, (1,), (1,)) in told(old, new)


def test_the_same_heading_holds_a_rewritten_article_together():
    old = keyed(recognise(["第三条【票价】全程一元。"]))
    new = keyed(recognise(["第七条【票价】按里程分段计费，最高不超过三元。"]))
    assert told(old, new) == [(CHANGED, (0,), (0,))]


def test_another_article_under_an_old_number_is_not_the_same():
    old, new = articles("乘客不得携带宠物乘车。"), articles("本办法由交通局负责解释。")
    assert told(old, new) == [(REMOVED, (0,), ()), (ADDED, (), (0,))]


def test_an_article_cut_in_two_is_split():
    old = articles(sentence(1), sentence(22) + sentence(35), sentence(60))
    new = articles(sentence(1), sentence(22), sentence(35), sentence(60))
    assert told(old, new) == [(KEPT, (0,), (0,)), (SPLIT, (1,), (1, 2)), (KEPT, (2,), (3,))]


def test_an_article_whose_second_half_becomes_a_paragraph_is_split():
    old = keyed(recognise(["第一条　" + sentence(22) + sentence(35)]))
    new = keyed(recognise(["第一条　" + sentence(22), sentence(35)]))
    assert told(old, new) == [(SPLIT, (0,), (0, 1))]


def test_two_articles_made_one_are_merged():
    old = articles(sentence(1), sentence(22), sentence(35), sentence(60))
    new = articles(sentence(1), sentence(22) + sentence(35), sentence(60))
    assert told(old, new) == [(KEPT, (0,), (0,)), (MERGED, (1, 2), (1,)), (KEPT, (3,), (2,))]


def test_what_went_stands_where_it_used_to():
    old = articles(sentence(1), sentence(22), sentence(35))
    assert told(old, articles(sentence(1), sentence(35))) == [
        (KEPT, (0,), (0,)),
        (REMOVED, (1,), ()),
        (KEPT, (2,), (1,)),
    ]
    assert told(old, articles(sentence(22)))[0] == (REMOVED, (0,), ())
    assert told(old, ()) == [(REMOVED, (n,), ()) for n in range(3)]
    assert told((), old) == [(ADDED, (), (n,)) for n in range(3)]


def test_of_clauses_with_the_same_words_those_in_the_same_place_belong_together():
    old = keyed(recognise(["第一条　甲：", "（一）其他情形。", "第二条　乙：", "（一）其他情形。"]))
    new = keyed(recognise(["第二条　乙：", "（一）其他情形。"]))
    assert (KEPT, (3,), (1,)) in told(old, new)


def test_a_chapter_never_becomes_an_article():
    old = keyed(recognise(["第一章　线网布局"]))
    new = keyed(recognise(["第一条　线网布局"]))
    assert told(old, new) == [(REMOVED, (0,), ()), (ADDED, (), (0,))]


def test_the_suggestion_is_the_same_every_time():
    old, new = articles(*map(sentence, range(30))), articles(*map(sentence, range(5, 40)))
    assert len({repr(suggest_carry_over(old, new)) for _ in range(3)}) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (map(sentence, range(400)), [sentence(n).replace("公布", "张榜公布") for n in range(400)]),
        (map(sentence, range(400)), map(sentence, reversed(range(400)))),
        ([f"第{n}组做。" * 9 for n in range(400)], [f"第{n}组办。" * 9 for n in range(400)]),
        (["同样的一条规定。"] * 400, ["同样的一条规定。"] * 390),
    ],
    ids=["each-changed", "turned-round", "all-alike", "all-same"],
)  # fmt: skip
def test_four_hundred_clauses_are_carried_over_whatever_became_of_them(before, after):
    old, new = articles(*before), articles(*after)
    entries = suggest_carry_over(old, new)
    assert len(old) in range(len(entries) - 50, len(entries) + 50)


def test_long_articles_changed_in_one_place_each_are_all_found():
    old = articles(*map(sentence, range(100)))
    new = articles(*(sentence(n).replace("公布", "张榜公布") for n in range(100)))
    assert told(old, new) == [(CHANGED, (n,), (n,)) for n in range(100)]


@given(st.permutations(range(7)), st.lists(st.integers(1, 5), min_size=7, max_size=7))
def test_the_heaviest_rising_selection_is_found(places, weights):
    def weight(chosen) -> int:
        return sum(weights[index] for index in chosen)

    def is_rising(chosen) -> bool:
        return all(places[one] < places[other] for one, other in pairwise(chosen))

    every = ([i for i in range(7) if bits[i]] for bits in product((0, 1), repeat=7))
    found = sorted(heaviest_rising(places, weights))
    assert is_rising(found)
    assert weight(found) == max(weight(chosen) for chosen in every if is_rising(chosen))
