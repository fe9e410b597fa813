"""How counts of opinions add up to the figures everybody reads."""

from collections.abc import Iterable
from typing import NamedTuple

from backend.opinions.enums import Channel, OpinionState
from backend.opinions.schemas.shown import ChannelFigures, Figures, WithheldCount

FIELDS = {
    OpinionState.RECEIVED: "pending",
    OpinionState.PUBLISHED: "published",
    OpinionState.COUNTED_ONLY: "counted_only",
    OpinionState.WITHHELD: "withheld",
    OpinionState.DUPLICATE: "duplicate",
    OpinionState.WITHDRAWN: "withdrawn",
}
NEVER_VALID = frozenset({OpinionState.DUPLICATE, OpinionState.WITHDRAWN})


class Count(NamedTuple):
    """So many opinions of one channel in one state; withheld ones by one rule."""

    channel: Channel
    state: OpinionState
    opinions: int
    rule: str = ""
    rule_title: str = ""
    is_answered: bool = True  # False: a rule that leaves nothing to answer

    @property
    def is_valid(self) -> bool:
        """Whether these are owed an answer (有效意见)."""
        return self.state not in NEVER_VALID and self.is_answered


def add_up(counts: Iterable[Count]) -> Figures:
    """Return the figures of a subject; channels in their usual order, rules in the given one."""
    known = [count for count in counts if count.opinions]
    channels = tuple(
        _of_channel(channel, [count for count in known if count.channel is channel])
        for channel in Channel
        if any(count.channel is channel for count in known)
    )
    return Figures(
        **_totals(known),
        valid=sum(count.opinions for count in known if count.is_valid),
        channels=channels,
        withheld_by=_by_rule(known),
    )


def _of_channel(channel: Channel, counts: list[Count]) -> ChannelFigures:
    return ChannelFigures(channel=channel, **_totals(counts))


def _totals(counts: list[Count]) -> dict[str, int]:
    totals = {
        field: sum(count.opinions for count in counts if count.state is state)
        for state, field in FIELDS.items()
    }
    return {"received": sum(totals.values()), **totals}


def _by_rule(counts: list[Count]) -> tuple[WithheldCount, ...]:
    withheld: dict[tuple[str, str], int] = {}
    for count in counts:
        if count.state is OpinionState.WITHHELD:
            key = (count.rule, count.rule_title)
            withheld[key] = withheld.get(key, 0) + count.opinions
    return tuple(
        WithheldCount(code=code, title=title, opinions=opinions)
        for (code, title), opinions in withheld.items()
        if opinions
    )
