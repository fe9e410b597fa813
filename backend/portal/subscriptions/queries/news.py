"""What has happened, sorted by the places it is news for."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backend.consultations.feed import to_its_page
from backend.journal.queries import list_public_about, list_public_between
from backend.journal.schemas import JournalPublic
from backend.portal.subscriptions import rules
from backend.portal.subscriptions.enums import Scope
from backend.portal.subscriptions.queries.scopes import load_scopes
from backend.portal.subscriptions.schemas import Place, Scopes

FEED_SIZE = 50  # entries


class News(NamedTuple):
    """Entries with numbers in (since, until], by place, oldest first."""

    since: int
    until: int
    scopes: Scopes
    entries: Mapping[Place, Sequence[JournalPublic]]

    def after(self, place: Place, number: int) -> Sequence[JournalPublic]:
        """Return what a place has had since an entry."""
        found = self.entries.get(place, ())
        return found[bisect_right(found, number, key=lambda entry: entry.id) :]


async def load_news(since: int, until: int) -> News:
    """Return what anyone may see of what happened in between."""
    scopes = await load_scopes()
    entries: dict[Place, list[JournalPublic]] = defaultdict(list)
    for entry in await list_public_between(since, until, rules.KINDS):
        for place in rules.places_of(entry, scopes):
            entries[place].append(to_its_page(entry))
    return News(since, until, scopes, entries)


async def list_news(place: Place, scopes: Scopes) -> tuple[JournalPublic, ...]:
    """Return the newest entries of one place, newest first."""
    is_narrow = place.scope not in (Scope.ALL, Scope.ACTIVITY)
    subjects = [
        subject for subject, places in scopes.places.items() if not is_narrow or place in places
    ]
    acts = rules.acts_of(place)
    unsaid = rules.NO_NEWS | (rules.NOT_FOR_ALL if place.scope is Scope.ALL else frozenset())
    found = await list_public_about(
        subjects,
        acts=sorted(acts) if acts is not None else None,
        without=sorted(unsaid),
        size=FEED_SIZE,
    )
    return tuple(map(to_its_page, found))
