"""A walk along every link a citizen can follow: each leads somewhere, none knows who walks."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest
from litestar.routes import HTTPRoute

from backend.app import litestar_app
from backend.kernel.changes import Changes
from tests.support.served import Served

pytestmark = pytest.mark.anyio

MOST_PAGES = 1500
MOST_OF_A_KIND, OF_OTHER_VIEWS = 20, 2  # addresses alike but for their numbers; in other languages
NOT_KEPT = {"/healthz", "/readyz", "/metrics", "/desk/sign-in"}  # open, and asked anew each time
STREAMED = (
    ".csv",
    ".xlsx",
    "/result.json",
)  # written as they are read: what they will be is not known before
OF_CONSULTATIONS = (
    *("", "/versions/{number}", "/opinions", "/opinions/{number}"),
    *("/adoption-report", "/adoption-report/answers"),
)
OF_SUBSCRIPTIONS = ("", "/confirmation", "/rhythm", "/end")
OF_RECEIPTS = ("", "/withdrawal", "/appeal", "/contact", "/erasure")
NOT_LINKED = {  # open, and asked for by machines rather than found by links
    *("/healthz", "/readyz", "/metrics", "/robots.txt", "/sitemap.xml", "/favicon.ico"),
    *("/api", "/api/{rest}", "/api/openapi.json", "/api/v1/decisions", "/api/v1/decisions/{code}"),
    *("/api/v1/units", "/api/v1/units/{code}", "/desk/sign-in", "/api/v1/consultations"),
    *(f"/api/v1/consultations/{{slug}}{part}" for part in OF_CONSULTATIONS),
    *(f"/track/{{code}}{part}" for part in OF_RECEIPTS),  # only who has the code gets there
    *(f"/subscriptions/{{token}}{part}" for part in OF_SUBSCRIPTIONS),  # by the link in a letter
    "/morning-letters/{token}",  # from the headers of a letter to staff
    *("/subscriptions", "/subscriptions/waiting", "/subscriptions/find/code"),  # where forms lead
    "/consultations/{slug}/files/{number}/{file_name}",
    "/decisions/{code}/files/{public_code}/{file_name}",  # the demo county has no files
}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("a", "link", "img", "script"):
            target = given.get("href") or given.get("src")
            if target:
                self.found.append(target)
        if given.get("id"):
            self.ids.add(str(given["id"]))


class Seen(NamedTuple):
    """One address that was walked to."""

    answer: httpx.Response
    links: list[str]
    ids: set[str]


def read(answer: httpx.Response) -> Seen:
    reader = _Links()
    if answer.headers.get("content-type", "").startswith("text/html"):
        reader.feed(answer.text)
    return Seen(answer, reader.found, reader.ids)


@pytest.fixture(scope="session")
async def walked(site: Served) -> dict[str, Seen]:
    """Every address of the site that links lead to, from the home page on, without the desk."""
    seen: dict[str, Seen] = {}
    kinds: Counter[str] = Counter()
    waiting = ["/"]
    async with httpx.AsyncClient(base_url=site.address) as client:
        while waiting and len(seen) < MOST_PAGES:
            path = waiting.pop(0)
            if path in seen or not is_new_kind(path, kinds):
                continue
            seen[path] = read(await client.get(path, headers={"accept": "text/html"}))
            for link in seen[path].links:
                target = own_path(site, path, link)
                if target and target not in seen:
                    waiting.append(target)
    return seen


def is_new_kind(path: str, kinds: Counter[str]) -> bool:
    """Whether pages like this one were met seldom enough to look at another; counts it then."""
    kind = re.sub(r"after=[^&]+", "after=", re.sub(r"\d+", "0", path))
    most = MOST_OF_A_KIND if strip_view(path) == path else OF_OTHER_VIEWS
    kinds[kind] += 1
    return kinds[kind] <= most


def own_path(site: Served, at: str, link: str) -> str:
    """The path and query a link leads to on this site; empty for others and for the desk."""
    whole = urlsplit(urldefrag(urljoin(site.address + at, link)).url)
    is_ours = whole.netloc == urlsplit(site.address).netloc
    if not is_ours or strip_view(whole.path).startswith("/desk"):
        return ""
    return whole.path + (f"?{whole.query}" if whole.query else "")


async def test_every_link_leads_somewhere(walked: dict[str, Seen]) -> None:
    broken = {path: found.answer.status_code for path, found in walked.items()}
    assert not {path: status for path, status in broken.items() if status != 200}
    assert len(walked) < MOST_PAGES, "some page makes links without end"


async def test_every_anchor_is_there(site: Served, walked: dict[str, Seen]) -> None:
    broken = []
    for path, found in walked.items():
        for link in found.links:
            anchor = urldefrag(link).fragment
            target = walked.get(own_path(site, path, link))
            if anchor and target and anchor not in target.ids:
                broken.append(f"{path} → {link}")
    assert not broken


async def test_no_public_answer_knows_who_asks(walked: dict[str, Seen]) -> None:
    marked = [path for path, found in walked.items() if "set-cookie" in found.answer.headers]
    assert not marked


async def test_every_public_answer_may_be_kept_and_checked(walked: dict[str, Seen]) -> None:
    unkept = {
        path: found.answer.headers.get("cache-control")
        for path, found in walked.items()
        if urlsplit(path).path not in NOT_KEPT
        and not found.answer.headers.get("cache-control", "").startswith("public")
    }
    assert not unkept
    untagged = [path for path, found in walked.items() if "etag" not in found.answer.headers]
    paths = {urlsplit(path).path for path in untagged}
    assert {path for path in paths if not path.endswith(STREAMED)} <= NOT_KEPT


async def test_what_has_not_changed_is_not_sent_again(
    site: Served, walked: dict[str, Seen]
) -> None:
    async with httpx.AsyncClient(base_url=site.address) as client:
        for path in ("/", "/decisions", "/journal"):
            tag = walked[path].answer.headers["etag"]
            again = await client.get(path, headers={"if-none-match": tag, "accept": "text/html"})
            assert (again.status_code, again.content) == (304, b"")


async def test_every_public_route_is_met_on_the_way(walked: dict[str, Seen]) -> None:
    met = {urlsplit(path).path for path in walked}
    unmet = []
    for route in litestar_app(Changes()).routes:
        assert isinstance(route, HTTPRoute)
        is_open = any(handler.opt.get("is_public") for handler in route.route_handlers)
        pattern = re.sub(r"\{[^}]*path\}", ".+", route.path_format)
        pattern = re.sub(r"\{[^}]*\}", "[^/]+", pattern)
        if is_open and not any(re.fullmatch(pattern, path) for path in met):
            unmet.append(route.path_format)
    assert set(unmet) - NOT_LINKED == set(), "nobody finds these by following links"


async def test_every_page_says_what_it_is(walked: dict[str, Seen]) -> None:
    titles: dict[str, list[str]] = {}
    for path, found in walked.items():
        if not found.answer.headers["content-type"].startswith("text/html"):
            continue
        text = found.answer.text
        assert len(re.findall(r"<h1\b", text)) == 1, path
        assert re.search(r'<html lang="(zh-CN|en)"', text), path
        title = re.search(r"<title>(.+?)</title>", text, re.DOTALL)
        assert title, path
        if not urlsplit(path).query:
            titles.setdefault(title[1], []).append(path)
    same = {title: paths for title, paths in titles.items() if len(paths) > 1}
    assert not {t: p for t, p in same.items() if len({strip_view(path) for path in p}) > 1}


def strip_view(path: str) -> str:
    """The page behind language and type size."""
    return re.sub(r"^(/en)?(/elder)?(?=/|$)", "", path) or "/"
