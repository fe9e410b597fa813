"""The way of a catalogue into the public: submit, return, approve, publish; by two persons."""

from datetime import date, datetime
from typing import Any

from backend.decisions.enums import CatalogueState
from backend.decisions.operations.locking import (
    LockedCatalogue,
    decision_subject,
    lock_catalogue,
)
from backend.decisions.operations.versions import write_versions
from backend.decisions.queries.content import load_contents
from backend.decisions.rules import numbering, permissions, publishing
from backend.decisions.schemas.content import DecisionContent, Frozen
from backend.decisions.schemas.drafts import ApprovalDraft, CatalogueRef, ReturnDraft
from backend.decisions.tables import Catalogue
from backend.journal import operations as journal
from backend.kernel.clock import county_date
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


class Matter(Frozen):
    """One matter of the catalogue that is on its way."""

    id: int
    seq: int
    is_public: bool
    authors: tuple[int, ...]
    content: DecisionContent


async def submit_catalogue(year: int, *, staff: StaffMember) -> CatalogueRef:
    """Hand the draft in for approval; raise Invalid while something is missing in any matter."""
    if not permissions.may_keep_catalogue(staff):
        raise Forbidden
    async with transaction():
        catalogue = await lock_catalogue(year)
        _require(catalogue, CatalogueState.DRAFT)
        matters = await _matters(catalogue.id)
        refusal = publishing.refusal_of_submission(
            [(matter.content, matter.is_public) for matter in matters],
            has_gap_in_numbers=numbering.has_gap([m.seq for m in matters if m.is_public]),
        )
        if refusal:
            raise Invalid(refusal)
        await _move(catalogue, CatalogueState.SUBMITTED, submitted_by=staff.id)
        await journal.record(staff.actor, "catalogue.submit", catalogue.subject)
    return catalogue.ref


async def return_catalogue(year: int, draft: ReturnDraft, *, staff: StaffMember) -> CatalogueRef:
    """Send a submitted or approved catalogue back to its drafters, with the reason."""
    if not permissions.may_approve(staff):
        raise Forbidden
    async with transaction():
        catalogue = await lock_catalogue(year)
        _require(catalogue, CatalogueState.SUBMITTED, CatalogueState.APPROVED)
        await _move(catalogue, CatalogueState.DRAFT, submitted_by=None, approved_by=None)
        await journal.record(
            staff.actor, "catalogue.return", catalogue.subject, reason=draft.reason
        )
    return catalogue.ref


async def approve_catalogue(
    year: int, draft: ApprovalDraft, *, staff: StaffMember, now: datetime
) -> CatalogueRef:
    """Approve what was submitted, as it was read.

    Raises Forbidden for whoever drafted or submitted any of it, Conflict when it changed since it
    was read, Invalid while the record of agreement is incomplete or lies in the future.
    """
    if not permissions.may_approve(staff):
        raise Forbidden
    async with transaction():
        catalogue = await lock_catalogue(year)
        _require(catalogue, CatalogueState.SUBMITTED)
        if catalogue.revision != draft.revision:
            raise Conflict
        _require_agreement(catalogue, today=county_date(now))
        involved = {catalogue.drafted_by, catalogue.submitted_by}
        for matter in await _matters(catalogue.id):
            involved.update(matter.authors)
        if refusal := permissions.refusal_of_second_person(staff, involved):
            raise Forbidden(refusal)
        await _move(catalogue, CatalogueState.APPROVED, approved_by=staff.id)
        await journal.record(staff.actor, "catalogue.approve", catalogue.subject)
    return catalogue.ref


async def publish_catalogue(year: int, *, staff: StaffMember, now: datetime) -> CatalogueRef:
    """Make the approved catalogue public: version 1 of every matter, one journal entry for each.

    Raises Forbidden, Conflict unless it is approved, Invalid without the record of agreement.
    """
    if not permissions.may_approve(staff):
        raise Forbidden
    today = county_date(now)
    async with transaction():
        catalogue = await lock_catalogue(year)
        _require(catalogue, CatalogueState.APPROVED)
        _require_agreement(catalogue, today=today)
        matters = await _matters(catalogue.id)
        await _move(catalogue, CatalogueState.PUBLISHED, published_on=today)
        await write_versions({m.id: m.content for m in matters}, number=1, published_on=today)
        await _record_publication(catalogue, matters, staff=staff, today=today)
    return catalogue.ref


async def _record_publication(
    catalogue: LockedCatalogue, matters: list[Matter], *, staff: StaffMember, today: date
) -> None:
    shown = [matter.content.code for matter in matters if matter.is_public]
    await journal.record(
        staff.actor,
        "catalogue.publish",
        catalogue.subject,
        payload={
            "year": catalogue.year,
            "decisions": shown,
            "is_late": publishing.is_late(catalogue.year, today),
        },
        is_public=True,
    )
    for matter in matters:
        subject = decision_subject(
            matter.content.code, matter.content.title, is_public=matter.is_public
        )
        await journal.record(
            staff.actor,
            "decision.publish",
            subject,
            payload=matter.content,
            is_public=matter.is_public,
        )


async def _matters(catalogue_id: int) -> list[Matter]:
    found = await rows(
        "SELECT id, seq, is_public, authors FROM decision WHERE catalogue = {}"
        " ORDER BY is_public DESC, seq",
        catalogue_id,
    )
    contents = await load_contents([row["id"] for row in found])
    return [Matter(**row, content=contents[row["id"]]) for row in found]


def _require(catalogue: LockedCatalogue, *states: CatalogueState) -> None:
    if catalogue.state not in states:
        raise Conflict(say("目录现在是“{state}”，不能这样办理。", state=catalogue.state.label))


def _require_agreement(catalogue: LockedCatalogue, *, today: date) -> None:
    gaps = publishing.gaps_of_agreement(
        meeting=catalogue.meeting,
        party_consent=catalogue.party_consent,
        party_consent_on=catalogue.party_consent_on,
        today=today,
    )
    if gaps:
        raise Invalid(
            say("请先补全研究同意的记录。"), fields={gap.field: gap.message for gap in gaps}
        )


async def _move(catalogue: LockedCatalogue, state: CatalogueState, **others: Any) -> None:
    changes: dict[Any, Any] = {
        **others,
        "state": state.value,
        "revision": catalogue.revision + 1,
    }
    await Catalogue.update(changes).where(Catalogue.id == catalogue.id)
