"""What became of the former clauses at the desk: where each comes from, and why it changed."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.consultations.desk.frame import DRAFTERS
from backend.consultations.desk.version_frame import VERSION, VersionDeskPage, text_of
from backend.consultations.operations import concluding, texts
from backend.consultations.rules.changes import changes_of
from backend.consultations.rules.passages import passage_label
from backend.consultations.schemas.clauses import ComparedClauses
from backend.consultations.schemas.versions import (
    CarryDraft,
    CarryRow,
    CauseRow,
    CausesDraft,
    StoredClause,
    VersionForDesk,
)
from backend.decisions.desk.answers import go
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form
from backend.web.render import page
from backend.web.row_forms import parse_row_form, row_values

CARRY_OVER, CAUSES = f"{VERSION}/carry-over", f"{VERSION}/causes"


class ChangesPage(VersionDeskPage):
    """Clauses of a text by passage, and what they are called."""

    clauses: dict[int, StoredClause]
    formers: dict[int, str]


class CarryOverPage(ChangesPage):
    """Which former clauses each clause comes from."""

    template: ClassVar[str] = "consultations/desk/carry_over.html"


class CausesPage(ChangesPage):
    """Which opinion points changed which clauses."""

    template: ClassVar[str] = "consultations/desk/causes.html"
    changes: dict[int, ComparedClauses]


@get(CARRY_OVER, guards=DRAFTERS, include_in_schema=False)
async def carry_over_show(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Show the map from the former text to this one."""
    form: Form[Any] = blank_form()
    found = await text_of(request, number, version, form)
    form.values |= row_values(_map(found["version"]))
    return page(request, CarryOverPage(**found, **_named(found["version"])))


@post(CARRY_OVER, guards=DRAFTERS, include_in_schema=False)
async def carry_over_save(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Correct the map."""
    form = await parse_row_form(request, CarryDraft)
    saved = await form.submit(
        lambda draft: texts.map_clauses(number, version, draft, staff=request.user)
    )
    if saved is None:
        found = await text_of(request, number, version, form)
        context = CarryOverPage(**found, **_named(found["version"]))
        return page(request, context, status=context.status)
    return go(request, f"/desk/consultations/{number}/versions/{version}")


@get(CAUSES, guards=DRAFTERS, include_in_schema=False)
async def causes_show(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Show every changed clause with the points that changed it."""
    form: Form[Any] = blank_form()
    found = await text_of(request, number, version, form)
    form.values |= row_values(_causes(found["version"]))
    return page(request, _causes_page(found))


@post(CAUSES, guards=DRAFTERS, include_in_schema=False)
async def causes_save(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Say which points changed which clauses."""
    form = await parse_row_form(request, CausesDraft)
    saved = await form.submit(
        lambda draft: concluding.name_causes(number, version, draft, staff=request.user)
    )
    if saved is None:
        context = _causes_page(await text_of(request, number, version, form))
        return page(request, context, status=context.status)
    return go(request, f"/desk/consultations/{number}/versions/{version}")


def _map(version: VersionForDesk) -> CarryDraft:
    formers: dict[int, tuple[int, ...]] = {}
    for line in version.carried:
        if line.passage is not None and line.former is not None:
            formers[line.passage] = (*formers.get(line.passage, ()), line.former)
    passages = [clause.passage for clause in version.stored if clause.passage is not None]
    rows = tuple(CarryRow(passage=one, formers=formers.get(one, ())) for one in passages)
    return CarryDraft(clauses=rows, revision=version.revision)


def _causes(version: VersionForDesk) -> CausesDraft:
    rows = tuple(CauseRow(passage=one.passage, points=one.points) for one in version.causes)
    return CausesDraft(clauses=rows, revision=version.revision)


def _causes_page(found: dict[str, Any]) -> CausesPage:
    version = found["version"]
    changes = {key: row for row in changes_of(version) for key in _keys(row)}
    return CausesPage(**found, **_named(version), changes=changes)


def _keys(row: ComparedClauses) -> tuple[int, ...]:
    return tuple(clause.key for clause in row.news or row.olds)


def _named(version: VersionForDesk) -> dict[str, Any]:
    """Return the clauses of this text by passage, and the names of the former ones."""
    return {
        "clauses": {c.passage: c for c in version.stored if c.passage is not None},
        "formers": {c.passage: passage_label(c) for c in version.former if c.passage is not None},
    }


ROUTES = [carry_over_show, carry_over_save, causes_show, causes_save]
