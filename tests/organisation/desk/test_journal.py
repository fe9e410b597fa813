import pytest

from backend.journal import operations
from backend.journal.schemas import SYSTEM, Subject
from backend.organisation.enums import Role
from tests.support import factories

pytestmark = pytest.mark.anyio


@pytest.fixture
async def auditor(db, client):
    member = await factories.staff("jiancha", roles=(Role.AUDITOR,))
    await factories.sign_in(client, member)
    return member


async def record(action="staff.sign_in", subject="zhao", actor=SYSTEM, **given):
    await operations.record(
        actor, action, Subject(kind="staff", id=subject, title=f"名{subject}"), **given
    )


@pytest.mark.parametrize(
    "role", [Role.DRAFTER, Role.REVIEWER, Role.CATALOGUE_EDITOR, Role.MODERATOR]
)
async def test_only_the_auditor_and_the_office_read_everything(db, client, role):
    await factories.sign_in(client, await factories.staff(roles=(role,)))
    assert (await client.get("/desk/journal")).status_code == 403


async def test_the_auditor_reads_what_the_public_does_not(auditor, client):
    await record(reason="只给内部看的理由")
    assert "只给内部看的理由" in (await client.get("/desk/journal")).text
    assert "只给内部看的理由" not in (await client.get("/journal")).text


async def test_the_journal_is_narrowed(auditor, client):
    await record(subject="zhao")
    await record(subject="qian", action="staff.amend")
    await record(subject="sun", actor=auditor.actor)
    by_subject = (await client.get("/desk/journal?subject=qian")).text
    by_action = (await client.get("/desk/journal?action=staff.amend")).text
    by_actor = (await client.get("/desk/journal", params={"actor": auditor.name[:3]})).text
    assert ("名qian" in by_subject, "名zhao" in by_subject) == (True, False)
    assert ("名qian" in by_action, "名zhao" in by_action) == (True, False)
    assert ("名sun" in by_actor, "名zhao" in by_actor) == (True, False)


async def test_older_entries_follow_page_by_page_and_keep_the_filter(auditor, client):
    for _ in range(51):
        await record(subject="zhao")
    await record(subject="qian")
    first = (await client.get("/desk/journal?subject=zhao")).text
    assert 'rel="next" href="/desk/journal?subject=zhao&amp;after=' in first
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = (await client.get(address)).text
    assert second.count("<tr>") == 2
    assert "名qian" not in second


@pytest.mark.parametrize(
    "query", ["subject=%00", "actor=%00%ff", "action='", "after=x", "subject=" + "a" * 5000]
)
async def test_a_broken_address_is_no_fault_of_ours(auditor, client, query):
    assert (await client.get(f"/desk/journal?{query}")).status_code in (200, 400, 422)
