"""A consultation's notice, its draft and its drafting note: the first three of the five tabs."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from backend.consultations.pages.frame import ConsultationPage, load
from backend.consultations.queries.visible_parts import get_draft
from backend.consultations.rules.reading import Block, blocks, contents
from backend.consultations.schemas.shown import DraftShown
from backend.web.guards import PUBLIC
from backend.web.render import public_page


class NoticePage(ConsultationPage):
    """征集公告."""

    template: ClassVar[str] = "consultations/show.html"
    tab: str = "notice"


class DraftPage(ConsultationPage):
    """草案内容: clause by clause, each with its own way to say something."""

    template: ClassVar[str] = "consultations/draft.html"
    tab: str = "draft"
    draft: DraftShown
    blocks: tuple[Block, ...]
    contents: tuple[Block, ...]
    is_latest: bool


class NotePage(ConsultationPage):
    """起草说明, with what the draft means for people."""

    template: ClassVar[str] = "consultations/note.html"
    tab: str = "note"


@get("/consultations/{slug:str}", opt=PUBLIC, include_in_schema=False)
async def consultation_show(request: Request[Any, Any, Any], slug: FromPath[str]) -> Response[str]:
    """Show the notice."""
    return public_page(request, NoticePage(shown=await load(slug)))


@get("/consultations/{slug:str}/draft", opt=PUBLIC, include_in_schema=False)
async def consultation_draft(
    request: Request[Any, Any, Any], slug: FromPath[str], version: FromQuery[int | None] = None
) -> Response[str]:
    """Show a published text of the draft; without a number, the one that was commented on."""
    shown = await load(slug)
    draft = await get_draft(shown.id, shown.versions, number=version, subject=shown.subject_id)
    laid_out = blocks(draft.clauses)
    page = DraftPage(
        shown=shown,
        draft=draft,
        blocks=laid_out,
        contents=contents(laid_out),
        is_latest=draft.version == shown.versions[-1],
    )
    return public_page(request, page)


@get("/consultations/{slug:str}/drafting-note", opt=PUBLIC, include_in_schema=False)
async def consultation_note(request: Request[Any, Any, Any], slug: FromPath[str]) -> Response[str]:
    """Show why and how the draft was made."""
    return public_page(request, NotePage(shown=await load(slug)))


ROUTES = [consultation_show, consultation_draft, consultation_note]
