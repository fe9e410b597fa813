"""A feed for everything that can be subscribed to: no address, no confirmation."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from backend.journal.atom import MEDIA_TYPE, Feed, atom
from backend.kernel.errors import NotFound
from backend.portal.subscriptions.queries.news import list_news
from backend.portal.subscriptions.queries.scopes import get_what, load_scopes
from backend.portal.subscriptions.schemas import EVERYTHING, What
from backend.web.answers import origin_of, public_bytes
from backend.web.guards import PUBLIC

SUBTITLE = "公开的进展，每条只记一次"
SUFFIX = ".xml"


@get(EVERYTHING.feed_path, opt=PUBLIC, include_in_schema=False)
async def feed_all(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Tell of everything."""
    return await _feed(request, EVERYTHING.about)


@get("/subscriptions/feeds/{kind:str}/{file_name:str}", opt=PUBLIC, include_in_schema=False)
async def feed_one(
    request: Request[Any, Any, Any], kind: FromPath[str], file_name: FromPath[str]
) -> Response[bytes]:
    """Tell of one thing; raise NotFound alike for what nobody may see and what is not there."""
    if not file_name.endswith(SUFFIX):
        raise NotFound
    return await _feed(request, f"{kind}:{file_name.removesuffix(SUFFIX)}")


async def _feed(request: Request[Any, Any, Any], about: str) -> Response[bytes]:
    scopes = await load_scopes()
    what = get_what(scopes, about)
    entries = await list_news(what.place, scopes)
    return public_bytes(atom(_about(what), entries, origin_of(request)), MEDIA_TYPE)


def _about(what: What) -> Feed:
    return Feed(
        name=f"news-{what.place.about}",
        title=f" {what.title}" if what.is_name else str(what.title),
        subtitle=SUBTITLE,
        path=what.place.feed_path,
        page=what.path,
    )


ROUTES = [feed_all, feed_one]
