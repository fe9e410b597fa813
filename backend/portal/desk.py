"""The staff's start page: what waits for whoever signed in."""

from collections import Counter
from datetime import date
from typing import ClassVar

from litestar import Response, get

from backend.kernel.clock import county_date, now
from backend.organisation.guards import StaffRequest, requires_sign_in
from backend.portal.clocks.schemas import TaskOnClock
from backend.portal.tasks import tasks_of
from backend.web.render import PageContext, page


class DeskPage(PageContext):
    """What to do today."""

    template: ClassVar[str] = "portal/desk.html"
    day: date
    tasks: tuple[TaskOnClock, ...]
    late: int
    near: int


@get("/desk", guards=[requires_sign_in], include_in_schema=False)
async def desk(request: StaffRequest) -> Response[str]:
    """Show what waits for this person, most pressing first."""
    moment = now()
    tasks = await tasks_of(request.user, now=moment)
    tones = Counter(task.tone for task in tasks)
    context = DeskPage(day=county_date(moment), tasks=tasks, late=tones["late"], near=tones["wait"])
    return page(request, context)


ROUTES = [desk]
