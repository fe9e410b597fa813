"""The list of consultations: what is open first, then what is due, then what was answered."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromQuery

from backend.consultations.queries import visible
from backend.consultations.schemas.shown import ConsultationLine
from backend.kernel.clock import now
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page


class ConsultationIndexPage(PageContext):
    """Every consultation, one a row."""

    template: ClassVar[str] = "consultations/index.html"
    current: tuple[ConsultationLine, ...]
    answered: tuple[ConsultationLine, ...]
    next: str | None
    is_first: bool


@get("/consultations", opt=PUBLIC, include_in_schema=False)
async def consultation_index(
    request: Request[Any, Any, Any], after: FromQuery[str] = ""
) -> Response[str]:
    """Show what one can say something on, and what became of what was said."""
    moment = now()
    current = () if after else await visible.list_current(moment)
    answered = await visible.list_answered(moment, after=after)
    page = ConsultationIndexPage(
        current=current, answered=answered.items, next=answered.next, is_first=not after
    )
    return public_page(request, page)


ROUTES = [consultation_index]
