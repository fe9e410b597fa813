"""Changing one's own password."""

from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import Text, say
from backend.organisation.enums import SessionStage
from backend.organisation.operations import passwords
from backend.organisation.operations.sessions import end_sessions, open_session, subject_of
from backend.organisation.operations.sign_in import prove_password
from backend.organisation.rules.passwords import normalised, password_problem
from backend.organisation.schemas import DeskSession, OpenedSession, StaffMember
from backend.organisation.schemas.sign_in import PasswordChange

CHANGE = """
    UPDATE staff SET password_hash = {}, must_change_password = false
    WHERE id = {} AND password_hash = {} RETURNING id
"""


async def change_password(
    change: PasswordChange, *, session: DeskSession, address: str, device: str
) -> OpenedSession:
    """Change one's own password; end all other sessions, and renew this one.

    Raises Invalid for a wrong present or a poor new password, TooMany after guesses.
    """
    staff = session.staff
    kept = await prove_password(change.password, session=session, address=address)
    if problem := _what_is_wrong(change, staff):
        raise Invalid(fields=problem)
    fresh = await passwords.hash_password(change.new_password)
    async with transaction():
        if not await rows(CHANGE, fresh, staff.id, kept):
            raise Conflict(say("密码刚在别处改过，请重新登录。"))
        await end_sessions(staff.id, but=session.id)
        opened = await open_session(
            staff.id, stage=SessionStage.OPEN, device=device, replaces=session.id
        )
        await journal.record(staff.actor, "staff.change_password", subject_of(staff))
    return opened


def _what_is_wrong(change: PasswordChange, staff: StaffMember) -> dict[str, Text]:
    if problem := password_problem(change.new_password, username=staff.username, name=staff.name):
        return {"new_password": problem}
    if normalised(change.new_password) == normalised(change.password):
        return {"new_password": say("新密码不能和现在的一样。")}
    if normalised(change.new_password) != normalised(change.repeated):
        return {"repeated": say("两次输入的新密码不一样。")}
    return {}
