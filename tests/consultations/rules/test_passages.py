"""Which clause inherits which passage, and what became of each."""

from hypothesis import given
from hypothesis import strategies as st

from backend.consultations.enums.clauses import CarryOverKind as Kind
from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.rules.passages import (
    Heir,
    carried,
    inherited,
    passage_label,
    whole_clauses,
)
from backend.consultations.schemas.clauses import ClauseDraft
from backend.consultations.schemas.versions import StoredClause


def article(text: str, label: str = "第一条", heading: str = "") -> ClauseDraft:
    return ClauseDraft(kind=ClauseKind.ARTICLE, label=label, heading=heading, text=text)


def test_a_split_clause_leaves_its_passage_to_the_first_part() -> None:
    assert inherited([Heir((1,)), Heir((1,)), Heir(())], {1}) == [1, None, None]


def test_a_clause_that_has_a_formers_passage_keeps_it() -> None:
    assert inherited([Heir((1,)), Heir((1,), own=1)], {1}) == [None, 1]


def test_a_merged_clause_takes_the_first_that_is_free() -> None:
    assert inherited([Heir((1, 2)), Heir((2,), own=2)], {1, 2}) == [1, 2]


def test_a_reserved_passage_stays_where_it_is() -> None:
    assert inherited([Heir((), own=90), Heir((1,), own=1)], {1}) == [90, 1]


def test_a_passage_that_is_no_former_any_more_is_given_up() -> None:
    assert inherited([Heir((), own=1), Heir((1,))], {1}) == [None, 1]


@given(
    st.lists(
        st.builds(
            Heir,
            st.lists(st.integers(1, 6), max_size=3, unique=True).map(tuple),
            st.none() | st.integers(1, 9),
        ),
        max_size=8,
    )
)
def test_no_passage_goes_to_two_clauses(heirs: list[Heir]) -> None:
    given_ = [passage for passage in inherited(heirs, range(1, 7)) if passage is not None]
    assert len(given_) == len(set(given_))


def test_the_map_says_what_became_of_each() -> None:
    olds = {number: article(f"第{number}句话。", f"第{number}条") for number in range(1, 8)}
    news = {
        1: olds[1],
        2: article("改过的话。"),
        3: article("第3句话。第4句话。"),
        5: article("第5"),
        50: article("句话。"),
        60: article("全新的。"),
        7: article("第7句话。", "第六条"),
    }
    pairs = [(1, 1), (2, 2), (3, 3), (4, 3), (5, 5), (5, 50), (7, 7)]
    found = {
        (line.former, line.passage): line.kind for line in carried(pairs, olds=olds, news=news)
    }
    assert found == {
        (1, 1): Kind.KEPT,
        (2, 2): Kind.CHANGED,
        (3, 3): Kind.MERGED,
        (4, 3): Kind.MERGED,
        (5, 5): Kind.SPLIT,
        (5, 50): Kind.SPLIT,
        (7, 7): Kind.KEPT,  # another number alone changes nothing
        (6, None): Kind.REMOVED,
        (None, 60): Kind.ADDED,
    }


def test_what_changed_its_place_among_the_others_is_moved() -> None:
    clauses = {number: article(f"第{number}句话。") for number in (1, 2, 3, 4)}
    order = [(4, 4), (1, 1), (2, 2), (3, 3)]
    kinds = {line.former: line.kind for line in carried(order, olds=clauses, news=clauses)}
    assert kinds == {1: Kind.KEPT, 2: Kind.KEPT, 3: Kind.KEPT, 4: Kind.MOVED}


def test_an_article_is_read_with_what_stands_under_it() -> None:
    kinds = (ClauseKind.CHAPTER, ClauseKind.ARTICLE, ClauseKind.ITEM, ClauseKind.ARTICLE)
    clauses = [
        StoredClause(id=0, position=place, passage=None, kind=kind, label=str(place), text="文。")
        for place, kind in enumerate(kinds, start=1)
    ]
    whole = whole_clauses(clauses)
    assert whole.keys() == {2, 4}
    assert whole[2].text == "文。\n3文。"


def test_a_passage_is_called_as_people_call_it() -> None:
    assert passage_label(article("文。", "第五条", "首末班")) == "第五条　首末班"
    assert passage_label(ClauseDraft(kind=ClauseKind.TEXT, text="很" * 100)) == "很" * 24
    assert passage_label(article("文", "", "名" * 300)) == "名" * 200
