"""The pages of the procedure, over HTTP: as forms without JavaScript send them."""

import io
import re
import zipfile
from datetime import date

import pytest

from backend.decisions.enums import Gate, StepKind
from backend.decisions.queries.dossier import load_dossier
from backend.organisation.enums import Role
from tests.support import decisions, factories, procedures
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio
PAGES = ["procedure", "steps/1", "steps/7", "suspension", *[gate.value for gate in Gate]]
RISK = {
    "assessor": "泰山评估咨询公司",
    "started_on": "2026-08-03",
    "concluded_on": "2026-08-20",
    "level": "low",
    "result": "controllable",
    "report_reference": "青稳评〔2026〕3号",
    "revision": "0",
}


def address(found, place):
    return f"/desk/decisions/{found.code}/{place}"


def heading(page):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1.*?>(.*?)</h1>", page, re.DOTALL)[1]).strip()


@pytest.mark.parametrize("prefix", ["", "/en", "/elder"])
async def test_every_page_is_shown_before_anything_is_recorded(db, client, prefix):
    found = await procedures.under_way()
    await factories.sign_in(client, found.drafter)
    for place in PAGES:
        answer = await client.get(prefix + address(found, place))
        assert answer.status_code == 200, place
        assert heading(answer.text)


async def test_every_page_is_shown_with_everything_recorded(db, client):
    found = await procedures.under_way()
    await procedures.passed(found)
    expert = (await load_dossier(found.code)).experts[0].id
    auditor = await factories.staff(roles=(Role.AUDITOR,))
    for staff in (found.drafter, found.reviewer, found.office, auditor):
        await factories.sign_in(client, staff)
        for place in [*PAGES, f"experts/{expert}"]:
            answer = await client.get(address(found, place))
            assert answer.status_code == 200, place
    assert "泰山评估咨询公司" in (await client.get(address(found, "risk"))).text


async def test_the_task_list_says_what_is_done_and_what_is_missing(db, client):
    found = await procedures.under_way()
    await procedures.ready_for_legality(found)
    await factories.sign_in(client, found.drafter)
    page = (await client.get(address(found, "procedure"))).text
    assert "材料已齐" in page
    assert "还没有送请合法性审查。" in page
    assert "不直接调整价格" in page  # the hearing is not required, and why
    assert f'href="/desk/decisions/{found.code}/legality"' in page


async def test_a_step_that_lacks_something_comes_back_with_the_list_and_every_word(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, found.drafter)
    place = address(found, f"steps/{found.seq(StepKind.RISK)}")
    sent = {
        "actual_start": "2026-08-03",
        "actual_end": "2026-08-20",
        "output": "风险评估报告，结论：风险可控",
        "revision": "1",
    }
    answer = await client.post(place, data=sent)
    assert answer.status_code == 422
    assert 'href="#lack-0"' in answer.text
    assert 'id="lack-0"' in answer.text
    assert f'href="/desk/decisions/{found.code}/risk"' in answer.text
    assert sent.items() <= dict(would_send(answer.text)).items()


async def test_a_step_is_recorded_and_shown_in_the_plan(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, found.drafter)
    sent = {"actual_start": "2026-06-01", "actual_end": "2026-06-05", "output": "启动批示"}
    answer = await client.post(address(found, "steps/1"), data={**sent, "revision": "1"})
    assert answer.status_code == 303
    page = (await client.get(answer.headers["location"])).text
    assert "2026年6月1日" in page
    assert "已完成" in page


async def test_the_second_editor_sees_the_others_words_beside_the_own(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, found.drafter)
    first = await client.post(address(found, "risk"), data=RISK)
    assert first.status_code == 303
    mine = {**RISK, "assessor": "齐鲁评估公司"}
    answer = await client.post(address(found, "risk"), data=mine)
    assert answer.status_code == 409
    assert "现在保存的内容" in answer.text
    assert "泰山评估咨询公司" in answer.text
    again = dict(would_send(answer.text))
    assert again["assessor"] == "齐鲁评估公司"
    assert again["revision"] == "1"
    fields = {name: again[name] for name in RISK}
    assert (await client.post(address(found, "risk"), data=fields)).status_code == 303
    assert (await load_dossier(found.code)).risk.assessor == "齐鲁评估公司"


async def test_an_old_revision_stays_old_through_another_mistake(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, found.drafter)
    await client.post(address(found, "risk"), data=RISK)
    wrong = await client.post(address(found, "risk"), data={**RISK, "level": "huge"})
    assert wrong.status_code == 422
    assert dict(would_send(wrong.text))["revision"] == "0"


async def test_a_hearing_is_prepared_and_confirmed_by_forms(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, found.drafter)
    place = address(found, "hearing")
    sent = {
        "place": "县政务服务中心",
        "sides": "用户\n企业",
        "selection_method": "报名后随机抽取",
        "selection_published_on": "2026-08-01",
        "notice_published_on": "2026-08-05",
        "roster_published_on": "2026-08-20",
        "materials_sent_on": "2026-08-30",
        "held_on": "2026-09-01",
        "revision": "0",
    }
    early = await client.post(place, data=sent)
    assert early.status_code == 422
    assert "最迟 2026年8月25日" in early.text
    assert 'href="#roster"' in early.text
    fields = {**sent, "held_on": "", "materials_sent_on": "2026-08-25"}
    assert (await client.post(place, data=fields)).status_code == 303
    roster = {"roster": "甲某，用户，利害关系人\n乙某，企业", "revision": "1"}
    assert (await client.post(f"{place}/roster", data=roster)).status_code == 303
    held = {**fields, "held_on": "2026-09-01", "stages": ["presented", "stated"], "revision": "2"}
    assert (await client.post(place, data=held)).status_code == 303
    people = [one.id for one in (await load_dossier(found.code)).hearing.participants]
    none = await client.post(f"{place}/confirmations", data={"record_state": "confirmed"})
    assert none.status_code == 422
    chosen = {"participants": people, "record_state": "confirmed", "record_on": "2026-09-01"}
    assert (await client.post(f"{place}/confirmations", data=chosen)).status_code == 303
    assert "已确认并签字" in (await client.get(place)).text


async def test_participation_and_groups_by_forms(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, found.drafter)
    place = address(found, "participation")
    sent = {
        "methods": ["public_call"],
        "opened_on": "2026-07-01",
        "closed_on": "2026-07-10",
        "adoption_summary": "采纳三条",
        "received": "9",
        "valid": "8",
        "adopted": "3",
        "partly_adopted": "2",
        "not_adopted": "3",
        "revision": "0",
    }
    short = await client.post(place, data=sent)
    assert short.status_code == 422
    assert "最早应到 2026年7月31日" in short.text
    assert (await client.post(place, data={**sent, "closed_on": "2026-07-31"})).status_code == 303
    groups = {"affected": ["disabled"], "disabled": "走访残联", "women": "座谈"}
    refused = await client.post(f"{place}/groups", data=groups)
    assert refused.status_code == 422
    assert "走访残联" in refused.text
    assert "采纳三条" in refused.text  # the other form keeps what is recorded
    groups["affected"].append("women")
    assert (await client.post(f"{place}/groups", data=groups)).status_code == 303


async def test_legality_by_forms_shows_how_the_days_are_counted(db, client):
    found = await procedures.under_way()
    await procedures.ready_for_legality(found)
    await factories.sign_in(client, found.reviewer)
    place = address(found, "legality")
    received = await client.post(f"{place}/receipt", data={"received_on": "2026-09-14"})
    assert received.status_code == 303
    page = (await client.get(place)).text
    assert "可以出具意见" in page
    assert "开始的当天不算" in page
    sent = {
        "concluded_on": "2026-09-16",
        "conclusion": "lawful",
        "opinion": "权限、程序、内容合法。",
        "revision": "1",
    }
    early = await client.post(f"{place}/conclusion", data=sent)
    assert early.status_code == 422
    assert "不得少于 7 个工作日" in early.text
    done = await client.post(f"{place}/conclusion", data={**sent, "concluded_on": "2026-09-28"})
    assert done.status_code == 303


async def test_the_pack_lists_what_is_missing_and_is_downloaded(db, client):
    found = await procedures.under_way()
    await procedures.reviewed(found)
    await factories.sign_in(client, found.drafter)
    place = address(found, "submission")
    refused = await client.post(place, data={"submitted_on": "2026-10-12"})
    assert refused.status_code == 422
    assert "缺少起草说明。" in refused.text
    assert f'href="/desk/decisions/{found.code}#files"' in refused.text
    await procedures.attach(found, *procedures.PACK)
    assert (await client.post(place, data={"submitted_on": "2026-10-12"})).status_code == 303
    answer = await client.get(f"{place}/pack.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert "no-store" in answer.headers["cache-control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert len(archive.namelist()) == 2 + len(procedures.PACK)


async def test_a_sitting_that_was_put_off_is_followed_by_another(db, client):
    found = await procedures.under_way()
    await procedures.submitted(found)
    await factories.sign_in(client, found.office)
    place = address(found, "meeting")
    sent = {
        "name": "县政府第59次常务会议",
        "held_on": "2026-10-13",
        "outcome": "postponed",
        "revision": "0",
    }
    assert (await client.post(place, data=sent)).status_code == 303
    form = dict(would_send((await client.get(place)).text))
    assert (form["name"], form["replaces"]) == ("", "")
    passed = {
        **sent,
        "held_on": "2026-10-20",
        "outcome": "passed",
        "party_reported_on": "2026-10-19",
    }
    assert (await client.post(place, data=passed)).status_code == 303
    form = dict(would_send((await client.get(place)).text))
    assert form["replaces"] == "2026-10-20"
    moved = {**passed, "held_on": "2026-10-21", "replaces": "2026-10-20", "revision": "1"}
    assert (await client.post(place, data=moved)).status_code == 303
    days = [one.held_on for one in (await load_dossier(found.code)).meetings]
    assert days == [date(2026, 10, 13), date(2026, 10, 21)]
    onto = {**moved, "held_on": "2026-10-13", "replaces": "2026-10-21", "revision": "2"}
    assert (await client.post(place, data=onto)).status_code == 422


async def test_stopping_and_taking_up_by_forms(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, found.office)
    place = address(found, "suspension")
    assert (await client.post(place, data={"suspended_on": "2026-10-01"})).status_code == 422
    stop = {"suspended_on": "2026-10-01", "reason": "资金来源没有落实", "ordered_by": "县长"}
    assert (await client.post(place, data=stop)).status_code == 303
    page = (await client.get(address(found, "procedure"))).text
    assert "不能登记进展" in page
    end = {"resumed_on": "2026-11-01", "resume_reason": "资金已经落实"}
    assert (await client.post(f"{place}/end", data=end)).status_code == 303


async def test_an_auditor_reads_and_writes_nothing(db, client):
    found = await procedures.under_way()
    auditor = await factories.staff(roles=(Role.AUDITOR,))
    await factories.sign_in(client, auditor)
    for gate in Gate:
        page = (await client.get(address(found, gate.value))).text
        main = page[page.index("<main") : page.index("</main>")]
        assert "<form" not in main, gate
    assert (await client.post(address(found, "risk"), data=RISK)).status_code == 403


async def test_other_units_are_turned_away_and_hidden_matters_do_not_exist(db, client):
    found = await procedures.under_way()
    await factories.sign_in(client, await decisions.drafter("school"))
    assert (await client.get(address(found, "procedure"))).status_code == 403
    assert (await client.get("/desk/decisions/QZ-2026-99/procedure")).status_code == 404


async def test_hidden_matters_do_not_exist_for_other_units(db, client):
    found = await procedures.under_way(is_public=False, nondisclosure_basis="保密法第十三条")
    await factories.sign_in(client, await decisions.drafter("school"))
    for place in PAGES:
        assert (await client.get(address(found, place))).status_code == 404, place


async def test_nobody_enters_without_signing_in(db, client):
    found = await procedures.under_way()
    for place in PAGES:
        answer = await client.get(address(found, place))
        assert answer.status_code == 303, place
