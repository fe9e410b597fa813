"""The queue in the browser: read, decide, take back; every word typed comes back."""

import re

import pytest

from backend.opinions.operations import own
from backend.opinions.schemas.moderation import Act, new_batch
from backend.opinions.schemas.own import AppealDraft
from backend.organisation.enums import Role
from tests.support import factories, moderating, opinions
from tests.support.forms import would_send
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
QUEUE = "/desk/moderation"
HOSTILE = "<script>alert('qz')</script><img src=x onerror=alert(1)> 建议增加\u202e夜班车。"


@pytest.fixture
async def moderator(client, db):
    person = await opinions.moderator()
    await factories.sign_in(client, person)
    return person


async def some(count=3, **given):
    invited = await opinions.subject()
    receipts = await opinions.receive_many(invited, count, **given)
    return invited, [receipt.number for receipt in receipts]


async def many(client, act, *numbers, query="", **fields):
    targets = [f"{one.number}.{one.revision}" for one in await moderating.seen(*numbers)]
    sent = {"batch": new_batch(), "targets": targets, "act": act, **fields}
    return await client.post(f"{QUEUE}/batches{query}", data=sent)


async def one(client, act, number, **fields):
    (target,) = await moderating.seen(number)
    sent = {"batch": new_batch(), "revision": target.revision, "act": act, **fields}
    return await client.post(f"{QUEUE}/{number}/acts", data=sent)


async def state(number):
    return (await moderating.row(number))["state"]


async def test_the_queue_shows_what_waits_and_the_first_of_it_whole(client, moderator):
    _, numbers = await some()
    page = (await client.get(QUEUE)).text
    assert "<h1>审核队列</h1>" in page
    assert all(f"编号 {number}" in page for number in numbers)
    assert f'action="{QUEUE}/{numbers[0]}/acts"' in page


async def test_where_somebody_lives_is_named_as_people_name_it(client, moderator):
    await factories.unit("town-t02", name="清水镇")
    _, (number,) = await some(1, town="town-t02", name="朱小明")
    page = (await client.get(f"{QUEUE}/{number}")).text
    assert "清水镇" in page
    assert "town-t02" not in page


async def test_an_empty_queue_says_so_and_leads_on(client, moderator):
    page = (await client.get(QUEUE)).text
    assert "都审核完了" in page
    assert 'name="targets"' not in page


async def test_hostile_words_are_only_words(client, moderator):
    invited = await opinions.subject()
    await opinions.receive(invited, sent=opinions.draft(text=HOSTILE))
    page = (await client.get(QUEUE)).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert "U+202E" in page


async def test_ticked_opinions_are_published_and_each_is_told(client, moderator):
    _, numbers = await some(may_publish=True)
    answer = await many(client, "publish", *numbers, query="?channel=web")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{QUEUE}?channel=web&done=")
    page = (await client.get(answer.headers["location"])).text
    assert "办理了 3 条" in page
    assert {await state(number) for number in numbers} == {"published"}


async def test_rows_that_went_otherwise_are_told_with_the_reason(client, moderator):
    _, (shown, *_) = await some()
    _, (silent, *_) = await some(may_publish=False)
    gone = await opinions.receive(await opinions.subject())
    sent = [f"{shown}.1", f"{silent}.1", f"{gone.number}.1"]
    await own.withdraw_opinion(gone.code)
    data = {"batch": new_batch(), "targets": sent, "act": "publish"}
    answer = await client.post(f"{QUEUE}/batches", data=data)
    page = (await client.get(answer.headers["location"])).text
    assert "办理了2条，1条没有变动" in re.sub(r"\s+", "", page)
    assert "本人没有同意公开，改为只计数" in page
    assert "刚才有人动过" in page or "本人已经撤回" in page


async def test_withholding_many_without_a_rule_comes_back_with_the_ticks(client, moderator):
    _, numbers = await some()
    answer = await many(client, "withhold", *numbers[:2], many_reason="都是广告")
    assert answer.status_code == 422
    assert 'href="#many_rule"' in answer.text
    sent = would_send(answer.text)
    assert [value for name, value in sent if name == "targets"] == [f"{n}.1" for n in numbers[:2]]
    assert ("many_reason", "都是广告") in sent
    assert {await state(number) for number in numbers} == {"received"}


async def test_nothing_ticked_is_a_word_not_an_error_page(client, moderator):
    await some()
    answer = await client.post(f"{QUEUE}/batches", data={"batch": new_batch(), "act": "publish"})
    assert answer.status_code == 422
    assert 'href="#targets"' in answer.text


async def test_one_opinion_is_published_with_more_covered(client, moderator):
    invited = await opinions.subject()
    text = "三小的周小雨放学要等一小时的车。"
    number = (await opinions.receive(invited, sent=opinions.draft(text=text))).number
    refused = await one(client, "publish", number, covers="周大雨", reason="孩子姓名")
    assert refused.status_code == 422
    assert "周大雨" in refused.text
    assert ("reason", "孩子姓名") in would_send(refused.text)
    answer = await one(client, "publish", number, covers="周小雨\r\n三小", reason="孩子姓名")
    assert answer.status_code == 303
    assert (await moderating.row(number))[
        "public_text"
    ] == "【已隐藏】的【已隐藏】放学要等一小时的车。"


async def test_an_opinion_that_changed_meanwhile_loses_no_word_typed(client, moderator):
    _, (number, *_) = await some()
    data = {
        "batch": new_batch(),
        "revision": 1,
        "act": "withhold",
        "rule": "rude",
        "reason": "骂人",
    }
    await moderating.act_on(Act.ROUTE, number)
    answer = await client.post(f"{QUEUE}/{number}/acts", data=data)
    assert answer.status_code == 422
    assert "刚才有人动过" in answer.text
    sent = would_send(answer.text)
    assert ("reason", "骂人") in sent
    assert ("rule", "rude") in sent
    assert ("revision", "2") in sent


async def test_a_batch_is_taken_back_from_its_notice(client, moderator):
    _, numbers = await some()
    answer = await many(client, "withhold", *numbers, many_rule="spam")
    page = (await client.get(answer.headers["location"])).text
    batch = re.search(r'/reversals[^"]*">\s*<input type="hidden" name="batch" value="(\w+)"', page)[
        1
    ]
    back = await client.post(f"{QUEUE}/reversals", data={"batch": batch})
    assert back.status_code == 303
    assert "撤销了 3 条，都恢复原样" in (await client.get(back.headers["location"])).text
    assert {await state(number) for number in numbers} == {"received"}


@pytest.mark.parametrize("data", [{}, {"batch": "x"}, {"batch": "0" * 32, "numbers": ["x"]}])
async def test_taking_back_what_was_never_done_does_nothing(client, moderator, data):
    answer = await client.post(f"{QUEUE}/reversals", data=data)
    assert answer.status_code == 303
    assert (await client.get(answer.headers["location"])).status_code == 200


async def test_a_sealed_original_opens_by_a_press_for_moderators_alone(client, moderator):
    _, receipt = await moderating.withheld("abuse", text="一群吃干饭的废物，滚下来坐公交。")
    page = (await client.get(f"{QUEUE}/{receipt.number}")).text
    assert "废物" not in page
    assert "看原文" in page
    opened = await client.post(f"{QUEUE}/{receipt.number}/original")
    assert opened.status_code == 200
    assert "废物" in opened.text
    assert opened.headers["cache-control"] == "private, no-store"
    await factories.sign_in(client, await opinions.clerk())
    assert "看原文" not in (await client.get(f"{QUEUE}/{receipt.number}")).text
    assert (await client.post(f"{QUEUE}/{receipt.number}/original")).status_code == 403
    assert len(await moderating.entries("opinion.unseal")) == 1


async def test_what_is_another_units_or_not_there_is_not_found(client, db):
    _, (number, *_) = await some()
    await factories.sign_in(client, await opinions.clerk("health"))
    for missing in (number, 2**50, 2**70):
        assert (await client.get(f"{QUEUE}/{missing}")).status_code == 404
    assert (await one(client, "publish", number)).status_code == 404


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.CATALOGUE_EDITOR])
async def test_who_has_no_part_in_it_does_not_enter(client, db, role):
    await factories.sign_in(client, await factories.staff(roles=(role,)))
    assert (await client.get(QUEUE)).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "?shelf=none",
        "?subject=x",
        "?subject=-1",
        "?channel=pigeon",
        "?after=x",
        f"?word={'长' * 51}",
    ],
)
async def test_an_address_somebody_made_up_is_refused_kindly(client, moderator, query):
    assert (await client.get(QUEUE + query)).status_code in {400, 422}


@pytest.mark.parametrize(
    "query", ["?done=x&rows=y", "?done=" + "0" * 32, "?rows=7.done-8.changed", "?word=%00a"]
)
async def test_a_made_up_notice_harms_nothing(client, moderator, query):
    answer = await client.get(QUEUE + query)
    assert answer.status_code == 200


async def test_the_page_asks_as_much_with_many_as_with_few(client, moderator):
    invited, _ = await some(2)
    asked = []
    for _ in range(2):
        async with counting_queries() as found:
            assert (await client.get(QUEUE)).status_code == 200
        asked.append(len(found))
        await opinions.receive_many(invited, 12)
    assert asked[0] == asked[1] <= 16


async def test_an_appeal_is_read_and_answered_by_another(client, moderator):
    _, receipt = await moderating.withheld("rude", text="都是糊涂虫，末班车应当推迟。")
    await own.appeal(receipt.code, AppealDraft(text="我没有骂人<b>，请再看。"))
    listing = (await client.get(f"{QUEUE}/appeals")).text
    path = re.search(rf'href="({QUEUE}/appeals/\d+)"', listing)[1]
    assert "&lt;b&gt;" in listing
    page = (await client.get(path)).text
    assert "糊涂虫" not in page
    assert "糊涂虫" in (await client.post(f"{path}/original")).text
    refused = await client.post(f"{path}/answer", data={"answer": "可以公开"})
    assert refused.status_code == 422
    assert ("answer", "可以公开") in would_send(refused.text)
    data = {"outcome": "overturned", "answer": "再看过，可以公开。"}
    assert (await client.post(f"{path}/answer", data=data)).status_code == 303
    assert await state(receipt.number) == "published"
    assert "改为公开" in (await client.get(path)).text
    assert (await client.post(f"{path}/answer", data=data)).status_code == 409
    assert path in (await client.get(f"{QUEUE}/appeals?answered=1")).text


async def test_whoever_withheld_finds_no_form_to_answer_with(client, db):
    person = await opinions.moderator()
    _, receipt = await moderating.withheld("rude", staff=person)
    await own.appeal(receipt.code, AppealDraft(text="我没有骂人，请再看。"))
    await factories.sign_in(client, person)
    listing = (await client.get(f"{QUEUE}/appeals")).text
    path = re.search(rf'href="({QUEUE}/appeals/\d+)"', listing)[1]
    assert "由另一位工作人员答复" in (await client.get(path)).text
    data = {"outcome": "overturned", "answer": "再看过，可以公开。"}
    assert (await client.post(f"{path}/answer", data=data)).status_code == 403


async def test_appeals_are_the_moderators(client, db):
    await factories.sign_in(client, await opinions.clerk())
    assert (await client.get(f"{QUEUE}/appeals")).status_code == 403


async def test_everybody_reads_the_rules_and_the_order(client, db):
    answer = await client.get("/moderation")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"].startswith("public")
    for words in ("侮辱谩骂", "新的在前", "申诉", "2020年1月1日起施行"):
        assert words in answer.text
