"""What may become of opinion points."""

from collections.abc import Mapping, Sequence

from backend.kernel.language import Text, say
from backend.opinions.schemas.points import Picked

MOST_POINTS = 300  # on one subject; a list longer than that helps nobody
LEAST_TITLE = 2  # characters
MOST_TOLD = 5


def moved_meanwhile(picks: Sequence[Picked], now_in: Mapping[int, Sequence[str]]) -> Text | None:
    """Return which ticked opinions somebody put into a point since the list was shown."""
    found = [
        (pick.opinion, now_in[pick.opinion][-1])
        for pick in picks
        if pick.points is not None and len(now_in.get(pick.opinion, ())) > pick.points
    ]
    if not found:
        return None
    told = "、".join(f"{number} 号（{title}）" for number, title in found[:MOST_TOLD])
    return say(
        "有 {count} 条刚刚被别人归入了要点：{told}。请看过后再决定，您填的内容都还在。",
        count=len(found),
        told=told,
    )


def moved_out(picks: Sequence[Picked], now_in: Mapping[int, Sequence[str]]) -> Text | None:
    """Return which ticked opinions somebody took out of a point since the list was shown."""
    found = [
        str(pick.opinion)
        for pick in picks
        if pick.points is not None and len(now_in.get(pick.opinion, ())) < pick.points
    ]
    if not found:
        return None
    return say(
        "第 {numbers} 号刚刚被别人移出了要点。请看过后再决定，您填的内容都还在。",
        numbers="、".join(found[:MOST_TOLD]),
    )


def places_after_move(ids: Sequence[int], moved: int, *, to: int) -> tuple[int, ...]:
    """Return the points' order once one is moved to a place, counted from 1."""
    rest = [number for number in ids if number != moved]
    at = min(max(to, 1), len(rest) + 1) - 1
    return (*rest[:at], moved, *rest[at:])
