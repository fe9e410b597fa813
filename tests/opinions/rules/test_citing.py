import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.text.numerals import chinese_numeral
from backend.opinions.rules.citing import read_citation
from backend.opinions.schemas.shown import PassageShown

LABELS = [
    "第一条　目的依据",
    "第二条　适用范围",
    "第五条　既有小区",
    "第五条之一　例外",
    "第十二条",
]
LAW = tuple(PassageShown(id=n, label=label) for n, label in enumerate(LABELS, start=1))
PLAN = tuple(
    PassageShown(id=n, label=label)
    for n, label in enumerate(
        ["一、总体要求", "二、主要任务", "（一）统一票制", "（二）调整线网"], start=1
    )
)


def read(text, passages=LAW):
    found = read_citation(text, passages)
    return found.passages, found.unknown


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ()),
        ("全文", ()),
        ("第五条", (3,)),
        ("五", (3,)),
        ("5", (3,)),
        ("５", (3,)),
        ("第 5 条", (3,)),
        ("第五条第二款", (3,)),
        ("第五条之一", (4,)),
        ("第五条第（二）项", (3,)),
        ("5、12", (3, 5)),
        ("5,12；第一条", (3, 5, 1)),
        ("第五条和第十二条", (3, 5)),
        ("1-2", (1, 2)),
        ("第一条至第二条", (1, 2)),
        ("既有小区", (3,)),
        ("适用范围、12", (2, 5)),
        ("第五条　既有小区", (3,)),
        ("5 5 5", (3,)),
    ],
)
def test_clauses_are_found_however_a_clerk_writes_them(text, ids):
    assert read(text) == (ids, ())


@pytest.mark.parametrize(
    "text", ["第九十九条", "99", "1-99", "5-1", "停车场", "条", "第五十条", "0"]
)
def test_what_is_not_there_is_named_and_never_guessed(text):
    passages, unknown = read(text)
    assert passages == ()
    assert unknown


def test_one_wrong_name_does_not_lose_the_right_ones():
    assert read("5、99、12") == ((3, 5), ("99",))


@pytest.mark.parametrize(
    ("text", "ids"), [("总体要求", (1,)), ("一、总体要求", (1,)), ("调整线网", (4,))]
)
def test_a_plan_without_articles_is_cited_by_its_headings(text, ids):
    assert read(text, PLAN)[0] == ids


def test_a_number_that_two_points_carry_is_not_guessed():
    assert read("二", PLAN) == ((), ("二",))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_words_are_read_without_failing(text):
    passages, _ = read(text)
    assert set(passages) <= {passage.id for passage in LAW}


@given(st.integers(1, 300))
def test_every_article_is_found_by_its_number_in_both_scripts(number):
    passages = tuple(
        PassageShown(id=n, label=f"第{chinese_numeral(n)}条　事项{n}") for n in range(1, 301)
    )
    assert read(str(number), passages) == ((number,), ())
    assert read(f"第{chinese_numeral(number)}条", passages) == ((number,), ())
