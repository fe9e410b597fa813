"""No more text messages a minute than the contract allows; time is made, not waited."""

import asyncio
from contextlib import closing

import pytest
from pydantic import ValidationError

from backend.kernel.settings import Settings
from backend.notifications.enums import Channel
from backend.notifications.pace import Pace
from backend.notifications.texting import Courier
from tests.notifications.messages import outbox, post, states
from tests.support.gateway import Gateway, texting
from tests.support.mail import nobody_carries
from tests.support.waiting import until

pytestmark = pytest.mark.anyio


class Watch:
    """A clock that goes on when somebody waits, and notes when each message came."""

    def __init__(self, gateway: Gateway) -> None:
        self.now = 0.0
        self.came: list[float] = []
        gateway.answers += [self.note] * 100

    async def note(self, _: asyncio.StreamWriter) -> str:
        self.came.append(self.now)
        return "200 OK"

    async def wait(self, _: asyncio.Event, seconds: float) -> None:
        self.now += seconds

    def courier(self) -> Courier:
        return Courier(pace=Pace(clock=lambda: self.now, wait=self.wait))


@pytest.fixture
async def gateway(anyio_backend, monkeypatch):
    """A gateway that takes six messages a minute."""
    async with texting(monkeypatch, HUIYIN_SMS_PER_MINUTE="6") as found:
        yield found


async def text(*keys: str) -> None:
    await post(*keys, to="13900001111", channel=Channel.SMS)


async def test_messages_go_out_evenly_and_no_faster_than_the_setting_says(db, gateway):
    watch = Watch(gateway)
    await text(*map(str, range(45)))
    with closing(watch.courier()) as courier:
        await courier.go_round(asyncio.Event())
        await text("next round")
        await courier.go_round(asyncio.Event())
    assert watch.came == pytest.approx([10.0 * number for number in range(1, 47)])
    assert set(await states()) == {"sent"}


async def test_two_workers_together_go_no_faster(committed, gateway):
    watch = Watch(gateway)
    await text(*map(str, range(6)))
    with closing(watch.courier()) as one, closing(watch.courier()) as other:
        await asyncio.gather(one.go_round(asyncio.Event()), other.go_round(asyncio.Event()))
        await text("6")
        one.close()
        other.close()
        await until(nobody_carries)
        await other.go_round(asyncio.Event())
    assert watch.came == pytest.approx([10.0 * number for number in range(1, 8)])


async def test_without_a_limit_nobody_waits(db, monkeypatch):
    async with texting(monkeypatch) as gateway:
        watch = Watch(gateway)
        await text(*map(str, range(30)))
        with closing(watch.courier()) as courier:
            await courier.go_round(asyncio.Event())
    assert watch.came == [0.0] * 30


async def test_no_more_is_taken_on_than_can_go_out_before_another_would_try(db, gateway):
    """Six a minute in a lease of five minutes are thirty; a minute's are six."""
    claimed: list[int] = []

    async def count(_: asyncio.Event, seconds: float) -> None:
        claimed.append(sum(row["attempts"] for row in await outbox()))
        stop.set()

    stop = asyncio.Event()
    await text(*map(str, range(19)))
    lease = Courier().lease / 5
    with closing(Courier(lease=lease, pace=Pace(wait=count))) as courier:
        await courier.go_round(stop)
    assert claimed == [6]


async def test_who_is_told_to_stop_while_waiting_gives_back_what_is_left(db, gateway):
    stop = asyncio.Event()

    async def told_to_stop(_: asyncio.Event, seconds: float) -> None:
        if gateway.posted:
            stop.set()

    await text("1", "2", "3")
    with closing(Courier(pace=Pace(wait=told_to_stop))) as courier:
        await courier.go_round(stop)
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
        ("queued", 0),
    ]


@pytest.mark.parametrize("pace", ["-1", "100001", "many"])
def test_a_pace_that_is_none_is_refused_at_the_start(monkeypatch, pace):
    monkeypatch.setenv("HUIYIN_SMS_PER_MINUTE", pace)
    with pytest.raises(ValidationError):
        Settings()
