"""The staff's start page."""

from datetime import timedelta

import pytest

from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from backend.organisation.enums import Role
from tests.support import answering, consultations, decisions, factories, opinions

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


async def test_what_waits_in_the_queue_waits_on_the_first_page(client, db) -> None:
    invited = await opinions.subject()
    await opinions.receive_many(invited, 3)
    await factories.sign_in(client, await opinions.moderator())
    page = (await client.get("/desk")).text
    assert "审核意见：3 条在排队" in page


async def test_a_submitted_consultation_waits_for_the_office_alone(client, db) -> None:
    ref = await consultations.submitted()
    await factories.sign_in(client, await factories.staff(roles=(Role.OFFICE,)))
    assert f'href="/desk/consultations/{ref.id}"' in (await client.get("/desk")).text
    await factories.sign_in(client, await factories.staff(roles=(Role.DRAFTER,)))
    assert "审核公布意见征集" not in (await client.get("/desk")).text


async def test_an_answer_that_is_due_waits_for_its_unit(client, db) -> None:
    asked = await answering.asked(2)
    await factories.sign_in(client, asked.hands.clerk)
    page = (await client.get("/desk")).text
    assert f'href="/desk/subjects/{asked.id}"' in page
    assert "答复意见，共 2 条" in page


async def test_red_stands_first_with_its_day_its_unit_and_a_word(client, db) -> None:
    asked = await answering.asked(1)
    late = county_date(now()) - timedelta(days=3)
    await rows("UPDATE opinion_subject SET answer_due_on = {} WHERE id = {}", late, asked.id)
    other = await opinions.subject(closes_at=now() - timedelta(hours=1))
    await factories.sign_in(client, asked.hands.clerk)
    page = (await client.get("/desk")).text
    assert page.index(f"/desk/subjects/{asked.id}") < page.index(f"/desk/subjects/{other.id}")
    assert '<strong class="tag tag--late">已超 3 天</strong>' in page
    assert f'datetime="{late.isoformat()}"' in page
    assert "逾期 1 件" in page
    assert asked.hands.clerk.unit_name in page.partition("todo")[2]
