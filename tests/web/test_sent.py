"""What a form sent is read as browsers send it, once, and kept nowhere."""

from urllib.parse import parse_qsl, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, Request, post
from litestar._parsers import parse_url_encoded_form_data

from backend.web.sent import MOST_VALUES, read_pairs, sent_values

pytestmark = pytest.mark.anyio
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_what_was_sent_is_what_is_read(fields):
    assert read_pairs(urlencode(fields).encode()) == fields


@given(st.lists(st.text("ab%+&=;0Fé é", max_size=20), max_size=4))
def test_damaged_escapes_are_read_as_everybody_reads_them(parts):
    sent = "&".join(parts)
    expected = parse_qsl(sent, keep_blank_values=True)
    assert read_pairs(sent.encode()) == expected


def test_bytes_that_are_no_text_are_marked_as_lost():
    assert read_pairs(b"text=%FF%E5%85%AC&x") == [("text", "\ufffd公"), ("x", "")]


async def test_a_form_is_read_once_and_kept_by_no_cache():
    found = []

    @post("/")
    async def take(request: Request) -> None:
        found.append(await sent_values(request))
        found.append(await sent_values(request))

    before = parse_url_encoded_form_data.cache_info()
    app = Litestar([take], openapi_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:
        await client.post("/", data={"password": "secret", "tags": ["a", "b"]})
    assert found[0] is found[1]
    assert found[0].getall("tags") == ["a", "b"]
    assert parse_url_encoded_form_data.cache_info() == before


def test_a_flood_of_values_is_refused() -> None:
    assert len(read_pairs(b"&".join([b"a=1"] * MOST_VALUES))) == MOST_VALUES
    with pytest.raises(ValueError, match="too many"):
        read_pairs(b"&".join([b"a=1"] * (MOST_VALUES + 1)))
