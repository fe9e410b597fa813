"""What becomes of an opinion the moment it arrives."""

import pytest

from backend.kernel.errors import Invalid
from backend.kernel.trust import Trust
from backend.opinions.enums import Channel, ModerationMode, OpinionState, SubmitterKind
from backend.opinions.rules.arriving import arrived, state_on_arrival
from tests.support.opinions import MINOR, arrival, draft

AFTER, BEFORE = ModerationMode.AFTER, ModerationMode.BEFORE
RECEIVED, SHOWN = OpinionState.RECEIVED, OpinionState.PUBLISHED
COUNTED = OpinionState.COUNTED_ONLY


def state(mode, *, trust=Trust.TRUSTED, **given):
    sent = draft(**given)
    found = arrived(sent, arrival(trust=trust))
    return state_on_arrival(mode, found, may_publish=sent.may_publish, trust=trust)


@pytest.mark.parametrize(
    ("mode", "given", "expected"),
    [
        (AFTER, {}, SHOWN),
        (BEFORE, {}, RECEIVED),
        (AFTER, {"may_publish": False}, COUNTED),
        (BEFORE, {"may_publish": False}, RECEIVED),
        (AFTER, {"trust": Trust.UNSURE}, RECEIVED),
        (AFTER, {"trust": Trust.MACHINE}, RECEIVED),
        (AFTER, {"trust": Trust.MACHINE, "may_publish": False}, RECEIVED),
        (AFTER, {"age_band": MINOR}, RECEIVED),
        (AFTER, {"age_band": MINOR, "may_publish": False}, RECEIVED),
        (AFTER, {"text": "请给我打电话 139 0000 1234 谢谢"}, RECEIVED),
        (AFTER, {"text": "我叫王建国，住在3号院"}, RECEIVED),
        (AFTER, {"text": "有事打 12345 反映也没人管"}, SHOWN),
    ],
)
def test_only_what_nobody_needs_to_look_at_is_shown_at_once(mode, given, expected):
    assert state(mode, **given) is expected


def test_children_and_personal_data_are_looked_at_first_and_machines_last():
    def priority(trust=Trust.TRUSTED, **given):
        return arrived(draft(**given), arrival(trust=trust)).priority

    usual = priority()
    assert priority(age_band=MINOR) > priority(text="电话 13900001234 找我") > usual
    assert priority(trust=Trust.MACHINE) < usual


def test_public_words_are_masked_and_show_what_they_say():
    found = arrived(draft(text="\u202e打 13900001234\u200b 找我\x00就行"), arrival())
    assert found.public_text == "打 【电话已隐藏】 找我就行"
    assert found.text == "\u202e打 13900001234\u200b 找我就行"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"contact": ""}, "contact"),
        ({"text": "\u200b" * 20}, "text"),
        ({"submitter_kind": SubmitterKind.COMPANY}, "organisation_name"),
    ],
)
def test_what_is_lacking_is_told_beside_its_field(given, field):
    with pytest.raises(Invalid) as refused:
        arrived(draft(**given), arrival())
    assert set(refused.value.fields) == {field}


def test_a_letter_may_come_without_a_contact():
    assert arrived(draft(contact=""), arrival(channel=Channel.LETTER)).text


def test_an_unknown_privacy_notice_is_refused():
    with pytest.raises(Invalid) as refused:
        arrived(draft(), arrival(privacy_version="1999-01-01"))
    assert set(refused.value.fields) == {"privacy_version"}
