"""The staff's start page: what waits for whoever signed in."""

from datetime import date
from typing import ClassVar

from litestar import Response, get

from backend.decisions.queries.desk.tasks import desk_tasks
from backend.decisions.schemas.desk import DeskTask
from backend.kernel.clock import today
from backend.organisation.guards import StaffRequest, requires_sign_in
from backend.web.render import PageContext, page


class DeskPage(PageContext):
    """What to do today."""

    template: ClassVar[str] = "portal/desk.html"
    day: date
    tasks: tuple[DeskTask, ...]


@get("/desk", guards=[requires_sign_in], include_in_schema=False)
async def desk(request: StaffRequest) -> Response[str]:
    """Show what waits for this person, most pressing first."""
    day = today()
    tasks = await desk_tasks(request.user, today=day)
    return page(request, DeskPage(day=day, tasks=tasks))


ROUTES = [desk]
