"""The form on paper: to be printed, filled in by hand, and handed in at any counter."""

from typing import Any, ClassVar

import segno
from litestar import Request, Response, get
from litestar.params import FromPath

from backend.consultations.pages.frame import load
from backend.consultations.queries.visible_parts import get_draft
from backend.consultations.rules.reading import targets
from backend.consultations.schemas.shown import ConsultationShown
from backend.opinions.enums import AgeBand, SubmitterKind
from backend.web.answers import origin_of
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page

QR_MARGIN = 1  # modules
MOST_NAMED = 45  # clauses: more of them are printed by their numbers alone


class PrintedPage(PageContext):
    """A sheet of paper."""

    template: ClassVar[str] = "consultations/printed.html"
    shown: ConsultationShown
    clauses: tuple[str, ...]
    draft_qr: str  # pictures as data: addresses
    track_qr: str
    kinds: tuple[SubmitterKind, ...] = tuple(SubmitterKind)
    ages: tuple[AgeBand, ...] = tuple(AgeBand)


@get("/consultations/{slug:str}/form", opt=PUBLIC, include_in_schema=False)
async def consultation_form(request: Request[Any, Any, Any], slug: FromPath[str]) -> Response[str]:
    """Show the form to be printed."""
    shown, origin = await load(slug), origin_of(request)
    draft = await get_draft(shown.id, shown.versions, number=None, subject=shown.subject_id)
    names = [name for _, name in targets(draft.clauses)]
    page = PrintedPage(
        shown=shown,
        clauses=tuple(names if len(names) <= MOST_NAMED else map(_number, names)),
        draft_qr=_picture(f"{origin}/consultations/{slug}/draft"),
        track_qr=_picture(f"{origin}/track"),
    )
    return public_page(request, page)


def _number(name: str) -> str:
    return name.partition("\u3000")[0]


def _picture(address: str) -> str:
    return str(segno.make(address, error="m").svg_data_uri(border=QR_MARGIN))


ROUTES = [consultation_form]
