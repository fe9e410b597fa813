"""The menus, and what hangs on what: said when the app is composed, so that only built rooms show.

A room below cannot ask a room above. A decision's page shows its consultations all the same: the
root gives the site functions that answer, by a matter's code, what hangs on it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple

from backend.kernel.language import Text


class MenuEntry(NamedTuple):
    """One line of a menu."""

    label: Text
    path: str
    roles: frozenset[str] = frozenset()  # at the desk: shown to these; empty: to everyone


class Attached(NamedTuple):
    """Something another room keeps on a matter: a consultation on a decision."""

    label: Text  # what it is
    title: str
    path: str
    state: Text
    tone: str
    next: Text | None = None  # what one can do there, or await
    is_open: bool = False


Attacher = Callable[[Sequence[str]], Awaitable[Mapping[str, Sequence[Attached]]]]


class Site(NamedTuple):
    """What citizens and staff can go to, and what hangs on a matter."""

    public: tuple[MenuEntry, ...] = ()
    desk: tuple[MenuEntry, ...] = ()
    attachers: tuple[Attacher, ...] = ()


def site_of(app: Any) -> Site:
    """Return the menus of an app."""
    site = app.state.get("site")
    return site if isinstance(site, Site) else Site()


async def attached_to(app: Any, codes: Sequence[str]) -> dict[str, tuple[Attached, ...]]:
    """Return what other rooms keep on these matters, by code."""
    found: dict[str, tuple[Attached, ...]] = {}
    for attacher in site_of(app).attachers if codes else ():
        for code, things in (await attacher(codes)).items():
            found[code] = (*found.get(code, ()), *things)
    return found
