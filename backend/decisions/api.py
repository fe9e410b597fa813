"""The catalogue for programs: `/api/v1/decisions`; read only, and no more than the pages show."""

from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.openapi.spec import Example
from litestar.params import PathParameter, QueryParameter

from backend.decisions.api_examples import DECISION, DECISIONS
from backend.decisions.enums import Category, DecisionState
from backend.decisions.queries import visible_decisions, visible_listing
from backend.decisions.schemas.listing import ListingFilter
from backend.decisions.schemas.public import (
    DecisionPagePublic,
    DecisionPublic,
    DecisionSummaryPublic,
)
from backend.kernel.paging import LARGEST_PAGE
from backend.web.answers import public_json
from backend.web.guards import PUBLIC
from backend.web.openapi import MISSING, REFUSED, answer
from backend.web.query import checked

Year = Annotated[
    int | None,
    QueryParameter(
        description="Year of the catalogue", ge=2000, le=2100, examples=[Example(value=2026)]
    ),
]
Unit = Annotated[
    str,
    QueryParameter(
        description="Code of the lead unit", max_length=40, examples=[Example(value="transport")]
    ),
]
Kind = Annotated[
    Category | None, QueryParameter(description="Kind of matter, 1 to 5, as in art. 3(1)")
]
State = Annotated[
    str,  # checked by ListingFilter: Litestar keeps the name `state` of a parameter to itself
    QueryParameter(
        name="state",
        description="Where the decision stands",
        schema_extra={"enum": [state.value for state in DecisionState]},
    ),
]
Word = Annotated[
    str,
    QueryParameter(
        description="Words that all occur in code, title, unit or problem",
        max_length=50,
        examples=[Example(value="停车")],
    ),
]
After = Annotated[str, QueryParameter(description="`next` of the page before", max_length=200)]
Limit = Annotated[int, QueryParameter(description="Rows per page", ge=1, le=LARGEST_PAGE)]
Code = Annotated[
    str, PathParameter(description="Code of the decision", examples=[Example(value="QZ-2026-01")])
]


async def listing_filter(
    *,
    year: Year = None,
    unit: Unit = "",
    category: Kind = None,
    standing: State = "",
    word: Word = "",
) -> ListingFilter:
    """Return what the query narrows the list to."""
    return checked(
        ListingFilter,
        {"year": year, "unit": unit, "category": category, "state": standing, "word": word},
    )


@get(
    "/api/v1/decisions",
    opt=PUBLIC,
    tags=["decisions"],
    summary="List decisions",
    dependencies={"chosen": Provide(listing_filter)},
    responses=answer(DecisionPagePublic, DECISIONS) | REFUSED,
)
async def list_decisions(
    chosen: NamedDependency[ListingFilter],
    after: After = "",
    limit: Limit = 20,
) -> Response[DecisionPagePublic]:
    """Decisions of all published catalogues, newest year first, in the order of their numbers."""
    found = await visible_listing.list_visible(chosen, after=after, size=limit)
    items = tuple(map(DecisionSummaryPublic.of, found.items))
    return public_json(DecisionPagePublic(items=items, next=found.next))


@get(
    "/api/v1/decisions/{code:str}",
    opt=PUBLIC,
    tags=["decisions"],
    summary="Read a decision",
    responses=answer(DecisionPublic, DECISION) | MISSING,
)
async def read_decision(code: Code) -> Response[DecisionPublic]:
    """One decision whole: why, on what basis, by which procedure and plan, with what result."""
    return public_json(DecisionPublic.of(await visible_decisions.get_visible(code)))


ROUTES: list[Any] = [list_decisions, read_decision]
