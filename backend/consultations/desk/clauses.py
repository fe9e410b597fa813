"""Correcting the clauses of a text at the desk, row by row, some at a time."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.consultations.desk.frame import DRAFTERS
from backend.consultations.desk.version_frame import VERSION, VersionDeskPage, text_of
from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.operations import texts
from backend.consultations.schemas.versions import ClauseRow, ClausesDraft, VersionForDesk
from backend.decisions.desk.answers import go
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form
from backend.web.render import page
from backend.web.row_forms import parse_row_form, row_values

ROWS_AT_ONCE = 60


class ClausesPage(VersionDeskPage):
    """Clauses as rows to be corrected."""

    template: ClassVar[str] = "consultations/desk/clauses.html"
    kinds: tuple[ClauseKind, ...] = tuple(ClauseKind)
    spans: tuple[tuple[int, int], ...]


@get(f"{VERSION}/clauses", guards=DRAFTERS, include_in_schema=False)
async def clauses_show(
    request: StaffRequest,
    number: FromPath[int],
    version: FromPath[int],
    first: FromQuery[int] = 1,
) -> Response[Any]:
    """Show some clauses of a text as rows."""
    form: Form[Any] = blank_form()
    found = await text_of(request, number, version, form)
    form.values |= row_values(_rows(found["version"], first))
    return page(request, ClausesPage(**found, spans=_spans(found["version"])))


@post(f"{VERSION}/clauses", guards=DRAFTERS, include_in_schema=False)
async def clauses_correct(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Put corrected rows in place of the clauses they stand for."""
    form = await parse_row_form(request, ClausesDraft)
    saved = await form.submit(
        lambda draft: texts.correct_clauses(number, version, draft, staff=request.user)
    )
    if saved is None:
        found = await text_of(request, number, version, form)
        context = ClausesPage(**found, spans=_spans(found["version"]))
        return page(request, context, status=context.status)
    return go(request, f"/desk/consultations/{number}/versions/{version}")


def _rows(version: VersionForDesk, first: int) -> ClausesDraft:
    shown = [c for c in version.stored if first <= c.position < first + ROWS_AT_ONCE]
    return ClausesDraft(
        first=max(first, 1),
        last=shown[-1].position if shown else 0,
        revision=version.revision,
        clauses=tuple(
            ClauseRow(was=c.position, kind=c.kind, label=c.label, heading=c.heading, text=c.text)
            for c in shown
        ),
    )


def _spans(version: VersionForDesk) -> tuple[tuple[int, int], ...]:
    """Return from where to where the pages of a long text go; none for a short one."""
    count = len(version.stored)
    if count <= ROWS_AT_ONCE:
        return ()
    starts = range(1, count + 1, ROWS_AT_ONCE)
    return tuple((start, min(start + ROWS_AT_ONCE - 1, count)) for start in starts)


ROUTES = [clauses_show, clauses_correct]
