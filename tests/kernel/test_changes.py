from collections.abc import AsyncIterator

import pytest

from backend.kernel.changes import Changes
from backend.kernel.database import rows, transaction
from tests.support.waiting import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def changes(app) -> AsyncIterator[Changes]:
    found = Changes()
    async with found.listening():
        await until(lambda: found.is_listening, within=5)
        yield found


async def test_a_change_is_heard_within_a_second_of_its_commit(changes):
    before = changes.count
    async with transaction():
        await rows("SELECT pg_notify('huiyin_changed', '')")
        assert changes.count == before
    assert await until(lambda: changes.count > before, within=5) < 1


async def test_a_change_rolled_back_is_not_heard(changes):
    before = changes.count
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await rows("SELECT pg_notify('huiyin_changed', '')")
            raise ZeroDivisionError
    async with transaction():
        await rows("SELECT pg_notify('huiyin_changed', '')")
    await until(lambda: changes.count > before, within=5)
    assert changes.count == before + 1


async def test_a_killed_connection_is_known_at_once_and_hearing_comes_back(changes):
    heard: list[int] = []
    changes.on_change(lambda: heard.append(changes.count))
    await rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'huiyin changes' AND datname = current_database()"
    )
    assert await until(lambda: not changes.is_listening, within=5) < 1
    assert heard  # what was kept is dropped: a change may have gone unheard
    await until(lambda: changes.is_listening, within=10)
    before = changes.count
    await rows("SELECT pg_notify('huiyin_changed', '')")
    await until(lambda: changes.count > before, within=5)


async def test_a_listener_that_ends_is_deaf(app):
    found = Changes()
    async with found.listening():
        await until(lambda: found.is_listening, within=5)
    assert not found.is_listening
