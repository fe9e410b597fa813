"""Rows of a form become clauses: no word is lost, whatever a clerk joins or splits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.rules.correcting import corrected
from backend.consultations.rules.recognising import recognise
from backend.consultations.schemas.versions import ClauseRow, StoredClause
from tests.consultations.drafts import DEMO, EMERGENCY, LAW, PLAN, lines_of


def stored(lines: list[str]) -> list[StoredClause]:
    return [
        StoredClause(**dict(clause), id=place, position=place, passage=None)
        for place, clause in enumerate(recognise(lines), start=1)
    ]


def rows_of(clauses: list[StoredClause]) -> list[ClauseRow]:
    return [
        ClauseRow(was=c.position, kind=c.kind, label=c.label, heading=c.heading, text=c.text)
        for c in clauses
    ]


@pytest.mark.parametrize("lines", [LAW, PLAN, EMERGENCY, *[lines_of(draft) for draft in DEMO]])
def test_untouched_rows_give_the_same_clauses(lines: list[str]) -> None:
    clauses = stored(lines)
    found = corrected(clauses, rows_of(clauses), first=1, last=len(clauses))
    assert [tuple(dict(entry.clause).items()) for entry in found] == [
        tuple(dict(clause).items())[:5] for clause in map(_bare, clauses)
    ]
    assert [entry.was for entry in found] == [(clause.position,) for clause in clauses]


def _bare(clause: StoredClause):
    return next(iter(corrected([clause], [], first=2, last=1))).clause.model_copy(
        update={"level": clause.level}
    )


ROWS = st.lists(
    st.builds(
        ClauseRow,
        was=st.none() | st.integers(0, 9),
        kind=st.sampled_from(ClauseKind),
        label=st.sampled_from(["", "第五条", "（一）", "1.", "附则甲"]),
        heading=st.sampled_from(["", "首末班", "总则"]),
        text=st.text("一二（）.\n第条章、。甲1 ", max_size=30),
        is_joined=st.booleans(),
    ),
    max_size=8,
)


@given(ROWS)
def test_no_word_is_lost_and_no_clause_is_used_twice(rows: list[ClauseRow]) -> None:
    found = corrected(stored(LAW), rows, first=1, last=99)
    spaces = str.maketrans("", "", " \n\u3000【】（）")
    typed = "".join(row.label + row.heading + row.text for row in rows).translate(spaces)
    kept = "".join(
        entry.clause.label + entry.clause.heading + entry.clause.text for entry in found
    ).translate(spaces)
    assert kept == typed
    used = [place for entry in found for place in entry.was]
    assert len(used) == len(set(used))
