"""Tables of opinions on their way in: sent, looked through, put right, confirmed at once."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from pydantic import ConfigDict

from backend.kernel.clock import COUNTY_ZONE, now
from backend.kernel.documents.file_names import content_disposition
from backend.kernel.documents.schemas import Column, TableOut
from backend.kernel.documents.spreadsheets_out import workbook_bytes
from backend.kernel.importing.contents import ACCEPT
from backend.kernel.importing.preview import rows_shown
from backend.kernel.importing.schemas import ImportView
from backend.opinions.desk.entry import CLERKS, midnight
from backend.opinions.desk.heading import SUBJECT, Options
from backend.opinions.enums import AgeBand, Channel, SubmitterKind
from backend.opinions.importing.corrections import layout_values, row_values
from backend.opinions.operations import importing as operations
from backend.opinions.queries.entering import current_passages, get_entry_subject
from backend.opinions.queries.importing import get_import, list_imports
from backend.opinions.rules.entering import OFFLINE
from backend.opinions.schemas.entering import EntrySubject
from backend.opinions.schemas.importing import (
    CodeLine,
    ColumnField,
    ImportDraft,
    ImportForDesk,
    ImportLine,
    LayoutDraft,
    RevisionSeen,
    RowDraft,
    RowReading,
)
from backend.opinions.schemas.shown import PassageShown
from backend.organisation.desk.doorway import go
from backend.organisation.guards import StaffRequest
from backend.organisation.queries.units import list_towns
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import PRIVATE, PageContext, page

IMPORTS = f"{SUBJECT}/imports"
IMPORT = f"{IMPORTS}/{{import_id:int}}"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODE_COLUMNS = (
    Column("表格行号", 10),
    Column("反馈人", 16),
    Column("收到日期", 16),
    Column("编号", 10),
    Column("查询码", 22),
)


class ImportForm(ImportDraft):
    """A table sent in as a file, or pasted."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    file: UploadFile | None = None


class ImportsPage(PageContext):
    """Imports of a subject, and a table to be sent in."""

    template: ClassVar[str] = "opinions/desk/imports/index.html"
    subject: EntrySubject
    imports: tuple[ImportLine, ...]
    form: Form[Any]
    channels: tuple[Channel, ...] = OFFLINE
    accept: str = ACCEPT


class ImportPage(PageContext):
    """What was understood of a table, and what is to be put right."""

    template: ClassVar[str] = "opinions/desk/imports/show.html"
    subject: EntrySubject
    found: ImportForDesk
    shown: ImportView
    rows: tuple[RowReading, ...]
    pages: int
    passages: tuple[PassageShown, ...]
    towns: Options
    layout_form: Form[Any]
    row_form: Form[Any]
    form: Form[Any]
    fields: tuple[ColumnField, ...] = tuple(ColumnField)
    channels: tuple[Channel, ...] = OFFLINE
    every_channel: tuple[Channel, ...] = tuple(Channel)
    kinds: tuple[SubmitterKind, ...] = tuple(SubmitterKind)
    ages: tuple[AgeBand, ...] = tuple(AgeBand)


@get(IMPORTS, guards=CLERKS, include_in_schema=False)
async def import_index(request: StaffRequest, subject_id: FromPath[int]) -> Response[str]:
    """Show the imports of a subject, and ask for a table."""
    return page(request, await _index(request, subject_id, blank_form()))


@post(IMPORTS, guards=CLERKS, include_in_schema=False)
async def import_open(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Take a table in, to be looked at first."""
    form, staff = await parse_form(request, ImportForm), request.user
    opened = await form.submit(
        lambda draft: operations.open_import(
            subject_id, draft, draft.file, name=_name_of(draft.file), staff=staff, now=now()
        )
    )
    if opened is None:
        return page(request, await _index(request, subject_id, form), status=422)
    return go(request, _path(subject_id, opened))


@get(IMPORT, guards=CLERKS, include_in_schema=False)
async def import_show(
    request: StaffRequest, subject_id: FromPath[int], import_id: FromPath[int]
) -> Response[str]:
    """Show what was understood."""
    return page(request, await _shown(request, subject_id, import_id))


@post(f"{IMPORT}/layout", guards=CLERKS, include_in_schema=False)
async def import_lay_out(
    request: StaffRequest, subject_id: FromPath[int], import_id: FromPath[int]
) -> Response[Any]:
    """Say what the columns are."""
    form = await parse_form(request, LayoutDraft)
    await form.submit(lambda draft: operations.choose_layout(import_id, draft, staff=request.user))
    if form.is_invalid:
        context = await _shown(request, subject_id, import_id, layout_form=form)
        return page(request, context, status=422)
    return go(request, _path(subject_id, import_id))


@post(f"{IMPORT}/rows/{{number:int}}", guards=CLERKS, include_in_schema=False)
async def import_correct(
    request: StaffRequest,
    subject_id: FromPath[int],
    import_id: FromPath[int],
    number: FromPath[int],
) -> Response[Any]:
    """Correct a row, or leave it out."""
    view = read_query(request, ImportView)
    form = await parse_form(request, RowDraft)
    await form.submit(
        lambda draft: operations.correct_row(
            import_id, number, draft, staff=request.user, now=now()
        )
    )
    if form.is_invalid:
        context = await _shown(request, subject_id, import_id, row_form=form)
        return page(request, context, status=422)
    return go(request, f"{_path(subject_id, import_id)}?{view.query}#row-{number}")


@post(f"{IMPORT}/exclusion", guards=CLERKS, include_in_schema=False)
async def import_leave_out(
    request: StaffRequest, subject_id: FromPath[int], import_id: FromPath[int]
) -> Response[Any]:
    """Leave out every faulty row."""
    await operations.leave_out_faulty(import_id, staff=request.user, now=now())
    return go(request, _path(subject_id, import_id))


@post(f"{IMPORT}/doubles", guards=CLERKS, include_in_schema=False)
async def import_leave_out_doubles(
    request: StaffRequest, subject_id: FromPath[int], import_id: FromPath[int]
) -> Response[Any]:
    """Leave out every row that seems to be entered already."""
    await operations.leave_out_doubles(import_id, staff=request.user, now=now())
    return go(request, _path(subject_id, import_id))


@post(f"{IMPORT}/confirmation", guards=CLERKS, include_in_schema=False)
async def import_confirm(
    request: StaffRequest, subject_id: FromPath[int], import_id: FromPath[int]
) -> Response[Any]:
    """Enter all rows, or none."""
    form, origin = await parse_form(request, RevisionSeen), origin_of(request)
    done = await form.submit(
        lambda seen: operations.confirm_import(
            import_id, seen, staff=request.user, now=now(), origin=origin
        )
    )
    if done is None:
        context = await _shown(request, subject_id, import_id, form=form)
        return page(request, context, status=422)
    return go(request, _path(subject_id, import_id))


@post(f"{IMPORT}/removal", guards=CLERKS, include_in_schema=False)
async def import_discard(
    request: StaffRequest, subject_id: FromPath[int], import_id: FromPath[int]
) -> Response[Any]:
    """Give an import up."""
    await operations.discard_import(import_id, staff=request.user, now=now())
    return go(request, f"/desk/subjects/{subject_id}/imports")


@get(f"{IMPORT}/codes", guards=CLERKS, include_in_schema=False)
async def import_codes(
    request: StaffRequest, subject_id: FromPath[int], import_id: FromPath[int]
) -> Response[bytes]:
    """Send the list of receipt codes by row."""
    found = await get_import(subject_id, import_id, request.user, now=now())
    codes = await operations.list_codes(import_id, staff=request.user)
    table = TableOut("查询码清单", CODE_COLUMNS, [_code_row(code) for code in codes])
    name = f"查询码-{found.id}.xlsx"
    headers = {**PRIVATE, "Content-Disposition": content_disposition(name)}
    return Response(workbook_bytes([table]), media_type=XLSX, headers=headers)


async def _index(request: StaffRequest, subject_id: int, form: Form[Any]) -> ImportsPage:
    return ImportsPage(
        subject=await get_entry_subject(subject_id, request.user, midnight()),
        imports=await list_imports(subject_id, request.user),
        form=form,
    )


async def _shown(
    request: StaffRequest, subject_id: int, import_id: int, **forms: Form[Any]
) -> ImportPage:
    """Return the import's page; a form that was refused is shown as it was sent."""
    found = await get_import(subject_id, import_id, request.user, now=now())
    view = read_query(request, ImportView)
    rows, pages = rows_shown(found.reading, view) if found.reading else ((), 1)
    opened = next((row for row in rows if row.number == view.row), None)
    given = {
        "layout_form": blank_form(layout_values(found)),
        "row_form": blank_form(row_values(opened) if opened else {}),
        "form": blank_form(),
        **forms,
    }
    return ImportPage(
        subject=await get_entry_subject(subject_id, request.user, midnight()),
        found=found,
        shown=view,
        rows=rows,
        pages=pages,
        passages=await current_passages(subject_id),
        towns=tuple({"value": town.name, "text": town.name} for town in await list_towns()),
        **given,
    )


def _code_row(code: CodeLine) -> tuple[int | str, ...]:
    day = code.received_at.astimezone(COUNTY_ZONE).date().isoformat()
    return code.line, code.said_by, day, code.number, code.code


def _name_of(file: UploadFile | None) -> str:
    return file.filename if file else ""


def _path(subject_id: int, import_id: int) -> str:
    return f"/desk/subjects/{subject_id}/imports/{import_id}"


ROUTES = [
    import_index,
    import_open,
    import_show,
    import_lay_out,
    import_correct,
    import_leave_out,
    import_leave_out_doubles,
    import_confirm,
    import_discard,
    import_codes,
]
