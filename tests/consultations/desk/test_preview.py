"""What is not public yet, as it will be: the very same pages, for those who may know of it."""

import pytest

from backend.consultations.operations import drafting
from backend.kernel.clock import now
from tests.support import consultations, factories

pytestmark = pytest.mark.anyio


async def test_the_preview_is_the_public_page_before_it_is_public(db, client) -> None:
    ref = await consultations.submitted(clauses=4)
    await factories.sign_in(client, await consultations.officer())
    here = f"/desk/consultations/{ref.id}/preview"
    for tab, words in (("", "公开征求意见"), ("/draft", "第4件事"), ("/drafting-note", "末班过早")):
        page = await client.get(here + tab)
        assert page.status_code == 200
        assert words in page.text
        assert "预览：" in page.text
        assert f'href="{here}/draft"' in page.text
    assert (await client.get(f"/consultations/{ref.slug}")).status_code == 404


async def test_an_unfinished_draft_can_be_looked_at(db, client) -> None:
    author = await consultations.drafter()
    ref = await drafting.draft_consultation(consultations.basics(), staff=author, now=now())
    await factories.sign_in(client, author)
    here = f"/desk/consultations/{ref.id}/preview"
    assert (await client.get(here)).status_code == 200
    assert (await client.get(f"{here}/draft")).status_code == 404


async def test_a_stranger_sees_no_preview(db, client) -> None:
    ref = await consultations.draft()
    await factories.sign_in(client, await consultations.drafter("justice"))
    for tab in ("", "/draft", "/drafting-note"):
        assert (await client.get(f"/desk/consultations/{ref.id}/preview{tab}")).status_code == 404
