import re
from datetime import UTC, date, datetime

import pytest

from backend.decisions.enums import AdjustmentKind, AttachmentKind
from backend.decisions.operations import adjusting, files, reporting
from backend.decisions.schemas.drafts import AdjustmentDraft, ReportDraft, ReturnDraft
from backend.decisions.schemas.files import AttachmentDraft
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory, file_store
from tests.support import catalogues, decisions
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
AUTUMN = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


async def rescheduled(code: str) -> None:
    draft = AdjustmentDraft(
        kind=AdjustmentKind.RESCHEDULE,
        reason="充电设施普查数据需复核",
        approval="县政府第63次常务会议",
        adjusted_on=date(2026, 9, 30),
        planned_month=date(2027, 1, 1),
    )
    ref = await adjusting.propose_adjustment(
        code, draft, staff=await decisions.drafter(), now=AUTUMN
    )
    await adjusting.approve_adjustment(ref.id, staff=await decisions.officer(), now=AUTUMN)


async def attached(code: str, *, is_public: bool) -> str:
    staff = await decisions.drafter()
    draft = AttachmentDraft(kind=AttachmentKind.DRAFT, title="办法草案")
    ref = await files.attach_file(code, draft, InMemory(PDF), name="办法 草案.pdf", staff=staff)
    if is_public:
        await files.publish_file(code, ref.id, staff=await decisions.officer(), now=AUTUMN)
    found = await rows("SELECT public_code FROM decision_attachment WHERE id = {}", ref.id)
    return f"/decisions/{code}/files/{found[0]['public_code']}/办法 草案.pdf"


async def test_before_the_first_catalogue_the_list_says_what_will_be_there(db, client):
    answer = await client.get("/decisions")
    assert answer.status_code == 200
    assert "目录还没有公布" in answer.text


async def test_the_list_shows_the_newest_year_and_links_the_others(db, client):
    await decisions.published_catalogue(2025, 1)
    await decisions.published_catalogue(2026, 2)
    page = (await client.get("/decisions")).text
    assert "/decisions/QZ-2026-02" in page
    assert "/decisions/QZ-2025-01" not in page
    assert "/decisions?year=2025" in page


async def test_a_year_nobody_published_is_not_found(db, client):
    await decisions.published_catalogue(2026, 1)
    await decisions.draft_catalogue(2027, 1)
    missing = [await client.get(f"/decisions?year={year}") for year in (2027, 2031)]
    assert [answer.status_code for answer in missing] == [404, 404]


@pytest.mark.parametrize(
    "query", ["year=abc", "category=9", "state=x", "after=zz", "word=" + "长" * 51]
)
async def test_a_query_that_cannot_be_is_told_in_words(db, client, query):
    await decisions.published_catalogue(2026, 1)
    answer = await client.get(f"/decisions?{query}")
    assert answer.status_code == 422
    assert "<h1" in answer.text


async def test_an_empty_choice_of_the_form_is_no_choice(db, client):
    await decisions.published_catalogue(2026, 2)
    answer = await client.get("/decisions?year=2026&unit=&category=&state=&word=")
    assert answer.status_code == 200
    assert "/decisions/QZ-2026-02" in answer.text


async def test_what_was_searched_stays_in_the_form_and_can_be_taken_away(db, client):
    await decisions.published_catalogue(2026, 2)
    page = (await client.get("/decisions?word=没有这个词&unit=transport")).text
    assert 'value="没有这个词"' in page
    assert 'href="/decisions?year=2026&amp;unit=transport"' in page
    assert "没有符合条件的事项" in page


async def test_hostile_words_stay_words(db, client):
    await decisions.published_catalogue(2026, 1, title="<script>alert(1)</script>方案")
    for path in ("/decisions?word=<script>", "/decisions/QZ-2026-01", "/decisions?view=matrix"):
        page = (await client.get(path)).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


async def test_the_matrix_says_required_or_not_in_words_with_the_reason(db, client):
    await decisions.published_catalogue(2026, 1)
    page = (await client.get("/decisions?view=matrix")).text
    assert page.count("需要") >= 9
    assert "不需要" in page
    assert "不直接调整价格" in page


async def test_a_long_list_goes_on_by_key(db, client):
    await decisions.published_catalogue(2026, 1)
    await catalogues.multiply("QZ-2026-01", 60)
    first = (await client.get("/decisions")).text
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = (await client.get(onward[1].replace("&amp;", "&"))).text
    assert "/decisions/QZ-2026-060" in second
    assert "/decisions/QZ-2026-050" not in second
    assert 'rel="next"' not in second


async def test_a_decision_says_why_how_and_when(db, client):
    await decisions.published_catalogue(2026, 1)
    page = (await client.get("/decisions/QZ-2026-01")).text
    for words in (
        "末班过早",
        "《重大行政决策程序暂行条例》",
        "不直接调整价格",
        "怎样参与",
        'id="step-2"',
    ):
        assert words in page
    assert "公布以来没有调整过" in page


async def test_hidden_and_missing_decisions_get_the_same_answer(db, client):
    await decisions.published_catalogue(2026, 1, hidden=1)
    hidden = (await rows("SELECT code FROM decision WHERE NOT is_public"))[0]["code"]
    bodies = set()
    for code in (hidden, "QZ-2026-77"):
        answer = await client.get(f"/decisions/{code}")
        assert answer.status_code == 404
        bodies.add(answer.text.replace(code, "CODE"))
    assert len(bodies) == 1


async def test_an_adjustment_is_public_with_reason_approver_and_difference(db, client):
    await decisions.published_catalogue(2026, 1)
    await rescheduled("QZ-2026-01")
    page = (await client.get("/decisions/QZ-2026-01")).text
    assert "充电设施普查数据需复核" in page
    assert "县政府第63次常务会议" in page
    assert re.search(r"<del>.*2026年12月</del>\s*<ins>.*2027年1月</ins>", page)


async def test_an_earlier_version_keeps_its_address_and_says_so(db, client):
    await decisions.published_catalogue(2026, 1)
    await rescheduled("QZ-2026-01")
    first = (await client.get("/decisions/QZ-2026-01/versions/1")).text
    second = (await client.get("/decisions/QZ-2026-01/versions/2")).text
    assert "这是较早的版本" in first
    assert "2026年12月" in first
    assert 'href="/decisions/QZ-2026-01"' in first
    assert "这是现行的版本" in second
    digest = (await rows("SELECT content_sha256 FROM decision_version WHERE number = 1"))[0]
    assert digest["content_sha256"] in first
    assert (await client.get("/decisions/QZ-2026-01/versions/3")).status_code == 404


async def test_the_report_compares_plan_and_outcome(db, client):
    await decisions.published_catalogue(2026, 2)
    before = (await client.get("/decisions/years/2026/report")).text
    assert "年终完成情况还没有公布" in before
    report = ReportDraft(summary="列入目录2项，均在履行程序。")
    moment = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
    await reporting.publish_completion_report(
        2026, report, staff=await decisions.officer(), now=moment
    )
    after = (await client.get("/decisions/years/2026/report")).text
    assert "列入目录2项" in after
    assert after.count("还没有决定") == 2


async def test_a_public_file_is_sent_as_a_download(db, client):
    await decisions.published_catalogue(2026, 1)
    path = await attached("QZ-2026-01", is_public=True)
    answer = await client.get(path)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = await client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "办法草案" in (await client.get("/decisions/QZ-2026-01")).text


async def test_a_file_that_is_not_public_is_not_found(db, client):
    await decisions.published_catalogue(2026, 1)
    path = await attached("QZ-2026-01", is_public=False)
    assert (await client.get(path)).status_code == 404
    assert "办法草案" not in (await client.get("/decisions/QZ-2026-01")).text


async def test_a_file_whose_bytes_are_gone_is_not_found(db, client):
    await decisions.published_catalogue(2026, 1)
    path = await attached("QZ-2026-01", is_public=True)
    stored = (await rows("SELECT storage_key FROM decision_attachment"))[0]
    await file_store().delete(stored["storage_key"])
    assert (await client.get(path)).status_code == 404


async def test_a_withdrawn_file_disappears(db, client):
    await decisions.published_catalogue(2026, 1)
    path = await attached("QZ-2026-01", is_public=True)
    found = (await rows("SELECT id FROM decision_attachment"))[0]
    reason = ReturnDraft(reason="放错了文件")
    await files.unpublish_file("QZ-2026-01", found["id"], reason, staff=await decisions.officer())
    assert (await client.get(path)).status_code == 404


async def test_pages_cost_the_same_few_statements_however_many_rows(db, client):
    await decisions.published_catalogue(2026, 1)
    sent = []
    for upto in (5, 200):
        await catalogues.multiply("QZ-2026-01", upto, start=2 if upto == 5 else 6)
        counts = []
        for path in ("/decisions", "/decisions/QZ-2026-01", "/decisions/years/2026/report"):
            async with counting_queries() as found:
                assert (await client.get(path)).status_code == 200
            counts.append(len(found))
        sent.append(counts)
    assert sent[0] == sent[1] == [2, 3, 2]  # one of each asks what hangs on the matters


@pytest.mark.parametrize("path", ["/decisions", "/decisions/QZ-2026-01", "/decisions?view=matrix"])
async def test_public_pages_set_no_cookie_and_may_be_kept(db, client, path):
    await decisions.published_catalogue(2026, 1)
    answer = await client.get(path)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"].startswith("public")
    again = await client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_a_unit_one_has_filtered_by_can_be_followed(client, db) -> None:
    await decisions.published_catalogue(2026, 2)
    follow = 'href="/subscriptions/new?about=unit:'
    assert follow not in (await client.get("/decisions")).text
    assert follow not in (await client.get("/decisions?unit=nobody")).text
    page = (await client.get(f"/decisions?unit={decisions.LEAD_UNIT}")).text
    assert f'{follow}{decisions.LEAD_UNIT}"' in page
