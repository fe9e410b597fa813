"""What a moderator is told after a batch: each opinion in a word, those refused with the reason."""

from collections.abc import Iterable

from backend.kernel.language import Text, say
from backend.opinions.enums import Route
from backend.opinions.schemas.moderation import Outcome, RowResult
from backend.opinions.schemas.queue import BatchRow, Notice, NoticeRow

MOST = 100  # rows told


def written(results: Iterable[RowResult]) -> str:
    """Return the rows that did not simply go as meant, as they stand in an address."""
    return "-".join(
        f"{result.number}.{result.outcome.value}"
        for result in results
        if result.outcome is not Outcome.DONE
    )


def notice_of(batch: str, done: Iterable[BatchRow], others: str) -> Notice | None:
    """Return the notice for what a batch did, and for the rows its address tells of."""
    told = dict(_read(others))
    rows = [_done(row, told.pop(row.number, None)) for row in done]
    rows += [
        NoticeRow(number=number, text=outcome.label, is_done=False)
        for number, outcome in sorted(told.items())
    ]
    return Notice(batch=batch, rows=tuple(rows)) if rows else None


def _done(row: BatchRow, told: Outcome | None) -> NoticeRow:
    return NoticeRow(
        number=row.number, text=_word(row, told), is_done=True, may_undo=not row.is_undone
    )


def _word(row: BatchRow, told: Outcome | None) -> Text:
    if row.is_undone:
        return say("已撤销，恢复原样")
    if told is not None:
        return told.label
    return Route.HOTLINE.label if row.is_route else row.to_state.label


def _read(others: str) -> Iterable[tuple[int, Outcome]]:
    known = {outcome.value: outcome for outcome in Outcome}
    for part in others.split("-")[:MOST]:
        number, _, code = part.partition(".")
        if number.isascii() and number.isdigit() and len(number) <= 15 and code in known:  # noqa: PLR2004 - digits of a number
            yield int(number), known[code]
