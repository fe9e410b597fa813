"""Files of a decision: attached by one person, made public by another, never lost once public."""

from datetime import datetime
from typing import Any

from backend.decisions.operations.locking import LockedDecision, lock_decision
from backend.decisions.rules import files as rules
from backend.decisions.schemas.drafts import ReturnDraft
from backend.decisions.schemas.files import AttachmentDraft, AttachmentRef
from backend.decisions.tables import Attachment
from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.documents.storage import Readable, StoredFile, file_store, storing
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.kernel.ids import new_code
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember

ATTACHMENT = """
SELECT a.id, a.title, a.kind, a.storage_key, a.sha256, a.is_public, a.first_published_at,
       a.added_by, coalesce(s.is_internal, FALSE) AS is_internal
FROM decision_attachment a LEFT JOIN plan_step s ON s.id = a.step
WHERE a.decision = {} AND a.id = {} FOR UPDATE OF a
"""


async def attach_file(
    code: str, draft: AttachmentDraft, source: Readable, *, name: str, staff: StaffMember
) -> AttachmentRef:
    """Keep a file with a decision or one of its steps; it is not public yet.

    Raises Forbidden, NotFound, and Invalid for a file that is too large, empty or of a kind not
    taken, for an unknown step, and for more files than a decision may have.
    """
    async with storing(source, name=name) as stored, transaction():
        decision, _ = await lock_decision(code)
        if not rules.may_attach(staff, decision.lead_unit, draft.kind):
            raise Forbidden
        count = await Attachment.count().where(Attachment.decision == decision.id)
        if count >= rules.MOST_FILES:
            raise Invalid(
                fields={"file": say("文件太多了，最多 {most} 个。", most=rules.MOST_FILES)}
            )
        ref = await _insert(draft, stored, decision, staff=staff)
        await journal.record(
            staff.actor, "attachment.attach", decision.subject, payload={"sha256": stored.sha256}
        )
    return ref


async def publish_file(
    code: str, attachment_id: int, *, staff: StaffMember, now: datetime
) -> AttachmentRef:
    """Make a file public; raise Forbidden for who attached it, Conflict where it may not be."""
    async with transaction():
        decision, found = await _lock_file(code, attachment_id)
        if not rules.may_publish(staff, decision.lead_unit):
            raise Forbidden
        if found["added_by"] == staff.id:
            raise Forbidden(say("文件要由另一位工作人员审核公开。"))
        refusal = rules.refusal_of_publication(
            is_public=decision.is_public,
            is_published=decision.is_published,
            is_internal=found["is_internal"],
        )
        if refusal:
            raise Conflict(refusal)
        await _change(
            attachment_id,
            is_public=True,
            published_by=staff.id,
            first_published_at=found["first_published_at"] or now,
        )
        await _record("attachment.publish", decision, found, staff=staff)
    return AttachmentRef(id=attachment_id, code=code)


async def unpublish_file(
    code: str, attachment_id: int, draft: ReturnDraft, *, staff: StaffMember
) -> AttachmentRef:
    """Take a file from the public, with a public reason; it is kept."""
    async with transaction():
        decision, found = await _lock_file(code, attachment_id)
        if not rules.may_publish(staff, decision.lead_unit):
            raise Forbidden
        if not found["is_public"]:
            raise Conflict(say("这个文件没有公开。"))
        await _change(attachment_id, is_public=False)
        await _record("attachment.unpublish", decision, found, staff=staff, reason=draft.reason)
    return AttachmentRef(id=attachment_id, code=code)


async def remove_file(code: str, attachment_id: int, *, staff: StaffMember) -> AttachmentRef:
    """Delete a file that was never public; raise Conflict for one that was."""
    async with transaction():
        decision, found = await _lock_file(code, attachment_id)
        if not rules.may_attach(staff, decision.lead_unit, found["kind"]):
            raise Forbidden
        if found["first_published_at"] is not None:
            raise Conflict(say("公开过的文件不能删除，只能撤下。"))
        await Attachment.delete().where(Attachment.id == attachment_id)
        await journal.record(
            staff.actor,
            "attachment.remove",
            decision.subject,
            payload={"sha256": found["sha256"], "title": found["title"]},
        )
    await file_store().delete(found["storage_key"])
    return AttachmentRef(id=attachment_id, code=code)


async def _insert(
    draft: AttachmentDraft, stored: StoredFile, decision: LockedDecision, *, staff: StaffMember
) -> AttachmentRef:
    row = Attachment(
        decision=decision.id,
        step=await _step_id(decision, draft.step),
        kind=draft.kind.value,
        title=draft.title or stored.name,
        file_name=stored.name,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        public_code=new_code(),
        added_by=staff.id,
    )
    written = await Attachment.insert(row).returning(Attachment.id)
    return AttachmentRef(id=written[0]["id"], code=decision.code)


async def _step_id(decision: LockedDecision, seq: int | None) -> int | None:
    """Return the step's id; raise Invalid for an unknown one, or while the plan is a draft."""
    if seq is None:
        return None
    found = await rows(
        "SELECT id FROM plan_step WHERE decision = {} AND seq = {}", decision.id, seq
    )
    if not found or not decision.is_published:
        raise Invalid(fields={"step": say("没有这个步骤，请从列表里选。")})
    return int(found[0]["id"])


async def _lock_file(code: str, attachment_id: int) -> tuple[LockedDecision, dict[str, Any]]:
    decision, _ = await lock_decision(code)
    found = await rows(ATTACHMENT, decision.id, attachment_id)
    if not found:
        raise NotFound
    return decision, found[0]


async def _change(attachment_id: int, **changes: Any) -> None:
    columns: dict[Any, Any] = changes
    await Attachment.update(columns).where(Attachment.id == attachment_id)


async def _record(
    action: str,
    decision: LockedDecision,
    found: dict[str, Any],
    *,
    staff: StaffMember,
    reason: str = "",
) -> None:
    await journal.record(
        staff.actor,
        action,
        decision.subject,
        reason=reason,
        payload={"title": found["title"], "sha256": found["sha256"]},
        is_public=decision.is_public and decision.is_published,
    )
