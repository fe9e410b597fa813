"""The year's list: `/decisions`, narrowed by its query, as rows or as a matrix of procedures."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from litestar import Request, Response, get

from backend.decisions.enums import ProcedureKind
from backend.decisions.pages.filters import (
    Choices,
    Removable,
    choices,
    listing_path,
    matching,
    removable,
)
from backend.decisions.queries import visible_listing
from backend.decisions.rules.standing import Opening, Standing, openings, standing, step_of
from backend.decisions.schemas.listing import (
    CatalogueShown,
    DecisionLine,
    ListingFilter,
    RequirementLine,
)
from backend.kernel.clock import today
from backend.kernel.errors import NotFound
from backend.web.guards import PUBLIC
from backend.web.query import read_query
from backend.web.render import PageContext, public_page
from backend.web.site import Attached, attached_to

Layout = Literal["table", "matrix"]


@dataclass(frozen=True, slots=True)
class HubRow:
    """A decision with what the reader sees of it in the list."""

    line: DecisionLine
    standing: Standing
    opening: Opening | None
    required: tuple[tuple[ProcedureKind, int | None], ...]  # with the step in which it is done
    parts: dict[ProcedureKind, RequirementLine]
    track: tuple[str, ...]  # the state of each step
    attached: tuple[Attached, ...] = ()


class ListingAsked(ListingFilter):
    """The query of the list's address."""

    view: Layout = "table"
    after: str = ""


class ListingPage(PageContext):
    """One page of the list."""

    template: ClassVar[str] = "decisions/index.html"
    catalogue: CatalogueShown
    rows: tuple[HubRow, ...]
    chosen: ListingFilter
    choices: Choices
    removable: tuple[Removable, ...]
    matching: int | None
    layout: Layout
    here: str
    other_layout: str
    cursor: str | None
    is_first: bool
    procedures: tuple[ProcedureKind, ...] = tuple(ProcedureKind)


class NothingYetPage(PageContext):
    """What stands at `/decisions` until the first catalogue is published."""

    template: ClassVar[str] = "decisions/none.html"


@get("/decisions", opt=PUBLIC, include_in_schema=False)
async def decision_index(request: Request[Any, Any, Any]) -> Response[str]:
    """Show a year's decisions, the newest year's by default."""
    asked = read_query(request, ListingAsked)
    try:
        catalogue, found = await visible_listing.get_listing(asked, after=asked.after)
    except NotFound:
        if asked.year:
            raise
        return public_page(request, NothingYetPage())
    chosen = asked.model_copy(update={"year": catalogue.year})
    attached = await attached_to(request.app, [line.code for line in found.items])
    rows = tuple(hub_row(line, today(), attached.get(line.code, ())) for line in found.items)
    return public_page(request, _page(catalogue, chosen, rows, found.next))


def _page(
    catalogue: CatalogueShown,
    asked: ListingAsked,
    rows: tuple[HubRow, ...],
    cursor: str | None,
) -> ListingPage:
    layout = asked.view
    total = matching(catalogue.tallies, asked)
    if total is None and not asked.after and not cursor:
        total = len(rows)
    return ListingPage(
        catalogue=catalogue,
        rows=rows,
        chosen=asked,
        choices=choices(catalogue, asked),
        removable=removable(catalogue, asked, layout=layout),
        matching=total,
        layout=layout,
        here=listing_path(asked, layout=layout),
        other_layout=listing_path(asked, layout="table" if layout == "matrix" else "matrix"),
        cursor=cursor,
        is_first=not asked.after,
    )


def hub_row(line: DecisionLine, day: date, attached: tuple[Attached, ...] = ()) -> HubRow:
    """Return a decision with where it stands on a day, and what hangs on it."""
    opening = openings(line.state, line.steps, day)
    parts = {part.kind: part for part in line.procedure}
    return HubRow(
        line=line,
        standing=standing(line.state, line.steps, day),
        opening=opening[0] if opening else None,
        required=tuple(
            (kind, step_of(kind, line.steps))
            for kind in ProcedureKind
            if kind in parts and parts[kind].is_required
        ),
        parts=parts,
        track=tuple(step.state.value for step in line.steps),
        attached=attached,
    )
