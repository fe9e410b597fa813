import pytest

from backend.decisions.enums import Gate
from backend.decisions.rules.gates import permissions as rules
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from tests.support import dossiers


def person(*roles, unit=7, code="transport", number=3):
    return StaffMember(
        id=number,
        username="wang",
        name="王工",
        unit_id=unit,
        unit_code=code,
        unit_name="单位",
        roles=frozenset(roles),
    )


MATTER = dossiers.matter(authors=frozenset({11}), co_unit_ids=frozenset({8}))
OUTSIDER = {"unit": 9, "code": "school"}


@pytest.mark.parametrize(
    ("staff", "may"),
    [
        (person(Role.DRAFTER), True),
        (person(Role.DRAFTER, **OUTSIDER), False),
        (person(Role.CATALOGUE_EDITOR, **OUTSIDER), True),
        (person(Role.REVIEWER, **OUTSIDER), False),
        (person(Role.AUDITOR), False),
        (person(), False),
    ],
)
def test_the_lead_unit_and_the_keepers_of_the_catalogue_record(staff, may):
    assert rules.may_record(staff, MATTER) is may
    assert rules.may_record_gate(Gate.RISK, staff, MATTER) is may


@pytest.mark.parametrize(
    ("staff", "may"),
    [
        (person(Role.REVIEWER, **OUTSIDER), True),
        (person(Role.REVIEWER, number=11, **OUTSIDER), False),
        (person(Role.CATALOGUE_EDITOR), False),
        (person(Role.OFFICE), False),
        (person(Role.DRAFTER), False),
    ],
)
def test_legality_is_reviewed_by_reviewers_who_did_not_draft(staff, may):
    assert rules.may_record_gate(Gate.LEGALITY, staff, MATTER) is may


@pytest.mark.parametrize(
    ("staff", "may"),
    [
        (person(Role.DRAFTER), True),
        (person(unit=8, code="finance"), True),
        (person(Role.AUDITOR, **OUTSIDER), True),
        (person(Role.DRAFTER, **OUTSIDER), False),
        (person(Role.MODERATOR, **OUTSIDER), False),
    ],
)
def test_records_are_read_by_the_units_concerned(staff, may):
    assert rules.may_see_procedure(staff, MATTER) is may


def test_sittings_and_stops_are_the_offices():
    assert rules.may_record_gate(Gate.MEETING, person(Role.OFFICE), MATTER)
    assert not rules.may_record_gate(Gate.MEETING, person(Role.DRAFTER), MATTER)
    assert rules.may_stop(person(Role.OFFICE))
    assert not rules.may_stop(person(Role.DRAFTER))
