import hashlib
from datetime import UTC, date, datetime

import pytest

from backend.decisions.enums import CatalogueState
from backend.decisions.operations import drafting, publishing
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.drafts import ApprovalDraft, ReturnDraft
from backend.decisions.tables import Catalogue, Decision, DecisionVersion
from backend.journal.tables import JournalEntry
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.organisation.enums import Role
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
MAY = datetime(2026, 5, 29, 2, 0, tzinfo=UTC)


async def submitted(year=2026):
    """Submit a drafted catalogue and return what the approver saw."""
    ref = await publishing.submit_catalogue(year, staff=await decisions.editor())
    return ApprovalDraft(revision=ref.revision)


async def state_of(year=2026):
    row = await Catalogue.select(Catalogue.state).where(Catalogue.year == year).first()
    return CatalogueState(row["state"])


async def test_publishing_writes_a_first_version_of_every_decision_with_its_hash(db):
    refs = await factories.published_catalogue(count=2)
    versions = await DecisionVersion.select().order_by(DecisionVersion.id)
    assert [v["number"] for v in versions] == [1, 1]
    first = versions[0]
    assert DecisionContent.model_validate_json(first["content"]).code == refs[0].code
    assert first["content_sha256"] == hashlib.sha256(first["content"].encode()).hexdigest()
    assert first["published_on"] == date(2026, 5, 29)


async def test_publishing_enters_the_catalogue_and_each_public_decision_in_the_public_journal(db):
    refs = await factories.published_catalogue(count=2, hidden=1)
    entries = await JournalEntry.select().where(JournalEntry.is_public.eq(True))
    assert [(e["action"], e["subject_id"]) for e in entries] == [
        ("catalogue.publish", "2026"),
        ("decision.publish", refs[0].code),
        ("decision.publish", refs[1].code),
    ]
    assert all(decisions.SECRET_TITLE not in str(e) and "N01" not in str(e) for e in entries)


async def test_non_public_decisions_have_numbers_of_their_own(db):
    await factories.published_catalogue(count=2, hidden=2)
    codes = await Decision.select(Decision.code).order_by(Decision.id).output(as_list=True)
    assert codes == ["QZ-2026-01", "QZ-2026-02", "QZ-2026-N01", "QZ-2026-N02"]


async def test_a_catalogue_with_something_missing_cannot_be_submitted(db):
    await decisions.draft_catalogue(count=1, basis=(), plan=())
    with pytest.raises(Invalid) as refused:
        await submitted()
    assert "2" in str(refused.value)
    assert await state_of() is CatalogueState.DRAFT


async def test_an_empty_catalogue_cannot_be_submitted(db):
    await decisions.draft_catalogue(count=0)
    with pytest.raises(Invalid):
        await submitted()


async def test_public_numbers_with_a_gap_cannot_be_submitted(db):
    first, *_ = await decisions.draft_catalogue(count=3)
    await drafting.withdraw_decision(first.code, staff=await decisions.editor())
    with pytest.raises(Invalid):
        await submitted()


async def test_a_drafter_cannot_submit(db):
    await decisions.draft_catalogue(count=1)
    with pytest.raises(Forbidden):
        await publishing.submit_catalogue(2026, staff=await decisions.drafter())


@pytest.mark.parametrize("hand", ["catalogue", "decision", "amendment", "submission"])
async def test_who_had_a_hand_in_it_cannot_approve(db, hand):
    both = await factories.staff(roles=(Role.OFFICE, Role.CATALOGUE_EDITOR))
    other = await decisions.editor()
    await factories.unit(decisions.LEAD_UNIT)
    await drafting.draft_catalogue(
        decisions.catalogue_draft(), staff=both if hand == "catalogue" else other
    )
    ref = await drafting.draft_decision(
        decisions.decision_draft(), staff=both if hand == "decision" else other
    )
    if hand == "amendment":
        await drafting.amend_decision(ref.code, decisions.decision_draft(), staff=both)
    sent = await publishing.submit_catalogue(2026, staff=both if hand == "submission" else other)
    seen = ApprovalDraft(revision=sent.revision)
    with pytest.raises(Forbidden):
        await publishing.approve_catalogue(2026, seen, staff=both, now=MAY)
    assert await state_of() is CatalogueState.SUBMITTED


@pytest.mark.parametrize("role", [Role.CATALOGUE_EDITOR, Role.DRAFTER, Role.AUDITOR])
async def test_only_the_office_approves_and_publishes(db, role):
    await decisions.draft_catalogue(count=1)
    seen = await submitted()
    someone = await factories.staff(roles=(role,))
    with pytest.raises(Forbidden):
        await publishing.approve_catalogue(2026, seen, staff=someone, now=MAY)
    with pytest.raises(Forbidden):
        await publishing.publish_catalogue(2026, staff=someone, now=MAY)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"meeting": ""}, "meeting"),
        ({"party_consent": ""}, "party_consent"),
        ({"party_consent_on": None}, "party_consent_on"),
        ({"party_consent_on": date(2026, 5, 30)}, "party_consent_on"),
    ],
)
async def test_approval_needs_the_record_of_agreement(db, fields, missing):
    editor = await decisions.editor()
    await decisions.draft_catalogue(count=1, by=editor)
    draft = decisions.catalogue_draft(**fields)
    await drafting.amend_catalogue(draft, staff=editor)
    seen = await submitted()
    with pytest.raises(Invalid) as refused:
        await publishing.approve_catalogue(2026, seen, staff=await decisions.officer(), now=MAY)
    assert set(refused.value.fields) == {missing}


async def test_a_catalogue_changed_since_it_was_read_is_not_approved(db):
    editor, office = await decisions.editor(), await decisions.officer()
    await decisions.draft_catalogue(count=1, by=editor)
    seen = await submitted()
    await publishing.return_catalogue(2026, ReturnDraft(reason="请补充依据"), staff=office)
    await submitted()
    with pytest.raises(Conflict):
        await publishing.approve_catalogue(2026, seen, staff=office, now=MAY)


async def test_a_returned_catalogue_is_a_draft_again_and_says_why(db):
    office = await decisions.officer()
    await decisions.draft_catalogue(count=1)
    await submitted()
    await publishing.return_catalogue(2026, ReturnDraft(reason="请补充依据"), staff=office)
    assert await state_of() is CatalogueState.DRAFT
    entry = await JournalEntry.select().where(JournalEntry.action == "catalogue.return").first()
    assert entry["reason"] == "请补充依据"
    assert not entry["is_public"]


async def test_a_catalogue_that_is_not_approved_cannot_be_published(db):
    await decisions.draft_catalogue(count=1)
    await submitted()
    with pytest.raises(Conflict):
        await publishing.publish_catalogue(2026, staff=await decisions.officer(), now=MAY)


async def test_a_published_catalogue_cannot_be_returned(db):
    await factories.published_catalogue(count=1)
    with pytest.raises(Conflict):
        await publishing.return_catalogue(
            2026, ReturnDraft(reason="改主意了呀"), staff=await decisions.officer()
        )
