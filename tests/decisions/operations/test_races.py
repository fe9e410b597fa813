"""Two persons at once, on real connections: one wins, the other is told, nothing is half done."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from backend.decisions.enums import AdjustmentKind
from backend.decisions.operations import adjusting, drafting, publishing
from backend.decisions.queries.drafts import load_draft
from backend.decisions.schemas.drafts import AdjustmentDraft, ApprovalDraft, Overtaken
from backend.decisions.tables import Adjustment, Catalogue, Decision, DecisionVersion
from backend.kernel.errors import Conflict, Invalid
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
MAY = datetime(2026, 5, 29, 2, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
LATER = AdjustmentDraft(
    kind=AdjustmentKind.RESCHEDULE,
    reason="普查数据需复核",
    approval="县政府第63次常务会议",
    adjusted_on=date(2026, 9, 30),
    planned_month=date(2027, 1, 1),
)


async def together(*attempts):
    """Run all at once and return what succeeded and what was refused."""
    outcomes = await asyncio.gather(*attempts, return_exceptions=True)
    done = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    return done, [outcome for outcome in outcomes if isinstance(outcome, BaseException)]


async def test_of_two_catalogues_for_one_year_one_stands(committed):
    editor = await decisions.editor()
    draft = decisions.catalogue_draft()
    done, refused = await together(
        *[drafting.draft_catalogue(draft, staff=editor) for _ in range(6)]
    )
    assert len(done) == 1
    assert all(isinstance(error, Invalid) and "year" in error.fields for error in refused)


async def test_matters_drafted_at_once_get_different_numbers(committed):
    editor = await decisions.editor()
    await decisions.draft_catalogue(count=0, by=editor)
    done, refused = await together(
        *[
            drafting.draft_decision(decisions.decision_draft(number=n), staff=editor)
            for n in range(8)
        ]
    )
    assert not refused
    assert sorted(ref.code for ref in done) == [f"QZ-2026-{n:02d}" for n in range(1, 9)]


async def test_of_two_wanting_one_number_one_gets_it(committed):
    editor = await decisions.editor()
    await decisions.draft_catalogue(count=0, by=editor)
    wanting = decisions.decision_draft(seq=5)
    done, refused = await together(
        *[drafting.draft_decision(wanting, staff=editor) for _ in range(4)]
    )
    assert len(done) == 1
    assert all(isinstance(error, Invalid) and "seq" in error.fields for error in refused)


async def test_of_two_editors_saving_at_once_one_is_told(committed):
    editor = await decisions.editor()
    (ref,) = await decisions.draft_catalogue(count=1, by=editor)
    texts = ["甲写的问题", "乙写的问题"]
    done, refused = await together(
        *[
            drafting.amend_decision(ref.code, decisions.decision_draft(problem=t), staff=editor)
            for t in texts
        ]
    )
    assert not refused
    assert [isinstance(outcome, Overtaken) for outcome in done].count(True) == 1
    assert (await load_draft(ref.code)).problem in texts


async def test_a_submission_and_an_edit_never_both_succeed_out_of_order(committed):
    editor = await decisions.editor()
    (ref,) = await decisions.draft_catalogue(count=1, by=editor)
    incomplete = decisions.decision_draft(basis=())
    _, refused = await together(
        drafting.amend_decision(ref.code, incomplete, staff=editor),
        publishing.submit_catalogue(2026, staff=editor),
    )
    row = await Catalogue.select(Catalogue.state).first()
    has_basis = bool((await load_draft(ref.code)).basis)
    assert len(refused) == 1
    assert (row["state"] == "submitted") is has_basis


async def test_of_two_approvals_at_once_one_counts(committed):
    await decisions.draft_catalogue(count=2)
    sent = await publishing.submit_catalogue(2026, staff=await decisions.editor())
    seen = ApprovalDraft(revision=sent.revision)
    persons = [await decisions.officer() for _ in range(3)]
    done, refused = await together(
        *[publishing.approve_catalogue(2026, seen, staff=p, now=MAY) for p in persons]
    )
    assert len(done) == 1
    assert all(isinstance(error, Conflict) for error in refused)


async def test_of_two_publications_at_once_one_writes_versions(committed):
    await decisions.draft_catalogue(count=2)
    sent = await publishing.submit_catalogue(2026, staff=await decisions.editor())
    office = await decisions.officer()
    seen = ApprovalDraft(revision=sent.revision)
    await publishing.approve_catalogue(2026, seen, staff=office, now=MAY)
    done, _ = await together(
        *[publishing.publish_catalogue(2026, staff=office, now=MAY) for _ in range(3)]
    )
    assert len(done) == 1
    assert await DecisionVersion.count() == 2


async def test_of_two_adjustments_proposed_at_once_one_waits(committed):
    (ref,) = await factories.published_catalogue(count=1)
    drafter = await decisions.drafter()
    done, refused = await together(
        *[
            adjusting.propose_adjustment(ref.code, LATER, staff=drafter, now=AUTUMN)
            for _ in range(4)
        ]
    )
    assert len(done) == 1
    assert all(isinstance(error, Conflict) for error in refused)
    assert await Adjustment.count() == 1


async def test_of_two_approvals_of_one_adjustment_one_makes_a_version(committed):
    (ref,) = await factories.published_catalogue(count=1)
    sent = await adjusting.propose_adjustment(
        ref.code, LATER, staff=await decisions.drafter(), now=AUTUMN
    )
    persons = [await decisions.officer() for _ in range(3)]
    done, _ = await together(
        *[adjusting.approve_adjustment(sent.id, staff=p, now=AUTUMN) for p in persons]
    )
    assert len(done) == 1
    row = await Decision.select(Decision.current_version).first()
    assert row["current_version"] == 2


async def test_candidates_approved_at_once_get_different_numbers(committed):
    await factories.published_catalogue(count=1)
    drafter, office = await decisions.drafter(), await decisions.officer()
    add = LATER.model_copy(update={"kind": AdjustmentKind.ADD, "planned_month": None})
    sent = []
    for number in range(4):
        ref = await drafting.draft_decision(decisions.decision_draft(number=number), staff=drafter)
        sent.append(await adjusting.propose_adjustment(ref.code, add, staff=drafter, now=AUTUMN))
    done, refused = await together(
        *[adjusting.approve_adjustment(s.id, staff=office, now=AUTUMN) for s in sent]
    )
    assert not refused
    assert sorted(ref.code for ref in done) == [f"QZ-2026-{n:02d}" for n in range(2, 6)]
