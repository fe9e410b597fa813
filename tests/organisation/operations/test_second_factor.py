import pyotp
import pytest

from backend.journal.tables import JournalEntry
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Invalid
from backend.organisation.enums import SessionStage
from backend.organisation.operations import sessions
from backend.organisation.operations.second_factor import (
    confirm_second_factor,
    enrol_second_factor,
    find_enrolment,
    renew_recovery_codes,
)
from backend.organisation.operations.sign_in import sign_in, verify_second_factor
from backend.organisation.queries.staff import count_recovery_codes
from backend.organisation.schemas.sign_in import SignInDraft
from tests.support import factories

pytestmark = pytest.mark.anyio
HOME = "192.0.2.1"


async def opened(member):
    return await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")


async def enrolled(member):
    """Enrol a phone from the start; return the secret and what came of it."""
    session = (await opened(member)).session
    await enrol_second_factor(session=session, address=HOME)
    secret = (await find_enrolment(session=session)).secret
    code = pyotp.TOTP(secret).now()
    return secret, await confirm_second_factor(code, session=session, device="")


async def waiting_for_code(username):
    draft = SignInDraft(username=username, password=factories.PASSWORD)
    return (await sign_in(draft, address=HOME, device="")).session


async def test_the_first_code_puts_the_phone_in_force(db):
    member = await factories.staff("zhao", has_second_factor=False)
    other = await opened(member)
    _, done = await enrolled(member)
    assert done.opened.session.due is None
    assert len(set(done.recovery_codes)) == 10
    assert await sessions.find_session(other.token) is None
    actions = await JournalEntry.select(JournalEntry.action)
    assert [entry["action"] for entry in actions] == ["staff.confirm_second_factor"]


async def test_no_secret_and_no_code_stand_readable_in_the_database(db):
    member = await factories.staff("zhao", has_second_factor=False)
    secret, done = await enrolled(member)
    kept = str(await rows("SELECT * FROM staff")) + str(await rows("SELECT * FROM journal_entry"))
    kept += str(await rows("SELECT * FROM staff_recovery_code"))
    assert secret not in kept
    assert not [code for code in done.recovery_codes if code in kept]


async def test_a_wrong_first_code_changes_nothing(db):
    member = await factories.staff(has_second_factor=False)
    session = (await opened(member)).session
    await enrol_second_factor(session=session, address=HOME)
    secret = (await find_enrolment(session=session)).secret
    wrong = f"{(int(pyotp.TOTP(secret).now()) + 1) % 10**6:06}"
    with pytest.raises(Invalid):
        await confirm_second_factor(wrong, session=session, device="")
    assert (await find_enrolment(session=session)).secret == secret


async def test_confirming_without_beginning_is_refused(db):
    session = (await opened(await factories.staff(has_second_factor=False))).session
    assert await find_enrolment(session=session) is None
    with pytest.raises(Conflict):
        await confirm_second_factor("000000", session=session, device="")


async def test_a_new_phone_needs_the_password_not_only_an_open_screen(db):
    session = (await opened(await factories.staff())).session
    for password in ("", "wrong"):
        with pytest.raises(Invalid):
            await enrol_second_factor(session=session, address=HOME, password=password)
    await enrol_second_factor(session=session, address=HOME, password=factories.PASSWORD)


async def test_the_old_phone_works_until_the_new_one_does(db):
    member = await factories.staff("zhao")
    session = (await opened(member)).session
    await enrol_second_factor(session=session, address=HOME, password=factories.PASSWORD)
    half = await waiting_for_code("zhao")
    code = factories.one_time_code()
    assert (await verify_second_factor(code, session=half, address=HOME, device="")).session.is_open


async def test_a_recovery_code_lets_in_once(db):
    member = await factories.staff("zhao", has_second_factor=False)
    code = (await enrolled(member))[1].recovery_codes[3]
    typed = code.replace("-", " ").lower()
    half = await waiting_for_code("zhao")
    assert (
        await verify_second_factor(typed, session=half, address=HOME, device="")
    ).session.is_open
    assert await count_recovery_codes(member.id) == 9
    half = await waiting_for_code("zhao")
    with pytest.raises(Invalid):
        await verify_second_factor(code, session=half, address=HOME, device="")


async def test_a_recovery_code_is_one_persons(db):
    zhao = await factories.staff("zhao", has_second_factor=False)
    await factories.staff("qian")
    code = (await enrolled(zhao))[1].recovery_codes[0]
    half = await waiting_for_code("qian")
    with pytest.raises(Invalid):
        await verify_second_factor(code, session=half, address=HOME, device="")


async def test_new_recovery_codes_replace_the_old_ones(db):
    member = await factories.staff("zhao", has_second_factor=False)
    _, done = await enrolled(member)
    session = done.opened.session
    with pytest.raises(Invalid):
        await renew_recovery_codes("wrong", session=session, address=HOME)
    fresh = await renew_recovery_codes(factories.PASSWORD, session=session, address=HOME)
    assert not set(fresh) & set(done.recovery_codes)
    assert await count_recovery_codes(member.id) == 10


async def test_recovery_codes_without_a_phone_make_no_sense(db):
    session = (await opened(await factories.staff(has_second_factor=False))).session
    with pytest.raises(Conflict):
        await renew_recovery_codes(factories.PASSWORD, session=session, address=HOME)
