"""The form on paper: every clause, a box for consent, where to hand it in."""

import pytest

from tests.support import consultations

pytestmark = pytest.mark.anyio


async def test_the_form_has_clauses_consent_and_where_to_hand_it_in(client, db):
    ref = await consultations.published(clauses=4)
    page = (await client.get(f"/consultations/{ref.slug}/form")).text
    for words in ("第1条", "第4条", "同意公开我的意见", "青泽县府前路13号", "公交意见", "查询码"):
        assert words in page
    assert "末班时间够不够晚？" in page
    assert page.count("data:image/svg+xml") == 2
    assert 'name="' not in page.partition("<main")[2].partition("</main")[0], "nothing to type into"


async def test_the_notice_leads_to_it(client, db):
    ref = await consultations.published()
    page = (await client.get(f"/consultations/{ref.slug}")).text
    assert f'href="/consultations/{ref.slug}/form"' in page


async def test_a_long_draft_is_printed_by_numbers(client, db):
    ref = await consultations.published(clauses=50)
    page = (await client.get(f"/consultations/{ref.slug}/form")).text
    assert "第50条" in page
    assert "事项50" not in page


async def test_what_is_not_published_has_no_form(client, db):
    ref = await consultations.draft()
    assert (await client.get(f"/consultations/{ref.id}/form")).status_code == 404
    assert (await client.get("/consultations/nothing-2026/form")).status_code == 404


async def test_the_page_is_the_same_for_everyone(client, db):
    ref = await consultations.published()
    answer = await client.get(f"/consultations/{ref.slug}/form")
    assert answer.headers["cache-control"].startswith("public")
    assert "set-cookie" not in answer.headers
