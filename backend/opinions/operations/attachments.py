"""Scans of letters and slips: kept with the opinion that was typed in from them."""

from typing import Any

from backend.journal import operations as journal
from backend.journal.schemas import Payload, Subject
from backend.kernel.database import rows, transaction
from backend.kernel.documents.storage import Readable, StoredFile, storing
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.kernel.language import say
from backend.opinions.enums import Route
from backend.opinions.rules import attachments as rules
from backend.opinions.schemas.attachments import AttachmentFile
from backend.opinions.tables import OpinionAttachment
from backend.organisation.schemas import StaffMember

OPINION = """
SELECT o.id, o.entered_by, o.route, o.erased_at, s.lead_unit, s.title, s.path,
       (SELECT count(*) FROM opinion_attachment a WHERE a.opinion = o.id) AS files
FROM opinion o JOIN opinion_subject s ON s.id = o.subject WHERE o.id = {}
FOR NO KEY UPDATE OF o
"""
FILE = """
SELECT id, file_name, media_type, size, attached_at, storage_key, sha256
FROM opinion_attachment WHERE opinion = {} AND id = {}
"""


async def attach_scan(number: int, source: Readable, *, name: str, staff: StaffMember) -> int:
    """Keep a scan with an opinion and return its id.

    Raises NotFound, Forbidden, Conflict where the person's identity was erased, and Invalid for a
    file that is too large, empty, of a kind not taken, or one too many.
    """
    async with storing(source, name=name) as stored:
        return await attach_kept(number, stored, staff=staff)


async def attach_kept(number: int, stored: StoredFile, *, staff: StaffMember) -> int:
    """Let an opinion own a file that is kept already; raises as `attach_scan`."""
    async with transaction():
        opinion = await _held(number)
        if not rules.may_attach(staff, opinion["lead_unit"], entered_by=opinion["entered_by"]):
            raise Forbidden
        if opinion["erased_at"] is not None:
            raise Conflict(say("这条意见的个人信息已经清除，不能再添加扫描件。"))
        if opinion["files"] >= rules.MOST_FILES:
            most = say("扫描件太多了，最多 {most} 个。", most=rules.MOST_FILES)
            raise Invalid(fields={"file": most})
        written = await OpinionAttachment.insert(_row(number, stored, staff)).returning(
            OpinionAttachment.id
        )
        await _record(staff, "opinion.attach", opinion, {"sha256": stored.sha256})
    return int(written[0]["id"])


async def open_scan(number: int, attachment_id: int, *, staff: StaffMember) -> AttachmentFile:
    """Return a scan to be sent to who may see it, and note that it was opened.

    Raises NotFound also where this person may not know of it.
    """
    async with transaction():
        opinion = await _held(number)
        if not rules.may_look(staff, opinion["lead_unit"], Route(opinion["route"])):
            raise NotFound
        found = await rows(FILE, number, attachment_id)
        if not found:
            raise NotFound
        await _record(staff, "opinion.open_scan", opinion, {"attachment": attachment_id})
    return AttachmentFile(**found[0])


async def _held(number: int) -> dict[str, Any]:
    found = await rows(OPINION, number)
    if not found:
        raise NotFound
    return found[0]


def _row(number: int, stored: StoredFile, staff: StaffMember) -> OpinionAttachment:
    return OpinionAttachment(
        opinion=number,
        storage_key=stored.key,
        file_name=stored.name,
        media_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        attached_by=staff.id,
    )


async def _record(
    staff: StaffMember, action: str, opinion: dict[str, Any], payload: Payload
) -> None:
    subject = Subject(
        kind="opinion", id=str(opinion["id"]), title=opinion["title"], path=opinion["path"]
    )
    await journal.record(staff.actor, action, subject, payload=payload)
