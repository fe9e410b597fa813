from datetime import date, timedelta

import pytest

from backend.decisions.enums import HearingStage, RecordState, Topic
from backend.decisions.rules.gates import hearing as rules
from backend.decisions.schemas.gates.hearing import ConfirmationDraft, HearingDraft
from tests.support import dossiers
from tests.support.dossiers import words

HELD = date(2026, 9, 10)


def lacks(topic=Topic.OTHER, **fields):
    dossier = dossiers.complete(
        matter=dossiers.matter(topic=topic), hearing=dossiers.hearing(**fields)
    )
    return words(rules.lacks(dossier, dossiers.measures()))


def test_a_hearing_held_as_it_should_be_lacks_nothing():
    assert lacks() == []


def test_a_price_hearing_held_as_it_should_be_lacks_nothing():
    assert lacks(Topic.PRICE) == []


def test_without_a_record_one_thing_is_missing():
    assert len(rules.lacks(dossiers.complete(hearing=None), dossiers.measures())) == 1


@pytest.mark.parametrize(
    ("topic", "days", "is_enough"),
    [
        (Topic.OTHER, 7, True),
        (Topic.OTHER, 6, False),
        (Topic.PRICE, 15, True),
        (Topic.PRICE, 14, False),
    ],
)
def test_materials_are_sent_seven_days_before_and_fifteen_at_price_hearings(topic, days, is_enough):
    found = lacks(topic, materials_sent_on=HELD - timedelta(days=days))
    assert any("材料" in text for text in found) is not is_enough


@pytest.mark.parametrize(("days", "is_enough"), [(30, True), (29, False)])
def test_a_price_hearing_is_announced_thirty_days_before(days, is_enough):
    found = lacks(Topic.PRICE, notice_published_on=HELD - timedelta(days=days))
    assert any("公告" in text for text in found) is not is_enough


def test_an_ordinary_hearing_is_announced_before_the_day():
    assert lacks(notice_published_on=HELD - timedelta(days=1)) == []
    assert lacks(notice_published_on=HELD)


@pytest.mark.parametrize("roster", [date(2026, 8, 1), date(2026, 7, 31)])
def test_the_way_of_selection_is_published_before_the_roster(roster):
    assert "遴选办法要先公布，再公布名单。" in lacks(roster_published_on=roster)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("selection_published_on", "遴选"),
        ("notice_published_on", "公告"),
        ("roster_published_on", "名单"),
        ("materials_sent_on", "材料"),
        ("held_on", "没有举行"),
    ],
)
def test_each_event_must_be_recorded(name, word):
    assert any(word in text for text in lacks(**{name: None}))


def test_every_side_must_be_represented():
    assert "物业公司没有代表参加。" in lacks(sides=("用户", "供热企业", "物业公司"))


def test_one_side_alone_is_no_hearing():
    assert any("至少 2 方" in text for text in lacks(sides=("用户",)))


@pytest.mark.parametrize(("interested", "is_enough"), [(5, True), (4, False)])
def test_interested_parties_are_at_least_half(interested, is_enough):
    people = tuple(
        dossiers.participant(n, "用户" if n < 6 else "供热企业", is_interested=n <= interested)
        for n in range(1, 11)
    )
    assert any("利害关系人" in text for text in lacks(participants=people)) is not is_enough


def test_the_half_was_no_rule_before_october_2025():
    people = tuple(dossiers.participant(n, "用户" if n < 6 else "供热企业") for n in range(1, 11))
    early = {
        "selection_published_on": date(2025, 8, 1),
        "notice_published_on": date(2025, 8, 5),
        "roster_published_on": date(2025, 8, 20),
        "materials_sent_on": date(2025, 8, 20),
        "held_on": date(2025, 9, 10),
    }
    assert lacks(participants=people, **early) == []


@pytest.mark.parametrize(("consumers", "is_enough"), [(4, True), (3, False)])
def test_consumers_are_two_fifths_at_price_hearings(consumers, is_enough):
    people = tuple(
        dossiers.participant(
            n, "用户" if n < 6 else "供热企业", is_interested=True, is_consumer=n <= consumers
        )
        for n in range(1, 11)
    )
    found = lacks(Topic.PRICE, participants=people)
    assert any("消费者" in text for text in found) is not is_enough


def test_who_did_not_come_is_not_counted():
    people = list(dossiers.hearing().participants)
    for n in range(6):
        people[n] = people[n].model_copy(update={"record_state": RecordState.ABSENT})
    assert "用户没有代表参加。" in lacks(participants=tuple(people))


def test_everyone_confirms_the_record():
    people = list(dossiers.hearing().participants)
    people[0] = people[0].model_copy(update={"record_state": RecordState.PENDING})
    assert lacks(participants=tuple(people)) == ["还有 1 位参加人没有确认听证笔录。"]


def test_the_stages_of_the_law_are_recorded():
    assert len(lacks(stages=(HearingStage.PRESENTED,))) == 1


def test_days_to_come_and_events_out_of_order_are_refused():
    draft = HearingDraft(
        selection_published_on=date(2026, 8, 20),
        roster_published_on=date(2026, 8, 20),
        held_on=date(2027, 1, 1),
    )
    assert set(rules.faults(draft, dossiers.TODAY)) == {"roster_published_on", "held_on"}


def test_a_planned_day_may_lie_ahead():
    assert rules.faults(HearingDraft(planned_on=date(2027, 1, 15)), dossiers.TODAY) == {}


def test_confirmations_wait_for_the_hearing_and_refusals_are_explained():
    draft = ConfirmationDraft(
        participants=[1, 99], record_state=RecordState.REFUSED, record_on=date(2026, 9, 9)
    )
    assert rules.faults_of_confirmation(draft, None, dossiers.TODAY)
    faults = rules.faults_of_confirmation(draft, dossiers.hearing(), dossiers.TODAY)
    assert set(faults) == {"participants", "record_on", "record_note"}
