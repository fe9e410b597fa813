import asyncio
import json

import pytest
from pydantic import ValidationError

from backend.journal.schemas import SYSTEM
from backend.journal.tables import JournalEntry
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Due, Role, SessionStage
from backend.organisation.operations import sessions
from backend.organisation.operations.own_mail import change_own_mail
from backend.organisation.operations.sign_in import sign_in
from backend.organisation.operations.staff import (
    amend_staff,
    create_staff,
    remove_second_factor,
    reset_password,
)
from backend.organisation.queries.morning import list_morning_readers
from backend.organisation.queries.staff import get_staff, list_staff
from backend.organisation.schemas import OwnMailDraft, StaffAmendment, StaffDraft
from backend.organisation.schemas.sign_in import SignInDraft
from tests.support import factories

pytestmark = pytest.mark.anyio
HOME = "192.0.2.1"


def draft(username="zhao.ming", **given):
    return StaffDraft(
        **{"username": username, "name": "赵明", "unit_code": "justice", "roles": ["drafter"]}
        | given
    )


def amendment(**given):
    return StaffAmendment(
        **{"name": "赵明", "unit_code": "office", "roles": ["office"], "is_active": True} | given
    )


async def entries():
    return await JournalEntry.select().order_by(JournalEntry.id)


async def test_a_new_account_signs_in_with_the_password_shown_once(db):
    await factories.unit("justice")
    made = await create_staff(draft(), manager=SYSTEM)
    opened = await sign_in(
        SignInDraft(username="zhao.ming", password=made.password), address=HOME, device=""
    )
    assert opened.session.due is Due.PASSWORD
    assert opened.session.staff.roles == {Role.DRAFTER}
    assert made.password not in str(await entries())
    assert (await entries())[0]["action"] == "staff.create"


async def test_the_command_line_may_set_the_password_itself(db):
    await factories.unit("justice")
    made = await create_staff(
        draft(), manager=SYSTEM, password="yanshi-huiyin-2026", must_change_password=False
    )
    assert made.password == "yanshi-huiyin-2026"
    assert not made.staff.must_change_password
    with pytest.raises(Invalid):
        await create_staff(draft("qian"), manager=SYSTEM, password="short")


async def test_only_the_office_opens_accounts(db):
    await factories.unit("justice")
    for role in (Role.CATALOGUE_EDITOR, Role.AUDITOR, Role.DRAFTER):
        member = await factories.staff(roles=(role,))
        with pytest.raises(Forbidden):
            await create_staff(draft(), manager=member)
    office = await factories.staff(roles=(Role.OFFICE,))
    assert (await create_staff(draft(), manager=office)).staff.unit_code == "justice"


async def test_a_taken_name_or_an_unknown_unit_is_said_beside_the_field(db):
    await factories.unit("justice")
    await create_staff(draft(), manager=SYSTEM)
    with pytest.raises(Invalid) as taken:
        await create_staff(draft(), manager=SYSTEM)
    assert set(taken.value.fields) == {"username"}
    with pytest.raises(Invalid) as unknown:
        await create_staff(draft("qian", unit_code="nowhere"), manager=SYSTEM)
    assert set(unknown.value.fields) == {"unit_code"}


@pytest.mark.parametrize(
    "username", ["a", "1abc", "赵明", "zhao ming", "new", "a" * 41, "-a", "a/b"]
)
def test_a_user_name_has_a_shape(username):
    with pytest.raises(ValidationError):
        draft(username)


def test_an_auditor_holds_no_other_role():
    with pytest.raises(ValidationError):
        draft(roles=["auditor", "office"])
    assert draft(roles=["auditor"]).roles == {Role.AUDITOR}


async def test_an_amendment_is_journaled_with_what_was_before(db):
    office = await factories.staff("boss", roles=(Role.OFFICE,))
    await factories.staff("zhao", "justice", (Role.DRAFTER,), name="赵明")
    after = await amend_staff(
        "zhao", amendment(roles=["reviewer", "drafter"], unit_code="justice"), manager=office
    )
    assert after.roles == {Role.REVIEWER, Role.DRAFTER}
    payload = json.loads((await entries())[-1]["payload"])
    assert payload["before"]["roles"] == ["drafter"]
    assert payload["after"]["roles"] == ["drafter", "reviewer"]


async def test_closing_an_account_ends_its_sessions(db):
    office = await factories.staff(roles=(Role.OFFICE,))
    member = await factories.staff("zhao")
    found = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    await amend_staff("zhao", amendment(roles=[], is_active=False), manager=office)
    await amend_staff("zhao", amendment(roles=[], is_active=True), manager=office)
    assert await sessions.find_session(found.token) is None


async def test_two_editors_at_once_the_second_is_told(db):
    office = await factories.staff(roles=(Role.OFFICE,))
    await factories.staff("zhao")
    seen = (await get_staff("zhao")).revision
    await amend_staff("zhao", amendment(name="赵明明", revision=seen), manager=office)
    with pytest.raises(Invalid) as refused:
        await amend_staff("zhao", amendment(name="赵小明", revision=seen), manager=office)
    assert "revision" in refused.value.fields
    assert (await get_staff("zhao")).name == "赵明明"


@pytest.mark.parametrize("given", [{"roles": ["drafter"]}, {"is_active": False}])
async def test_the_last_of_the_office_can_neither_leave_nor_be_closed(db, given):
    last = await factories.staff("boss", roles=(Role.OFFICE,))
    with pytest.raises(Conflict):
        await amend_staff("boss", amendment(**given), manager=last)
    assert (await get_staff("boss")).roles == {Role.OFFICE}


async def test_with_a_colleague_the_office_may_be_left(db):
    boss = await factories.staff("boss", roles=(Role.OFFICE,))
    await factories.staff("second", roles=(Role.OFFICE,))
    after = await amend_staff("boss", amendment(roles=["drafter"]), manager=boss)
    assert after.roles == {Role.DRAFTER}


async def test_two_leaving_the_office_at_once_leave_one_behind(committed):
    people = [await factories.staff(f"boss{number}", roles=(Role.OFFICE,)) for number in range(6)]
    answers = await asyncio.gather(
        *[amend_staff(one.username, amendment(roles=[]), manager=SYSTEM) for one in people],
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers].count(Conflict) == 1
    assert (await rows("SELECT count(*) AS n FROM staff_role WHERE role = 'office'"))[0]["n"] == 1


async def test_a_reset_ends_sessions_and_asks_for_a_new_password(db):
    office = await factories.staff(roles=(Role.OFFICE,))
    member = await factories.staff("zhao", has_second_factor=False)
    found = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    made = await reset_password("zhao", manager=office)
    assert await sessions.find_session(found.token) is None
    opened = await sign_in(
        SignInDraft(username="zhao", password=made.password), address=HOME, device=""
    )
    assert opened.session.due is Due.PASSWORD
    assert made.password not in str(await entries())


async def test_a_lost_phone_is_taken_off(db):
    office = await factories.staff(roles=(Role.OFFICE,))
    member = await factories.staff("zhao")
    found = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    assert not (await remove_second_factor("zhao", manager=office)).has_second_factor
    assert await sessions.find_session(found.token) is None


async def test_nobody_resets_their_own_account(db):
    office = await factories.staff("boss", roles=(Role.OFFICE,))
    for reset in (reset_password, remove_second_factor):
        with pytest.raises(Conflict):
            await reset("boss", manager=office)


@pytest.mark.parametrize("username", ["nobody", "", "a\x00b", "../x", "A"])
async def test_an_account_that_is_not_there_is_not_found(db, username):
    with pytest.raises(NotFound):
        await get_staff(username)
    with pytest.raises(NotFound):
        await reset_password(username, manager=SYSTEM)


async def test_accounts_are_found_by_name_and_unit_page_by_page(db):
    for number in range(5):
        await factories.staff(f"a{number}", "justice", name=f"孙{number}")
    await factories.staff("bb", "office", name="李四")
    first = await list_staff(unit_code="justice", size=3)
    rest = await list_staff(first.next, unit_code="justice", size=3)
    assert [one.username for one in (*first.items, *rest.items)] == [f"a{n}" for n in range(5)]
    assert rest.next is None
    assert [one.username for one in (await list_staff(word="四")).items] == ["bb"]
    assert (await list_staff(word="a\x001")).items[0].username == "a1"
    assert (await list_staff(word="%")).items == ()


async def test_the_journal_says_that_an_address_changed_and_not_which(db):
    await factories.unit("justice")
    await factories.unit("office")
    await create_staff(draft(mail="zhao@qingze.example"), manager=SYSTEM)
    await amend_staff("zhao.ming", amendment(mail="ming@qingze.example"), manager=SYSTEM)
    made, amended = [json.loads(entry["payload"]) for entry in await entries()]
    assert made["has_mail"] is True
    assert amended["after"]["is_mail_changed"] is True
    assert "qingze.example" not in str((made, amended))
    assert (await get_staff("zhao.ming")).mail == "ming@qingze.example"


async def test_the_letter_goes_to_who_is_in_service_has_an_address_and_wants_it(db):
    for username, given in {
        "zhao": {"mail": "zhao@qingze.example"},
        "qian": {},
        "sun": {"mail": "sun@qingze.example", "is_active": False},
        "li": {"mail": "li@qingze.example"},
    }.items():
        await factories.unit("justice")
        await create_staff(draft(username, **given), manager=SYSTEM)
    unwanted = OwnMailDraft(mail="li@qingze.example")
    await change_own_mail(unwanted, staff=await get_staff("li"))
    assert [reader.username for reader in await list_morning_readers()] == ["zhao"]


async def test_an_own_change_is_not_written_over_by_an_older_form(db):
    await factories.unit("justice")
    await factories.unit("office")
    made = await create_staff(draft(), manager=SYSTEM)
    await change_own_mail(OwnMailDraft(mail="own@qingze.example"), staff=made.staff)
    stale = amendment(mail="", revision=made.staff.revision)
    with pytest.raises(Invalid):
        await amend_staff("zhao.ming", stale, manager=SYSTEM)
    assert (await get_staff("zhao.ming")).mail == "own@qingze.example"
