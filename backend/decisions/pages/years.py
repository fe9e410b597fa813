"""A year as a whole: its completion report, its downloads, and the feed of all years."""

import asyncio
from datetime import date
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromPath

from backend.decisions import exports, feed
from backend.decisions.enums import DecisionState
from backend.decisions.pages.index import HubRow, hub_row
from backend.decisions.queries import visible_decisions, visible_listing, visible_news
from backend.decisions.rules.standing import DECIDED
from backend.decisions.schemas.listing import CatalogueShown
from backend.decisions.schemas.public import CataloguePublic
from backend.kernel.clock import today
from backend.kernel.documents.file_names import content_disposition
from backend.kernel.errors import NotFound
from backend.web.answers import origin_of, public_bytes
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page


class ReportPage(PageContext):
    """What was planned for a year, and what became of it."""

    template: ClassVar[str] = "decisions/report.html"
    catalogue: CatalogueShown
    rows: tuple[HubRow, ...]
    decided: int
    removed: int
    as_of: date


@get("/decisions/years/{year:int}/report", opt=PUBLIC, include_in_schema=False)
async def completion_report(request: Request[Any, Any, Any], year: FromPath[int]) -> Response[str]:
    """Show how much of a year's catalogue is done."""
    catalogue = await visible_listing.get_open_catalogue(year)
    lines = await visible_listing.list_year(catalogue.year)
    day = today()
    context = ReportPage(
        catalogue=catalogue,
        rows=tuple(hub_row(line, day) for line in lines),
        decided=sum(line.state in DECIDED for line in lines),
        removed=sum(line.state is DecisionState.REMOVED for line in lines),
        as_of=day,
    )
    return public_page(request, context)


@get("/decisions/years/{year:int}/{file_name:str}", opt=PUBLIC, include_in_schema=False)
async def catalogue_download(year: FromPath[int], file_name: FromPath[str]) -> Response[bytes]:
    """Hand out a year's catalogue as a spreadsheet or as data."""
    kind = exports.KINDS.get(file_name)
    if kind is None:
        raise NotFound
    catalogue = await visible_listing.get_open_catalogue(year)
    decisions = await visible_decisions.list_shown(catalogue.year)
    whole = CataloguePublic.of(catalogue, decisions)
    content = await asyncio.to_thread(kind.write, whole)
    named = content_disposition(f"{catalogue.title}.{kind.ending}")
    return public_bytes(content, kind.media_type, {"Content-Disposition": named})


@get("/decisions/feed.xml", opt=PUBLIC, include_in_schema=False)
async def catalogue_feed(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Hand out what was lately published and adjusted, as an Atom feed."""
    entries = await visible_news.list_news()
    return public_bytes(feed.atom(entries, origin_of(request)), feed.MEDIA_TYPE)
