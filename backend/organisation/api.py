"""The county's units for programs: `/api/v1/units`; read only."""

from typing import Annotated, Any

from litestar import Response, get
from litestar.openapi.spec import Example
from litestar.params import PathParameter, QueryParameter
from pydantic import BaseModel, ConfigDict, Field

from backend.kernel.errors import NotFound
from backend.kernel.paging import LARGEST_PAGE
from backend.organisation.queries.units import get_unit_public
from backend.organisation.queries.units_paged import page_units_public
from backend.organisation.schemas import UnitPublic
from backend.organisation.schemas.units import CODE
from backend.web.answers import public_json
from backend.web.guards import PUBLIC
from backend.web.openapi import MISSING, REFUSED, answer

After = Annotated[str, QueryParameter(description="`next` of the page before", max_length=200)]
Limit = Annotated[int, QueryParameter(description="Rows per page", ge=1, le=LARGEST_PAGE)]
Code = Annotated[
    str, PathParameter(description="Code of the unit", examples=[Example(value="transport")])
]

UNIT = {
    "code": "transport",
    "name": "县交通运输局",
    "kind": "department",
    "parent_code": "gov",
    "duty": "负责公路、道路运输和城乡公交",
    "phone": "0000-8800118",
    "email": "transport@qingze.example",
    "address": "青泽县通达路18号",
}


class UnitPagePublic(BaseModel):
    """Some units, and where the next ones begin."""

    model_config = ConfigDict(frozen=True)

    items: tuple[UnitPublic, ...]
    next: str | None = Field(description="Pass as `after` for the next page; null on the last")


@get(
    "/api/v1/units",
    opt=PUBLIC,
    tags=["units"],
    summary="List units",
    responses=answer(UnitPagePublic, {"items": [UNIT], "next": None}) | REFUSED,
)
async def list_units(after: After = "", limit: Limit = LARGEST_PAGE) -> Response[UnitPagePublic]:
    """Units of the county and those it answers for, in the county's own order."""
    found = await page_units_public(after=after, size=limit)
    return public_json(UnitPagePublic(items=found.items, next=found.next))


@get(
    "/api/v1/units/{code:str}",
    opt=PUBLIC,
    tags=["units"],
    summary="Read a unit",
    responses=answer(UnitPublic, UNIT) | MISSING,
)
async def read_unit(code: Code) -> Response[UnitPublic]:
    """One unit: what it is for, and where it can be reached."""
    if not CODE.fullmatch(code):
        raise NotFound
    return public_json(await get_unit_public(code))


ROUTES: list[Any] = [list_units, read_unit]
