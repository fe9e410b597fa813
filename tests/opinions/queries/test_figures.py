"""Figures that were counted when things happened, and are those of the opinions themselves."""

import asyncio
import random

import pytest
import structlog

from backend.kernel.database import rows
from backend.opinions import jobs
from backend.opinions.enums import Channel, ModerationMode
from backend.opinions.operations import own
from backend.opinions.operations.folding import fold_tallies
from backend.opinions.queries import figures
from backend.opinions.queries.figures import (
    count_raw,
    figures_of,
    list_unreconciled,
    passage_counts,
    received_by_subject,
)
from tests.support import opinions

pytestmark = pytest.mark.anyio
AFTER = ModerationMode.AFTER


async def test_a_subject_nobody_spoke_on_has_none(db):
    invited = await opinions.subject()
    assert await figures_of(invited.id) == await count_raw(invited.id)
    assert (await figures_of(invited.id)).received == 0
    assert await received_by_subject([invited.id]) == {}
    assert await received_by_subject([]) == {}


async def test_each_channel_adds_up(db):
    invited, clerk = await opinions.subject(moderation=AFTER), await opinions.clerk()
    first = await opinions.receive(invited)
    await opinions.receive(invited, sent=opinions.draft(may_publish=False))
    for channel in (Channel.LETTER, Channel.PHONE, Channel.LETTER):
        await opinions.receive(invited, channel=channel, entered_by=clerk)
    await own.withdraw_opinion(first.code)
    found = await figures_of(invited.id)
    assert found == await count_raw(invited.id)
    assert {channel.channel: channel.received for channel in found.channels} == {
        Channel.WEB: 2,
        Channel.LETTER: 2,
        Channel.PHONE: 1,
    }
    assert (found.received, found.withdrawn, found.counted_only, found.valid) == (5, 1, 1, 4)
    assert await received_by_subject([invited.id]) == {invited.id: 5}


async def test_a_passage_counts_what_is_published_on_it(db):
    invited = await opinions.subject(moderation=AFTER)
    first, second, _ = invited.passages
    both = await opinions.receive(invited, sent=opinions.draft(passages=(first, second)))
    await opinions.receive(invited, sent=opinions.draft(passages=(first,)))
    hidden = opinions.draft(passages=(first,), may_publish=False)
    await opinions.receive(invited, sent=hidden)
    assert await passage_counts(invited.id) == {first: 2, second: 1}
    await own.withdraw_opinion(both.code)
    assert await passage_counts(invited.id) == {first: 1}


async def test_folding_changes_no_figure(db):
    invited = await opinions.subject(moderation=AFTER)
    sent = opinions.draft(passages=invited.passages)
    receipts = [await opinions.receive(invited, sent=sent) for _ in range(9)]
    for receipt in receipts[:4]:
        await own.withdraw_opinion(receipt.code)
    before = await figures_of(invited.id), await passage_counts(invited.id)
    assert await fold_tallies(worth_it=5, at_once=4) > 0
    assert (await figures_of(invited.id), await passage_counts(invited.id)) == before
    left = await rows("SELECT opinions FROM opinion_tally WHERE subject = {}", invited.id)
    assert len(left) < 9 + 2 * 4
    assert await fold_tallies(worth_it=50) == 0


async def test_figures_hold_while_people_write_withdraw_and_a_job_folds(committed):
    """Every reader sees figures that add up; at the end they are those of the opinions."""
    invited = await opinions.subject(moderation=AFTER)
    chance = random.Random(7)
    seen = []

    async def person(number):
        sent = opinions.draft(
            text=f"{opinions.TEXT}{number}",
            may_publish=chance.random() < 0.7,
            passages=invited.passages[: chance.randrange(3)],
        )
        receipt = await opinions.receive(invited, sent=sent)
        if chance.random() < 0.4:
            await own.withdraw_opinion(receipt.code)

    async def fold():
        for _ in range(12):
            await fold_tallies(worth_it=3, at_once=10)
            seen.append(await figures_of(invited.id))

    outcomes = await asyncio.gather(
        fold(), fold(), *map(person, range(120)), return_exceptions=True
    )
    assert not [o for o in outcomes if isinstance(o, BaseException)]
    assert all(channel.is_reconciled for found in seen for channel in found.channels)
    assert [found.received for found in seen[::2]] == sorted(found.received for found in seen[::2])
    assert (await figures_of(invited.id)).received == 120
    assert await figures_of(invited.id) == await count_raw(invited.id)
    assert await list_unreconciled() == ()


async def test_a_difference_is_an_error_in_the_log(db):
    invited, _ = await opinions.published(passages=())
    with structlog.testing.capture_logs() as quiet:
        await jobs.reconcile({})
    assert quiet == []
    await rows("UPDATE opinion_tally SET opinions = 2 WHERE subject = {}", invited.id)
    with structlog.testing.capture_logs() as logs:
        await jobs.reconcile({})
    assert [(entry["event"], entry["subjects"]) for entry in logs] == [
        ("figures_differ", (invited.id,))
    ]


async def test_a_difference_of_a_passage_is_found_too(db):
    invited = await opinions.subject(moderation=AFTER)
    await opinions.receive(invited, sent=opinions.draft(passages=invited.passages[:1]))
    assert await list_unreconciled() == ()
    await rows("UPDATE opinion_passage_tally SET opinions = 5")
    assert await list_unreconciled() == (invited.id,)


async def test_who_watches_sees_where_opinions_stand(db):
    await opinions.published()
    await opinions.receive(await opinions.subject())
    found = {(f.name, f.labels.get("state")): f.value for f in await figures.figures()}
    assert found["huiyin_opinions", "published"] == 1
    assert found["huiyin_opinions", "received"] == 1
    assert found["huiyin_opinions_oldest_seconds", None] >= 0
