"""Writing an opinion without JavaScript: three steps, nothing lost, nothing twice, nothing late."""

import html
import re
from datetime import timedelta

import httpx
import pytest

from backend.consultations.pages import writing
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.limits.rules import Limit
from tests.support import consultations

pytestmark = pytest.mark.anyio
WORDS = "末班车五点半就没了，下班的人怎么办？\n建议夏天延到八点半。"
CONTACT = "139 0000 1234"


def fields(page: str) -> dict[str, list[str]]:
    """Return what the page's form would send, as a browser reads it."""
    form = page.split('<form class="sheet"')[1].split("</form>", maxsplit=1)[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind = _attribute(tag, "type")
        if kind in {"checkbox", "radio"} and " checked" not in tag:
            continue
        found.setdefault(_attribute(tag, "name"), []).append(_attribute(tag, "value"))
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        found[name] = [html.unescape(text)]
    for name, body in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', body)
        found[name] = [chosen[1] if chosen else ""]
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


class Writer:
    """Somebody with a browser that runs no scripts."""

    def __init__(self, client: httpx.AsyncClient, slug: str) -> None:
        self.client = client
        self.root = f"/consultations/{slug}/opinions"

    async def begin(self, clause: int | None = None) -> dict[str, list[str]]:
        asked = f"?clause={clause}" if clause else ""
        return fields((await self.client.get(f"{self.root}/new{asked}")).text)

    async def send(self, form: dict[str, list[str]], **typed: str | list[str]) -> httpx.Response:
        changed = {name: [v] if isinstance(v, str) else v for name, v in typed.items()}
        return await self.client.post(self.root, data={**form, **changed})

    async def to_review(self, clause: int | None = None, **typed: str) -> dict[str, list[str]]:
        written = await self.send(await self.begin(clause), text=WORDS)
        signed = await self.send(fields(written.text), contact=CONTACT, **typed)
        assert "检查一遍，再提交" in signed.text
        return fields(signed.text)


async def opinions_of(subject_id: int) -> list[dict]:
    return await rows("SELECT * FROM opinion WHERE subject = {} ORDER BY id", subject_id)


async def test_three_steps_lead_to_a_receipt(client, db) -> None:
    ref = await consultations.published()
    first, *_ = await consultations.passages(ref)
    writer = Writer(client, ref.slug)
    review = await writer.to_review(first, name="朱小明", may_publish="true")
    done = await writer.send(review)
    assert done.status_code == 303
    code = re.search(r"/track/([0-9A-Z-]+)\?received=1$", done.headers["location"])
    assert code is not None
    receipt = await client.get(done.headers["location"])
    assert code[1] in receipt.text
    assert "no-store" in receipt.headers["cache-control"]
    (kept,) = await opinions_of(ref.subject_id)
    assert kept["text"] == WORDS
    assert kept["name_masked"] == "朱**"
    assert CONTACT.replace(" ", "") not in str(kept)
    pointed = await rows("SELECT passage FROM opinion_reference WHERE opinion = {}", kept["id"])
    assert [row["passage"] for row in pointed] == [first]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "请填写这一项"),
        ({"text": "好"}, "请至少写 5 个字"),
        ({"text": "长" * 10_001}, "最多"),
    ],
)
async def test_poor_words_come_back_with_a_word_beside_them(client, db, typed, said) -> None:
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    answer = await writer.send(await writer.begin(), **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "手机号" not in answer.text.split("<main")[1]
    assert fields(answer.text)["text"] == [typed["text"]]
    assert not await opinions_of(ref.subject_id)


@pytest.mark.parametrize("contact", ["", "12345", "不告诉你", "a@b", "990107195201074414x"])
async def test_a_contact_that_is_none_comes_back_with_everything_typed(client, db, contact) -> None:
    ref = await consultations.published()
    first, *_ = await consultations.passages(ref)
    writer = Writer(client, ref.slug)
    written = await writer.send(await writer.begin(first), text=WORDS)
    answer = await writer.send(
        fields(written.text), contact=contact, name="朱小明", age_band="36_50", may_publish="true"
    )
    assert answer.status_code == 422
    assert "contact-error" in answer.text
    sent = fields(answer.text)
    assert sent["text"] == [WORDS]
    assert sent["contact"] == [contact]
    assert sent["name"] == ["朱小明"]
    assert sent["age_band"] == ["36_50"]
    assert sent["may_publish"] == ["true"]
    assert sent["passages"] == [str(first)]
    assert not await opinions_of(ref.subject_id)


async def test_going_back_keeps_everything(client, db) -> None:
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    review = await writer.to_review(name="朱小明", may_publish="true")
    back = await writer.send(review, change="write")
    assert fields(back.text)["text"] == [WORDS]
    forth = await writer.send(fields(back.text), text=WORDS + "另外冬天可以早一点。")
    signed = fields(forth.text)
    assert signed["name"] == [""]  # a page of words carries nothing about the person
    again = await writer.send(signed, contact=CONTACT)
    assert "另外冬天可以早一点。" in again.text


async def test_consent_is_never_ticked_beforehand(client, db) -> None:
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    written = await writer.send(await writer.begin(), text=WORDS)
    assert "may_publish" not in fields(written.text)


async def test_pressing_twice_sends_one_opinion(client, db) -> None:
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    review = await writer.to_review()
    first, second = await writer.send(review), await writer.send(review)
    assert first.headers["location"] == second.headers["location"]
    assert len(await opinions_of(ref.subject_id)) == 1


async def test_going_back_in_the_browser_and_saying_more_loses_nothing(client, db) -> None:
    """The same key with other words is another opinion, never a false receipt."""
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    review = await writer.to_review()
    await writer.send(review)
    await writer.send(review, text=WORDS + "再补充一句：冬天可以早收。")
    texts = [row["text"] for row in await opinions_of(ref.subject_id)]
    assert texts == [WORDS, WORDS + "再补充一句：冬天可以早收。"]


async def test_after_the_last_instant_the_words_are_there_to_copy(client, db) -> None:
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    review = await writer.to_review()
    opened, closed = now() - timedelta(days=40), now() - timedelta(seconds=1)
    await rows(
        "UPDATE opinion_subject SET opens_at = {}, closes_at = {} WHERE id = {}",
        opened,
        closed,
        ref.subject_id,
    )
    late = await writer.send(review)
    assert late.status_code == 409
    assert "没有收下" in late.text
    assert html.escape(WORDS.splitlines()[0]) in late.text
    early_step = await writer.send({"step": ["write"]}, text=WORDS)
    assert early_step.status_code == 409
    assert html.escape(WORDS.splitlines()[0]) in early_step.text
    assert not await opinions_of(ref.subject_id)


async def test_a_machine_is_heard_too_but_read_first(client, db) -> None:
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    review = await writer.to_review(may_publish="true")
    done = await writer.send(review, second_title="http://loans.example")
    assert done.status_code == 303
    (kept,) = await opinions_of(ref.subject_id)
    assert kept["trust"] == "machine"
    assert kept["state"] == "received"


async def test_personal_words_of_one_reader_are_kept_by_no_proxy(client, db) -> None:
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    written = await writer.send(await writer.begin(), text=WORDS)
    assert "no-store" in written.headers["cache-control"]


async def test_every_step_speaks_english_too(client, db) -> None:
    ref = await consultations.published()
    answer = await client.post(
        f"/en/consultations/{ref.slug}/opinions", data={"step": "review", "text": WORDS}
    )
    assert answer.status_code == 422
    assert not re.search(r"请[^<]*<", answer.text.split("govuk-error-summary")[1][:400])


async def test_who_sends_too_often_gets_every_word_back(client, db, monkeypatch) -> None:
    monkeypatch.setattr(writing, "usual_limit", lambda: Limit(1, timedelta(hours=1)))
    ref = await consultations.published()
    writer = Writer(client, ref.slug)
    assert (await writer.send(await writer.to_review())).status_code == 303
    second = await writer.send(await writer.to_review(name="朱小明"))
    assert second.status_code == 422
    assert "您这里提交得太频繁" in second.text
    kept = fields(second.text)
    assert kept["text"][0].strip() == WORDS
    assert kept["name"] == ["朱小明"]
    assert len(await opinions_of(ref.subject_id)) == 1
