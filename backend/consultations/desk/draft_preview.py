"""A consultation as citizens will read it, before it is published: the very same pages."""

from litestar import Response, get
from litestar.params import FromPath

from backend.consultations.desk.frame import CONSULTATION, SIGNED_IN
from backend.consultations.pages.frame import TABS
from backend.consultations.pages.show import DraftPage, NotePage, NoticePage
from backend.consultations.queries.preview import preview_consultation, preview_draft
from backend.consultations.rules.reading import blocks, contents
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.render import page

PREVIEW = f"{CONSULTATION}/preview"
SHOWN_TABS = TABS[:3]  # nobody has said anything yet


@get(PREVIEW, guards=SIGNED_IN, include_in_schema=False)
async def notice_preview(request: StaffRequest, number: FromPath[int]) -> Response[str]:
    """Show the notice as it would be public."""
    shown = await preview_consultation(number, request.user, now=now())
    return page(request, NoticePage(shown=shown, tabs=SHOWN_TABS, preview=_root(number)))


@get(f"{PREVIEW}/draft", guards=SIGNED_IN, include_in_schema=False)
async def draft_preview(request: StaffRequest, number: FromPath[int]) -> Response[str]:
    """Show the text as it would be public."""
    shown = await preview_consultation(number, request.user, now=now())
    draft = await preview_draft(number, now=now())
    laid_out = blocks(draft.clauses)
    context = DraftPage(
        shown=shown, draft=draft, blocks=laid_out, contents=contents(laid_out), is_latest=True
    )
    as_preview = {"tabs": SHOWN_TABS, "preview": _root(number)}
    return page(request, context.model_copy(update=as_preview))


@get(f"{PREVIEW}/drafting-note", guards=SIGNED_IN, include_in_schema=False)
async def note_preview(request: StaffRequest, number: FromPath[int]) -> Response[str]:
    """Show the drafting note as it would be public."""
    shown = await preview_consultation(number, request.user, now=now())
    return page(request, NotePage(shown=shown, tabs=SHOWN_TABS, preview=_root(number)))


def _root(number: int) -> str:
    return f"/desk/consultations/{number}/preview"


ROUTES = [notice_preview, draft_preview, note_preview]
