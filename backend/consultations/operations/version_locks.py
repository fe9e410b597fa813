"""Holding a text of a held consultation: the second lock, after the consultation's own."""

from typing import Any

from backend.consultations.enums.consultation import Stage
from backend.consultations.operations import locking
from backend.consultations.operations.locking import LockedConsultation
from backend.consultations.rules import permissions, versions
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.versions import VersionDraft, VersionRef
from backend.consultations.tables import DraftVersion
from backend.journal import operations as journal
from backend.kernel.database import rows
from backend.kernel.errors import Forbidden, Invalid, NotFound
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember

OVERTAKEN = say("您填写的时候，别人刚保存过草案。请对照现在的草案，再保存一次就以您的为准。")
VERSION = """
SELECT id, number, stage, note, is_sealed, created_by, revision FROM draft_version
WHERE consultation = {} AND number = {} FOR UPDATE
"""


class LockedVersion(Frozen):
    """A text, held until the transaction ends."""

    id: int
    number: int
    stage: Stage
    note: str
    is_sealed: bool
    created_by: int
    revision: int


async def lock_version(consultation: LockedConsultation, number: int) -> LockedVersion:
    """Hold a text of a held consultation; raise NotFound."""
    found = await rows(VERSION, consultation.id, number)
    if not found:
        raise NotFound
    return LockedVersion(**found[0])


def require_drafter(held: LockedConsultation, staff: StaffMember) -> None:
    """Raise Forbidden unless this person writes for the consultation's unit."""
    if not permissions.may_draft_for(staff, held.lead_unit):
        raise Forbidden


async def lock_editable(held: LockedConsultation, number: int, *, revision: int) -> LockedVersion:
    """Hold a text that may be written; raise NotFound, Invalid when somebody saved before."""
    version = await lock_version(held, number)
    if refusal := versions.refusal_of_editing(
        number, state=held.state, is_sealed=version.is_sealed
    ):
        raise Invalid(refusal)
    if version.revision != revision:
        raise Invalid(OVERTAKEN, fields={"revision": OVERTAKEN})
    return version


async def insert_version(
    held: LockedConsultation, draft: VersionDraft, *, number: int, staff: StaffMember
) -> tuple[VersionRef, int]:
    """Begin a text; return where it stands, and its id."""
    row = DraftVersion(
        consultation=held.id,
        number=number,
        stage=draft.stage.value,
        note=draft.note,
        created_by=staff.id,
        revision=0 if number == 1 else 1,
    )
    written = await DraftVersion.insert(row).returning(DraftVersion.id)
    ref = VersionRef(consultation=held.id, number=number, revision=1)
    return ref, int(written[0]["id"])


async def touched(
    held: LockedConsultation, version: LockedVersion, *, staff: StaffMember
) -> VersionRef:
    """Count a change of a text; whoever made it is an author from now on."""
    changes: dict[Any, Any] = {"revision": version.revision + 1}
    await DraftVersion.update(changes).where(DraftVersion.id == version.id)
    await locking.change(held, author=staff)
    return VersionRef(consultation=held.id, number=version.number, revision=version.revision + 1)


async def record(action: str, held: LockedConsultation, *, number: int, staff: StaffMember) -> None:
    """Write an act on a text into the journal, for staff."""
    await journal.record(staff.actor, action, held.subject, payload={"number": number})
