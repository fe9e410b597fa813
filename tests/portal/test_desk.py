"""The staff's start page."""

import pytest

from backend.organisation.enums import Role
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio


async def test_who_is_not_signed_in_is_led_to_the_door(client, db) -> None:
    answer = await client.get("/desk")
    assert answer.status_code == 303
    assert "/desk/sign-in" in answer.headers["location"]


async def test_nothing_to_do_is_said_in_words(client, db) -> None:
    await factories.sign_in(client, await factories.staff(roles=(Role.AUDITOR,)))
    page = await client.get("/desk")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert "今天没有等您办的事" in page.text


async def test_a_submitted_catalogue_waits_for_the_office(client, db) -> None:
    await decisions.draft_catalogue(2026, 1)
    await decisions.publishing.submit_catalogue(2026, staff=await decisions.editor())
    await factories.sign_in(client, await factories.staff(roles=(Role.OFFICE,)))
    page = (await client.get("/desk")).text
    assert 'href="/desk/catalogues/2026"' in page
    assert "审批年度目录" in page


async def test_the_menu_shows_each_role_its_own_rooms(client, db) -> None:
    await factories.sign_in(client, await factories.staff(roles=(Role.DRAFTER,)))
    page = (await client.get("/desk")).text
    assert 'href="/desk/decisions"' in page
    assert 'href="/desk/staff"' not in page


async def test_who_is_signed_in_and_the_way_out_stand_on_every_page(client, db) -> None:
    member = await factories.staff(name="周明")
    await factories.sign_in(client, member)
    page = (await client.get("/desk")).text
    assert "周明" in page
    assert member.unit_name in page
    assert '<form method="post" novalidate action="/desk/sign-out">' in page
