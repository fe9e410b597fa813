"""What a table of opinions is read against."""

from datetime import date, datetime
from typing import NamedTuple

from backend.opinions.enums import Channel
from backend.opinions.rules.windows import Window
from backend.opinions.schemas.shown import PassageShown


class Town(NamedTuple):
    """A town that can be meant."""

    code: str
    name: str


class Present(NamedTuple):
    """An opinion that is in the ledger already: its words, and who said them if that was told."""

    number: int
    text: str
    name: str


class ImportContext(NamedTuple):
    """The period, the clauses, the towns, what is there already, what holds for rows that lack."""

    window: Window
    now: datetime
    passages: tuple[PassageShown, ...] = ()
    towns: tuple[Town, ...] = ()
    present: tuple[Present, ...] = ()
    channel: Channel | None = None
    received_on: date | None = None
