"""The first page, what the site says of itself, and what machines ask for."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.support import factories
from tests.support.decisions import SECRET_TITLE

pytestmark = pytest.mark.anyio
STANDING = ("/about", "/privacy", "/accessibility")


async def test_the_first_page_is_honest_when_nothing_is_there(client, db) -> None:
    page = (await client.get("/")).text
    assert "<h1>今天可以参与什么</h1>" in page
    assert "今天没有正在听取意见的事项" in page
    assert "目录还没有公布" in page
    assert "还没有公开的变动" in page


async def test_the_first_page_shows_the_year_and_what_changed(client, db) -> None:
    shown = await factories.published_catalogue(2026, 3, hidden=2)
    page = (await client.get("/")).text
    assert "2026年决策目录" in page
    assert "共 3 项：已决策 0 项，正在履行程序 3 项。" in page
    assert f'href="/decisions/{shown[0].code}"' in page
    assert "公布决策事项：" in page


async def test_a_matter_open_for_opinions_stands_on_the_first_page(client, db) -> None:
    await factories.published_catalogue(2026, 1)
    page = (await client.get("/")).text
    rows = page.split('<ul class="rows">')[1].split("</ul>")[0]
    assert "城乡公交一体化实施方案第1号" in rows
    assert "县交通运输局" in rows


async def test_hidden_matters_leave_no_trace_on_the_first_page_or_in_the_sitemap(
    client, db
) -> None:
    await factories.published_catalogue(2026, 1, hidden=2)
    for path in ("/", "/sitemap.xml", "/journal"):
        page = (await client.get(path)).text
        assert SECRET_TITLE not in page
        assert not re.search(r"-N\d", page)


async def test_the_search_box_leads_to_the_catalogue(client, db) -> None:
    page = (await client.get("/elder")).text
    assert re.search(r'<form class="search"[^>]*action="/elder/decisions"', page)
    assert 'name="word"' in page


@pytest.mark.parametrize("path", ["/", *STANDING, "/sitemap.xml", "/robots.txt", "/journal"])
async def test_public_pages_may_be_kept_by_any_proxy_and_set_no_cookie(
    client, db, path: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"].startswith("public")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", STANDING)
@pytest.mark.parametrize("prefix", ["", "/en", "/elder"])
async def test_each_page_has_one_heading_and_one_main(client, db, prefix: str, path: str) -> None:
    page = (await client.get(prefix + path)).text
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    assert 'href="#main"' in page


async def test_the_footer_names_who_is_responsible_and_where_to_report_errors(client, db) -> None:
    page = (await client.get("/")).text
    for words in (
        "主办单位",
        "承办单位",
        "网站标识码",
        "网站备案",
        "联系电话",
        "我为政府网站找错",
        "无障碍说明",
    ):
        assert words in page


async def test_the_sitemap_lists_every_public_page(client, db) -> None:
    shown = await factories.published_catalogue(2026, 2)
    answer = await client.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    found = {node.text for node in ET.fromstring(answer.text).iter() if node.text}
    assert {f"http://huiyin.test/decisions/{ref.code}" for ref in shown} <= found
    assert "http://huiyin.test/decisions?year=2026" in found


async def test_every_address_of_the_sitemap_leads_somewhere(client, db) -> None:
    await factories.published_catalogue(2026, 1)
    text = (await client.get("/sitemap.xml")).text
    for address in re.findall(r"<loc>(.*?)</loc>", text):
        assert (await client.get(address)).status_code == 200, address


async def test_robots_are_kept_out_of_the_desk(client, db) -> None:
    text = (await client.get("/robots.txt")).text
    assert "Disallow: /desk" in text
    assert "Sitemap: http://huiyin.test/sitemap.xml" in text


async def test_every_link_of_the_first_page_leads_somewhere(client, db) -> None:
    await factories.published_catalogue(2026, 2)
    page = (await client.get("/")).text
    for address in set(re.findall(r'href="(/[^"#]*)"', page)):
        answer = await client.get(address.replace("&amp;", "&"))
        assert answer.status_code in (200, 303), address


async def test_a_link_to_no_subscription_leads_to_finding_it(client, db) -> None:
    page = await client.get("/subscriptions/no-such-token")
    assert page.status_code == 404
    assert 'href="/subscriptions/find"' in page.text
    assert 'href="/subscriptions/find"' not in (await client.get("/nowhere")).text
