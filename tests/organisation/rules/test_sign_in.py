import pytest

from backend.organisation.enums import Due, Role, SessionStage
from backend.organisation.rules.sign_in import (
    Standing,
    device_of,
    may_write,
    safe_next,
    what_is_due,
)
from backend.organisation.schemas import StaffMember


@pytest.mark.parametrize(
    "ours",
    [
        "/desk/decisions",
        "/en/desk/decisions/QZ-2026-01",
        "/elder/desk/staff?word=a&after=b",
        "/en/elder/desk/journal?action=staff.amend",
        "/desk/decisions?word=%E5%85%AC",
    ],
)
def test_a_page_of_the_desk_is_a_safe_way_on(ours):
    assert safe_next(ours) == ours


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "https://evil.example/desk",
        "//evil.example/desk",
        "/\\evil.example",
        "/desk/../../evil",
        "/desk//evil.example",
        "/deskevil",
        "/decisions",
        "desk",
        "/desk\r\nSet-Cookie: a=b",
        "/desk\x00",
        "/desk/sign-in",
        "/desk/sign-out",
        "/en/desk/second-factor",
        "javascript:alert(1)",
        "/desk/a b",
        "/desk/\u3002evil",
    ],
)
def test_anything_else_leads_to_the_start_page(elsewhere):
    assert safe_next(elsewhere) == "/desk"


@pytest.mark.parametrize(
    ("standing", "due"),
    [
        (Standing(SessionStage.CODE, True, True), Due.SECOND_FACTOR),
        (Standing(SessionStage.OPEN, False, True), Due.PASSWORD),
        (Standing(SessionStage.OPEN, False, False), Due.ENROLMENT),
        (Standing(SessionStage.OPEN, True, False), None),
    ],
)
def test_what_is_due_comes_first_things_first(standing, due):
    assert what_is_due(standing, is_second_factor_required=True) is due


def test_enrolment_is_a_choice_where_it_is_not_required():
    standing = Standing(SessionStage.OPEN, has_second_factor=False, must_change_password=False)
    assert what_is_due(standing, is_second_factor_required=False) is None


def test_an_enrolled_phone_is_asked_for_even_where_none_is_required():
    standing = Standing(SessionStage.CODE, has_second_factor=True, must_change_password=False)
    assert what_is_due(standing, is_second_factor_required=False) is Due.SECOND_FACTOR


def member(*roles: Role) -> StaffMember:
    return StaffMember(
        id=1, username="zhao", name="赵明", unit_id=1, unit_code="office", unit_name="办公室",
        roles=frozenset(roles),
    )  # fmt: skip


def test_an_auditor_only_reads():
    assert not may_write(member(Role.AUDITOR))
    assert may_write(member(Role.DRAFTER))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("(Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("(iPhone; CPU iPhone OS 18) Version/18 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 MicroMessenger/8.0", "微信 · Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_a_few_words(agent, words):
    assert device_of(agent) == words
