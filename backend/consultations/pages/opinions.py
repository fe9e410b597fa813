"""The published opinions: all of them, those on a clause, and each at its own address."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from backend.consultations.pages.frame import ConsultationPage, load
from backend.consultations.queries.visible_parts import get_draft
from backend.consultations.rules.reading import clause_name
from backend.consultations.schemas.shown import ClauseShown, ConsultationShown
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page
from backend.opinions.queries.figures import figures_of
from backend.opinions.queries.published import get_published, list_published
from backend.opinions.schemas.shown import Figures, OpinionPublic
from backend.web.guards import PUBLIC
from backend.web.render import public_page

PAGE_SIZE = 20


class OpinionIndexPage(ConsultationPage):
    """征集意见: the newest first, the same order for everyone."""

    template: ClassVar[str] = "consultations/opinions.html"
    tab: str = "opinions"
    found: Page[OpinionPublic]
    figures: Figures
    clauses: tuple[ClauseShown, ...]
    clause: int | None
    clause_name: str
    is_first: bool


class OpinionPage(ConsultationPage):
    """One opinion and what became of it."""

    template: ClassVar[str] = "consultations/opinion.html"
    tab: str = "opinions"
    opinion: OpinionPublic


@get("/consultations/{slug:str}/opinions", opt=PUBLIC, include_in_schema=False)
async def opinion_index(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    clause: FromQuery[int | None] = None,
    after: FromQuery[str] = "",
) -> Response[str]:
    """Show published opinions, all or those that point at one clause."""
    return public_page(request, await _listing(await load(slug), clause, after))


async def _listing(shown: ConsultationShown, clause: int | None, after: str) -> OpinionIndexPage:
    draft = await get_draft(shown.id, shown.versions, number=None, subject=shown.subject_id)
    clauses = tuple(found for found in draft.clauses if found.passage is not None)
    names = {found.passage: clause_name(found) for found in clauses}
    if clause is not None and clause not in names:
        raise NotFound
    return OpinionIndexPage(
        shown=shown,
        found=await list_published(
            shown.subject_id, passage=clause, cursor=after or None, size=PAGE_SIZE
        ),
        figures=await figures_of(shown.subject_id),
        clauses=clauses,
        clause=clause,
        clause_name=names.get(clause, ""),
        is_first=not after,
    )


@get("/consultations/{slug:str}/opinions/{number:int}", opt=PUBLIC, include_in_schema=False)
async def opinion_show(
    request: Request[Any, Any, Any], slug: FromPath[str], number: FromPath[int]
) -> Response[str]:
    """Show one published opinion."""
    shown = await load(slug)
    opinion = await get_published(shown.subject_id, number)
    return public_page(request, OpinionPage(shown=shown, opinion=opinion))


ROUTES = [opinion_index, opinion_show]
