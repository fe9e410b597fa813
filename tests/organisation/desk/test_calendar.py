import pytest

from backend.journal.schemas import SYSTEM
from backend.kernel.calendar.seeds import known_years
from backend.organisation.enums import Role
from backend.organisation.operations.calendar import load_years
from tests.support import factories

pytestmark = pytest.mark.anyio
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
DAY = {
    "day": "2027-01-01",
    "is_working": "false",
    "name": "元旦",
    "source": "国办发明电〔2026〕9号",
}


@pytest.fixture
async def office(db, client):
    await load_years(known_years(), manager=SYSTEM)
    await factories.sign_in(client, await factories.staff(roles=(Role.OFFICE,)))


async def test_a_year_shows_its_holidays_and_worked_weekends_in_words(office, client):
    answer = await client.get("/desk/calendar?year=2026")
    assert answer.status_code == 200
    assert "国办发明电〔2025〕7号" in answer.text
    assert answer.text.count("<small>班</small>") == 6
    assert "还没公布" not in answer.text


async def test_a_year_without_a_notice_says_that_deadlines_are_provisional(office, client):
    assert "还没公布" in (await client.get("/desk/calendar?year=2027")).text


async def test_a_deadline_is_explained_day_by_day(office, client):
    address = "/desk/calendar/deadline?start=2026-02-13&length=7&counting=working"
    text = (await client.get(address)).text
    assert "到 2026年3月2日（周一） 24 时为止" in text
    assert "工作日（春节调休补班）" in text
    assert "春节放假" in text


async def test_a_slip_in_the_question_keeps_what_was_typed(office, client):
    answer = await client.get("/desk/calendar/deadline?start=2026-02-30&length=7")
    assert 'value="2026-02-30"' in answer.text
    assert "请按 2026-11-20 的样子填写日期。" in answer.text


async def test_a_day_is_entered_changed_and_removed(office, client):
    entered = await client.post("/desk/calendar/days", data=DAY, headers=SAME_SITE)
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk/calendar?year=2027")
    form = await client.get("/desk/calendar/days/2027-01-01")
    assert 'value="元旦"' in form.text
    address = "/desk/calendar/days/2027-01-01/removal"
    refused = await client.post(address, data={}, headers=SAME_SITE)
    assert refused.status_code == 422
    gone = await client.post(address, data={"reason": "录错了"}, headers=SAME_SITE)
    assert gone.status_code == 303
    assert "元旦" not in (await client.get("/desk/calendar?year=2027")).text


async def test_a_refused_day_keeps_what_was_typed(office, client):
    sent = {**DAY, "is_working": "true"}
    answer = await client.post("/desk/calendar/days", data=sent, headers=SAME_SITE)
    assert answer.status_code == 422
    assert "本来就上班" in answer.text
    assert 'value="国办发明电〔2026〕9号"' in answer.text


async def test_a_notice_is_published_corrected_and_withdrawn(office, client):
    await client.post("/desk/calendar/days", data=DAY, headers=SAME_SITE)
    sent = {"title": "2027年节假日安排的通知", "doc_no": "国办发明电〔2026〕9号"}
    await client.post("/desk/calendar/notices/2027", data=sent, headers=SAME_SITE)
    assert "国办发明电〔2026〕9号）" in (await client.get("/desk/calendar?year=2027")).text
    assert (
        'value="2027年节假日安排的通知"' in (await client.get("/desk/calendar/notices/2027")).text
    )
    address = "/desk/calendar/notices/2027/withdrawal"
    assert (await client.post(address, data={}, headers=SAME_SITE)).status_code == 422
    assert (await client.post(address, data={"reason": "公布错了"}, headers=SAME_SITE)).is_redirect
    assert "还没公布" in (await client.get("/desk/calendar?year=2027")).text


@pytest.mark.parametrize("path", ["days/new", "days/2026-01-01", "notices/2027"])
async def test_others_read_and_count_but_do_not_keep(db, client, path):
    await factories.sign_in(client, await factories.staff(roles=(Role.DRAFTER,)))
    assert (await client.get("/desk/calendar")).status_code == 200
    assert (await client.get("/desk/calendar/deadline")).status_code == 200
    assert (await client.get(f"/desk/calendar/{path}")).status_code == 403


@pytest.mark.parametrize("path", ["?year=99999", "/days/2026-13-01", "/notices/1"])
async def test_an_impossible_address_is_refused_in_words(office, client, path):
    answer = await client.get(f"/desk/calendar{path}")
    assert answer.status_code in (400, 404, 422)
    assert "<h1" in answer.text
