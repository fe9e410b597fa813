"""What can be subscribed to now: only what anyone may see, made anew for each run and page."""

from collections.abc import Iterable, Iterator

from backend.consultations.queries import visible_matters as consultations
from backend.decisions.enums import Topic
from backend.decisions.queries import visible_matters as decisions
from backend.kernel.errors import NotFound
from backend.kernel.language import say
from backend.organisation.queries.units import list_towns, list_units_public
from backend.portal.subscriptions.enums import Activity, Scope
from backend.portal.subscriptions.rules import read_place
from backend.portal.subscriptions.schemas import EVERYTHING, Place, Scopes, Subject, What

GONE = say("这一项现在不公开")


async def load_scopes() -> Scopes:
    """Return every place, and the subjects whose news belong to it; a county has hundreds."""
    matters = await decisions.list_matters()
    asked = await consultations.list_matters()
    towns = {town.code: town.name for town in await list_towns()}
    units = {unit.code: unit.name for unit in await list_units_public()}
    whats = [
        What(EVERYTHING, say("全部进展"), "/"),
        *(What(Place(Scope.ACTIVITY, kind), kind.label, "/") for kind in Activity),
        *(What(Place(Scope.TOPIC, topic), topic.label, "/decisions") for topic in Topic),
        *(What(Place(Scope.TOWN, code), towns[code], "/decisions", is_name=True) for code in towns),
        *(What(Place(Scope.UNIT, code), units[code], "/decisions", is_name=True) for code in units),
        *_matters(matters),
        *_consultations(asked),
    ]
    places = dict(_of_matters(matters, set(towns)))
    places |= _of_consultations(asked, places, set(towns))
    years = await decisions.list_open_years()
    places |= {("catalogue", str(year)): frozenset() for year in years}
    return Scopes({what.place: what for what in whats}, places)


def get_what(scopes: Scopes, about: str) -> What:
    """Return the place an address names; raise NotFound alike for unknown and hidden ones."""
    place = read_place(about)
    found = scopes.whats.get(place) if place else None
    if found is None:
        raise NotFound
    return found


def named(scopes: Scopes, scope: str, key: str) -> What:
    """Return a subscription's place under its name, or without one when nobody may see it now."""
    place = Place(Scope(scope), key)
    return scopes.whats.get(place) or What(place, GONE)


def _matters(matters: Iterable[decisions.VisibleMatter]) -> Iterator[What]:
    for one in matters:
        place = Place(Scope.DECISION, one.code)
        yield What(place, one.title, f"/decisions/{one.code}", is_name=True)


def _consultations(asked: Iterable[consultations.VisibleConsultation]) -> Iterator[What]:
    for one in asked:
        place = Place(Scope.CONSULTATION, one.slug)
        yield What(place, one.title, f"/consultations/{one.slug}", is_name=True)


def _of_matters(
    matters: Iterable[decisions.VisibleMatter], towns: set[str]
) -> Iterator[tuple[Subject, frozenset[Place]]]:
    for one in matters:
        own = {Place(Scope.DECISION, one.code), Place(Scope.TOPIC, one.topic)}
        yield ("decision", one.code), frozenset(own | _of_units(one.units, towns))


def _of_consultations(
    asked: Iterable[consultations.VisibleConsultation],
    places: dict[Subject, frozenset[Place]],
    towns: set[str],
) -> dict[Subject, frozenset[Place]]:
    """Return the places of consultations: their own, their unit's and their decision's."""
    return {
        ("consultation", one.slug): frozenset(
            {Place(Scope.CONSULTATION, one.slug)}
            | _of_units({one.unit}, towns)
            | places.get(("decision", one.decision), frozenset())
        )
        for one in asked
    }


def _of_units(codes: Iterable[str], towns: set[str]) -> set[Place]:
    found = {Place(Scope.UNIT, code) for code in codes}
    return found | {Place(Scope.TOWN, code) for code in codes if code in towns}
