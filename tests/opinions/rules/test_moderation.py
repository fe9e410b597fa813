import pytest
from pydantic import ValidationError

from backend.opinions.enums import OpinionState, Route
from backend.opinions.rules import moderation as rules
from backend.opinions.rules.notices import notice_of, written
from backend.opinions.schemas.moderation import (
    Act,
    Decision,
    ManyDraft,
    OneDraft,
    Outcome,
    RowResult,
    Standing,
    Target,
    new_batch,
)
from backend.opinions.schemas.queue import BatchRow, QueueFilter, Shelf
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

STATE = OpinionState


def standing(**given):
    usual = {
        "number": 7,
        "revision": 1,
        "state": STATE.RECEIVED,
        "subject": 1,
        "lead_unit": 3,
        "may_publish": True,
        "route": Route.NONE,
        "rule": None,
        "contact_index": "",
        "is_looked_at": False,
        "is_reported": False,
        "has_copies": False,
        "has_appeal": False,
    }
    return Standing(**{**usual, **given})


def decision(act, **given):
    return Decision(batch=new_batch(), targets=(Target(7, 1),), act=act, **given)


def staff(*roles, unit_id=3):
    return StaffMember(
        id=1,
        username="a",
        name="甲",
        unit_id=unit_id,
        unit_code="u",
        unit_name="局",
        roles=frozenset(roles),
    )


@pytest.mark.parametrize(
    ("who", "route", "may"),
    [
        (staff(Role.MODERATOR, unit_id=9), Route.NONE, True),
        (staff(Role.OFFICE, unit_id=9), Route.DISCIPLINE, True),
        (staff(Role.DRAFTER), Route.NONE, True),
        (staff(Role.DRAFTER), Route.DISCIPLINE, False),
        (staff(Role.DRAFTER, unit_id=9), Route.NONE, False),
        (staff(Role.REVIEWER), Route.NONE, False),
        (staff(Role.AUDITOR), Route.NONE, False),
        (staff(), Route.NONE, False),
    ],
)
def test_who_moderates_what(who, route, may):
    assert rules.may_moderate(who, standing(route=route)) is may


def test_without_consent_nothing_is_published():
    assert rules.next_state(Act.PUBLISH, standing(may_publish=False)) is STATE.COUNTED_ONLY
    assert rules.next_state(Act.PUBLISH, standing()) is STATE.PUBLISHED
    assert rules.next_state(Act.ROUTE, standing()) is STATE.RECEIVED


@pytest.mark.parametrize(
    ("act", "given", "why"),
    [
        (Act.PUBLISH, {}, None),
        (Act.PUBLISH, {"state": STATE.WITHDRAWN}, Outcome.WITHDRAWN),
        (Act.PUBLISH, {"state": STATE.WITHHELD}, Outcome.SETTLED),
        (Act.WITHHOLD, {"state": STATE.DUPLICATE}, Outcome.SETTLED),
        (Act.WITHHOLD, {"state": STATE.PUBLISHED}, None),
        (Act.WITHHOLD, {"is_reported": True}, Outcome.REPORTED),
        (Act.COUNT, {}, Outcome.CONSENTED),
        (Act.COUNT, {"may_publish": False}, None),
        (Act.ROUTE, {"route": Route.HOTLINE}, Outcome.NOTHING),
        (Act.PUBLISH, {"state": STATE.PUBLISHED}, None),
        (Act.PUBLISH, {"state": STATE.PUBLISHED, "is_looked_at": True}, Outcome.NOTHING),
        (
            Act.PUBLISH,
            {"state": STATE.COUNTED_ONLY, "may_publish": False, "is_looked_at": True},
            Outcome.NOTHING,
        ),
    ],
)
def test_why_an_act_is_refused(act, given, why):
    assert rules.refusal(decision(act), standing(**given)) is why


def test_personal_data_can_be_covered_even_after_the_report():
    late = standing(state=STATE.PUBLISHED, is_reported=True, is_looked_at=True)
    assert rules.refusal(decision(Act.PUBLISH, covers=("张三",)), late) is None
    assert rules.refusal(decision(Act.PUBLISH), late) is Outcome.REPORTED


@pytest.mark.parametrize(
    ("own", "original", "reason", "why"),
    [
        ({}, {}, "", None),
        ({}, None, "", Outcome.UNFIT),
        ({}, {"number": 7}, "", Outcome.UNFIT),
        ({}, {"subject": 2}, "", Outcome.UNFIT),
        ({}, {"state": STATE.DUPLICATE}, "", Outcome.UNFIT),
        ({}, {"state": STATE.WITHDRAWN}, "", Outcome.UNFIT),
        ({"has_copies": True}, {}, "", Outcome.HAS_COPIES),
        ({"contact_index": "a"}, {"contact_index": "a"}, "", None),
        ({"contact_index": "a"}, {"contact_index": ""}, "", None),
        ({"contact_index": "a"}, {"contact_index": "b"}, "", Outcome.TWO_PEOPLE),
        ({"contact_index": "a"}, {"contact_index": "b"}, "同一人换了号码", None),
    ],
)
def test_only_one_persons_opinions_are_duplicates(own, original, reason, why):
    other = None if original is None else standing(**{"number": 5, **original})
    asked = decision(Act.DUPLICATE, reason=reason)
    assert rules.refusal_of_duplicate(asked, standing(**own), other) is why


def test_whoever_withheld_does_not_judge_the_appeal():
    assert rules.refusal_of_answering(staff(Role.MODERATOR), 2) is None
    assert rules.refusal_of_answering(staff(Role.MODERATOR), 1) is not None
    assert rules.refusal_of_answering(staff(Role.DRAFTER), 2) is not None


def test_what_goes_to_the_inspection_leaves_no_public_entry():
    assert rules.is_told_in_public(STATE.WITHHELD, Route.NONE)
    assert not rules.is_told_in_public(STATE.WITHHELD, Route.DISCIPLINE)
    assert not rules.is_told_in_public(STATE.WITHHELD, Route.SAFETY)
    assert not rules.is_told_in_public(STATE.PUBLISHED, Route.NONE)


@pytest.mark.parametrize("bad", ["", "7", "7.", ".1", "x.1", "7.1.2", "٧.1", "9" * 30 + ".1"])
def test_a_row_that_no_list_offered_is_refused(bad):
    with pytest.raises(ValidationError):
        ManyDraft(batch=new_batch(), targets=(bad,), act=Act.PUBLISH)


@pytest.mark.parametrize("bad", ["", "x" * 32, "0" * 31, "0" * 33, "A" * 32])
def test_a_batch_has_a_key_of_ours(bad):
    with pytest.raises(ValidationError):
        ManyDraft(batch=bad, targets=("7.1",), act=Act.PUBLISH)


def test_withholding_names_a_rule_and_a_duplicate_its_original():
    with pytest.raises(ValidationError, match="many_rule"):
        ManyDraft(batch=new_batch(), targets=("7.1",), act="withhold")
    with pytest.raises(ValidationError, match="duplicate_of"):
        OneDraft(batch=new_batch(), revision=1, act="duplicate")
    sent = OneDraft(batch=new_batch(), revision=1, act="withhold", rule="rude", covers=" 张三 \n\n")
    assert sent.decision(7).covers == ("张三",)


def test_one_character_would_cover_too_much():
    with pytest.raises(ValidationError, match="covers"):
        OneDraft(batch=new_batch(), revision=1, act="publish", covers="的")


def test_a_notice_tells_each_row_in_a_word():
    results = (
        RowResult(number=3, outcome=Outcome.DONE),
        RowResult(number=5, outcome=Outcome.NO_CONSENT),
        RowResult(number=9, outcome=Outcome.CHANGED),
    )
    address = written(results)
    assert address == "5.no_consent-9.changed"
    done = [
        BatchRow(number=n, to_state=STATE.PUBLISHED, is_route=False, is_undone=False)
        for n in (3, 5)
    ]
    notice = notice_of("b", done, address)
    assert [row.number for row in notice.rows] == [3, 5, 9]
    assert (notice.done, notice.may_undo) == (2, True)
    assert str(notice.rows[1].text) == str(Outcome.NO_CONSENT.label)


@pytest.mark.parametrize("bad", ["", "x", "1.x", "1.", "-", "<script>", "9" * 40 + ".done"])
def test_an_address_somebody_made_up_tells_nothing(bad):
    assert notice_of("b", (), bad) is None


def test_the_filter_keeps_what_was_chosen_and_leaves_out_the_rest():
    wanted = QueueFilter(shelf="withheld", subject="", word=" 路\u202e灯 ")
    assert (wanted.shelf, wanted.subject, wanted.word) == (Shelf.WITHHELD, None, "路灯")
    assert wanted.as_query(shelf="pending", after="") == "?word=%E8%B7%AF%E7%81%AF"
    assert QueueFilter().as_query() == ""
