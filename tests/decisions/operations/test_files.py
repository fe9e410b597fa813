from datetime import UTC, date, datetime

import pytest

from backend.decisions.enums import AttachmentKind, StepKind
from backend.decisions.operations import files
from backend.decisions.schemas.drafts import ReturnDraft
from backend.decisions.schemas.files import AttachmentDraft
from backend.decisions.tables import Attachment
from backend.journal.tables import JournalEntry
from backend.kernel.documents.storage import InMemory, file_store
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Role
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MISTAKE = ReturnDraft(reason="放错了文件")


async def attached(code, *, by=None, **fields):
    ref = await files.attach_file(
        code,
        AttachmentDraft(**fields),
        InMemory(PDF),
        name="草案.pdf",
        staff=by or await decisions.drafter(),
    )
    return ref.id


async def stored_bytes(key):
    return b"".join([part async for part in file_store().open(key)])


async def test_an_attached_file_is_kept_and_not_public(db):
    (ref,) = await factories.published_catalogue(count=1)
    await attached(ref.code, kind=AttachmentKind.DRAFT)
    row = await Attachment.select().first()
    assert (row["title"], row["is_public"], row["size"]) == ("草案.pdf", False, len(PDF))
    assert await stored_bytes(row["storage_key"]) == PDF


async def test_a_file_belongs_to_a_step_that_exists(db):
    (ref,) = await factories.published_catalogue(count=1)
    await attached(ref.code, step=2)
    with pytest.raises(Invalid) as refused:
        await attached(ref.code, step=99)
    assert "step" in refused.value.fields


async def test_a_step_of_a_draft_takes_no_file(db):
    (ref,) = await decisions.draft_catalogue(count=1)
    with pytest.raises(Invalid):
        await attached(ref.code, step=1)


async def test_a_refused_file_leaves_nothing_behind(db):
    (ref,) = await factories.published_catalogue(count=1)
    with pytest.raises(Forbidden):
        await attached(ref.code, by=await decisions.drafter("police"))
    assert await Attachment.count() == 0


async def test_the_reviewer_attaches_the_legality_opinion_and_nothing_else(db):
    (ref,) = await factories.published_catalogue(count=1)
    reviewer = await factories.staff(unit_code="justice", roles=(Role.REVIEWER,))
    await attached(ref.code, by=reviewer, kind=AttachmentKind.LEGALITY_OPINION)
    with pytest.raises(Forbidden):
        await attached(ref.code, by=reviewer, kind=AttachmentKind.DRAFT)


async def test_a_second_person_makes_it_public_and_the_journal_says_so(db):
    (ref,) = await factories.published_catalogue(count=1)
    first = await decisions.drafter()
    file_id = await attached(ref.code, by=first)
    with pytest.raises(Forbidden):
        await files.publish_file(ref.code, file_id, staff=first, now=NOW)
    await files.publish_file(ref.code, file_id, staff=await decisions.drafter(), now=NOW)
    row = await Attachment.select().first()
    assert row["is_public"]
    assert row["first_published_at"] == NOW
    entry = await JournalEntry.select().order_by(JournalEntry.id, ascending=False).first()
    assert (entry["action"], entry["is_public"]) == ("attachment.publish", True)


async def test_files_of_a_draft_or_a_non_public_decision_are_never_public(db):
    await factories.published_catalogue(count=1, hidden=1)
    file_id = await attached("QZ-2026-N01")
    with pytest.raises(Conflict):
        await files.publish_file("QZ-2026-N01", file_id, staff=await decisions.drafter(), now=NOW)


async def test_files_of_an_internal_step_are_never_public(db):
    plan = (
        *decisions.decision_draft().plan,
        decisions.step(StepKind.PARTY, date(2026, 12, 1), date(2026, 12, 2), is_internal=True),
    )
    (ref,) = await factories.published_catalogue(count=1, plan=plan)
    file_id = await attached(ref.code, step=5)
    with pytest.raises(Conflict):
        await files.publish_file(ref.code, file_id, staff=await decisions.drafter(), now=NOW)


async def test_a_file_that_was_public_is_taken_down_and_never_deleted(db):
    (ref,) = await factories.published_catalogue(count=1)
    file_id = await attached(ref.code)
    other = await decisions.drafter()
    await files.publish_file(ref.code, file_id, staff=other, now=NOW)
    await files.unpublish_file(ref.code, file_id, MISTAKE, staff=other)
    assert not (await Attachment.select().first())["is_public"]
    with pytest.raises(Conflict):
        await files.remove_file(ref.code, file_id, staff=other)
    with pytest.raises(Conflict):
        await files.unpublish_file(ref.code, file_id, MISTAKE, staff=other)


async def test_a_file_that_was_never_public_is_deleted_with_its_bytes(db):
    (ref,) = await factories.published_catalogue(count=1)
    file_id = await attached(ref.code)
    row = await Attachment.select().first()
    await files.remove_file(ref.code, file_id, staff=await decisions.drafter())
    assert await Attachment.count() == 0
    with pytest.raises(NotFound):
        await stored_bytes(row["storage_key"])


async def test_a_file_is_found_only_under_its_own_decision(db):
    first, second = await factories.published_catalogue(count=2)
    file_id = await attached(first.code)
    with pytest.raises(NotFound):
        await files.remove_file(second.code, file_id, staff=await decisions.drafter())
