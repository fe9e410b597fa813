import asyncio

import pyotp
import pytest
from pydantic import ValidationError

from backend.journal.tables import JournalEntry
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Invalid, TooMany
from backend.organisation.enums import Due, Role, SessionStage
from backend.organisation.operations import passwords
from backend.organisation.operations.sessions import find_session
from backend.organisation.operations.sign_in import sign_in, verify_second_factor
from backend.organisation.schemas.sign_in import SignInDraft
from tests.support import factories

pytestmark = pytest.mark.anyio
HOME = "192.0.2.1"
ELSEWHERE = "198.51.100.7"


async def attempt(username="zhao", password=factories.PASSWORD, address=HOME):
    draft = SignInDraft(username=username, password=password)
    return await sign_in(draft, address=address, device="Firefox · Linux")


async def actions():
    found = await JournalEntry.select(JournalEntry.action).order_by(JournalEntry.id)
    return [entry["action"] for entry in found]


async def shut(username="zhao", address=HOME):
    for _ in range(5):
        with pytest.raises(Invalid):
            await attempt(username, "wrong", address)


async def pass_time(interval):
    await rows(
        "UPDATE sign_in_attempts SET blocked_until = blocked_until - {}::text::interval,"
        " failed_at = failed_at - {}::text::interval",
        interval,
        interval,
    )


async def test_a_password_alone_opens_only_the_way_to_the_code(db):
    await factories.staff("zhao", "justice")
    opened = await attempt()
    assert opened.session.stage is SessionStage.CODE
    assert opened.session.due is Due.SECOND_FACTOR
    assert await actions() == []


async def test_password_and_code_open_a_session_under_a_new_token(db):
    member = await factories.staff("zhao", "justice", (Role.DRAFTER,))
    first = await attempt()
    opened = await verify_second_factor(
        factories.one_time_code(), session=first.session, address=HOME, device=""
    )
    assert opened.session.due is None
    assert opened.session.staff == member
    assert opened.token != first.token
    assert await find_session(first.token) is None
    assert await actions() == ["staff.sign_in"]


async def test_without_a_phone_enrolment_is_due(db):
    await factories.staff("zhao", has_second_factor=False)
    opened = await attempt()
    assert opened.session.stage is SessionStage.OPEN
    assert opened.session.due is Due.ENROLMENT


async def test_a_given_password_is_to_be_changed_first(db):
    await factories.staff("zhao", has_second_factor=False, must_change_password=True)
    assert (await attempt()).session.due is Due.PASSWORD


async def test_the_name_may_be_typed_in_capitals(db):
    await factories.staff("zhao")
    assert (await attempt("ZHAO")).session.staff.username == "zhao"


async def test_wrong_name_wrong_password_and_closed_account_sound_the_same(db):
    await factories.staff("zhao")
    await factories.staff("qian")
    await rows("UPDATE staff SET is_active = false WHERE username = 'qian'")
    said = []
    for username, password in (
        ("zhao", "wrong"),
        ("nobody", "wrong"),
        ("qian", factories.PASSWORD),
    ):
        with pytest.raises(Invalid) as refused:
            await attempt(username, password)
        said.append((refused.value.message, refused.value.fields))
    assert len(set(map(str, said))) == 1


async def test_an_unknown_name_is_hashed_as_well(app):
    assert await passwords.is_right("whatever it was", None) is False


async def test_an_old_cheap_hash_is_made_anew(db):
    member = await factories.staff("zhao")
    await attempt()
    kept = (await rows("SELECT password_hash FROM staff WHERE id = {}", member.id))[0]
    assert kept["password_hash"] != factories.PASSWORD_HASH
    assert "m=32768" in kept["password_hash"]
    assert (await attempt()).session.staff == member


async def test_five_wrong_guesses_shut_the_door_even_to_the_right_password(db):
    await factories.staff("zhao")
    await shut()
    with pytest.raises(TooMany) as refused:
        await attempt()
    assert 25 <= refused.value.retry_after <= 30
    assert await actions() == ["staff.sign_in_slowed"]


async def test_the_door_opens_again_and_shuts_for_twice_as_long(db):
    await factories.staff("zhao")
    await shut()
    await pass_time("31 seconds")
    with pytest.raises(Invalid):
        await attempt(password="wrong")
    with pytest.raises(TooMany) as refused:
        await attempt()
    assert 55 <= refused.value.retry_after <= 60


async def test_the_owner_still_gets_in_from_elsewhere(db):
    await factories.staff("zhao")
    await shut(address=ELSEWHERE)
    assert (await attempt(address=HOME)).session.staff.username == "zhao"


async def test_a_crowd_of_attackers_cannot_keep_out_an_owner_at_a_known_address(db):
    await factories.staff("zhao", has_second_factor=False)
    await attempt(address=HOME)
    for number in range(20):
        with pytest.raises(Invalid):
            await attempt(password="wrong", address=f"203.0.113.{number}")
    with pytest.raises(TooMany):
        await attempt(password="wrong", address=ELSEWHERE)
    assert (await attempt(address=HOME)).session.staff.username == "zhao"


async def test_signing_in_starts_the_count_afresh(db):
    await factories.staff("zhao", has_second_factor=False)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Invalid):
                await attempt(password="wrong")
        await attempt()


async def test_neither_names_nor_addresses_are_kept_readable(db):
    with pytest.raises(Invalid):
        await attempt("my-password-typed-as-name", "wrong")
    kept = str(await rows("SELECT * FROM sign_in_attempts"))
    assert "my-password" not in kept
    assert HOME not in kept


async def test_a_code_works_once(db):
    await factories.staff("zhao")
    code = factories.one_time_code()
    first = await attempt()
    await verify_second_factor(code, session=first.session, address=HOME, device="")
    second = await attempt()
    with pytest.raises(Invalid):
        await verify_second_factor(code, session=second.session, address=HOME, device="")


async def test_codes_cannot_be_guessed_on(db):
    await factories.staff("zhao")
    first = await attempt()
    wrong = pyotp.TOTP(pyotp.random_base32()).now()
    for _ in range(5):
        with pytest.raises(Invalid):
            await verify_second_factor(wrong, session=first.session, address=HOME, device="")
    with pytest.raises(TooMany):
        await verify_second_factor(
            factories.one_time_code(), session=first.session, address=HOME, device=""
        )


async def test_the_right_password_does_not_make_guessing_codes_cheaper(db):
    """Signing in again and again with a stolen password must not reset the count of codes."""
    await factories.staff("zhao")
    with pytest.raises(TooMany):
        for _ in range(6):
            first = await attempt()
            with pytest.raises(Invalid):
                await verify_second_factor("000000", session=first.session, address=HOME, device="")


async def test_an_open_session_needs_no_code(db):
    await factories.staff("zhao", has_second_factor=False)
    opened = await attempt()
    with pytest.raises(Conflict):
        await verify_second_factor("000000", session=opened.session, address=HOME, device="")


async def test_a_name_longer_than_any_is_refused_before_it_costs_anything():
    with pytest.raises(ValidationError):
        SignInDraft(username="a" * 81, password="x")
    with pytest.raises(ValidationError):
        SignInDraft(username="a", password="x" * 201)


async def test_fifty_guesses_at_once_are_counted_one_by_one(committed):
    await factories.staff("zhao")
    answers = await asyncio.gather(
        *[attempt(password=f"wrong-{number}") for number in range(50)], return_exceptions=True
    )
    judged = [answer for answer in answers if type(answer) is Invalid]
    refused = [answer for answer in answers if type(answer) is TooMany]
    assert (len(judged), len(refused)) == (5, 45)
    kept = await rows("SELECT counted, failures FROM sign_in_attempts ORDER BY counted")
    assert [(row["counted"], row["failures"]) for row in kept] == [
        ("account", 5),
        ("address", 5),
        ("pair", 5),
    ]


async def test_one_code_sent_ten_times_at_once_opens_one_session(committed):
    await factories.staff("zhao")
    first = await attempt()
    code = factories.one_time_code()
    answers = await asyncio.gather(
        *[
            verify_second_factor(code, session=first.session, address=f"192.0.2.{n}", device="")
            for n in range(10)
        ],
        return_exceptions=True,
    )
    assert sum(not isinstance(answer, BaseException) for answer in answers) == 1
    assert all(
        type(answer) in (Invalid, Conflict)
        for answer in answers
        if isinstance(answer, BaseException)
    )
    assert len(await rows("SELECT id FROM staff_session WHERE stage = 'open'")) == 1
