"""Two published texts side by side, and the files that belong to a consultation."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from backend.consultations.pages.frame import ConsultationPage, load
from backend.consultations.queries.compared import Comparison, compare
from backend.consultations.queries.files import get_file
from backend.kernel.errors import NotFound
from backend.web.files import file_answer
from backend.web.guards import PUBLIC
from backend.web.render import public_page


class ChangesPage(ConsultationPage):
    """What changed between two texts."""

    template: ClassVar[str] = "consultations/changes.html"
    tab: str = "draft"
    comparison: Comparison
    is_whole: bool


@get("/consultations/{slug:str}/changes", opt=PUBLIC, include_in_schema=False)
async def consultation_changes(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    version: FromQuery[int | None] = None,
    whole: FromQuery[int] = 0,
) -> Response[str]:
    """Show what a text changed of the one before; the latest by default."""
    shown = await load(slug)
    numbers = [found.number for found in shown.versions]
    later = version or numbers[-1]
    if later not in numbers[1:]:
        raise NotFound
    comparison = await compare(shown.id, later=later)
    return public_page(
        request, ChangesPage(shown=shown, comparison=comparison, is_whole=bool(whole))
    )


@get(
    "/consultations/{slug:str}/files/{number:int}/{file_name:str}",
    opt=PUBLIC,
    include_in_schema=False,
)
async def consultation_file(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    number: FromPath[int],
    file_name: FromPath[str],  # noqa: ARG001 - for the reader's eyes; the number finds the file
) -> Response[Any]:
    """Send a file published with the draft."""
    shown = await load(slug)
    return await file_answer(request, await get_file(shown.id, number))


ROUTES = [consultation_changes, consultation_file]
