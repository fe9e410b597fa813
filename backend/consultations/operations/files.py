"""Files that become public with a draft: put in and taken out before, never after."""

from typing import Any

from backend.consultations.operations.drafting import require_editing
from backend.consultations.operations.locking import (
    LockedConsultation,
    change,
    lock_consultation,
)
from backend.consultations.schemas.drafting import ConsultationRef, FileDraft
from backend.consultations.tables import ConsultationFile
from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.documents.storage import Readable, file_store, storing
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember

MOST_FILES = 30  # with one draft
FILE = """
SELECT id, title, storage_key, sha256 FROM consultation_file
WHERE consultation = {} AND id = {} FOR UPDATE
"""


async def attach_file(
    number: int, draft: FileDraft, source: Readable, *, name: str, staff: StaffMember
) -> ConsultationRef:
    """Keep a file with a draft.

    Raises NotFound, Forbidden, and Invalid for a file that is too large, empty or of a kind not
    taken, for more files than a draft may have, or once it was submitted.
    """
    async with storing(source, name=name) as stored, transaction():
        held = await lock_consultation(number)
        require_editing(held, staff)
        count = await ConsultationFile.count().where(ConsultationFile.consultation == number)
        if count >= MOST_FILES:
            raise Invalid(fields={"file": say("文件太多了，最多 {most} 个。", most=MOST_FILES)})
        await ConsultationFile.insert(
            ConsultationFile(
                consultation=number,
                title=draft.title or stored.name,
                storage_key=stored.key,
                file_name=stored.name,
                media_type=stored.content_type,
                size=stored.size,
                sha256=stored.sha256,
                attached_by=staff.id,
            )
        )
        await _changed(held, "consultation.attach", {"sha256": stored.sha256}, staff=staff)
    return held.ref


async def remove_file(number: int, file: int, *, staff: StaffMember) -> ConsultationRef:
    """Take a file out of a draft; raise NotFound, Forbidden, or Invalid once it was submitted."""
    async with transaction():
        held = await lock_consultation(number)
        require_editing(held, staff)
        found = await rows(FILE, number, file)
        if not found:
            raise NotFound
        await ConsultationFile.delete().where(ConsultationFile.id == file)
        payload = {"sha256": found[0]["sha256"], "title": found[0]["title"]}
        await _changed(held, "consultation.detach", payload, staff=staff)
    await file_store().delete(found[0]["storage_key"])
    return held.ref


async def _changed(
    held: LockedConsultation, action: str, payload: dict[str, Any], *, staff: StaffMember
) -> None:
    await change(held, author=staff)
    await journal.record(staff.actor, action, held.subject, payload=payload)
