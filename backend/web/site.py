"""The menus: rooms say where they live when the app is composed, and only built rooms show."""

from typing import Any, NamedTuple

from backend.kernel.language import Text


class MenuEntry(NamedTuple):
    """One line of a menu."""

    label: Text
    path: str
    roles: frozenset[str] = frozenset()  # at the desk: shown to these; empty: to everyone


class Site(NamedTuple):
    """What citizens and staff can go to."""

    public: tuple[MenuEntry, ...] = ()
    desk: tuple[MenuEntry, ...] = ()


def site_of(app: Any) -> Site:
    """Return the menus of an app."""
    site = app.state.get("site")
    return site if isinstance(site, Site) else Site()
