import pytest

from backend.kernel.database import rows
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.settings import get_settings
from backend.organisation.enums import Role, SessionStage
from backend.organisation.operations import sessions
from backend.organisation.queries.staff import list_own_sessions
from tests.support import factories

pytestmark = pytest.mark.anyio


async def opened(member=None, **given):
    member = member or await factories.staff()
    return await sessions.open_session(
        member.id, stage=given.pop("stage", SessionStage.OPEN), device="Firefox · Linux", **given
    )


async def move(column, interval):
    await rows(f"UPDATE staff_session SET {column} = {column} - " + "{}::text::interval", interval)


async def test_the_table_holds_no_token(db):
    found = await opened()
    assert found.token not in str(await rows("SELECT * FROM staff_session"))


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "\x00"])
async def test_a_token_nobody_was_given_opens_nothing(db, token):
    await opened()
    assert await sessions.find_session(token) is None


async def test_idle_too_long_is_signed_out(db):
    found = await opened()
    await move("seen_at", f"{get_settings().session_idle_minutes - 1} minutes")
    assert await sessions.find_session(found.token) is not None
    await move("seen_at", f"{get_settings().session_idle_minutes} minutes")
    assert await sessions.find_session(found.token) is None


async def test_busy_all_day_is_signed_out_all_the_same(db):
    found = await opened()
    await move("expires_at", f"{get_settings().session_hours} hours")
    assert await sessions.find_session(found.token) is None


async def test_the_wait_for_a_code_lasts_ten_minutes(db):
    found = await opened(stage=SessionStage.CODE)
    await move("expires_at", "9 minutes")
    assert await sessions.find_session(found.token) is not None
    await move("expires_at", "1 minute")
    assert await sessions.find_session(found.token) is None


async def test_being_seen_is_noted_once_a_minute_at_most(db):
    found = await opened()
    seen = "SELECT seen_at FROM staff_session"
    at_first = await rows(seen)
    await sessions.find_session(found.token)
    assert await rows(seen) == at_first
    await move("seen_at", "61 seconds")
    moved = await rows(seen)
    await sessions.find_session(found.token)
    assert (await rows(seen))[0]["seen_at"] > moved[0]["seen_at"]


async def test_a_role_taken_away_is_gone_at_the_next_request(db):
    member = await factories.staff(roles=(Role.OFFICE,))
    found = await opened(member)
    await rows("DELETE FROM staff_role WHERE staff = {}", member.id)
    assert (await sessions.find_session(found.token)).staff.roles == frozenset()


async def test_a_closed_account_is_out_at_the_next_request(db):
    member = await factories.staff()
    found = await opened(member)
    await rows("UPDATE staff SET is_active = false WHERE id = {}", member.id)
    assert await sessions.find_session(found.token) is None


async def test_a_closed_account_gets_no_session(db):
    member = await factories.staff()
    await rows("UPDATE staff SET is_active = false WHERE id = {}", member.id)
    with pytest.raises(NotFound):
        await opened(member)


async def test_a_replaced_session_cannot_be_replaced_again(db):
    member = await factories.staff()
    first = await opened(member, stage=SessionStage.CODE)
    await opened(member, replaces=first.session.id)
    with pytest.raises(Conflict):
        await opened(member, replaces=first.session.id)


async def test_signing_out_ends_the_session(db):
    found = await opened()
    await sessions.sign_out(found.session)
    await sessions.sign_out(found.session)
    assert await sessions.find_session(found.token) is None


async def test_a_person_sees_their_own_sessions_this_one_first(db):
    member = await factories.staff()
    here, there = await opened(member), await opened(member)
    await opened()
    await opened(member, stage=SessionStage.CODE)
    found = await list_own_sessions(here.session, idle_minutes=30)
    assert [one.id for one in found] == [here.session.id, there.session.id]
    assert [one.is_current for one in found] == [True, False]


async def test_a_person_ends_one_of_their_own_sessions_and_nobody_elses(db):
    member = await factories.staff()
    mine, others = await opened(member), await opened()
    with pytest.raises(NotFound):
        await sessions.revoke_session(others.session.id, staff=member)
    await sessions.revoke_session(mine.session.id, staff=member)
    assert await sessions.find_session(mine.token) is None
    assert await sessions.find_session(others.token) is not None


async def test_a_person_ends_all_sessions_but_this_one(db):
    member = await factories.staff()
    here, there, others = await opened(member), await opened(member), await opened()
    assert await sessions.revoke_other_sessions(here.session) == 1
    assert await sessions.find_session(there.token) is None
    assert await sessions.find_session(here.token) is not None
    assert await sessions.find_session(others.token) is not None


async def test_long_ended_sessions_are_removed(db):
    await opened()
    await move("expires_at", "3 days")
    kept = await opened()
    assert await sessions.clean_sessions() == 1
    assert await sessions.find_session(kept.token) is not None
