import pytest

from backend.decisions.operations import drafting
from backend.decisions.queries.drafts import load_draft
from backend.decisions.tables import Decision
from backend.organisation.enums import Role
from tests.decisions.desk.forms import sent
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio


@pytest.fixture
async def editor(db, client):
    found = await decisions.editor()
    await factories.sign_in(client, found)
    return found


async def test_a_form_saved_as_it_came_changes_nothing(client, editor):
    (ref,) = await decisions.draft_catalogue(count=1)
    before = await load_draft(ref.code)
    assert (await client.get(f"/desk/decisions/{ref.code}/edit")).status_code == 200
    answer = await client.post(f"/desk/decisions/{ref.code}", data=sent(before))
    assert answer.status_code == 303
    after = await load_draft(ref.code)
    assert after == before.model_copy(update={"revision": before.revision + 1})


async def test_a_new_decision_is_entered_and_shown(client, editor):
    await decisions.draft_catalogue(count=0)
    assert (await client.get("/desk/decisions/new?year=2026")).status_code == 200
    answer = await client.post("/desk/decisions", data=sent())
    assert answer.headers["location"] == "/desk/decisions/QZ-2026-01"
    shown = await client.get("/desk/decisions/QZ-2026-01")
    assert "城乡公交一体化实施方案第1号" in shown.text


async def test_a_refused_form_comes_back_whole_with_the_word_beside_the_field(client, editor):
    await decisions.draft_catalogue(count=0)
    typed = sent(
        **{"title": "短", "problem": "我写了很久的问题", "plan-1-planned_end": "2026-01-01"}
    )
    answer = await client.post("/desk/decisions", data=typed)
    assert answer.status_code == 422
    assert "我写了很久的问题" in answer.text
    assert 'href="#title"' in answer.text
    assert 'href="#plan-1-planned_end"' in answer.text
    assert await Decision.count() == 0


async def test_a_row_is_added_without_losing_a_word_or_complaining(client, editor):
    await decisions.draft_catalogue(count=0)
    typed = sent(**{"title": "短", "add": "basis", "basis-0-name": "《公路法》"})
    answer = await client.post("/desk/decisions", data=typed)
    assert answer.status_code == 200
    assert 'name="basis-1-name"' in answer.text
    assert "《公路法》" in answer.text
    assert "govuk-error" not in answer.text


async def test_a_step_is_put_between_two_others(client, editor):
    (ref,) = await decisions.draft_catalogue(count=1)
    typed = sent(await load_draft(ref.code), add="plan-0")
    answer = await client.post(f"/desk/decisions/{ref.code}", data=typed)
    places = [answer.text.index(f'name="plan-{row}-name"') for row in (0, 4, 1, 2, 3)]
    assert places == sorted(places)


async def test_the_second_editor_sees_both_sides_and_may_save_over(client, editor):
    (ref,) = await decisions.draft_catalogue(count=1)
    mine = sent(await load_draft(ref.code), problem="我写的问题")
    theirs = decisions.decision_draft(problem="他先写的问题")
    await drafting.amend_decision(ref.code, theirs, staff=await decisions.drafter())
    answer = await client.post(f"/desk/decisions/{ref.code}", data=mine)
    assert answer.status_code == 409
    assert "他先写的问题" in answer.text
    assert answer.text.count("我写的问题") == 2  # in the comparison, and in the field
    assert 'name="revision" value="2"' in answer.text
    again = await client.post(f"/desk/decisions/{ref.code}", data={**mine, "revision": "2"})
    assert again.status_code == 303
    assert (await load_draft(ref.code)).problem == "我写的问题"


async def test_what_was_typed_survives_a_submission_in_between(client, editor):
    (ref,) = await decisions.draft_catalogue(count=1)
    mine = sent(await load_draft(ref.code), problem="我写了很久的问题")
    await decisions.publish()
    answer = await client.post(f"/desk/decisions/{ref.code}", data=mine)
    assert answer.status_code == 422
    assert "我写了很久的问题" in answer.text


async def test_text_of_clerks_is_shown_as_text(client, editor):
    (ref,) = await decisions.draft_catalogue(count=1, problem="<script>alert(1)</script>")
    answer = await client.get(f"/desk/decisions/{ref.code}")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


async def test_a_decision_is_taken_out_of_the_draft(client, editor):
    (ref,) = await decisions.draft_catalogue(count=1)
    answer = await client.post(f"/desk/decisions/{ref.code}/withdrawal")
    assert answer.headers["location"] == "/desk/catalogues/2026"
    assert (await client.get(f"/desk/decisions/{ref.code}")).status_code == 404


async def test_a_non_public_decision_is_known_only_where_its_work_is_done(db, client):
    await factories.published_catalogue(count=1, hidden=1)
    for member, status in [
        (await decisions.drafter("police"), 404),
        (await decisions.drafter(), 200),
        (await decisions.editor(), 200),
    ]:
        await factories.sign_in(client, member)
        assert (await client.get("/desk/decisions/QZ-2026-N01")).status_code == status
        sheet = await client.get("/desk/catalogues/2026")
        assert (decisions.SECRET_TITLE in sheet.text) is (status == 200)


@pytest.mark.parametrize("path", ["", "/edit", "/adjustments/new"])
async def test_an_unknown_decision_is_not_found(client, editor, path):
    assert (await client.get(f"/desk/decisions/QZ-2026-77{path}")).status_code == 404


async def test_who_is_not_signed_in_sees_nothing(db, client):
    (ref,) = await decisions.draft_catalogue(count=1)
    answer = await client.get(f"/desk/decisions/{ref.code}")
    assert answer.status_code == 303
    assert "sign-in" in answer.headers["location"]


async def test_an_auditor_reads_and_changes_nothing(db, client):
    (ref,) = await decisions.draft_catalogue(count=1)
    await factories.sign_in(client, await factories.staff(roles=(Role.AUDITOR,)))
    assert (await client.get(f"/desk/decisions/{ref.code}")).status_code == 200
    answer = await client.post(f"/desk/decisions/{ref.code}", data=sent())
    assert answer.status_code == 403
