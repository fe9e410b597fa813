import pytest

from backend.decisions.tables import Attachment
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


async def attach(client, code, *, name="草案.pdf", content=PDF, **fields):
    return await client.post(
        f"/desk/decisions/{code}/files",
        data={"kind": "draft", **fields},
        files={"file": (name, content, "application/pdf")},
    )


@pytest.fixture
async def code(db, client):
    (ref,) = await factories.published_catalogue(count=1)
    await factories.sign_in(client, await decisions.drafter())
    return ref.code


async def the_file(code):
    row = await Attachment.select().first()
    return f"/desk/decisions/{code}/files/{row['id']}"


async def test_a_file_is_put_in_and_read_back(client, code):
    assert (await attach(client, code, step="2")).status_code == 303
    assert "草案.pdf" in (await client.get(f"/desk/decisions/{code}")).text
    answer = await client.get(await the_file(code))
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("页面.html", b"<script>"), ("假的.pdf", b"MZ\x90\x00"), ("空的.pdf", b"")],
)
async def test_a_file_we_do_not_take_is_refused_with_a_word(client, code, name, content):
    answer = await attach(client, code, name=name, content=content)
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.text
    assert await Attachment.count() == 0


async def test_no_file_is_said_beside_the_field(client, code):
    answer = await client.post(f"/desk/decisions/{code}/files", data={"kind": "draft"})
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text


async def test_a_second_person_publishes_takes_down_and_may_not_delete(client, code):
    await attach(client, code)
    path = await the_file(code)
    assert (await client.post(f"{path}/publication")).status_code == 403
    await factories.sign_in(client, await decisions.drafter())
    assert (await client.post(f"{path}/publication")).status_code == 303
    refused = await client.post(f"{path}/withdrawal", data={"reason": ""})
    assert refused.status_code == 422
    answer = await client.post(f"{path}/withdrawal", data={"reason": "放错了文件"})
    assert answer.status_code == 303
    assert (await client.post(f"{path}/removal")).status_code == 409
    assert "已撤下" in (await client.get(f"/desk/decisions/{code}")).text


async def test_a_file_that_was_never_public_is_deleted(client, code):
    await attach(client, code)
    path = await the_file(code)
    assert (await client.post(f"{path}/removal")).status_code == 303
    assert (await client.get(path)).status_code == 404
