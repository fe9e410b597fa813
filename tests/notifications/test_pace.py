"""A server that wants so many mails a minute and no more gets no more; time is made, not waited."""

import asyncio
from contextlib import closing

import pytest

from backend.kernel.settings import get_settings
from backend.notifications.delivery import Postman
from backend.notifications.pace import Pace
from tests.notifications.messages import outbox, post, states
from tests.support.mail import Mailbox, nobody_carries
from tests.support.waiting import until

pytestmark = pytest.mark.anyio


class Watch:
    """A clock that goes on when somebody waits, and notes when each letter came."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.now = 0.0
        self.came: list[float] = []
        mailbox.answers["MAIL"] += [self.note] * 100

    async def note(self, _: object) -> str:
        self.came.append(self.now)
        return "250 OK"

    async def wait(self, _: asyncio.Event, seconds: float) -> None:
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(clock=lambda: self.now, wait=self.wait)


@pytest.fixture
def limited(monkeypatch, mailbox):
    """The setting of twelve mails a minute."""
    monkeypatch.setenv("HUIYIN_MAIL_PER_MINUTE", "12")
    get_settings.cache_clear()


async def test_letters_go_out_evenly_and_no_faster_than_the_setting_says(db, mailbox, limited):
    """The first one too: another worker may have sent one just now."""
    watch = Watch(mailbox)
    await post(*map(str, range(13)))
    await Postman(pace=watch.pace()).go_round(asyncio.Event())
    assert watch.came == pytest.approx([5.0 * number for number in range(1, 14)])
    assert set(await states()) == {"sent"}


async def test_two_workers_together_go_no_faster(committed, mailbox, limited):
    watch = Watch(mailbox)
    await post(*map(str, range(8)))
    with closing(Postman(pace=watch.pace())) as one, closing(Postman(pace=watch.pace())) as other:
        await asyncio.gather(one.go_round(asyncio.Event()), other.go_round(asyncio.Event()))
        await post("8")
        one.close()
        other.close()
        await until(nobody_carries)
        await other.go_round(asyncio.Event())
    assert watch.came == pytest.approx([5.0 * number for number in range(1, 10)])


async def test_the_next_round_and_a_refused_letter_count_too(db, mailbox, limited):
    watch = Watch(mailbox)
    mailbox.answers["RCPT"].append("451 not now")
    postman = Postman(pace=watch.pace())
    await post("1", "2")
    await postman.go_round(asyncio.Event())
    await post("3")
    await postman.go_round(asyncio.Event())
    assert watch.came == pytest.approx([5, 10, 15])


async def test_without_a_limit_nobody_waits(db, mailbox):
    watch = Watch(mailbox)
    await post(*map(str, range(20)))
    await Postman(pace=watch.pace()).go_round(asyncio.Event())
    assert watch.came == [0.0] * 20


async def test_who_is_told_to_stop_while_waiting_gives_back_what_is_left(db, mailbox, limited):
    stop = asyncio.Event()

    async def told_to_stop(_: asyncio.Event, seconds: float) -> None:
        if mailbox.letters:
            stop.set()

    await post("1", "2", "3")
    await Postman(pace=Pace(wait=told_to_stop)).go_round(stop)
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
        ("queued", 0),
    ]


async def test_a_real_wait_ends_when_told_to_stop(anyio_backend):
    stop = asyncio.Event()
    pace = Pace()
    assert await pace.turn(stop, per_minute=1)
    asyncio.get_running_loop().call_soon(stop.set)
    async with asyncio.timeout(5):
        assert not await pace.turn(stop, per_minute=1)
