"""The first page, and what the site says about itself."""

from collections.abc import Iterable
from typing import Any, ClassVar

from litestar import Request, Response, get

from backend.consultations.queries.changed import ChangedClause, lately_changed
from backend.consultations.queries.visible import list_current
from backend.consultations.schemas.shown import ConsultationLine
from backend.decisions.enums import DecisionState
from backend.decisions.queries import visible_listing
from backend.decisions.schemas.listing import CatalogueShown, DecisionLine, ListingFilter
from backend.journal.queries import list_public_entries
from backend.journal.schemas import JournalPublic
from backend.kernel.clock import now, today
from backend.kernel.errors import NotFound
from backend.kernel.paging import LARGEST_PAGE
from backend.opinions.rules.privacy import CURRENT, NOTICES, Notice
from backend.portal.rules import MOST_INVITATIONS, Invitation, Progress, invitations, progress
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page

RECENT = 5  # entries
CHANGED = 2  # sentences
SINGLE = ("opinion",)  # subjects whose acts are told on pages of their own
UNDER_WAY = ListingFilter(state=DecisionState.IN_PROCEDURE)


class HomePage(PageContext):
    """What one can take part in today, and how the year stands."""

    template: ClassVar[str] = "portal/home.html"
    asks: tuple[ConsultationLine, ...]
    invitations: tuple[Invitation, ...]
    changed: tuple[ChangedClause, ...]
    catalogue: CatalogueShown | None
    progress: Progress
    recent: tuple[JournalPublic, ...]


class AboutPage(PageContext):
    """What this place is, and how to read it."""

    template: ClassVar[str] = "portal/about.html"


class PrivacyPage(PageContext):
    """What is kept of readers, and what is not."""

    template: ClassVar[str] = "portal/privacy.html"
    notice: Notice = NOTICES[CURRENT]


class AccessibilityPage(PageContext):
    """How to read this site more easily, and whom to tell when it fails."""

    template: ClassVar[str] = "portal/accessibility.html"


@get("/", opt=PUBLIC, include_in_schema=False)
async def home(request: Request[Any, Any, Any]) -> Response[str]:
    """Show what one can take part in today."""
    return public_page(request, await _home())


async def _home() -> HomePage:
    under_way = await visible_listing.list_visible(UNDER_WAY, size=LARGEST_PAGE)
    asks = await list_current(now())
    catalogue = await _newest_catalogue()
    recent = await list_public_entries(size=RECENT, without=SINGLE)
    return HomePage(
        asks=asks[:MOST_INVITATIONS],
        invitations=invitations(_not_asked(under_way.items, asks), today()),
        changed=await lately_changed(CHANGED),
        catalogue=catalogue,
        progress=progress(catalogue.tallies if catalogue else ()),
        recent=recent.items,
    )


def _not_asked(
    lines: Iterable[DecisionLine], asks: Iterable[ConsultationLine]
) -> tuple[DecisionLine, ...]:
    """Return the matters no consultation is on the page for already."""
    asked = {ask.decision_code for ask in asks}
    return tuple(line for line in lines if line.code not in asked)


async def _newest_catalogue() -> CatalogueShown | None:
    try:
        return await visible_listing.get_open_catalogue()
    except NotFound:
        return None


@get("/about", opt=PUBLIC, include_in_schema=False)
async def about(request: Request[Any, Any, Any]) -> Response[str]:
    """Say what this place is."""
    return public_page(request, AboutPage())


@get("/privacy", opt=PUBLIC, include_in_schema=False)
async def privacy(request: Request[Any, Any, Any]) -> Response[str]:
    """Say what is kept of readers."""
    return public_page(request, PrivacyPage())


@get("/accessibility", opt=PUBLIC, include_in_schema=False)
async def accessibility(request: Request[Any, Any, Any]) -> Response[str]:
    """Say how to read this site more easily."""
    return public_page(request, AccessibilityPage())


ROUTES = [home, about, privacy, accessibility]
