import pytest

from backend.decisions.enums import Category, DecisionState
from backend.decisions.operations import drafting
from backend.decisions.queries import visible_decisions, visible_listing
from backend.decisions.schemas.listing import ListingFilter
from backend.decisions.tables import Decision, PlanStep
from backend.kernel.database import rows
from backend.kernel.errors import Invalid, NotFound
from tests.support import catalogues, decisions
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio


async def listed(**chosen) -> list[str]:
    page = await visible_listing.list_visible(ListingFilter(**chosen))
    return [line.code for line in page.items]


async def test_a_published_year_lists_its_public_decisions_in_order(db):
    await decisions.published_catalogue(2026, 3, hidden=1)
    assert await listed() == ["QZ-2026-01", "QZ-2026-02", "QZ-2026-03"]


async def test_a_year_that_is_not_published_is_not_there(db):
    await decisions.draft_catalogue(2026, 2)
    assert await listed() == []
    with pytest.raises(NotFound):
        await visible_listing.get_open_catalogue(2026)
    with pytest.raises(NotFound):
        await visible_listing.get_open_catalogue()


async def test_a_candidate_for_a_published_year_is_not_there(db):
    await decisions.published_catalogue(2026, 1)
    draft = decisions.decision_draft(2026, 9)
    candidate = await drafting.draft_decision(draft, staff=await decisions.editor())
    assert await listed() == ["QZ-2026-01"]
    with pytest.raises(NotFound):
        await visible_decisions.get_visible(candidate.code)


async def test_hidden_unpublished_and_missing_decisions_are_refused_alike(db):
    await decisions.published_catalogue(2026, 1, hidden=1)
    await decisions.draft_catalogue(2027, 1)
    hidden = await rows("SELECT code FROM decision WHERE NOT is_public")
    messages = []
    for code in (hidden[0]["code"], "QZ-2027-01", "QZ-2026-99", "'; --", "a\x00b", ""):
        with pytest.raises(NotFound) as refused:
            await visible_decisions.get_visible(code)
        messages.append(str(refused.value))
    assert len(set(messages)) == 1


async def test_counts_know_nothing_of_hidden_decisions(db):
    await decisions.published_catalogue(2026, 2, hidden=3)
    catalogue = await visible_listing.get_open_catalogue()
    assert catalogue.total == 2
    assert await visible_listing.list_addresses() == ((2026, "QZ-2026-01"), (2026, "QZ-2026-02"))


async def test_internal_steps_are_never_read(db):
    await decisions.published_catalogue(2026, 1)
    await PlanStep.update({PlanStep.is_internal: True}).where(PlanStep.seq == 4)
    line = (await visible_listing.list_visible(ListingFilter())).items[0]
    shown = await visible_decisions.get_visible("QZ-2026-01")
    assert [step.seq for step in line.steps] == [1, 2, 3]
    assert [step.seq for step in shown.steps] == [1, 2, 3]


async def test_a_result_is_shown_only_once_it_is_published(db):
    await decisions.published_catalogue(2026, 1)
    await Decision.update(
        {Decision.doc_no: "青政发〔2026〕9号", Decision.meeting: "第60次会议"}
    ).where(Decision.code == "QZ-2026-01")
    assert (await visible_decisions.get_visible("QZ-2026-01")).result is None
    assert (await visible_listing.list_visible(ListingFilter())).items[0].result is None
    await rows("UPDATE decision SET result_published_on = '2026-12-01'")
    shown = await visible_decisions.get_visible("QZ-2026-01")
    assert shown.result is not None
    assert shown.result.doc_no == "青政发〔2026〕9号"


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"unit": "transport"}, 3),
        ({"unit": "nobody"}, 0),
        ({"category": Category.PUBLIC_POLICY}, 3),
        ({"category": Category.PLANNING}, 0),
        ({"state": DecisionState.IN_PROCEDURE}, 3),
        ({"state": DecisionState.REMOVED}, 0),
        ({"word": "公交"}, 3),
        ({"word": "公交 第2号"}, 1),
        ({"word": "末班过早"}, 3),
        ({"word": "qz-2026-03"}, 1),
        ({"word": "２０２６－０３"}, 1),
        ({"word": "%"}, 0),
        ({"word": "_"}, 0),
        ({"word": "\\"}, 0),
        ({"word": "县交通"}, 3),
        ({"year": 2026}, 3),
        ({"year": 2025}, 0),
    ],
)
async def test_the_list_is_narrowed_by_each_choice(db, chosen, found):
    await decisions.published_catalogue(2026, 3)
    assert len(await listed(**chosen)) == found


async def test_full_width_words_find_half_width_titles_and_the_other_way_round(db):
    await decisions.published_catalogue(2026, 1)
    await rows("UPDATE decision SET title = '规划（２０３０年）'")
    assert await listed(word="(2030") == ["QZ-2026-01"]
    assert await listed(word="（２０３０") == ["QZ-2026-01"]


async def test_pages_by_key_cover_every_row_once(db):
    await decisions.published_catalogue(2026, 1)
    await catalogues.multiply("QZ-2026-01", 120)
    seen, after = [], ""
    for _ in range(3):
        page = await visible_listing.list_visible(ListingFilter(year=2026), after=after)
        seen += [line.seq for line in page.items]
        after = page.next or ""
    assert seen == list(range(1, 121))
    assert after == ""


async def test_a_cursor_that_is_not_ours_is_refused(db):
    for after in ("x", "W10", "WyJhIiwgMV0", "WzEsIDk5OTk5OTk5OTk5OTk5OTk5OTk5XQ"):
        with pytest.raises(Invalid):
            await visible_listing.list_visible(ListingFilter(), after=after)


async def test_statements_do_not_grow_with_rows(db):
    await decisions.published_catalogue(2026, 1)
    sent = []
    for upto in (5, 200):
        await catalogues.multiply("QZ-2026-01", upto, start=2 if upto == 5 else 6)
        async with counting_queries() as found:
            await visible_listing.list_visible(ListingFilter(year=2026), size=100)
            await visible_listing.list_year(2026)
            await visible_decisions.list_shown(2026)
            await visible_decisions.get_visible("QZ-2026-01")
        sent.append(len(found))
    assert sent == [4, 4]
