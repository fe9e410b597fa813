"""Who may manage units and staff, and what even they may not do."""

from collections.abc import Mapping

from backend.journal.enums import ActorKind
from backend.journal.schemas import Actor
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.language import say
from backend.organisation.enums import Role
from backend.organisation.schemas import Manager, StaffMember


def may_manage(manager: Manager) -> bool:
    """Whether this is the office, or the system at the command line."""
    if isinstance(manager, StaffMember):
        return manager.has(Role.OFFICE)
    return manager.kind is ActorKind.SYSTEM


def manager_as_actor(manager: Manager) -> Actor:
    """Return the manager as the journal names them; raise Forbidden for anyone else."""
    if not may_manage(manager):
        raise Forbidden
    return manager.actor if isinstance(manager, StaffMember) else manager


def keep_an_office(remaining: int) -> None:
    """Refuse a change after which nobody could manage the platform."""
    if remaining < 1:
        raise Conflict(say("至少要留一位在用的平台管理人员。请先让另一位担任，再做这个改动。"))


def not_oneself(manager: Manager, staff_id: int) -> None:
    """Refuse to reset one's own account: that needs the present password, at one's own page."""
    if isinstance(manager, StaffMember) and manager.id == staff_id:
        raise Conflict(say("自己的密码和验证器，请在“我的账号”里换。"))


def same_revision(seen: int | None, present: int) -> None:
    """Refuse to save over what somebody else changed meanwhile."""
    if seen is not None and seen != present:
        raise Invalid(
            say("您填写期间，别人改过这一项。请对照现在的内容，再保存一次。"),
            fields={"revision": say("下面列出了现在的内容，您填的都还在。")},
        )


def no_circle(code: str, parent: str | None, parents: Mapping[str, str | None]) -> None:
    """Refuse a parent that stands below the unit itself."""
    seen: set[str] = set()
    while parent is not None and parent not in seen:
        if parent == code:
            raise Invalid(fields={"parent_code": say("上级单位不能是它自己或它的下级。")})
        seen.add(parent)
        parent = parents.get(parent)
