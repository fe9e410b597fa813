"""Texts at the desk: put in, corrected row by row, mapped, explained, published."""

import io

import httpx
import pytest
from docx import Document

from backend.consultations.enums.clauses import CarryOverKind, ClauseKind
from backend.consultations.enums.consultation import Stage
from backend.consultations.operations import versions
from backend.consultations.queries.versions import get_version
from backend.consultations.schemas.versions import VersionDraft
from backend.kernel.clock import now
from backend.kernel.database import rows
from tests.support import consultations, factories
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio


async def as_drafter(client: httpx.AsyncClient):
    author = await consultations.drafter()
    await factories.sign_in(client, author)
    return author


async def with_another(client: httpx.AsyncClient, stage: Stage = Stage.COMMENT, clauses: int = 3):
    """A published consultation with another text begun, as seen by its drafter."""
    closed = stage is Stage.FINAL
    ref = await (consultations.closed if closed else consultations.published)(clauses=clauses)
    author = await as_drafter(client)
    draft = VersionDraft(stage=stage, note="更正第二条。")
    begun = await versions.begin_version(ref.id, draft, staff=author, now=now())
    return ref, f"/desk/consultations/{ref.id}/versions/{begun.number}"


async def test_the_draft_page_leads_to_where_the_text_is_put_in(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    await rows("DELETE FROM draft_version")
    led = await client.get(f"/desk/consultations/{ref.id}/draft")
    assert led.headers["location"] == f"/desk/consultations/{ref.id}/versions/1/text"
    page = await client.get(led.headers["location"])
    sent = dict(would_send(page.text)) | {"text": "第一条　为了方便出行，制定本方案。"}
    written = await client.post(led.headers["location"], data=sent)
    assert written.status_code == 303
    assert len((await get_version(ref.id, 1)).stored) == 1
    assert (
        (await client.get(f"/desk/consultations/{ref.id}/draft")).headers["location"].endswith("/1")
    )


async def test_a_word_document_becomes_clauses(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    document = Document()
    for line in ("第一章 总则", "第一条 为了方便出行，制定本方案。", "（一）快；"):
        document.add_paragraph(line)
    content = io.BytesIO()
    document.save(content)
    here = f"/desk/consultations/{ref.id}/versions/1/text"
    sent = dict(would_send((await client.get(here)).text))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file = {"file": ("草案.docx", content.getvalue(), kind)}
    assert (await client.post(here, data=sent, files=file)).status_code == 303
    kinds = [clause.kind for clause in (await get_version(ref.id, 1)).stored]
    assert kinds == [ClauseKind.CHAPTER, ClauseKind.ARTICLE, ClauseKind.ITEM]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0old", b"%PDF-1.7", b"\x00\xff\xfe\x01"]
)
async def test_what_is_no_document_is_said_and_the_pasted_words_stay(
    db, client, content: bytes
) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}/versions/1/text"
    sent = dict(would_send((await client.get(here)).text)) | {"text": "第一条 贴好的。"}
    refused = await client.post(here, data=sent, files={"file": ("x.docx", content, "x/y")})
    assert refused.status_code == 422
    assert 'id="file-error"' in refused.text
    assert ("text", "第一条 贴好的。") in would_send(refused.text)


async def test_rows_are_corrected_and_a_second_editor_keeps_his_words(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}/versions/1/clauses"
    sent = dict(would_send((await client.get(here)).text))
    mine = sent | {"clauses-1-text": "我改的文字。"}
    theirs = sent | {"clauses-1-text": "别人改的文字。"}
    assert (await client.post(here, data=theirs)).status_code == 303
    told = await client.post(here, data=mine)
    assert told.status_code == 409
    again = dict(would_send(told.text))
    assert again["clauses-1-text"] == "我改的文字。"
    assert (await client.post(here, data=again)).status_code == 303
    assert "我改的文字。" in (await client.get(here.removesuffix("/clauses"))).text


async def test_a_row_is_added_below_another_and_dropped(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author)
    here = f"/desk/consultations/{ref.id}/versions/1/clauses"
    sent = dict(would_send((await client.get(here)).text))
    more = await client.post(here, data=sent | {"add": "clauses-1"})
    assert more.status_code == 200
    fewer = await client.post(here, data=dict(would_send(more.text)) | {"drop": "clauses-2"})
    names = [name for name, _ in would_send(fewer.text) if name.endswith("-kind")]
    assert names == ["clauses-0-kind", "clauses-1-kind", "clauses-4-kind", "clauses-3-kind"]
    filled = dict(would_send(fewer.text)) | {
        "clauses-4-label": "第九条",
        "clauses-4-text": "新的。",
    }
    assert (await client.post(here, data=filled)).status_code == 303
    labels = [clause.label for clause in (await get_version(ref.id, 1)).stored]
    assert labels == ["第一章", "第1条", "第九条", "第3条"]


async def test_a_long_text_is_corrected_page_by_page(db, client) -> None:
    author = await as_drafter(client)
    ref = await consultations.draft(by=author, clauses=150)
    here = f"/desk/consultations/{ref.id}/versions/1/clauses"
    second = await client.get(f"{here}?first=61")
    assert "61—120" in second.text
    sent = dict(would_send(second.text)) | {"clauses-0-heading": "只改这一条"}
    assert (await client.post(here, data=sent)).status_code == 303
    stored = (await get_version(ref.id, 1)).stored
    assert len(stored) == 151
    assert [c.position for c in stored if c.heading == "只改这一条"] == [61]


async def test_a_correction_is_begun_mapped_and_published(db, client) -> None:
    ref = await consultations.published(clauses=3)
    await as_drafter(client)
    start = f"/desk/consultations/{ref.id}/versions"
    begun = await client.post(start, data={"stage": "comment", "note": "更正第二条。"})
    assert begun.headers["location"].endswith("/versions/2/clauses")
    page = await client.get(f"{start}/2/carry-over")
    sent = would_send(page.text)
    formers = [value for name, value in sent if name == "clauses-0-formers"]
    assert len(formers) == 2  # the one it comes from, and a blank one to add another
    first = next(value for name, value in sent if name == "clauses-0-passage")
    assert formers[0] == first
    data: dict[str, list[str]] = {}
    for name, value in sent:
        data.setdefault(name, []).append(value)
    data["clauses-1-formers"] = [""]
    assert (await client.post(f"{start}/2/carry-over", data=data)).status_code == 303
    kinds = [line.kind for line in (await get_version(ref.id, 2)).carried]
    assert {CarryOverKind.ADDED, CarryOverKind.REMOVED} <= set(kinds)
    await factories.sign_in(client, await consultations.officer())
    shown = await client.get(f"{start}/2")
    revision = dict(would_send(shown.text))["revision"]
    published = await client.post(f"{start}/2/publication", data={"revision": revision})
    assert published.status_code == 303
    assert (await get_version(ref.id, 2)).is_sealed


async def test_a_correction_without_a_word_on_it_is_not_begun(db, client) -> None:
    ref = await consultations.published()
    await as_drafter(client)
    refused = await client.post(
        f"/desk/consultations/{ref.id}/versions", data={"stage": "comment", "note": ""}
    )
    assert refused.status_code == 422
    assert 'id="note-error"' in refused.text


async def test_causes_are_named_beside_what_changed(db, client) -> None:
    _, here = await with_another(client, Stage.FINAL)
    sent = dict(would_send((await client.get(f"{here}/clauses")).text))
    await client.post(f"{here}/clauses", data=sent | {"clauses-1-text": "每日不少于二十班。"})
    page = await client.get(f"{here}/causes")
    assert "<ins>" in page.text
    assert "还没有意见要点" in page.text
    assert (
        await client.post(f"{here}/causes", data=dict(would_send(page.text)))
    ).status_code == 303


async def test_a_text_nobody_has_read_is_thrown_away(db, client) -> None:
    ref, here = await with_another(client)
    assert (await client.post(f"{here}/removal")).status_code == 303
    assert (await client.get(here)).status_code == 404
    sealed = await client.post(f"/desk/consultations/{ref.id}/versions/1/removal")
    assert sealed.status_code == 409


async def test_hostile_words_are_only_words(db, client) -> None:
    author = await as_drafter(client)
    evil = "第一条　<script>alert(1)</script>{{ 7*7 }}=HYPERLINK(1)𠮷㐂。"
    ref = await consultations.draft(by=author, draft_text=evil)
    for path in ("versions/1", "versions/1/clauses", "versions/1/text"):
        page = (await client.get(f"/desk/consultations/{ref.id}/{path}")).text
        assert "<script>alert" not in page
        assert "𠮷㐂" in page
        assert "{{ 7*7 }}" in page
