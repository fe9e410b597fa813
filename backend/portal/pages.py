"""The first page, and what the site says about itself."""

from typing import Any, ClassVar

from litestar import Request, Response, get

from backend.decisions.enums import DecisionState
from backend.decisions.queries import visible_listing
from backend.decisions.schemas.listing import CatalogueShown, ListingFilter
from backend.journal.queries import list_public_entries
from backend.journal.schemas import JournalPublic
from backend.kernel.clock import today
from backend.kernel.errors import NotFound
from backend.kernel.paging import LARGEST_PAGE
from backend.portal.rules import Invitation, Progress, invitations, progress
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page

RECENT = 5  # entries
UNDER_WAY = ListingFilter(state=DecisionState.IN_PROCEDURE)


class HomePage(PageContext):
    """What one can take part in today, and how the year stands."""

    template: ClassVar[str] = "portal/home.html"
    invitations: tuple[Invitation, ...]
    catalogue: CatalogueShown | None
    progress: Progress
    recent: tuple[JournalPublic, ...]


class AboutPage(PageContext):
    """What this place is, and how to read it."""

    template: ClassVar[str] = "portal/about.html"


class PrivacyPage(PageContext):
    """What is kept of readers, and what is not."""

    template: ClassVar[str] = "portal/privacy.html"


class AccessibilityPage(PageContext):
    """How to read this site more easily, and whom to tell when it fails."""

    template: ClassVar[str] = "portal/accessibility.html"


@get("/", opt=PUBLIC, include_in_schema=False)
async def home(request: Request[Any, Any, Any]) -> Response[str]:
    """Show what one can take part in today."""
    under_way = await visible_listing.list_visible(UNDER_WAY, size=LARGEST_PAGE)
    catalogue = await _newest_catalogue()
    recent = await list_public_entries(size=RECENT)
    context = HomePage(
        invitations=invitations(under_way.items, today()),
        catalogue=catalogue,
        progress=progress(catalogue.tallies if catalogue else ()),
        recent=recent.items,
    )
    return public_page(request, context)


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
