"""What is promised, and what of it a run missed."""

from collections.abc import Iterator

from tests.load import likeness
from tests.load.desk import WITHIN as DESK_WITHIN
from tests.load.exporting import LEAST_RATE, MOST_GROWTH
from tests.load.mailing import MOST_GROWTH as MOST_MAIL_GROWTH
from tests.load.measuring import FRESH_WITHIN, Line
from tests.load.report import Measured
from tests.load.submitting import SLOWEST_WITHIN

WARM_FLOOR = 0.5  # of the bare handler's rate
COLD_FLOOR = 0.03
SAME_FLOOR = 0.8  # of the small county's rate, with 2,000 more decisions
SUBMIT_FLOOR = 0.2  # of a bare handler's rate that commits one row
MAIL_FLOOR = 0.5  # of a bare loop's letters over the same connection
CROWDED_FLOOR = 1 / 1.2  # of the rate in quiet
LIST_FLOOR = 1 / 1.3  # of the rate with a hundred opinions, with 100,000


def missed(found: Measured) -> list[str]:
    """Return what fell short, in words."""
    return [*map(_of_line, filter(Line.is_missed, found.lines)), *_of_others(found)]


def _of_line(line: Line) -> str:
    return f"{line.name}: {line.ratio:.3f}, at least {line.floor:.2g} was promised"


def _of_others(found: Measured) -> Iterator[str]:
    if found.fresh and max(found.fresh) > FRESH_WITHIN:
        yield f"a change showed after {max(found.fresh):.2f} s, {FRESH_WITHIN} s promised"
    if found.grouped and found.grouped.seconds > likeness.WITHIN:
        yield f"grouping took {found.grouped.seconds:.1f} s, {likeness.WITHIN} s promised"
    if found.mailed and found.mailed.growth > MOST_MAIL_GROWTH:
        yield f"the worker grew by {found.mailed.growth:.0f} MB, {MOST_MAIL_GROWTH:.0f} promised"
    yield from _of_opinions(found)


def _of_opinions(found: Measured) -> Iterator[str]:
    if sent := found.submitted:
        if sent.slowest > SLOWEST_WITHIN:
            yield f"one opinion in a hundred took {sent.slowest:.3f} s, {SLOWEST_WITHIN} s promised"
        if sent.lost:
            yield f"{sent.lost} acknowledged opinions are not there, whole"
    for page in found.waited:
        if page.slow > DESK_WITHIN:
            yield f"the {page.page} took {page.slow:.3f} s, {DESK_WITHIN} s promised"
    if found.exported and found.exported.rate < LEAST_RATE:
        yield f"{found.exported.rate:,.0f} rows a second, {LEAST_RATE:,} promised"
    if found.exported and found.exported.growth > MOST_GROWTH:
        yield f"the server grew by {found.exported.growth:.0f} MB, {MOST_GROWTH:.0f} promised"
