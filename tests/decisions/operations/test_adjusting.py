from datetime import UTC, date, datetime

import pytest

from backend.decisions.enums import AdjustmentKind, DecisionState
from backend.decisions.operations import adjusting, drafting
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.drafts import AdjustmentDraft, ReturnDraft
from backend.decisions.tables import Adjustment, Decision, DecisionVersion
from backend.journal.tables import JournalEntry
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Role
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
AUTUMN = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)


def proposal(kind=AdjustmentKind.RESCHEDULE, **fields):
    month = date(2027, 1, 1) if kind is AdjustmentKind.RESCHEDULE else None
    return AdjustmentDraft(
        **{
            "kind": kind,
            "reason": "充电设施普查数据需复核",
            "approval": "县政府第63次常务会议",
            "adjusted_on": date(2026, 9, 30),
            "planned_month": month,
            **fields,
        }
    )


async def adjusted(code, draft):
    ref = await adjusting.propose_adjustment(
        code, draft, staff=await decisions.drafter(), now=AUTUMN
    )
    return await adjusting.approve_adjustment(ref.id, staff=await decisions.officer(), now=AUTUMN)


async def test_a_reschedule_changes_the_month_and_makes_the_second_version(db):
    (ref,) = await factories.published_catalogue(count=1)
    await adjusted(ref.code, proposal())
    row = await Decision.select().where(Decision.code == ref.code).first()
    assert (row["planned_month"], row["current_version"]) == (date(2027, 1, 1), 2)
    versions = await DecisionVersion.select().order_by(DecisionVersion.number)
    contents = [DecisionContent.model_validate_json(v["content"]) for v in versions]
    assert [c.planned_month for c in contents] == [date(2026, 12, 1), date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (AdjustmentKind.DEFER, DecisionState.DEFERRED),
        (AdjustmentKind.REMOVE, DecisionState.REMOVED),
    ],
)
async def test_deferring_and_removing_change_the_state(db, kind, state):
    (ref,) = await factories.published_catalogue(count=1)
    await adjusted(ref.code, proposal(kind))
    row = await Decision.select(Decision.state).where(Decision.code == ref.code).first()
    assert row["state"] == state.value


async def test_a_deferred_decision_is_taken_up_again_by_a_new_date(db):
    (ref,) = await factories.published_catalogue(count=1)
    await adjusted(ref.code, proposal(AdjustmentKind.DEFER))
    await adjusted(ref.code, proposal())
    row = await Decision.select().where(Decision.code == ref.code).first()
    assert (row["state"], row["current_version"]) == (DecisionState.IN_PROCEDURE.value, 3)


async def test_an_approved_adjustment_stands_in_the_public_journal_with_its_reason(db):
    (ref,) = await factories.published_catalogue(count=1)
    await adjusted(ref.code, proposal())
    entry = await JournalEntry.select().order_by(JournalEntry.id, ascending=False).first()
    assert (entry["action"], entry["is_public"]) == ("decision.reschedule", True)
    assert entry["reason"] == "充电设施普查数据需复核"


async def test_adjusting_a_non_public_decision_leaves_no_public_entry(db):
    await factories.published_catalogue(count=1, hidden=1)
    await adjusted("QZ-2026-N01", proposal())
    entry = await JournalEntry.select().order_by(JournalEntry.id, ascending=False).first()
    assert (entry["action"], entry["is_public"]) == ("decision.reschedule", False)


async def test_an_added_decision_gets_the_next_number_and_its_first_version(db):
    await factories.published_catalogue(count=2)
    candidate = await drafting.draft_decision(
        decisions.decision_draft(number=9), staff=await decisions.drafter()
    )
    ref = await adjusted(candidate.code, proposal(AdjustmentKind.ADD))
    assert ref.code == "QZ-2026-03"
    row = await Decision.select().where(Decision.code == ref.code).first()
    assert row["current_version"] == 1


async def test_a_candidate_turned_down_leaves_no_gap_in_the_numbers(db):
    await factories.published_catalogue(count=1)
    drafter, office = await decisions.drafter(), await decisions.officer()
    first = await drafting.draft_decision(decisions.decision_draft(number=8), staff=drafter)
    second = await drafting.draft_decision(decisions.decision_draft(number=9), staff=drafter)
    sent = await adjusting.propose_adjustment(
        first.code, proposal(AdjustmentKind.ADD), staff=drafter, now=AUTUMN
    )
    await adjusting.return_adjustment(
        sent.id, ReturnDraft(reason="暂不具备条件"), staff=office, now=AUTUMN
    )
    assert (await adjusted(second.code, proposal(AdjustmentKind.ADD))).code == "QZ-2026-02"


async def test_an_incomplete_candidate_cannot_be_proposed(db):
    await factories.published_catalogue(count=1)
    drafter = await decisions.drafter()
    candidate = await drafting.draft_decision(decisions.decision_draft(basis=()), staff=drafter)
    with pytest.raises(Invalid):
        await adjusting.propose_adjustment(
            candidate.code, proposal(AdjustmentKind.ADD), staff=drafter, now=AUTUMN
        )


async def test_a_proposed_candidate_is_not_rewritten(db):
    await factories.published_catalogue(count=1)
    drafter = await decisions.drafter()
    candidate = await drafting.draft_decision(decisions.decision_draft(), staff=drafter)
    await adjusting.propose_adjustment(
        candidate.code, proposal(AdjustmentKind.ADD), staff=drafter, now=AUTUMN
    )
    with pytest.raises(Invalid):
        await drafting.amend_decision(candidate.code, decisions.decision_draft(), staff=drafter)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": AdjustmentKind.ADD}, "kind"),
        ({"adjusted_on": date(2026, 10, 1)}, "adjusted_on"),
        ({"adjusted_on": date(2026, 5, 1)}, "adjusted_on"),
        ({"planned_month": None}, "planned_month"),
        ({"planned_month": date(2026, 12, 1)}, "planned_month"),
    ],
)
async def test_a_change_that_does_not_fit_is_refused_beside_its_field(db, fields, field):
    (ref,) = await factories.published_catalogue(count=1)
    with pytest.raises(Invalid) as refused:
        await adjusting.propose_adjustment(
            ref.code, proposal(**fields), staff=await decisions.drafter(), now=AUTUMN
        )
    assert list(refused.value.fields) == [field]


async def test_a_draft_catalogue_is_not_adjusted(db):
    (ref,) = await decisions.draft_catalogue(count=1)
    with pytest.raises(Invalid):
        await adjusting.propose_adjustment(
            ref.code, proposal(), staff=await decisions.drafter(), now=AUTUMN
        )


async def test_a_second_proposal_for_the_same_decision_is_refused(db):
    (ref,) = await factories.published_catalogue(count=1)
    drafter = await decisions.drafter()
    await adjusting.propose_adjustment(ref.code, proposal(), staff=drafter, now=AUTUMN)
    with pytest.raises(Conflict):
        await adjusting.propose_adjustment(ref.code, proposal(), staff=drafter, now=AUTUMN)


async def test_a_drafter_of_another_unit_cannot_propose(db):
    (ref,) = await factories.published_catalogue(count=1)
    with pytest.raises(Forbidden):
        await adjusting.propose_adjustment(
            ref.code, proposal(), staff=await decisions.drafter("police"), now=AUTUMN
        )


async def test_the_proposer_cannot_approve_or_return(db):
    (ref,) = await factories.published_catalogue(count=1)
    office = await decisions.officer()
    sent = await adjusting.propose_adjustment(ref.code, proposal(), staff=office, now=AUTUMN)
    with pytest.raises(Forbidden):
        await adjusting.approve_adjustment(sent.id, staff=office, now=AUTUMN)
    with pytest.raises(Forbidden):
        await adjusting.return_adjustment(
            sent.id, ReturnDraft(reason="由本人自己退回"), staff=office, now=AUTUMN
        )


async def test_the_author_of_a_candidate_cannot_approve_it(db):
    await factories.published_catalogue(count=1)
    office = await decisions.officer()
    candidate = await drafting.draft_decision(decisions.decision_draft(), staff=office)
    sent = await adjusting.propose_adjustment(
        candidate.code, proposal(AdjustmentKind.ADD), staff=await decisions.editor(), now=AUTUMN
    )
    with pytest.raises(Forbidden):
        await adjusting.approve_adjustment(sent.id, staff=office, now=AUTUMN)


@pytest.mark.parametrize("role", [Role.CATALOGUE_EDITOR, Role.DRAFTER, Role.AUDITOR])
async def test_only_the_office_decides(db, role):
    (ref,) = await factories.published_catalogue(count=1)
    sent = await adjusting.propose_adjustment(
        ref.code, proposal(), staff=await decisions.drafter(), now=AUTUMN
    )
    someone = await factories.staff(roles=(role,))
    with pytest.raises(Forbidden):
        await adjusting.approve_adjustment(sent.id, staff=someone, now=AUTUMN)


async def test_what_was_decided_is_not_decided_again(db):
    (ref,) = await factories.published_catalogue(count=1)
    done = await adjusted(ref.code, proposal())
    with pytest.raises(Conflict):
        await adjusting.approve_adjustment(done.id, staff=await decisions.officer(), now=AUTUMN)
    assert await DecisionVersion.count() == 2


async def test_a_change_that_no_longer_fits_is_not_carried_out(db):
    (ref,) = await factories.published_catalogue(count=1)
    sent = await adjusting.propose_adjustment(
        ref.code, proposal(), staff=await decisions.drafter(), now=AUTUMN
    )
    await Decision.update({Decision.state: "executing"}).where(Decision.code == ref.code)
    with pytest.raises(Conflict):
        await adjusting.approve_adjustment(sent.id, staff=await decisions.officer(), now=AUTUMN)


async def test_returning_changes_nothing_and_keeps_the_reason(db):
    (ref,) = await factories.published_catalogue(count=1)
    sent = await adjusting.propose_adjustment(
        ref.code, proposal(), staff=await decisions.drafter(), now=AUTUMN
    )
    await adjusting.return_adjustment(
        sent.id, ReturnDraft(reason="理由不充分"), staff=await decisions.officer(), now=AUTUMN
    )
    row = await Adjustment.select().first()
    assert (row["state"], row["return_reason"]) == ("returned", "理由不充分")
    assert await DecisionVersion.count() == 1


async def test_an_unknown_adjustment_is_not_found(db):
    with pytest.raises(NotFound):
        await adjusting.approve_adjustment(999_999, staff=await decisions.officer(), now=AUTUMN)
