"""The filters of the list: what can be chosen, what is chosen, and the address of each choice."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from backend.decisions.enums import Category, DecisionState
from backend.decisions.schemas.listing import CatalogueShown, ListingFilter, Tally
from backend.kernel.language import Text, say

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a filter, with how many decisions of the year it has."""

    value: str
    label: Text | str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Removable:
    """A chosen filter and the address of the list without it."""

    label: Text
    path: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything the form offers; only what the year really has."""

    units: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    states: tuple[Choice, ...]


def choices(catalogue: CatalogueShown, chosen: ListingFilter) -> Choices:
    """Return what can be chosen in this year."""
    tallies = catalogue.tallies
    names = {tally.unit.code: tally.unit.name for tally in tallies}
    units = _counted((tally.unit.code, tally.count) for tally in tallies)
    categories = _counted((tally.category, tally.count) for tally in tallies)
    states = _counted((tally.state, tally.count) for tally in tallies)
    return Choices(
        tuple(Choice(code, names[code], n, code == chosen.unit) for code, n in units.items()),
        tuple(
            Choice(str(kind.value), kind.short, categories[kind], kind is chosen.category)
            for kind in Category
            if categories[kind]
        ),
        tuple(
            Choice(state.value, state.label, states[state], state is chosen.state)
            for state in DecisionState
            if states[state]
        ),
    )


def matching(tallies: Iterable[Tally], chosen: ListingFilter) -> int | None:
    """Return how many decisions match, or None when words were searched: tallies know no words."""
    if chosen.word:
        return None
    return sum(
        tally.count
        for tally in tallies
        if chosen.unit in ("", tally.unit.code)
        and chosen.category in (None, tally.category)
        and chosen.state in (None, tally.state)
    )


def removable(
    catalogue: CatalogueShown, chosen: ListingFilter, *, layout: str
) -> tuple[Removable, ...]:
    """Return each chosen filter with the address that takes it away."""
    return tuple(
        Removable(label, listing_path(chosen.model_copy(update={name: blank}), layout=layout))
        for name, label, blank in _worded(catalogue, chosen)
    )


def _worded(
    catalogue: CatalogueShown, chosen: ListingFilter
) -> Iterator[tuple[str, Text, str | None]]:
    if chosen.unit:
        names = {tally.unit.code: tally.unit.name for tally in catalogue.tallies}
        yield "unit", say("单位：{name}", name=names.get(chosen.unit, chosen.unit)), ""
    if chosen.category:
        yield "category", say("类别：{name}", name=chosen.category.short), None
    if chosen.state:
        yield "state", say("进展：{name}", name=chosen.state.label), None
    if chosen.word:
        yield "word", say("含有“{word}”", word=chosen.word), ""


def listing_path(chosen: ListingFilter, *, layout: str = "table") -> str:
    """Return the address of a narrowed list."""
    asked = {
        "year": chosen.year,
        "unit": chosen.unit,
        "category": chosen.category.value if chosen.category else None,
        "state": chosen.state.value if chosen.state else None,
        "word": chosen.word,
        "view": layout if layout != "table" else None,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/decisions?{query}" if query else "/decisions"


def _counted(pairs: Iterable[tuple[Key, int]]) -> Counter[Key]:
    """Return the sums per key, in the order of first sight."""
    total: Counter[Key] = Counter()
    for key, count in pairs:
        total[key] += count
    return total
