from datetime import date

import pytest

from backend.decisions.enums import AffectedGroup, AttachmentKind, ParticipationMethod, Topic
from backend.decisions.rules.gates import participation as rules
from backend.decisions.schemas.gates.participation import GroupsDraft, ParticipationDraft
from tests.support import dossiers
from tests.support.dossiers import words

CALL = ParticipationMethod.PUBLIC_CALL


def lacks(topic=Topic.OTHER, today=dossiers.TODAY, **fields):
    dossier = dossiers.complete(
        matter=dossiers.matter(topic=topic), participation=dossiers.participation(**fields)
    )
    return words(rules.lacks(dossier, dossiers.measures(today)))


def draft(**fields):
    return ParticipationDraft(**{"methods": [CALL], **fields})


def faults(typed, topic=Topic.OTHER):
    return rules.faults(typed, dossiers.matter(topic=topic), dossiers.measures())


def test_a_lawful_participation_lacks_nothing():
    assert lacks() == []


@pytest.mark.parametrize(
    ("opened", "closed", "is_enough"),
    [
        (date(2025, 9, 1), date(2025, 10, 9), True),
        (date(2025, 9, 1), date(2025, 10, 8), False),
        (date(2025, 9, 1), date(2025, 10, 1), False),
        (date(2026, 10, 9), date(2026, 11, 9), True),
        (date(2026, 10, 9), date(2026, 11, 8), False),
    ],
)
def test_thirty_days_are_counted_by_the_civil_code(opened, closed, is_enough):
    found = lacks(opened_on=opened, closed_on=closed)
    assert any("时间不足" in text for text in found) is not is_enough


def test_a_shorter_period_needs_its_reason():
    short = {"opened_on": date(2026, 7, 1), "closed_on": date(2026, 7, 10)}
    assert lacks(**short)
    assert lacks(**short, shortened_reason="汛期临近，须尽快实施") == []
    assert set(faults(draft(**short))) == {"shortened_reason"}


def test_a_forum_alone_has_no_least_period():
    short = {"opened_on": date(2026, 7, 1), "closed_on": date(2026, 7, 2)}
    assert lacks(**short, methods=(ParticipationMethod.FORUM,)) == []


def test_it_is_not_over_before_it_ends():
    assert any("才结束" in text for text in lacks(today=date(2026, 7, 20)))


@pytest.mark.parametrize(
    "topic",
    [
        Topic.EDUCATION_CULTURE,
        Topic.HEALTH,
        Topic.RESOURCES,
        Topic.ENVIRONMENT,
        Topic.UTILITIES,
    ],
)
def test_the_five_fields_need_a_poll_by_someone_without_interest(topic):
    assert lacks(topic) == []
    assert len(lacks(topic, poll_held_on=None)) == 1
    assert len(lacks(topic, poll_is_independent=False)) == 1


def test_other_fields_need_no_poll():
    assert lacks(Topic.PRICE, poll_held_on=None) == []


def test_groups_are_checked_one_by_one_with_evidence():
    measures = dossiers.measures()
    unchecked = dossiers.complete(groups=())
    assert "还没有逐一核对受影响的群体。" in words(rules.lacks(unchecked, measures))
    unheard = dossiers.complete(groups=dossiers.groups(disabled=""))
    assert words(rules.lacks(unheard, measures)) == ["还没有写明怎样听取了残疾人的意见。"]


def test_adoption_is_explained_in_words_or_by_a_report():
    without = [kind for kind in AttachmentKind if kind is not AttachmentKind.ADOPTION_REPORT]
    dossier = dossiers.complete(
        participation=dossiers.participation(adoption_summary=""),
        files=tuple(map(dossiers.file, without)),
    )
    assert len(rules.lacks(dossier, dossiers.measures())) == 1


def test_figures_reconcile():
    plain = {"received": 9, "valid": 8, "adopted": 3, "partly_adopted": 2, "not_adopted": 3}
    assert faults(draft(**plain)) == {}
    assert set(faults(draft(**{**plain, "adopted": 4}))) == {"valid"}
    assert set(faults(draft(**{**plain, "valid": 10}))) == {"valid"}
    assert set(faults(draft(received=9))) == set(plain) - {"received"}


def test_days_out_of_order_or_to_come_are_refused():
    assert set(faults(draft(opened_on=date(2027, 1, 1)))) == {"opened_on"}
    backwards = draft(opened_on=date(2026, 7, 2), closed_on=date(2026, 7, 1))
    assert set(faults(backwards)) == {"closed_on"}
    assert set(faults(draft(poll_held_on=date(2026, 7, 1)))) == {"poll_held_by"}


def test_evidence_for_a_group_that_is_not_ticked_is_refused():
    typed = GroupsDraft(affected=[AffectedGroup.WOMEN], women="座谈", children="走访")
    assert set(rules.faults_of_groups(typed)) == {"children"}
