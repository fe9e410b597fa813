"""The way into the public at the desk, and out of it."""

from datetime import timedelta

import pytest

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.queries.content import load_whole
from backend.kernel.clock import today
from backend.kernel.database import rows
from tests.consultations.operations.test_concluding import ready
from tests.support import consultations, decisions, factories
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio


def revision_in(page: str) -> dict[str, str]:
    return {"revision": dict(would_send(page))["revision"]}


async def test_a_draft_is_submitted_read_and_published_by_another(db, client) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}"
    await factories.sign_in(client, author)
    page = (await client.get(here)).text
    assert (await client.post(f"{here}/submission", data=revision_in(page))).status_code == 303
    office = await consultations.officer()
    await factories.sign_in(client, office)
    page = (await client.get(here)).text
    assert "审核通过，公布" in page
    assert (await client.post(f"{here}/publication", data=revision_in(page))).status_code == 303
    _, standing = await load_whole(ref.id)
    assert standing.state is ConsultationState.PUBLISHED
    page = (await client.get(here)).text
    assert "意见办理工作台" in page
    assert (await client.get(f"/consultations/{ref.slug}")).status_code == 200


async def test_who_wrote_it_is_told_why_another_must_publish(db, client) -> None:
    writer = await consultations.officer()
    ref = await consultations.submitted(by=writer)
    await factories.sign_in(client, writer)
    page = (await client.get(f"/desk/consultations/{ref.id}")).text
    assert "请由另一位工作人员" in page
    assert "审核通过，公布" not in page
    refused = await client.post(
        f"/desk/consultations/{ref.id}/publication", data={"revision": str(ref.revision)}
    )
    assert refused.status_code == 403


async def test_what_comes_back_says_why(db, client) -> None:
    author = await consultations.drafter()
    ref = await consultations.submitted(by=author)
    await factories.sign_in(client, await consultations.officer())
    here = f"/desk/consultations/{ref.id}"
    short = await client.post(f"{here}/refusal", data={"reason": "改"})
    assert short.status_code == 422
    assert 'id="reason-error"' in short.text
    sent = {"reason": "请把末班时间写清楚。"}
    assert (await client.post(f"{here}/refusal", data=sent)).status_code == 303
    await factories.sign_in(client, author)
    assert "请把末班时间写清楚。" in (await client.get(here)).text


async def test_an_incomplete_draft_says_what_is_missing_with_a_link_to_it(db, client) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    await consultations.write(ref.id, consultations.note(background=""), by=author)
    await factories.sign_in(client, author)
    here = f"/desk/consultations/{ref.id}"
    page = (await client.get(here)).text
    assert f"{here}/note#background" in page
    revision = await consultations.revision(ref.id)
    refused = await client.post(f"{here}/submission", data={"revision": str(revision)})
    assert refused.status_code == 422
    assert "背景" in refused.text


async def test_a_matter_kept_from_the_public_cannot_be_published(db, client) -> None:
    await decisions.published_catalogue(2026, 1, hidden=1)
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    await rows(
        "UPDATE consultation SET decision = (SELECT id FROM decision WHERE NOT is_public)"
        " WHERE id = {}",
        ref.id,
    )
    await factories.sign_in(client, author)
    page = await client.get(f"/desk/consultations/{ref.id}")
    assert "不在公布的目录里" in page.text
    assert decisions.SECRET_TITLE not in page.text
    revision = await consultations.revision(ref.id)
    refused = await client.post(
        f"/desk/consultations/{ref.id}/submission", data={"revision": str(revision)}
    )
    assert refused.status_code == 422


async def test_more_time_is_given_in_public(db, client) -> None:
    ref = await consultations.published()
    await factories.sign_in(client, await consultations.officer())
    here = f"/desk/consultations/{ref.id}/extension"
    assert (await client.get(here)).status_code == 200
    earlier = {"until_on": str(today()), "reason": "农忙时节，多给一些时间。"}
    refused = await client.post(here, data=earlier)
    assert refused.status_code == 422
    assert ("reason", earlier["reason"]) in would_send(refused.text)
    later = earlier | {"until_on": str(await consultations.working_day_after(60))}
    assert (await client.post(here, data=later)).status_code == 303
    assert earlier["reason"] in (await client.get(f"/consultations/{ref.slug}")).text


async def test_the_answer_is_put_off_in_public(db, client) -> None:
    ref = await consultations.closed()
    await factories.sign_in(client, await consultations.officer())
    here = f"/desk/consultations/{ref.id}/postponement"
    assert (await client.get(here)).status_code == 200
    sent = {"until_on": str(today() + timedelta(days=90)), "reason": "还要开两场座谈会。"}
    assert (await client.post(here, data=sent)).status_code == 303
    assert sent["reason"] in (await client.get(f"/consultations/{ref.slug}")).text


async def test_a_drafter_finds_no_door_to_what_is_the_offices(db, client) -> None:
    ref = await consultations.published()
    await factories.sign_in(client, await consultations.drafter())
    for path in ("extension", "postponement"):
        assert (await client.get(f"/desk/consultations/{ref.id}/{path}")).status_code == 403
    for path in ("publication", "result"):
        answer = await client.post(f"/desk/consultations/{ref.id}/{path}", data={"revision": "1"})
        assert answer.status_code == 403


async def test_the_result_page_says_what_is_missing(db, client) -> None:
    ref = await consultations.closed()
    await factories.sign_in(client, await consultations.officer())
    page = await client.get(f"/desk/consultations/{ref.id}/result")
    assert "还没有修改后的文本" in page.text
    sent = {"revision": str(await consultations.revision(ref.id))}
    refused = await client.post(f"/desk/consultations/{ref.id}/result", data=sent)
    assert refused.status_code == 409


async def test_the_result_becomes_public_with_one_press(db, client) -> None:
    ref, _, _ = await ready()
    await factories.sign_in(client, await consultations.officer())
    here = f"/desk/consultations/{ref.id}/result"
    found = await client.get(f"/desk/consultations/by-subject/{ref.subject_id}/result")
    assert found.headers["location"] == here
    page = (await client.get(here)).text
    assert (await client.post(here, data=revision_in(page))).status_code == 303
    shown = await client.get(f"/desk/consultations/{ref.id}")
    assert "已反馈" in shown.text
    listed = await client.get("/desk/consultations?stage=concluded")
    assert consultations.TITLE in listed.text
