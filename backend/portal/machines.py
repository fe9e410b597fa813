"""What machines ask a site for: which pages there are, and where not to go."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.enums import MediaType

from backend.consultations.queries.visible import list_slugs
from backend.decisions.queries import visible_listing
from backend.kernel.errors import NotFound
from backend.web.guards import PUBLIC
from backend.web.render import PUBLIC as KEPT_BY_ANYONE
from backend.web.render import PageContext, render

STANDING = (
    *("/", "/decisions", "/consultations", "/track", "/moderation", "/journal"),
    *("/about", "/privacy", "/accessibility", "/subscriptions/new"),
)
TABS = ("", "/draft", "/drafting-note", "/opinions", "/result")


class SitemapPage(PageContext):
    """The addresses of all public pages."""

    template: ClassVar[str] = "portal/sitemap.xml"
    paths: tuple[str, ...]


class RobotsPage(PageContext):
    """Where robots may go."""

    template: ClassVar[str] = "portal/robots.txt"


@get("/sitemap.xml", opt=PUBLIC, include_in_schema=False)
async def sitemap(request: Request[Any, Any, Any]) -> Response[str]:
    """List every public page: the standing ones, each year, each visible decision."""
    paths = list(STANDING)
    for year in await _years():
        paths.append(f"/decisions?year={year}")
        paths += [f"/decisions/{line.code}" for line in await visible_listing.list_year(year)]
    paths += [f"/consultations/{slug}{tab}" for slug in await list_slugs() for tab in TABS]
    return _text(request, SitemapPage(paths=tuple(paths)), "application/xml")


async def _years() -> tuple[int, ...]:
    try:
        return (await visible_listing.get_open_catalogue()).years
    except NotFound:
        return ()


@get("/robots.txt", opt=PUBLIC, include_in_schema=False)
async def robots(request: Request[Any, Any, Any]) -> Response[str]:
    """Keep robots out of the desk, and tell them where the list of pages is."""
    return _text(request, RobotsPage(), MediaType.TEXT)


def _text(request: Request[Any, Any, Any], context: PageContext, kind: str) -> Response[str]:
    return Response(render(request, context), media_type=kind, headers=KEPT_BY_ANYONE)


ROUTES = [sitemap, robots]
