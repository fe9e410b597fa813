"""Drawing up a catalogue: the year, its matters, their numbers; all before publication."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg

from backend.decisions.enums import CatalogueState
from backend.decisions.operations.locking import (
    LockedCatalogue,
    LockedDecision,
    decision_subject,
    lock_catalogue,
    lock_decision,
)
from backend.decisions.operations.parts import (
    clear_parts,
    columns,
    insert_decision,
    new_decision_id,
    unit_ids,
    write_parts,
)
from backend.decisions.queries.drafts import load_draft
from backend.decisions.rules import numbering, permissions, publishing
from backend.decisions.schemas.drafts import (
    CatalogueDraft,
    CatalogueRef,
    DecisionDraft,
    DecisionRef,
    OrderDraft,
    Overtaken,
)
from backend.decisions.tables import Adjustment, Attachment, Catalogue, Decision
from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.language import Text, say
from backend.kernel.settings import get_settings
from backend.organisation.schemas import StaffMember

NUMBER_TAKEN = say("这个序号已经有事项用了，请换一个，或留空自动编号。")
CLOSED = say("已提交或公布的事项不能直接改；公布后的变化请走动态调整。")
OVERTAKEN = say("您填写的时候，别人刚保存过。请看下面现在的内容，再保存一次就以您的为准。")
EDITABLE = (CatalogueState.DRAFT, CatalogueState.SUBMITTED)


@contextmanager
def refusing_duplicate(field: str, message: Text) -> Iterator[None]:
    """Turn the database's refusal of a second one into a word beside the field."""
    try:
        yield
    except asyncpg.UniqueViolationError as taken:
        raise Invalid(fields={field: message}) from taken


async def draft_catalogue(draft: CatalogueDraft, *, staff: StaffMember) -> CatalogueRef:
    """Open a year's catalogue; raise Forbidden, or Invalid when the year has one."""
    if not permissions.may_keep_catalogue(staff):
        raise Forbidden
    with refusing_duplicate("year", say("{year} 年已经有目录了。", year=draft.year)):
        async with transaction():
            await Catalogue.insert(
                Catalogue(**draft.model_dump(exclude={"revision"}), drafted_by=staff.id)
            )
            catalogue = await lock_catalogue(draft.year)
            await journal.record(staff.actor, "catalogue.draft", catalogue.subject)
    return CatalogueRef(id=catalogue.id, year=catalogue.year, revision=catalogue.revision)


async def amend_catalogue(draft: CatalogueDraft, *, staff: StaffMember) -> CatalogueRef:
    """Rewrite the title and the record of agreement.

    Raises Forbidden, Conflict once approved, Invalid when somebody saved in between.
    """
    if not permissions.may_keep_catalogue(staff):
        raise Forbidden
    async with transaction():
        catalogue = await lock_catalogue(draft.year)
        if catalogue.state not in EDITABLE:
            raise Conflict(say("目录已经批准，不能再改；需要改动请先退回。"))
        if catalogue.revision != draft.revision:
            raise Invalid(fields={"revision": OVERTAKEN})
        changes: dict[Any, Any] = draft.model_dump(exclude={"year", "revision"})
        changes["revision"] = catalogue.revision + 1
        await Catalogue.update(changes).where(Catalogue.id == catalogue.id)
        await journal.record(staff.actor, "catalogue.amend", catalogue.subject)
    return catalogue.ref


async def draft_decision(draft: DecisionDraft, *, staff: StaffMember) -> DecisionRef:
    """Enter a matter in a draft catalogue, or a candidate for a published one.

    Raises Forbidden, and Invalid for an excluded kind of matter, an unknown unit, a number
    already taken, or while the catalogue is being approved.
    """
    _refuse_excluded(draft)
    with refusing_duplicate("seq", NUMBER_TAKEN):
        async with transaction():
            catalogue = await lock_catalogue(draft.year)
            _require_drafting(catalogue, draft, staff)
            ids = await unit_ids(draft)
            decision_id = await new_decision_id()
            numbered = await _numbered(catalogue, draft, decision_id)
            await insert_decision(
                **columns(draft, ids),
                **numbered,
                id=decision_id,
                catalogue=catalogue.id,
                drafted_by=staff.id,
                authors=[staff.id],
            )
            await write_parts(decision_id, draft, ids)
            ref = DecisionRef(id=decision_id, code=numbered["code"], title=draft.title, revision=1)
            subject = decision_subject(ref.code, ref.title, is_public=draft.is_public)
            await journal.record(staff.actor, "decision.draft", subject)
    return ref


async def amend_decision(
    code: str, draft: DecisionDraft, *, staff: StaffMember
) -> DecisionRef | Overtaken:
    """Rewrite a matter; return Overtaken, saving nothing, when somebody saved in between.

    Raises Forbidden, and Invalid as `draft_decision` or once it was submitted or published.
    """
    _refuse_excluded(draft)
    with refusing_duplicate("seq", NUMBER_TAKEN):
        async with transaction():
            decision, catalogue = await lock_decision(code)
            if not permissions.may_draft_for(staff, decision.lead_unit):
                raise Forbidden
            if not _is_open(decision, catalogue, staff):
                raise Invalid(CLOSED)  # as a form error: what was typed meanwhile comes back
            if not permissions.may_draft_for(staff, draft.lead_unit):
                raise Forbidden(say("您只能为本单位起草。"))
            if decision.revision != draft.revision:
                return Overtaken(current=await load_draft(code))
            return await _rewrite(decision, catalogue, draft, staff=staff)


async def _rewrite(
    decision: LockedDecision,
    catalogue: LockedCatalogue,
    draft: DecisionDraft,
    *,
    staff: StaffMember,
) -> DecisionRef:
    ids = await unit_ids(draft)
    is_moved = draft.is_public != decision.is_public or draft.seq not in (None, decision.seq)
    numbered = await _numbered(catalogue, draft, decision.id) if is_moved else {}
    changes: dict[Any, Any] = {
        **columns(draft, ids),
        **numbered,
        "authors": sorted({*decision.authors, staff.id}),
        "revision": decision.revision + 1,
    }
    await clear_parts(decision.id)
    await Decision.update(changes).where(Decision.id == decision.id)
    await write_parts(decision.id, draft, ids)
    code = numbered.get("code", decision.code)
    subject = decision_subject(code, draft.title, is_public=draft.is_public)
    await journal.record(
        staff.actor,
        "decision.amend",
        subject,
        payload={"revision": decision.revision + 1, "was": decision.code},
    )
    return DecisionRef(id=decision.id, code=code, title=draft.title, revision=decision.revision + 1)


async def withdraw_decision(code: str, *, staff: StaffMember) -> int:
    """Take a matter out of the draft and return its year; raise Conflict if it left traces."""
    async with transaction():
        decision, catalogue = await lock_decision(code)
        _require_editing(decision, catalogue, staff)
        for table in (Adjustment, Attachment):
            if await table.exists().where(table.decision == decision.id):
                raise Conflict(say("这个事项已有调整记录或文件，不能删除。"))
        await Decision.delete().where(Decision.id == decision.id)
        await journal.record(staff.actor, "decision.withdraw", decision.subject)
    return catalogue.year


async def renumber(year: int, order: OrderDraft, *, staff: StaffMember) -> CatalogueRef:
    """Number the draft's matters 1, 2, 3 … in this order; those not named follow as they were.

    Raises Forbidden, Conflict unless the catalogue is a draft, Invalid for a code not in it.
    """
    if not permissions.may_keep_catalogue(staff):
        raise Forbidden
    async with transaction():
        catalogue = await lock_catalogue(year)
        _require_draft(catalogue)
        found = await rows(
            "SELECT id, code, seq, is_public FROM decision WHERE catalogue = {} ORDER BY seq",
            catalogue.id,
        )
        places = {code: place for place, code in enumerate(order.codes or ())}
        if unknown := places.keys() - {row["code"] for row in found}:
            raise Invalid(fields={"codes": say("目录里没有 {code}。", code=min(unknown))})
        found.sort(key=lambda row: places.get(row["code"], len(places)))
        moved: dict[str, str] = {}
        for is_public in (True, False):
            series = [row for row in found if row["is_public"] is is_public]
            moved |= await _renumber_series(year, series)
        await Catalogue.update({Catalogue.revision: Catalogue.revision + 1}).where(
            Catalogue.id == catalogue.id
        )
        await journal.record(
            staff.actor, "catalogue.renumber", catalogue.subject, payload={"moved": moved}
        )
    return catalogue.ref


async def _renumber_series(year: int, found: list[dict[str, Any]]) -> dict[str, str]:
    """Number a series in two strides, above all in use and into place; return old → new codes."""
    moved = [(row, seq) for seq, row in enumerate(found, start=1) if row["seq"] != seq]
    above = max((row["seq"] for row in found), default=0)
    for lift in (above, 0):
        for row, seq in moved:
            code = _code(year, seq + lift, is_public=row["is_public"])
            changes: dict[Any, Any] = {
                Decision.seq: seq + lift,
                Decision.code: code,
                Decision.revision: Decision.revision + 1,  # an open form must not undo this
            }
            await Decision.update(changes).where(Decision.id == row["id"])
    return {row["code"]: _code(year, seq, is_public=row["is_public"]) for row, seq in moved}


async def _numbered(
    catalogue: LockedCatalogue, draft: DecisionDraft, decision_id: int
) -> dict[str, Any]:
    """Return the number and code a matter gets; raise Invalid when it cannot be had."""
    taken = await rows(
        "SELECT seq FROM decision WHERE catalogue = {} AND is_public = {}",
        catalogue.id,
        draft.is_public,
    )
    seq = numbering.new_seq(catalogue.state, {row["seq"] for row in taken}, draft.seq)
    if seq is None:
        raise Invalid(fields={"seq": NUMBER_TAKEN})
    if catalogue.state is CatalogueState.DRAFT:
        return {"seq": seq, "code": _code(catalogue.year, seq, is_public=draft.is_public)}
    county, year = get_settings().county_code, catalogue.year
    code = numbering.candidate_code(county, year, decision_id, is_public=draft.is_public)
    return {"seq": seq, "code": code}


def _code(year: int, seq: int, *, is_public: bool) -> str:
    return numbering.decision_code(get_settings().county_code, year, seq, is_public=is_public)


def _refuse_excluded(draft: DecisionDraft) -> None:
    refusal = publishing.refusal_of_excluded_kind(draft.excluded_kind)
    if refusal:
        raise Invalid(fields={"excluded_kind": refusal})


def _require_drafting(catalogue: LockedCatalogue, draft: DecisionDraft, staff: StaffMember) -> None:
    if not permissions.may_draft_for(staff, draft.lead_unit):
        raise Forbidden(say("您只能为本单位起草。"))
    if catalogue.state not in (CatalogueState.DRAFT, CatalogueState.PUBLISHED):
        raise Invalid(say("目录正在审批，不能增加事项；需要增加请先退回。"))


def _require_editing(
    decision: LockedDecision, catalogue: LockedCatalogue, staff: StaffMember
) -> None:
    if not permissions.may_draft_for(staff, decision.lead_unit):
        raise Forbidden
    if not _is_open(decision, catalogue, staff):
        raise Conflict(CLOSED)


def _is_open(decision: LockedDecision, catalogue: LockedCatalogue, staff: StaffMember) -> bool:
    return permissions.may_edit_decision(
        staff,
        decision.lead_unit,
        state=catalogue.state,
        is_published=decision.is_published,
        is_proposed=decision.is_proposed,
    )


def _require_draft(catalogue: LockedCatalogue) -> None:
    if catalogue.state is not CatalogueState.DRAFT:
        raise Conflict(say("目录已经提交，不能再改；需要改动请先退回。"))
