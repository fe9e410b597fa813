"""Writing a text of the draft: pasted whole, corrected row by row, mapped to the one before."""

import asyncio
from collections.abc import Mapping

from backend.consultations.enums.consultation import Stage
from backend.consultations.operations.clauses import (
    Text,
    Written,
    formers_of,
    load_former,
    suggested,
    write_clauses,
)
from backend.consultations.operations.locking import lock_consultation
from backend.consultations.operations.version_locks import (
    insert_version,
    lock_editable,
    record,
    require_drafter,
    touched,
)
from backend.consultations.queries.versions import load_carried, load_stored
from backend.consultations.rules import correcting, uploads, versions
from backend.consultations.rules.recognising import recognise
from backend.consultations.schemas.versions import (
    CarryDraft,
    ClausesDraft,
    TextDraft,
    VersionDraft,
    VersionRef,
)
from backend.consultations.tables import DraftVersion
from backend.kernel.database import transaction
from backend.kernel.documents.storage import LARGEST_FILE, Readable
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def write_text(
    consultation: int,
    number: int,
    draft: TextDraft,
    *,
    staff: StaffMember,
    source: Readable | None = None,
) -> VersionRef:
    """Recognise a whole text and put it in place of all clauses; the first text is begun by it.

    A document in `source` is taken instead of what was pasted. Raises Forbidden, NotFound, and
    Invalid for an empty or endless text, an unreadable document, a sealed text, or when somebody
    saved in between.
    """
    lines = await _lines_in(source) if source else draft.text.splitlines()
    clauses = recognise(lines)
    if fault := versions.fault_of_text(clauses):
        raise Invalid(fields={"file" if source else "text": fault})
    async with transaction():
        held = await lock_consultation(consultation)
        require_drafter(held, staff)
        if number == 1 and not await DraftVersion.exists().where(
            DraftVersion.consultation == consultation
        ):
            await insert_version(held, VersionDraft(stage=Stage.COMMENT), number=1, staff=staff)
        version = await lock_editable(held, number, revision=draft.revision)
        text = Text(version.id, held.id, number, held.subject_id)
        await write_clauses(text, await suggested(text, clauses))
        await record("draft.write", held, number=number, staff=staff)
        return await touched(held, version, staff=staff)


async def correct_clauses(
    consultation: int, number: int, draft: ClausesDraft, *, staff: StaffMember
) -> VersionRef:
    """Put corrected rows in place of some clauses; who comes from where stays as it was.

    Raises as `write_text`.
    """
    async with transaction():
        held = await lock_consultation(consultation)
        require_drafter(held, staff)
        version = await lock_editable(held, number, revision=draft.revision)
        stored = await load_stored(version.id)
        last = draft.last or len(stored)
        found = correcting.corrected(stored, draft.clauses, first=draft.first, last=last)
        if fault := versions.fault_of_text([entry.clause for entry in found]):
            raise Invalid(fault)
        formers = formers_of(await load_carried(version.id))
        passages = {clause.position: clause.passage for clause in stored}
        text = Text(version.id, held.id, number, held.subject_id)
        await write_clauses(text, [_rewritten(one, passages, formers) for one in found])
        await record("draft.correct", held, number=number, staff=staff)
        return await touched(held, version, staff=staff)


async def map_clauses(
    consultation: int, number: int, draft: CarryDraft, *, staff: StaffMember
) -> VersionRef:
    """Say which former clauses each clause comes from; what nobody names is removed.

    Raises as `write_text`, and Invalid for a clause of neither text.
    """
    async with transaction():
        held = await lock_consultation(consultation)
        require_drafter(held, staff)
        version = await lock_editable(held, number, revision=draft.revision)
        stored = await load_stored(version.id)
        former = await load_former(held.id, number)
        named = {row.passage: tuple(dict.fromkeys(row.formers)) for row in draft.clauses}
        olds = {clause.passage for clause in former}
        if named.keys() - {clause.passage for clause in stored} or any(
            set(formers) - olds for formers in named.values()
        ):
            raise Invalid(say("有的条文不在这两个版本里，请重新打开页面。"))
        text = Text(version.id, held.id, number, held.subject_id)
        written = [
            Written(correcting.bare(one), named.get(one.passage or 0, ()), one.passage)
            for one in stored
        ]
        await write_clauses(text, written)
        await record("draft.map", held, number=number, staff=staff)
        return await touched(held, version, staff=staff)


async def _lines_in(source: Readable) -> tuple[str, ...]:
    content = await source.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Invalid(fields={"file": say("文件太大了，最大 20 MB。")})
    try:
        return await asyncio.to_thread(uploads.lines_of, content)
    except Invalid as refused:
        raise Invalid(fields={"file": refused.message}) from refused


def _rewritten(
    one: correcting.Corrected,
    passages: Mapping[int, int | None],
    formers: Mapping[int, tuple[int, ...]],
) -> Written:
    """Return a corrected clause with the passage it had and all the former ones it comes from."""
    had = [passage for place in one.was if (passage := passages[place]) is not None]
    origins = dict.fromkeys(old for passage in had for old in formers.get(passage, ()))
    return Written(one.clause, tuple(origins), had[0] if had else None)
