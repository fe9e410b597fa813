import pytest

from backend.kernel.database import rows
from backend.kernel.errors import Invalid
from backend.organisation.jobs import forget_sign_ins
from backend.organisation.operations.sign_in import sign_in
from backend.organisation.schemas.sign_in import SignInDraft
from tests.support import factories

pytestmark = pytest.mark.anyio


async def test_what_no_longer_counts_is_forgotten_and_a_known_address_stays_known(db):
    await factories.staff("zhao", has_second_factor=False)
    right = SignInDraft(username="zhao", password=factories.PASSWORD)
    wrong = SignInDraft(username="nobody", password="x")
    await sign_in(right, address="192.0.2.1", device="")
    with pytest.raises(Invalid):
        await sign_in(wrong, address="198.51.100.7", device="")
    await forget_sign_ins({})
    assert len(await rows("SELECT id FROM sign_in_attempts")) == 6
    await rows("UPDATE sign_in_attempts SET failed_at = failed_at - interval '25 hours'")
    await rows("UPDATE staff_session SET expires_at = expires_at - interval '3 days'")
    await forget_sign_ins({})
    kept = await rows("SELECT counted FROM sign_in_attempts")
    assert [row["counted"] for row in kept] == ["pair"]
    assert await rows("SELECT id FROM staff_session") == []
