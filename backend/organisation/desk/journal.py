"""The whole journal, for the auditor and the office; it stands here for the sake of the guards."""

from typing import ClassVar

from litestar import Response, get
from litestar.params import FromQuery

from backend.journal.actions import WORDS
from backend.journal.queries import list_entries
from backend.journal.schemas import JournalFilter, JournalForStaff
from backend.kernel.language import Text
from backend.kernel.paging import Page
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.web.render import PageContext, page

READERS = [requires_role(Role.AUDITOR, Role.OFFICE)]


class JournalForStaffPage(PageContext):
    """Entries, public or not, newest first."""

    template: ClassVar[str] = "organisation/desk/journal.html"
    entries: Page[JournalForStaff]
    wanted: JournalFilter
    query: str
    actions: dict[str, Text] = WORDS


@get("/desk/journal", guards=READERS, include_in_schema=False)
async def journal_for_staff(
    request: StaffRequest,
    *,
    subject: FromQuery[str] = "",
    actor: FromQuery[str] = "",
    action: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[str]:
    """Show the journal, narrowed to a subject, an actor or a kind of act."""
    wanted = JournalFilter(subject=subject, actor=actor, action=action)
    entries = await list_entries(wanted, after)
    context = JournalForStaffPage(entries=entries, wanted=wanted, query=wanted.as_query())
    return page(request, context)


ROUTES = [journal_for_staff]
