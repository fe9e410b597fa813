"""The public journal."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromQuery

from backend.journal import queries
from backend.journal.schemas import JournalPublic
from backend.kernel.paging import Page
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page


class JournalPage(PageContext):
    """Public entries, newest first."""

    template: ClassVar[str] = "journal/index.html"
    entries: Page[JournalPublic]
    is_first: bool


@get("/journal", opt=PUBLIC, include_in_schema=False)
async def journal_index(
    request: Request[Any, Any, Any], after: FromQuery[str] = ""
) -> Response[str]:
    """Show what the county did in public."""
    entries = await queries.list_public_entries(after)
    return public_page(request, JournalPage(entries=entries, is_first=not after))
