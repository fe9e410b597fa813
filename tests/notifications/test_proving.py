"""A code proves a contact once, for ten minutes, in five tries, and tells a stranger nothing."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import pytest

from backend.kernel.database import rows
from backend.kernel.errors import Invalid
from backend.notifications.operations import proving
from backend.notifications.operations.outbox import claim
from backend.notifications.operations.proving import (
    MOST_TRIES,
    WRONG,
    ask_code,
    check_code,
    forget_expired,
)
from backend.notifications.rendering import texted, worded
from tests.notifications.messages import outbox
from tests.support.gateway import texting

pytestmark = pytest.mark.anyio
ZHU, PURPOSE = "zhu@example.com", "subscriptions"


async def ask(contact: str = ZHU, purpose: str = PURPOSE, language: str = "zh") -> None:
    await ask_code(contact, purpose=purpose, language=language, origin="https://hy.example")


async def sent() -> list[str]:
    """The codes as the letters tell them, the latest last."""
    letters = [worded(message).text for message in await claim(50, lease=timedelta(hours=1))]
    return [line for letter in letters for line in letter.splitlines() if line.isdecimal()]


async def asked(**given: str) -> str:
    await ask(**given)
    return (await sent())[-1]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


async def refused(code: str, contact: str = ZHU, purpose: str = PURPOSE) -> Invalid:
    with pytest.raises(Invalid) as found:
        await check_code(contact, code, purpose=purpose)
    return found.value


async def test_the_code_that_was_sent_proves_the_contact(db):
    code = await asked()
    assert len(code) == 6
    await check_code(ZHU, code, purpose=PURPOSE)


@pytest.mark.parametrize("typed", ["{} ", "{:.3} {:.3}", "验证码{}", "{:.3}-{:.3}"])
async def test_a_code_is_taken_as_people_type_it(db, typed):
    code = await asked()
    await check_code(" ZHU@Example.com", typed.format(code, code[3:]), purpose=PURPOSE)


async def test_full_width_digits_are_digits(db):
    code = await asked()
    await check_code(ZHU, code.translate({n: n + 0xFEE0 for n in range(48, 58)}), purpose=PURPOSE)


async def test_a_code_works_once(db):
    code = await asked()
    await check_code(ZHU, code, purpose=PURPOSE)
    await refused(code)


async def test_every_refusal_is_in_the_same_words(db):
    code = await asked()
    wrong = await refused(other_than(code))
    never_asked = await refused(code, contact="li@example.com")
    no_contact = await refused(code, contact="nonsense")
    empty = await refused("")
    await rows("UPDATE contact_code SET expires_at = clock_timestamp()")
    late = await refused(code)
    for refusal in (wrong, never_asked, no_contact, empty, late):
        assert refusal.fields == {"code": WRONG}


async def test_a_code_is_good_for_ten_minutes(db):
    await ask()
    found = await rows(
        "SELECT extract(epoch FROM expires_at - clock_timestamp())::float s FROM contact_code"
    )
    assert found[0]["s"] == pytest.approx(600, abs=5)


async def test_a_code_for_one_purpose_or_contact_is_none_for_another(db):
    code = await asked()
    await ask(purpose="other")
    await ask(contact="li@example.com")
    await refused(code, purpose="other")
    await refused(code, contact="li@example.com")
    await check_code(ZHU, code, purpose=PURPOSE)


async def test_after_five_wrong_ones_the_right_one_is_refused_too(db):
    code = await asked()
    for _ in range(MOST_TRIES):
        await refused(other_than(code))
    await refused(code)


async def test_a_new_code_replaces_the_last_and_its_tries(db):
    first = await asked()
    for _ in range(MOST_TRIES):
        await refused(other_than(first))
    second = await asked()
    if first != second:
        await refused(first)
    await check_code(ZHU, second, purpose=PURPOSE)


async def test_each_asking_is_a_letter_of_its_own(db):
    await ask()
    await ask()
    keys = [row["dedupe_key"] for row in await outbox()]
    assert len(keys) == len(set(keys)) == 2


async def test_the_code_stands_nowhere_in_the_open(db):
    code = await asked()
    kept = await rows("SELECT purpose, contact_key, code_hash FROM contact_code")
    queued = await rows("SELECT dedupe_key, context, recipient FROM outbound_message")
    assert code not in "\n".join(str(value) for value in (*kept[0].values(), *queued[0].values()))


async def test_a_fourth_code_within_the_hour_is_refused_known_or_not(db):
    for contact in (ZHU, "nobody@example.com"):
        for _ in range(3):
            await ask(contact)
        for typed in (contact, contact.upper()):
            with pytest.raises(Invalid) as found:
                await ask(typed)
            assert "最新的一封" in str(found.value.fields["contact"])
    assert len(await outbox()) == 6


@pytest.mark.parametrize("contact", ["", "nonsense", "a@b", "13900001111", "x" * 5000])
async def test_what_no_code_can_be_sent_to_is_invalid(db, contact):
    with pytest.raises(Invalid) as found:
        await ask(contact)
    assert "contact" in found.value.fields
    assert await outbox() == []


async def test_a_phone_gets_its_code_by_text_where_there_is_a_gateway(db, monkeypatch):
    async with texting(monkeypatch):
        await ask("139 0000 1111")
        row = (await outbox())[0]
        assert row["channel"] == "sms"
        await rows("UPDATE outbound_message SET channel = 'mail'")  # to be claimed as `sent` does
        message = (await claim(1, lease=timedelta(hours=1)))[0]
        code = next(word for word in texted(message).split() if word[:6].isdecimal())[:6]
        await check_code("13900001111", code, purpose=PURPOSE)


async def test_english_readers_get_an_english_letter(db):
    await ask(language="en")
    assert (await outbox())[0]["language"] == "en"


async def test_codes_nobody_can_use_any_more_are_removed(db):
    await ask()
    await ask("li@example.com")
    await rows(
        "UPDATE contact_code SET expires_at = now() - interval '1 second'"
        " WHERE id = (SELECT min(id) FROM contact_code)"
    )
    assert await forget_expired() == 1
    assert len(await rows("SELECT id FROM contact_code")) == 1


async def attempt(code: str) -> bool:
    try:
        await check_code(ZHU, code, purpose=PURPOSE)
    except Invalid:
        return False
    return True


async def test_of_fifty_wrong_guesses_at_once_five_are_compared(committed, monkeypatch):
    code = await asked()
    compared = []

    def counting(one: str, other: str) -> bool:
        if other:
            compared.append(one)
        return one == other

    monkeypatch.setattr(proving, "hmac", SimpleNamespace(compare_digest=counting))
    guesses = [f"{(int(code) + n) % 10**6:06}" for n in range(1, 51)]
    assert not any(await asyncio.gather(*map(attempt, guesses)))
    assert len(compared) == MOST_TRIES
    assert not await attempt(code)


async def test_the_right_code_fifty_times_at_once_works_once(committed):
    code = await asked()
    assert sum(await asyncio.gather(*(attempt(code) for _ in range(50)))) == 1


async def test_twenty_askings_at_once_leave_three_letters_and_one_code(committed):
    answers = await asyncio.gather(*(ask() for _ in range(20)), return_exceptions=True)
    assert sum(answer is None for answer in answers) == 3
    assert len(await outbox()) == 3
    assert len(await rows("SELECT id FROM contact_code")) == 1
