import pytest

from backend.organisation.operations.sessions import find_session
from tests.support import factories

pytestmark = pytest.mark.anyio


async def test_signing_in_by_factory_works(db, client):
    member = await factories.staff("zhao", "justice")
    await factories.sign_in(client, member)
    session = await find_session(client.cookies["hy_session"])
    assert session.staff == member
    assert session.due is None
