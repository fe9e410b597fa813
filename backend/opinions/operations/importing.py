"""Taking in a clerk's table of opinions: read it, put it right, and enter all of it or nothing."""

from datetime import datetime
from typing import Any

from backend.journal import operations as journal
from backend.journal.schemas import Subject as Acted
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
from backend.kernel.sealing import seal
from backend.opinions.importing.corrections import corrected, shown_texts
from backend.opinions.importing.headers import WORDS
from backend.opinions.operations.locking import HeldSubject, share_subject
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.queries.importing import SEEN, codes_of, content_of, read_import
from backend.opinions.rules import entering as rules
from backend.opinions.rules import purposes
from backend.opinions.rules.privacy import CURRENT
from backend.opinions.rules.windows import Window
from backend.opinions.schemas.importing import (
    UNCORRECTED,
    CodeLine,
    Fallbacks,
    ImportContent,
    ImportDraft,
    ImportForDesk,
    LayoutDraft,
    ReadOpinion,
    RevisionSeen,
    RowCorrection,
    RowDraft,
)
from backend.opinions.schemas.receiving import Arrival, Receipt
from backend.opinions.tables import ImportedOpinion, OpinionImport
from backend.organisation.schemas import StaffMember

LOCKED = SEEN + "WHERE i.id = {} FOR UPDATE OF i"


async def open_import(
    subject_id: int,
    draft: ImportDraft,
    source: Readable | None,
    *,
    name: str,
    staff: StaffMember,
    now: datetime,
) -> int:
    """Read a file or a pasted table and keep it sealed to be looked at; return its number.

    Raises Forbidden, NotFound, Conflict for a subject that takes none, Invalid for what cannot be
    read as a table.
    """
    if not rules.may_enter(staff):
        raise Forbidden
    grids = await read_grids(source, name=name, pasted=draft.pasted)
    sheet = most_recognised(grids, WORDS)
    content = ImportContent(sheets=grids, sheet=sheet, layout=recognise(grids[sheet], WORDS))
    async with transaction():
        _require_taking(await share_subject(subject_id), now)
        row = OpinionImport(
            subject=subject_id,
            **_kept(draft),
            file_name=tidy_file_name(name) if source else PASTED,
            content_sealed=_sealed(content),
            created_by=staff.id,
        )
        written = await OpinionImport.insert(row).returning(OpinionImport.id)
    return int(written[0]["id"])


async def choose_layout(import_id: int, draft: LayoutDraft, *, staff: StaffMember) -> None:
    """Say what the columns are; raise NotFound, Conflict when the import is closed.

    Another sheet or header is recognised afresh; another sheet has no corrections yet.
    """
    async with transaction():
        row = await _locked(import_id, staff)
        content = content_of(row)
        if draft.sheet >= len(content.sheets):
            raise Invalid(fields={"sheet": say("没有这张工作表。")})
        is_other = draft.sheet != content.sheet
        layout = _layout(content, content.sheets[draft.sheet], draft)
        altered = content.altered(
            sheet=draft.sheet,
            layout=layout,
            corrections={} if is_other else content.corrections,
        )
        await _save(row, {**_kept(draft), "content_sealed": _sealed(altered)})


async def correct_row(
    import_id: int, number: int, draft: RowDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Correct a row, or leave it out; raise NotFound, Conflict when the import is closed."""
    async with transaction():
        row = await _locked(import_id, staff)
        present = await read_import(row, now=now)
        if present.reading is None:
            raise NotFound
        found = item_of(present.reading, number)
        before = present.corrections.get(number, UNCORRECTED).texts
        texts = corrected(before, shown_texts(found), draft.texts)
        correction = RowCorrection(is_included=draft.is_included, texts=texts)
        await _save_corrections(row, {**present.corrections, number: correction})


async def leave_out_faulty(import_id: int, *, staff: StaffMember, now: datetime) -> None:
    """Leave out every row that has an error now; raise NotFound, Conflict when it is closed."""
    async with transaction():
        row = await _locked(import_id, staff)
        present = await read_import(row, now=now)
        faulty = present.reading.faulty if present.reading else ()
        await _leave_out(row, present, {one.number for one in faulty})


async def leave_out_doubles(import_id: int, *, staff: StaffMember, now: datetime) -> None:
    """Leave out every row that seems to be entered already; raises as `leave_out_faulty`."""
    async with transaction():
        row = await _locked(import_id, staff)
        present = await read_import(row, now=now)
        await _leave_out(row, present, {one.number for one in present.doubles})


async def confirm_import(
    import_id: int, seen: RevisionSeen, *, staff: StaffMember, now: datetime, origin: str = ""
) -> int:
    """Enter every included row, all or none, and return how many; the table is forgotten then.

    Confirmed already, by this person or another, it returns what it brought. Raises NotFound,
    Conflict when somebody changed it since it was looked at, Invalid while a row has an error.
    """
    async with transaction():
        row = await _held(import_id, staff)
        if row["state"] == ImportState.CONFIRMED.value:
            return len(await codes_of(import_id))  # read anew: the lock was waited for
        _require_open(row)
        if row["revision"] != seen.revision:
            raise Conflict(say("这份导入刚被改过，请看过后再确认。"))
        subject = await share_subject(row["subject"])
        _require_taking(subject, now)
        present = await read_import(row, now=now)
        _require_ready(present)
        entered = await _enter(present, staff, origin)
        await _close(row, ImportState.CONFIRMED, now)
        payload = {"import": import_id, "numbers": sorted(receipt.number for receipt in entered)}
        await journal.record(staff.actor, "opinion.import", _acted(subject), payload=payload)
    return len(entered)


async def discard_import(import_id: int, *, staff: StaffMember, now: datetime) -> None:
    """Give an import up and forget its table; raise NotFound, Conflict when it is closed."""
    async with transaction():
        await _close(await _locked(import_id, staff), ImportState.DISCARDED, now)


async def list_codes(import_id: int, *, staff: StaffMember) -> tuple[CodeLine, ...]:
    """Return which code each row got, and note that they were handed out; raise NotFound."""
    async with transaction():
        row = await _held(import_id, staff)
        subject = await share_subject(row["subject"])
        payload = {"import": import_id}
        await journal.record(staff.actor, "opinion.list_codes", _acted(subject), payload=payload)
        return await codes_of(import_id)


async def _enter(present: ImportForDesk, staff: StaffMember, origin: str) -> list[Receipt]:
    entered: list[tuple[int, Receipt]] = []
    for row in present.reading.included if present.reading else ():
        if row.draft is None:
            continue
        arrival = _arrival(present, row.number, row.draft, staff=staff, origin=origin)
        try:
            receipt = await receive_opinion(present.subject, row.draft.opinion, arrival)
        except Invalid as refused:
            why = next(iter(refused.fields.values()), refused.message)
            message = say("第 {row} 行没能导入：{why}", row=row.number, why=why)
            raise Invalid(message) from refused
        entered.append((row.number, receipt))
    await ImportedOpinion.insert(
        *(
            ImportedOpinion(source=present.id, line=line, opinion=receipt.number)
            for line, receipt in entered
        )
    )
    return [receipt for _, receipt in entered]


def _arrival(
    present: ImportForDesk, line: int, read: ReadOpinion, *, staff: StaffMember, origin: str
) -> Arrival:
    return Arrival(
        channel=read.channel,
        privacy_version=CURRENT,
        received_at=read.received_at,
        entered_by=staff,
        idempotency_key=f"import {present.id} {line}",
        origin=origin,
    )


def _require_taking(subject: HeldSubject, now: datetime) -> None:
    window = Window(subject.opens_at, subject.closes_at, subject.concluded_at)
    if refused := rules.closed_to_entries(window, now):
        raise refused


def _require_ready(present: ImportForDesk) -> None:
    reading = present.reading
    broken = [problem for problem in reading.problems if problem.is_error] if reading else []
    if broken:
        raise Invalid(broken[0].message)
    if reading is None or not reading.included:
        raise Invalid(say("没有要导入的意见。"))
    if reading.faulty:
        raise Invalid(
            say("还有 {count} 行要改，改好或设为不导入后再确认。", count=len(reading.faulty))
        )


def _layout(content: ImportContent, grid: Grid, draft: LayoutDraft) -> Any:
    if draft.sheet != content.sheet:
        return recognise(grid, WORDS)
    return laid_out_anew(content.layout, grid, draft, WORDS)


def _kept(draft: Fallbacks) -> dict[str, Any]:
    channel = draft.channel.value if draft.channel else ""
    return {"channel": channel, "received_on": draft.received_on}


def _sealed(content: ImportContent) -> str:
    return seal(content.model_dump_json(), purpose=purposes.IMPORT)


def _acted(subject: HeldSubject) -> Acted:
    return Acted(kind=subject.kind, id=subject.key, title=subject.title, path=subject.path)


async def _held(import_id: int, staff: StaffMember) -> dict[str, Any]:
    """Hold an import; raise NotFound, also to who may not see it."""
    found = await rows(LOCKED, import_id)
    if not found or not rules.sees_import(staff, found[0]["created_by"]):
        raise NotFound
    return found[0]


async def _locked(import_id: int, staff: StaffMember) -> dict[str, Any]:
    row = await _held(import_id, staff)
    _require_open(row)
    return row


def _require_open(row: dict[str, Any]) -> None:
    if row["state"] != ImportState.OPEN.value:
        raise Conflict(say("这份导入已经确认或放弃，不能再改。"))


async def _leave_out(row: dict[str, Any], present: ImportForDesk, numbers: set[int]) -> None:
    found = dict(present.corrections)
    for number in numbers:
        before = found.get(number, UNCORRECTED)
        found[number] = before.model_copy(update={"is_included": False})
    await _save_corrections(row, found)


async def _save_corrections(row: dict[str, Any], found: dict[int, RowCorrection]) -> None:
    altered = content_of(row).altered(corrections=found)
    await _save(row, {"content_sealed": _sealed(altered)})


async def _close(row: dict[str, Any], state: ImportState, now: datetime) -> None:
    await _save(row, {"state": state.value, "closed_at": now, "content_sealed": ""})


async def _save(row: dict[str, Any], changes: dict[Any, Any]) -> None:
    changes = {**changes, "revision": row["revision"] + 1}
    await OpinionImport.update(changes).where(OpinionImport.id == row["id"])
