"""The office's words, as long as a letter bears."""

from backend.kernel.text.excerpt import LONGEST, excerpt


def test_what_is_short_stays_whole_in_one_line() -> None:
    assert (
        excerpt("加密班次：分两年落实。\n停车：不在范围。")
        == "加密班次：分两年落实。 停车：不在范围。"
    )


def test_what_is_long_ends_after_a_sentence_where_it_can() -> None:
    words = "分两年落实，每年公布进展。" * 30
    cut = excerpt(words)
    assert len(cut) <= LONGEST + 1
    assert cut.endswith("。…")
    assert words.startswith(cut[:-1])


def test_one_endless_sentence_is_cut_where_it_must() -> None:
    assert excerpt("说" * 500) == "说" * LONGEST + "…"
