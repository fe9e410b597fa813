"""Language and type size stand in the address, and stay there."""

import re

import pytest

from backend.web.view import View, split_view


@pytest.mark.parametrize(
    ("path", "view", "rest"),
    [
        ("/", View(), "/"),
        ("/decisions", View(), "/decisions"),
        ("/en", View("en"), "/"),
        ("/en/", View("en"), "/"),
        ("/elder", View(is_elder=True), "/"),
        ("/en/elder/decisions/QZ-2026-01", View("en", is_elder=True), "/decisions/QZ-2026-01"),
        ("/english", View(), "/english"),
        ("/elderly", View(), "/elderly"),
        ("/decisions/en", View(), "/decisions/en"),
    ],
)
def test_the_first_segments_name_the_view(path: str, view: View, rest: str) -> None:
    assert split_view(path) == (view, rest)


@pytest.mark.parametrize(
    "view", [View(), View("en"), View(is_elder=True), View("en", is_elder=True)]
)
@pytest.mark.parametrize("path", ["/", "/decisions", "/decisions?year=2026"])
def test_an_address_made_in_a_view_leads_back_to_it(view: View, path: str) -> None:
    found, rest = split_view(view.href(path).split("?")[0])
    assert (found, rest) == (view, path.partition("?")[0])


pytestmark = pytest.mark.anyio
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"')
TURN = re.compile(r"<a\b[^>]*\b(?:data-size|hreflang)=")


@pytest.mark.parametrize("prefix", ["/en", "/elder", "/en/elder"])
@pytest.mark.parametrize("path", ["", "/journal", "/about", "/privacy", "/accessibility"])
async def test_every_link_of_a_page_stays_in_its_view(client, db, prefix: str, path: str) -> None:
    page = (await client.get(prefix + path)).text
    turning = {
        found.group() for found in re.finditer(r"<a\b[^>]*>", page) if TURN.match(found.group())
    }
    links = [a for a in re.findall(r"<a\b[^>]*>", page) if a not in turning]
    addresses = [found for a in links for found in LINK.findall(a)]
    assert addresses
    assert all(a == prefix or a.startswith(f"{prefix}/") for a in addresses)


async def test_the_page_says_its_language_and_its_size(client, db) -> None:
    assert '<html lang="zh-CN" class="public">' in (await client.get("/about")).text
    assert '<html lang="en" class="public elder">' in (await client.get("/en/elder/about")).text


async def test_turning_large_type_on_and_off_needs_no_script_and_keeps_the_question(
    client, db
) -> None:
    page = (await client.get("/en/journal?after=&x=%E5%85%AC%22")).text
    assert 'href="/en/elder/journal?after=&amp;x=%E5%85%AC%22" data-size="elder"' in page
    assert 'href="/journal?after=&amp;x=%E5%85%AC%22" lang="zh-CN"' in page
    back = (await client.get("/en/elder/journal")).text
    assert 'href="/en/journal" data-size="normal"' in back


async def test_the_canonical_address_knows_no_large_type(client, db) -> None:
    page = (await client.get("/en/elder/about")).text
    assert '<link rel="canonical" href="http://huiyin.test/en/about">' in page
    assert '<link rel="alternate" hreflang="zh-CN" href="http://huiyin.test/about">' in page


async def test_english_pages_carry_no_chinese_but_what_is_marked(client, db) -> None:
    page = (await client.get("/en/about")).text
    marked = re.sub(r'<(\w+)\b[^>]*\blang="zh-CN"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    body = marked.split("<body>")[1]
    assert not re.findall(r"[\u4e00-\u9fff]+", body)
