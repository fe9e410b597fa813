from datetime import date

import pytest

from backend.decisions.enums import CatalogueState, ExcludedKind, ProcedureKind, Topic
from backend.decisions.rules import publishing
from backend.decisions.schemas.content import Requirement
from tests.decisions.rules.content import COMPLETE, changed

TODAY = date(2026, 5, 29)
AGREED = {
    "meeting": "县政府第57次常务会议",
    "party_consent": "县委常委会第12次会议",
    "party_consent_on": date(2026, 5, 20),
}


def fields(content, **options):
    return [gap.field for gap in publishing.gaps_of_decision(content, **options)]


def with_requirement(kind, **changes):
    """Return the complete decision with one part of its procedure decided otherwise."""
    procedure = tuple(
        part.model_copy(update=changes) if part.kind is kind else part
        for part in COMPLETE.procedure
    )
    return changed(procedure=procedure)


def test_a_complete_decision_lacks_nothing():
    assert fields(COMPLETE) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"problem": ""}, "problem"),
        ({"contact_unit": None}, "contact_unit"),
        ({"contact_unit": None, "contact_name": "王工"}, "contact_unit"),
        ({"planned_month": None}, "planned_month"),
        ({"basis": ()}, "basis-0-name"),
        ({"plan": ()}, "plan-0-name"),
    ],
)
def test_what_is_missing_is_named_with_its_field(change, field):
    assert fields(changed(**change)) == [field]


def test_a_person_and_a_number_are_contact_enough():
    content = changed(contact_unit=None, contact_name="王工", contact_phone="0000-8800001")
    assert fields(content) == []


def test_a_step_without_dates_is_named():
    step = COMPLETE.plan[1].model_copy(update={"planned_end": None})
    assert fields(changed(plan=(COMPLETE.plan[0], step))) == ["plan-1-planned_start"]


def test_every_part_of_the_procedure_must_be_decided():
    assert len(fields(changed(procedure=()))) == len(ProcedureKind)


@pytest.mark.parametrize(
    ("kind", "reason", "is_missing"),
    [
        (ProcedureKind.HEARING, "", True),
        (ProcedureKind.HEARING, "不直接涉及利益", False),
        (ProcedureKind.EXPERT_REVIEW, "", True),
        (ProcedureKind.RISK_ASSESSMENT, "", True),
        (ProcedureKind.FAIR_COMPETITION, "", False),
        (ProcedureKind.CONGRESS_REPORT, "", False),
        (ProcedureKind.LEGALITY_REVIEW, "时间紧", True),
        (ProcedureKind.COLLECTIVE_DECISION, "时间紧", True),
        (ProcedureKind.PARTICIPATION, "时间紧", True),
    ],
)
def test_what_may_be_left_out_and_with_which_reason(kind, reason, is_missing):
    content = with_requirement(kind, is_required=False, reason=reason)
    assert bool(fields(content)) is is_missing


@pytest.mark.parametrize(("reason", "is_missing"), [("", True), ("涉及国家秘密", False)])
def test_only_a_non_public_matter_goes_without_participation_and_says_why(reason, is_missing):
    content = with_requirement(ProcedureKind.PARTICIPATION, is_required=False, reason=reason)
    assert bool(fields(content, is_public=False)) is is_missing


def test_participation_names_its_methods():
    assert fields(with_requirement(ProcedureKind.PARTICIPATION, methods=()))


def test_a_price_is_never_set_without_a_hearing():
    assert fields(changed(topic=Topic.PRICE)) == ["procedure-1-is_required"]
    heard = with_requirement(ProcedureKind.HEARING, is_required=True)
    assert fields(heard.model_copy(update={"topic": Topic.PRICE})) == []


def test_the_gap_of_a_requirement_points_to_its_row_in_the_form():
    content = changed(
        procedure=tuple(
            Requirement(kind=kind, is_required=True, methods=("座谈会",))
            for kind in ProcedureKind
            if kind is not ProcedureKind.PARTY_REPORT
        )
    )
    place = list(ProcedureKind).index(ProcedureKind.PARTY_REPORT)
    assert fields(content) == [f"procedure-{place}-is_required"]


@pytest.mark.parametrize("kind", ExcludedKind)
def test_excluded_kinds_are_refused_with_the_law(kind):
    refusal = publishing.refusal_of_excluded_kind(kind)
    assert (refusal is None) is (kind is ExcludedKind.NONE)
    assert refusal is None or "第三条第二款" in str(refusal)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"meeting": ""}, "meeting"),
        ({"party_consent": ""}, "party_consent"),
        ({"party_consent_on": None}, "party_consent_on"),
        ({"party_consent_on": date(2026, 5, 30)}, "party_consent_on"),
    ],
)
def test_agreement_needs_the_meeting_and_the_party_in_the_past(change, field):
    assert publishing.gaps_of_agreement(**AGREED, today=TODAY) == ()
    (gap,) = publishing.gaps_of_agreement(**{**AGREED, **change}, today=TODAY)
    assert gap.field == field


@pytest.mark.parametrize(
    ("contents", "has_gap", "is_refused"),
    [
        ([], False, True),
        ([(COMPLETE, True)], False, False),
        ([(COMPLETE, True)], True, True),
        ([(changed(basis=()), True)], False, True),
    ],
)
def test_what_a_submission_needs(contents, has_gap, is_refused):
    refusal = publishing.refusal_of_submission(contents, has_gap_in_numbers=has_gap)
    assert (refusal is not None) is is_refused


@pytest.mark.parametrize(
    ("state", "today", "days"),
    [
        (None, date(2026, 5, 31), None),
        (None, date(2026, 6, 1), 29),
        (CatalogueState.APPROVED, date(2026, 6, 30), 0),
        (CatalogueState.DRAFT, date(2026, 7, 1), 1),
        (CatalogueState.PUBLISHED, date(2026, 7, 1), None),
    ],
)
def test_the_clock_warns_from_the_first_of_june(state, today, days):
    warning = publishing.warning_of_year(2026, state, today)
    assert (dict(warning.blanks)["days"] if warning else None) == days


@pytest.mark.parametrize(
    ("published_on", "is_late"),
    [(None, False), (date(2026, 6, 30), False), (date(2026, 7, 1), True)],
)
def test_late_is_after_the_end_of_june(published_on, is_late):
    assert publishing.is_late(2026, published_on) is is_late
