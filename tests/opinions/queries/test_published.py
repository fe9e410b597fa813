"""Published opinions as everybody reads them."""

import json

import asyncpg
import pytest
from piccolo.querystring import QueryString

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.settings import get_settings
from backend.opinions.enums import ModerationMode, SubmitterKind
from backend.opinions.operations import own
from backend.opinions.queries.published import (
    OF_SUBJECT,
    get_published,
    list_published,
    stream_published,
)
from tests.support import opinions
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
AFTER = ModerationMode.AFTER


async def every_page(subject_id, **wanted):
    found, cursor = [], None
    while True:
        page = await list_published(subject_id, cursor=cursor, **wanted)
        found += [opinion.number for opinion in page.items]
        cursor = page.next
        if cursor is None:
            return found


async def test_the_newest_comes_first_and_none_is_missed_or_twice(db):
    invited = await opinions.subject(moderation=AFTER)
    numbers = [receipt.number for receipt in await opinions.receive_many(invited, 7)]
    assert await every_page(invited.id, size=3) == numbers[::-1]
    assert await every_page(invited.id, size=7) == numbers[::-1]


async def test_a_page_goes_on_after_the_last_one_seen_though_new_ones_came(db):
    invited = await opinions.subject(moderation=AFTER)
    numbers = [receipt.number for receipt in await opinions.receive_many(invited, 4)]
    first = await list_published(invited.id, size=2)
    await opinions.receive_many(invited, 3)
    second = await list_published(invited.id, size=2, cursor=first.next)
    assert [opinion.number for opinion in second.items] == numbers[1::-1]


async def test_of_a_passage_only_what_points_at_it_is_listed(db):
    invited = await opinions.subject(moderation=AFTER)
    first, second, third = invited.passages
    both = await opinions.receive(invited, sent=opinions.draft(passages=(second, first)))
    one = await opinions.receive(invited, sent=opinions.draft(passages=(second,)))
    assert await every_page(invited.id, passage=first) == [both.number]
    assert await every_page(invited.id, passage=second, size=1) == [one.number, both.number]
    for nobodys in (third, 0, -1, 2**31, 10**30):
        assert await every_page(invited.id, passage=nobodys) == []
    shown = (await list_published(invited.id, passage=first)).items[0]
    assert [passage.label for passage in shown.passages] == ["第1条", "第2条"]


async def test_only_published_ones_of_this_matter_are_shown(db):
    invited = await opinions.subject(moderation=AFTER)
    shown = await opinions.receive(invited)
    withdrawn = await opinions.receive(invited)
    await own.withdraw_opinion(withdrawn.code)
    hidden = await opinions.receive(invited, sent=opinions.draft(may_publish=False))
    other, elsewhere = await opinions.published()
    assert await every_page(invited.id) == [shown.number]
    for number in (withdrawn.number, hidden.number, elsewhere.number, 0, -1, 2**60, 10**30):
        with pytest.raises(NotFound):
            await get_published(invited.id, number)
    assert (await get_published(other.id, elsewhere.number)).number == elsewhere.number


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"name": "朱小明"}, "朱**"),
        ({}, ""),
        (
            {"submitter_kind": SubmitterKind.COMPANY, "organisation_name": "青泽物流"},
            "青泽物流",
        ),
        (
            {"submitter_kind": SubmitterKind.SOLE_TRADER, "organisation_name": "王老五面馆"},
            "王**",
        ),
    ],
)
async def test_who_said_it_is_shown_as_far_as_may_be(db, given, shown):
    invited, receipt = await opinions.published(**given)
    assert (await get_published(invited.id, receipt.number)).said_by == shown


async def test_nothing_personal_leaves_in_a_public_opinion(db):
    invited, _ = await opinions.published(
        name="朱小明", town="云溪镇", age_band="51_65", contact="zhu@example.com"
    )
    shown = [opinion.model_dump(mode="json") async for opinion in stream_published(invited.id)]
    whole = json.dumps(shown, ensure_ascii=False)
    for private in ("朱小明", "云溪", "51_65", "zhu@"):
        assert private not in whole


FOREIGN = ["", "x", "W10", "WyJhIl0", "WzFd" * 9, "Wzk5OTk5OTk5OTk5OTk5OTk5OTld"]


@pytest.mark.parametrize("cursor", FOREIGN)
async def test_a_foreign_cursor_is_refused_or_the_first_page(db, cursor):
    invited, receipt = await opinions.published()
    if not cursor:
        assert (await list_published(invited.id, cursor=cursor)).items[0].number == receipt.number
        return
    with pytest.raises(Invalid):
        await list_published(invited.id, cursor=cursor)


async def test_a_page_is_one_statement_however_long(db):
    invited = await opinions.subject(moderation=AFTER)
    sent = opinions.draft(passages=invited.passages)
    for _ in range(12):
        await opinions.receive(invited, sent=sent)
    async with counting_queries() as whole:
        await list_published(invited.id, size=12)
    async with counting_queries() as of_passage:
        await list_published(invited.id, passage=invited.passages[0], size=12)
    assert (len(whole), len(of_passage)) == (1, 1)


async def test_the_stream_gives_all_in_order(db):
    invited = await opinions.subject(moderation=AFTER)
    numbers = [receipt.number for receipt in await opinions.receive_many(invited, 5)]
    assert [opinion.number async for opinion in stream_published(invited.id)] == numbers


async def test_a_page_is_found_by_the_index_of_published_opinions(committed):
    """With large neighbours before and after, planned with and without knowing the values."""
    small = await opinions.subject(moderation=AFTER)
    receipt = await opinions.receive(small)
    large = await opinions.subject(moderation=AFTER)
    await rows(
        "INSERT INTO opinion (subject, channel, text, public_text, received_at, may_publish,"
        " privacy_version, state, receipt_code) SELECT {}::int, channel, text, public_text, {},"
        " TRUE, privacy_version, state, 'code-' || n FROM opinion, generate_series(1, 5000) n"
        " WHERE id = {}",
        large.id,
        now(),
        receipt.number,
    )
    await rows("ANALYZE opinion")
    for mode in ("force_custom_plan", "force_generic_plan"):
        plan = await plan_of(OF_SUBJECT, small.id, 2**53, 21, mode=mode)
        assert "Index Scan using opinion_published" in plan, plan


async def plan_of(sql, *values, mode):
    query, _ = QueryString(sql, *values).compile_string()
    connection = await asyncpg.connect(get_settings().database_url)
    try:
        await connection.execute(f"SET plan_cache_mode = {mode}")
        await connection.execute(f"PREPARE page (int, bigint, bigint) AS {query}")
        said = await connection.fetch(f"EXPLAIN EXECUTE page ({', '.join(map(str, values))})")
        return "\n".join(row[0] for row in said)
    finally:
        await connection.close()
