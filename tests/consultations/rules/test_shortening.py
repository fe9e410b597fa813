"""A change in few words."""

from backend.consultations.rules.shortening import AROUND, LONGEST, before_and_after
from backend.kernel.text.difference import pieces


def test_a_short_clause_is_shown_whole() -> None:
    assert before_and_after(pieces("每日两班，风雨无阻。", "每日六班，风雨无阻。")) == (
        "每日两班，风雨无阻。",
        "每日六班，风雨无阻。",
    )


def test_of_a_long_clause_only_the_change_and_its_neighbourhood_are_shown() -> None:
    start, end = "为了方便群众出行，" * 20, "具体办法由县交通局另行制定。" * 20
    before, after = before_and_after(
        pieces(f"{start}每日不少于两班。{end}", f"{start}每日不少于六班。{end}")
    )
    assert "两班" in before
    assert "六班" in after
    assert before.startswith("…")
    assert before.endswith("…")
    assert max(len(before), len(after)) < 2 * AROUND + 40


def test_an_endless_change_is_cut() -> None:
    before, after = before_and_after(pieces("", "新" * 900))
    assert (before, after) == ("", "新" * LONGEST + "…")


def test_where_nothing_changed_both_sides_are_the_same() -> None:
    before, after = before_and_after(pieces("照旧。" * 100, "照旧。" * 100))
    assert before == after
