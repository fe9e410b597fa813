import pytest

from backend.decisions.enums import AdjustmentKind as Kind
from backend.decisions.enums import CatalogueState, DecisionState
from backend.decisions.rules.adjusting import possible_kinds


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (DecisionState.IN_PROCEDURE, {Kind.DEFER, Kind.REMOVE, Kind.RESCHEDULE}),
        (DecisionState.SUSPENDED, {Kind.DEFER, Kind.REMOVE}),
        (DecisionState.DEFERRED, {Kind.REMOVE, Kind.RESCHEDULE}),
        (DecisionState.EXECUTING, set()),
        (DecisionState.EVALUATING, set()),
        (DecisionState.COMPLETED, set()),
        (DecisionState.REMOVED, set()),
    ],
)
def test_what_a_published_matter_admits(state, kinds):
    assert set(possible_kinds(CatalogueState.PUBLISHED, state, is_published=True)) == kinds


def test_a_candidate_can_only_be_added():
    found = possible_kinds(CatalogueState.PUBLISHED, DecisionState.IN_PROCEDURE, is_published=False)
    assert found == (Kind.ADD,)


@pytest.mark.parametrize("state", [s for s in CatalogueState if s is not CatalogueState.PUBLISHED])
def test_an_unpublished_catalogue_is_not_adjusted(state):
    assert possible_kinds(state, DecisionState.IN_PROCEDURE, is_published=False) == ()
