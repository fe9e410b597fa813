from datetime import date

import pytest

from backend.decisions.enums import ExcludedKind, ProcedureKind, StepKind
from backend.decisions.operations import drafting, publishing
from backend.decisions.queries.drafts import load_draft
from backend.decisions.schemas.drafts import BasisDraft, OrderDraft, Overtaken
from backend.decisions.tables import Catalogue, Decision, PlanStep
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Role
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
TWO_DAYS = date(2026, 12, 1), date(2026, 12, 2)


async def codes():
    return await Decision.select(Decision.code).order_by(Decision.id).output(as_list=True)


async def test_what_was_drafted_is_read_back_whole(db):
    draft = decisions.decision_draft(
        co_units=("police", "finance"),
        plan=(
            *decisions.decision_draft().plan,
            decisions.step(StepKind.PARTY, *TWO_DAYS, is_internal=True),
        ),
    )
    await factories.unit("police")
    await factories.unit("finance")
    await decisions.draft_catalogue(count=0)
    ref = await drafting.draft_decision(draft, staff=await decisions.editor())
    assert await load_draft(ref.code) == draft.model_copy(update={"seq": 1})


async def test_a_second_catalogue_of_the_year_is_refused_beside_the_year(db):
    await decisions.draft_catalogue(count=0)
    with pytest.raises(Invalid) as refused:
        await drafting.draft_catalogue(decisions.catalogue_draft(), staff=await decisions.editor())
    assert "year" in refused.value.fields
    assert await Catalogue.count() == 1


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.REVIEWER, Role.AUDITOR])
async def test_only_who_keeps_the_catalogue_opens_a_year(db, role):
    someone = await factories.staff(roles=(role,))
    with pytest.raises(Forbidden):
        await drafting.draft_catalogue(decisions.catalogue_draft(), staff=someone)


async def test_a_drafter_writes_for_the_own_unit_only(db):
    await decisions.draft_catalogue(count=0)
    draft = decisions.decision_draft()
    await drafting.draft_decision(draft, staff=await decisions.drafter())
    with pytest.raises(Forbidden):
        await drafting.draft_decision(draft, staff=await decisions.drafter("police"))


async def test_a_drafter_cannot_hand_a_decision_to_another_unit(db):
    await decisions.draft_catalogue(count=1)
    await factories.unit("police")
    draft = decisions.decision_draft(lead_unit="police", contact_unit=None)
    with pytest.raises(Forbidden):
        await drafting.amend_decision("QZ-2026-01", draft, staff=await decisions.drafter())


@pytest.mark.parametrize("kind", [kind for kind in ExcludedKind if kind is not ExcludedKind.NONE])
async def test_matters_the_law_excludes_cannot_be_entered(db, kind):
    await decisions.draft_catalogue(count=0)
    draft = decisions.decision_draft(excluded_kind=kind)
    with pytest.raises(Invalid) as refused:
        await drafting.draft_decision(draft, staff=await decisions.editor())
    assert "第三条第二款" in refused.value.fields["excluded_kind"].source


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"lead_unit": "nobody"}, "lead_unit"),
        ({"contact_unit": "nobody"}, "contact_unit"),
        ({"co_units": ("nobody",)}, "co_units"),
        ({"co_units": (decisions.LEAD_UNIT,)}, "co_units"),
    ],
)
async def test_units_that_do_not_fit_are_refused_beside_their_field(db, fields, field):
    await decisions.draft_catalogue(count=0)
    with pytest.raises(Invalid) as refused:
        await drafting.draft_decision(
            decisions.decision_draft(**fields), staff=await decisions.editor()
        )
    assert list(refused.value.fields) == [field]
    assert await codes() == []


async def test_a_number_already_taken_is_refused_beside_its_field(db):
    await decisions.draft_catalogue(count=2)
    with pytest.raises(Invalid) as refused:
        await drafting.draft_decision(
            decisions.decision_draft(seq=2), staff=await decisions.editor()
        )
    assert "seq" in refused.value.fields


async def test_a_decision_made_non_public_moves_to_the_other_series(db):
    first, _ = await decisions.draft_catalogue(count=2)
    draft = decisions.decision_draft(is_public=False, nondisclosure_basis="保守国家秘密法")
    ref = await drafting.amend_decision(first.code, draft, staff=await decisions.editor())
    assert ref.code == "QZ-2026-N01"


async def test_the_second_of_two_editors_is_told_and_nothing_is_saved(db):
    (ref,) = await decisions.draft_catalogue(count=1)
    mine = decisions.decision_draft(problem="我写的问题")
    theirs = decisions.decision_draft(problem="他先写的问题")
    await drafting.amend_decision(ref.code, theirs, staff=await decisions.drafter())
    outcome = await drafting.amend_decision(ref.code, mine, staff=await decisions.editor())
    assert isinstance(outcome, Overtaken)
    assert outcome.current.problem == "他先写的问题"
    assert (await load_draft(ref.code)).problem == "他先写的问题"
    again = mine.model_copy(update={"revision": outcome.current.revision})
    await drafting.amend_decision(ref.code, again, staff=await decisions.editor())
    assert (await load_draft(ref.code)).problem == "我写的问题"


async def test_amending_replaces_the_parts(db):
    (ref,) = await decisions.draft_catalogue(count=1)
    draft = decisions.decision_draft(
        basis=(BasisDraft(name="《价格法》"),),
        procedure=(),
        plan=decisions.decision_draft().plan[:1],
    )
    await drafting.amend_decision(ref.code, draft, staff=await decisions.editor())
    kept = await load_draft(ref.code)
    assert [line.name for line in kept.basis] == ["《价格法》"]
    assert kept.procedure == ()
    assert await PlanStep.count() == 1


@pytest.mark.parametrize("state", ["submitted", "published"])
async def test_what_was_submitted_or_published_is_not_rewritten(db, state):
    refs = await decisions.draft_catalogue(count=1)
    if state == "submitted":
        await publishing.submit_catalogue(2026, staff=await decisions.editor())
    else:
        await decisions.publish()
    editor = await decisions.editor()
    with pytest.raises(Invalid):
        await drafting.amend_decision(refs[0].code, decisions.decision_draft(), staff=editor)
    with pytest.raises(Conflict):
        await drafting.withdraw_decision(refs[0].code, staff=editor)


async def test_an_approved_record_of_agreement_is_not_rewritten(db):
    await factories.published_catalogue(count=1)
    with pytest.raises(Conflict):
        await drafting.amend_catalogue(decisions.catalogue_draft(), staff=await decisions.editor())


async def test_of_two_records_of_agreement_the_second_is_told(db):
    await decisions.draft_catalogue(count=0)
    draft, editor = decisions.catalogue_draft(), await decisions.editor()
    await drafting.amend_catalogue(draft, staff=editor)
    with pytest.raises(Invalid) as refused:
        await drafting.amend_catalogue(draft, staff=editor)
    assert list(refused.value.fields) == ["revision"]


async def test_withdrawing_takes_the_decision_out(db):
    (ref,) = await decisions.draft_catalogue(count=1)
    assert await drafting.withdraw_decision(ref.code, staff=await decisions.editor()) == 2026
    with pytest.raises(NotFound):
        await load_draft(ref.code)


async def test_renumbering_follows_the_order_given_and_closes_gaps(db):
    editor = await decisions.editor()
    a, b, c, d = await decisions.draft_catalogue(count=4, by=editor)
    await drafting.withdraw_decision(b.code, staff=editor)
    await drafting.renumber(2026, OrderDraft(codes=(d.code, a.code)), staff=editor)
    found = await Decision.select(Decision.id, Decision.code).order_by(Decision.seq)
    assert [(row["id"], row["code"]) for row in found] == [
        (d.id, "QZ-2026-01"),
        (a.id, "QZ-2026-02"),
        (c.id, "QZ-2026-03"),
    ]


async def test_renumbering_refuses_a_code_that_is_not_in_the_catalogue(db):
    await decisions.draft_catalogue(count=1)
    with pytest.raises(Invalid):
        await drafting.renumber(
            2026, OrderDraft(codes=("QZ-2025-01",)), staff=await decisions.editor()
        )


async def test_every_part_of_the_procedure_is_kept(db):
    (ref,) = await decisions.draft_catalogue(count=1)
    kept = await load_draft(ref.code)
    assert [part.kind for part in kept.procedure] == list(ProcedureKind)


async def test_a_candidate_for_a_published_catalogue_waits_under_a_provisional_code(db):
    await factories.published_catalogue(count=2)
    ref = await drafting.draft_decision(
        decisions.decision_draft(number=9), staff=await decisions.drafter()
    )
    assert ref.code == f"QZ-2026-P{ref.id}"
