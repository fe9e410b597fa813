"""What stands between a password and the desk, and where a person goes afterwards."""

import re
from typing import NamedTuple

from backend.organisation.enums import Due, Role, SessionStage
from backend.organisation.schemas.staff import StaffMember

START = "/desk"
AT_THE_DESK = re.compile(r"(/en)?(/elder)?/desk(/[A-Za-z0-9._~%-]+)*(\?[A-Za-z0-9._~%=&+-]*)?")
NOT_AGAIN = re.compile(r"/desk/(sign-in|sign-out|second-factor)")
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


class Standing(NamedTuple):
    """What is known of a session and its owner when a request comes in."""

    stage: SessionStage
    has_second_factor: bool
    must_change_password: bool


def what_is_due(standing: Standing, *, is_second_factor_required: bool) -> Due | None:
    """Return what this person must do before anything else, first things first."""
    if standing.stage is SessionStage.CODE:
        return Due.SECOND_FACTOR
    if standing.must_change_password:
        return Due.PASSWORD
    if is_second_factor_required and not standing.has_second_factor:
        return Due.ENROLMENT
    return None


def may_write(staff: StaffMember) -> bool:
    """Whether this person may change anything but their own account: an auditor only reads."""
    return not staff.has(Role.AUDITOR)


def safe_next(asked: str) -> str:
    """Return the desk's own page that was asked for, or the start page for anything else."""
    is_ours = AT_THE_DESK.fullmatch(asked) and ".." not in asked and not NOT_AGAIN.search(asked)
    return asked if is_ours else START


def device_of(user_agent: str) -> str:
    """Return a browser and a system in a few words, so that a person knows their own sessions."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in DEVICES if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)
