"""Taking a table in: read it, let the clerk put it right, and enter all of it or nothing."""

from datetime import datetime
from typing import Any

from backend.decisions.importing.corrections import corrected, shown_texts
from backend.decisions.importing.headers import WORDS
from backend.decisions.operations.drafting import draft_catalogue, draft_decision
from backend.decisions.operations.locking import lock_catalogue
from backend.decisions.queries.imports import (
    CORRECTIONS,
    GRIDS,
    get_import,
    read_import,
    require_draft_year,
)
from backend.decisions.rules import permissions
from backend.decisions.schemas.drafts import ApprovalDraft, CatalogueDraft
from backend.decisions.schemas.imports import (
    UNCORRECTED,
    ImportDraft,
    Imported,
    ImportForDesk,
    Layout,
    LayoutDraft,
    RowCorrection,
    RowDraft,
)
from backend.decisions.tables.imports import CatalogueImport
from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.documents.file_names import tidy_file_name
from backend.kernel.documents.schemas import Grid
from backend.kernel.documents.storage import Readable
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.kernel.importing.contents import PASTED, read_grids
from backend.kernel.importing.enums import ImportState
from backend.kernel.importing.layouts import laid_out_anew, most_recognised, recognise
from backend.kernel.importing.preview import item_of
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.organisation.schemas import StaffMember

LOCKED = """
SELECT i.*, s.name AS created_by FROM catalogue_import i JOIN staff s ON s.id = i.created_by
WHERE i.id = {} FOR UPDATE OF i
"""


async def open_import(
    draft: ImportDraft, source: Readable | None, *, name: str, staff: StaffMember
) -> int:
    """Read a file or a pasted table and keep it to be looked at; return its number.

    Raises Forbidden, Conflict when the year is past drafting, Invalid for what cannot be read.
    """
    _require_keeper(staff)
    await require_draft_year(draft.year)
    grids = await read_grids(source, name=name, pasted=draft.pasted)
    sheet = most_recognised(grids, WORDS)
    row = CatalogueImport(
        year=draft.year,
        category=draft.category.value if draft.category else None,
        file_name=tidy_file_name(name) if source else PASTED,
        sheets=GRIDS.dump_json(grids).decode(),
        sheet=sheet,
        layout=recognise(grids[sheet], WORDS).model_dump_json(),
        created_by=staff.id,
    )
    async with transaction():
        written = await CatalogueImport.insert(row).returning(CatalogueImport.id)
    return int(written[0]["id"])


async def choose_layout(import_id: int, draft: LayoutDraft, *, staff: StaffMember) -> ImportForDesk:
    """Say what the columns are; raise Forbidden, Conflict when the import is closed.

    Another sheet or header is recognised afresh; another sheet has no corrections yet.
    """
    _require_keeper(staff)
    await require_draft_year(draft.year)
    async with transaction():
        row = await _locked(import_id)
        grids = GRIDS.validate_json(row["sheets"])
        if draft.sheet >= len(grids):
            raise Invalid(fields={"sheet": say("没有这张工作表。")})
        changes: dict[Any, Any] = {
            "year": draft.year,
            "category": draft.category.value if draft.category else None,
            "sheet": draft.sheet,
            "layout": _layout(row, grids[draft.sheet], draft).model_dump_json(),
        }
        if draft.sheet != row["sheet"]:
            changes["corrections"] = "{}"
        await _save(row, changes)
    return await get_import(import_id)


async def correct_row(
    import_id: int, number: int, draft: RowDraft, *, staff: StaffMember
) -> ImportForDesk:
    """Correct a row, or leave it out; raise Forbidden, NotFound, Conflict when it is closed."""
    _require_keeper(staff)
    async with transaction():
        row = await _locked(import_id)
        present = await read_import(row)
        found = item_of(present.reading, number)
        before = present.corrections.get(number, UNCORRECTED).texts
        shown = shown_texts(found, present.units)
        texts = corrected(found, before, shown, draft.texts)
        correction = RowCorrection(is_included=draft.is_included, texts=texts)
        await _save_corrections(row, {**present.corrections, number: correction})
    return await get_import(import_id)


async def leave_out_faulty(import_id: int, *, staff: StaffMember) -> ImportForDesk:
    """Leave out every row that has an error now; raise Forbidden, Conflict when it is closed."""
    _require_keeper(staff)
    async with transaction():
        row = await _locked(import_id)
        present = await read_import(row)
        found = dict(present.corrections)
        for faulty in present.reading.faulty:
            before = found.get(faulty.number, UNCORRECTED)
            found[faulty.number] = before.model_copy(update={"is_included": False})
        await _save_corrections(row, found)
    return await get_import(import_id)


async def confirm_import(
    import_id: int, draft: ApprovalDraft, *, staff: StaffMember, now: datetime
) -> Imported:
    """Enter every included row in the year's draft catalogue, all or none; open the year if new.

    Raises Forbidden, Conflict when somebody changed or closed the import since it was looked at,
    Invalid while a row has an error.
    """
    _require_keeper(staff)
    async with transaction():
        row = await _locked(import_id)
        if row["revision"] != draft.revision:
            raise Conflict(say("这份导入刚被别人改过，请看过后再确认。"))
        await require_draft_year(row["year"])
        present = await read_import(row)
        _require_ready(present)
        if present.is_year_new:
            await draft_catalogue(_new_catalogue(present.year), staff=staff)
        codes = await _enter(present, staff)
        await _save(row, {"state": ImportState.CONFIRMED.value, "closed_at": now})
        catalogue = await lock_catalogue(present.year)
        payload = {"import": import_id, "file_name": present.file_name, "codes": codes}
        await journal.record(staff.actor, "catalogue.import", catalogue.subject, payload=payload)
    return Imported(year=present.year, count=len(codes))


async def discard_import(import_id: int, *, staff: StaffMember, now: datetime) -> None:
    """Give an import up and forget its table; raise Forbidden, Conflict when it is closed."""
    _require_keeper(staff)
    async with transaction():
        row = await _locked(import_id)
        changes = {"state": ImportState.DISCARDED.value, "closed_at": now}
        await _save(row, {**changes, "sheets": "[]", "corrections": "{}"})


def _layout(row: dict[str, Any], grid: Grid, draft: LayoutDraft) -> Layout:
    if draft.sheet != row["sheet"]:
        return recognise(grid, WORDS)
    before = Layout.model_validate_json(row["layout"])
    return laid_out_anew(before, grid, draft, WORDS)


def _require_ready(present: ImportForDesk) -> None:
    reading = present.reading
    broken = [problem for problem in reading.problems if problem.is_error]
    if broken:
        raise Invalid(broken[0].message)
    if reading.faulty:
        raise Invalid(
            say("还有 {count} 行要改，改好或设为不导入后再确认。", count=len(reading.faulty))
        )
    if not reading.included:
        raise Invalid(say("没有要导入的事项。"))


def _new_catalogue(year: int) -> CatalogueDraft:
    name = get_settings().county_name
    return CatalogueDraft(year=year, title=f"{name}人民政府{year}年度重大行政决策事项目录")


async def _enter(present: ImportForDesk, staff: StaffMember) -> list[str]:
    """Draft every included row and return the codes; those with a number of their own first."""
    codes = []
    ready = [row for row in present.reading.included if row.draft]
    for row in sorted(ready, key=lambda row: row.draft is not None and row.draft.seq is None):
        try:
            if row.draft:
                codes.append((await draft_decision(row.draft, staff=staff)).code)
        except Invalid as refused:
            why = next(iter(refused.fields.values()), refused.message)
            message = say("第 {row} 行没能导入：{why}", row=row.number, why=why)
            raise Invalid(message) from refused
    return codes


def _require_keeper(staff: StaffMember) -> None:
    if not permissions.may_keep_catalogue(staff):
        raise Forbidden


async def _locked(import_id: int) -> dict[str, Any]:
    found = await rows(LOCKED, import_id)
    if not found:
        raise NotFound
    if found[0]["state"] != ImportState.OPEN.value:
        raise Conflict(say("这份导入已经确认或放弃，不能再改。"))
    return found[0]


async def _save_corrections(row: dict[str, Any], found: dict[int, RowCorrection]) -> None:
    await _save(row, {"corrections": CORRECTIONS.dump_json(found).decode()})


async def _save(row: dict[str, Any], changes: dict[Any, Any]) -> None:
    changes = {**changes, "revision": row["revision"] + 1}
    await CatalogueImport.update(changes).where(CatalogueImport.id == row["id"])
