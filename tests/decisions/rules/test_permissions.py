import pytest

from backend.decisions.enums import CatalogueState
from backend.decisions.rules import permissions
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember


def person(*roles, unit="transport", number=1):
    return StaffMember(
        id=number,
        username="someone",
        name="某人",
        unit_id=1,
        unit_code=unit,
        unit_name="单位",
        roles=frozenset(roles),
    )


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.OFFICE, (True, True, True, True)),
        (Role.CATALOGUE_EDITOR, (True, True, True, False)),
        (Role.DRAFTER, (False, True, False, False)),
        (Role.REVIEWER, (False, False, False, False)),
        (Role.MODERATOR, (False, False, False, False)),
        (Role.AUDITOR, (False, False, False, False)),
    ],
)
def test_what_each_role_may_do(role, expected):
    someone = person(role)
    found = (
        permissions.may_keep_catalogue(someone),
        permissions.may_draft_for(someone, "transport"),
        permissions.may_draft_for(someone, "police"),
        permissions.may_approve(someone),
    )
    assert found == expected


@pytest.mark.parametrize(
    ("state", "is_published", "is_proposed", "is_open"),
    [
        (CatalogueState.DRAFT, False, False, True),
        (CatalogueState.SUBMITTED, False, False, False),
        (CatalogueState.APPROVED, False, False, False),
        (CatalogueState.PUBLISHED, True, False, False),
        (CatalogueState.PUBLISHED, False, False, True),
        (CatalogueState.PUBLISHED, False, True, False),
    ],
)
def test_when_a_decision_may_be_rewritten(state, is_published, is_proposed, is_open):
    found = permissions.may_edit_decision(
        person(Role.DRAFTER),
        "transport",
        state=state,
        is_published=is_published,
        is_proposed=is_proposed,
    )
    assert found is is_open


def test_who_had_a_hand_in_it_is_not_the_second_person():
    assert permissions.refusal_of_second_person(person(number=7), {None, 7})
    assert permissions.refusal_of_second_person(person(number=7), {None, 8}) is None
