"""Tables on their way into a catalogue: sent in, looked through, put right, confirmed."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, FromQuery
from pydantic import ConfigDict

from backend.decisions.desk.answers import go
from backend.decisions.enums import Category
from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.preview import layout_values, row_values
from backend.decisions.operations import imports as operations
from backend.decisions.queries.imports import get_import, list_imports
from backend.decisions.schemas.drafts import ApprovalDraft
from backend.decisions.schemas.imports import (
    ImportDraft,
    ImportForDesk,
    ImportLine,
    LayoutDraft,
    RowDraft,
    RowReading,
)
from backend.kernel import clock
from backend.kernel.importing.contents import ACCEPT
from backend.kernel.importing.preview import rows_shown
from backend.kernel.importing.schemas import ImportView
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import PageContext, page

IMPORTS = "/desk/decisions/imports"
IMPORT = f"{IMPORTS}/{{import_id:int}}"
KEEPERS = [requires_role(Role.CATALOGUE_EDITOR, Role.OFFICE)]


class ImportForm(ImportDraft):
    """A table sent in as a file, or pasted."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    file: UploadFile | None = None


class ImportIndexPage(PageContext):
    """The latest imports."""

    template: ClassVar[str] = "decisions/desk/imports/index.html"
    imports: tuple[ImportLine, ...]


class ImportNewPage(PageContext):
    """A table to be sent in."""

    template: ClassVar[str] = "decisions/desk/imports/new.html"
    form: Form[Any]
    categories: tuple[Category, ...] = tuple(Category)
    accept: str = ACCEPT


class ImportPage(PageContext):
    """What was understood of a table, and what is to be put right."""

    template: ClassVar[str] = "decisions/desk/imports/show.html"
    found: ImportForDesk
    shown: ImportView
    rows: tuple[RowReading, ...]
    pages: int
    others: tuple[RowReading, ...]  # rows that are no decisions
    layout_form: Form[Any]
    row_form: Form[Any]
    form: Form[Any]
    unit_names: dict[str, str]
    fields: tuple[ColumnField, ...] = tuple(ColumnField)
    categories: tuple[Category, ...] = tuple(Category)


@get(IMPORTS, guards=KEEPERS, include_in_schema=False)
async def import_index(request: StaffRequest) -> Response[str]:
    """Show the latest imports."""
    return page(request, ImportIndexPage(imports=await list_imports()))


@get(f"{IMPORTS}/new", guards=KEEPERS, include_in_schema=False)
async def import_new(request: StaffRequest, year: FromQuery[int | None] = None) -> Response[str]:
    """Ask for a table."""
    form = blank_form({"year": year or clock.today().year})
    return page(request, ImportNewPage(form=form))


@post(IMPORTS, guards=KEEPERS, include_in_schema=False)
async def import_open(request: StaffRequest) -> Response[Any]:
    """Take a table in, to be looked at first."""
    form = await parse_form(request, ImportForm)
    opened = await form.submit(
        lambda draft: operations.open_import(
            draft, draft.file, name=draft.file.filename if draft.file else "", staff=request.user
        )
    )
    if opened is None:
        return page(request, ImportNewPage(form=form), status=422)
    return go(request, f"{IMPORTS}/{opened}")


@get(IMPORT, guards=KEEPERS, include_in_schema=False)
async def import_show(request: StaffRequest, import_id: FromPath[int]) -> Response[str]:
    """Show what was understood."""
    return page(request, await _shown(request, import_id))


@post(f"{IMPORT}/layout", guards=KEEPERS, include_in_schema=False)
async def import_lay_out(request: StaffRequest, import_id: FromPath[int]) -> Response[Any]:
    """Say what the columns are."""
    form = await parse_form(request, LayoutDraft)
    done = await form.submit(
        lambda draft: operations.choose_layout(import_id, draft, staff=request.user)
    )
    if done is None:
        return page(request, await _shown(request, import_id, layout_form=form), status=422)
    return go(request, f"{IMPORTS}/{import_id}")


@post(f"{IMPORT}/rows/{{number:int}}", guards=KEEPERS, include_in_schema=False)
async def import_correct(
    request: StaffRequest, import_id: FromPath[int], number: FromPath[int]
) -> Response[Any]:
    """Correct a row, or leave it out."""
    view = read_query(request, ImportView)
    form = await parse_form(request, RowDraft)
    done = await form.submit(
        lambda draft: operations.correct_row(import_id, number, draft, staff=request.user)
    )
    if done is None:
        return page(request, await _shown(request, import_id, row_form=form), status=422)
    return go(request, f"{IMPORTS}/{import_id}?{view.query}#row-{number}")


@post(f"{IMPORT}/exclusion", guards=KEEPERS, include_in_schema=False)
async def import_leave_out(request: StaffRequest, import_id: FromPath[int]) -> Response[Any]:
    """Leave out every faulty row."""
    await operations.leave_out_faulty(import_id, staff=request.user)
    return go(request, f"{IMPORTS}/{import_id}")


@post(f"{IMPORT}/confirmation", guards=KEEPERS, include_in_schema=False)
async def import_confirm(request: StaffRequest, import_id: FromPath[int]) -> Response[Any]:
    """Enter all rows in the catalogue, or none."""
    form = await parse_form(request, ApprovalDraft)
    done = await form.submit(
        lambda draft: operations.confirm_import(
            import_id, draft, staff=request.user, now=clock.now()
        )
    )
    if done is None:
        return page(request, await _shown(request, import_id, form=form), status=422)
    return go(request, f"/desk/catalogues/{done.year}")


@post(f"{IMPORT}/removal", guards=KEEPERS, include_in_schema=False)
async def import_discard(request: StaffRequest, import_id: FromPath[int]) -> Response[Any]:
    """Give an import up."""
    await operations.discard_import(import_id, staff=request.user, now=clock.now())
    return go(request, IMPORTS)


async def _shown(request: StaffRequest, import_id: int, **forms: Form[Any]) -> ImportPage:
    """Return the import's page; a form that was refused is shown as it was sent."""
    found = await get_import(import_id)
    view = read_query(request, ImportView)
    rows, pages = rows_shown(found.reading, view)
    opened = next((row for row in rows if row.number == view.row), None)
    given = {
        "layout_form": blank_form(layout_values(found)),
        "row_form": blank_form(row_values(found, opened) if opened else {}),
        "form": blank_form(),
        **forms,
    }
    return ImportPage(
        found=found,
        shown=view,
        rows=rows,
        pages=pages,
        others=found.reading.others,
        unit_names={unit.code: unit.name for unit in found.units},
        **given,
    )


ROUTES = [
    import_index,
    import_new,
    import_open,
    import_show,
    import_lay_out,
    import_correct,
    import_leave_out,
    import_confirm,
    import_discard,
]
