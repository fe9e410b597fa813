"""PostgreSQL itself restarts while letters go out: a server of the test's own, a real worker."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from backend.kernel.database import connected
from backend.kernel.embedded.cluster import OPTIONS, Cluster
from backend.kernel.embedded.programs import run
from backend.kernel.migrations import migrate
from tests.notifications.messages import post
from tests.support.folders import data_folder
from tests.support.waiting import until
from tests.support.workers import forked, started

pytestmark = pytest.mark.anyio
MANY = 200


def fill() -> None:
    """Make the tables, and post what is to go out."""

    async def filled() -> None:
        await migrate()
        async with connected(size=1):
            await post(*map(str, range(MANY)))

    asyncio.run(filled())


@pytest.fixture
async def server(anyio_backend) -> AsyncIterator[Cluster]:
    """A server that keeps what it has committed, for as long as the machine stays on."""
    with data_folder() as folder:
        found = Cluster(folder, {**OPTIONS, "fsync": "off"})
        await asyncio.to_thread(found.start)
        try:
            yield found
        finally:
            await asyncio.to_thread(found.stop)


def restart(server: Cluster, mode: str) -> None:
    control = server.bin / "pg_ctl"
    place = ("-w", "-s", "-D", str(server.home))
    run(control, "stop", "-m", mode, *place, account=server.account)
    server.start()


async def are_sent_by(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        found = await connection.fetch("SELECT DISTINCT state FROM outbound_message")
    finally:
        await connection.close()
    return [row["state"] for row in found] == ["sent"]


async def test_a_server_restarted_and_killed_while_much_goes_out_costs_no_letter_and_no_copy(
    server, mailbox
):
    """Committed is committed, and the worker remembers what it could not write down."""
    async with forked(fill, url=server.url) as filling:
        assert await filling.ended() == 0
    async with started(url=server.url):
        for mode in ("fast", "immediate"):
            await until(mailbox.has(len(mailbox.letters) + 20), within=30)
            await asyncio.to_thread(restart, server, mode)
        await until(lambda: are_sent_by(server.url), within=60)
    assert len(mailbox.letters) == len(mailbox.copies()) == MANY
