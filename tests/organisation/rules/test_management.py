import pytest

from backend.journal.enums import ActorKind
from backend.journal.schemas import SYSTEM, Actor
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.organisation.enums import Role
from backend.organisation.rules.management import (
    keep_an_office,
    manager_as_actor,
    may_manage,
    no_circle,
    not_oneself,
    same_revision,
)
from tests.organisation.rules.test_sign_in import member


def test_the_office_and_the_system_manage_accounts():
    assert may_manage(member(Role.OFFICE))
    assert may_manage(SYSTEM)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_no_other_role_does(role):
    with pytest.raises(Forbidden):
        manager_as_actor(member(role))


@pytest.mark.parametrize("kind", [ActorKind.CITIZEN, ActorKind.STAFF])
def test_a_bare_actor_other_than_the_system_manages_nothing(kind):
    assert not may_manage(Actor(kind=kind, id=1))


def test_the_last_of_the_office_stays():
    keep_an_office(1)
    with pytest.raises(Conflict):
        keep_an_office(0)


def test_nobody_resets_their_own_account():
    with pytest.raises(Conflict):
        not_oneself(member(Role.OFFICE), 1)
    not_oneself(member(Role.OFFICE), 2)
    not_oneself(SYSTEM, 1)


def test_saving_over_somebody_elses_change_is_refused():
    same_revision(3, 3)
    same_revision(None, 3)
    with pytest.raises(Invalid):
        same_revision(2, 3)


def test_a_unit_cannot_stand_below_itself():
    parents = {"a": None, "b": "a", "c": "b"}
    no_circle("c", "a", parents)
    for parent in ("a", "b", "c"):
        with pytest.raises(Invalid):
            no_circle("a", parent, parents)
