import pytest

from backend.journal.tables import JournalEntry
from backend.kernel.database import rows
from backend.kernel.errors import Invalid, TooMany
from backend.organisation.enums import SessionStage
from backend.organisation.operations import sessions
from backend.organisation.operations.own_password import change_password
from backend.organisation.operations.sign_in import sign_in
from backend.organisation.schemas.sign_in import PasswordChange, SignInDraft
from tests.support import factories

pytestmark = pytest.mark.anyio
HOME = "192.0.2.1"
NEW = "diaoyu-xigua-ditie"


async def changed(session, password=factories.PASSWORD, new=NEW, repeated=NEW):
    change = PasswordChange(password=password, new_password=new, repeated=repeated)
    return await change_password(change, session=session, address=HOME, device="")


async def test_a_new_password_ends_every_other_session_and_renews_this_one(db):
    member = await factories.staff("zhao", must_change_password=True)
    here = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    there = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    fresh = await changed(here.session)
    assert fresh.session.due is None
    assert await sessions.find_session(here.token) is None
    assert await sessions.find_session(there.token) is None
    assert await sessions.find_session(fresh.token) is not None
    draft = SignInDraft(username="zhao", password=NEW)
    assert (await sign_in(draft, address=HOME, device="")).session.staff == member


async def test_the_journal_knows_of_the_change_but_not_the_password(db):
    member = await factories.staff()
    here = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    await changed(here.session)
    entries = await JournalEntry.select()
    assert [entry["action"] for entry in entries] == ["staff.change_password"]
    assert NEW not in str(entries)
    assert not entries[0]["is_public"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"password": "wrong"}, "password"),
        ({"new": "short", "repeated": "short"}, "new_password"),
        ({"repeated": "another-one-altogether"}, "repeated"),
        ({"new": factories.PASSWORD, "repeated": factories.PASSWORD}, "new_password"),
    ],
)
async def test_a_change_that_cannot_be_taken_changes_nothing(db, given, field):
    member = await factories.staff()
    here = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    with pytest.raises(Invalid) as refused:
        await changed(here.session, **given)
    assert set(refused.value.fields) == {field}
    kept = await rows("SELECT password_hash FROM staff WHERE id = {}", member.id)
    assert kept[0]["password_hash"] == factories.PASSWORD_HASH
    assert await sessions.find_session(here.token) is not None


async def test_an_open_screen_is_no_place_to_guess_the_password(db):
    member = await factories.staff()
    here = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="")
    for _ in range(5):
        with pytest.raises(Invalid):
            await changed(here.session, password="wrong")
    with pytest.raises(TooMany):
        await changed(here.session)
