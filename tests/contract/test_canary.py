"""A canary: what people entrust is planted everywhere, then looked for wherever others can look.

Names, numbers, addresses and unmasked words of opinions published, only counted, withheld,
duplicate, withdrawn or waiting; staff's own words about them. Looked for on every public page, in
feeds, exports and the API, in other people's mail, in the log and in the public journal.
"""

import io
import re
import zipfile

import pytest

from backend.app import litestar_app
from backend.consultations.operations import extending
from backend.consultations.schemas.drafting import ExtensionDraft
from backend.kernel.changes import Changes
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory
from backend.opinions.enums import AgeBand, AppealOutcome, Channel, SubmitterKind
from backend.opinions.operations import appeals, assigning, own
from backend.opinions.operations.attachments import attach_scan
from backend.opinions.operations.moderating import moderate
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.schemas.answering import NoteDraft
from backend.opinions.schemas.moderation import (
    Act,
    AppealAnswerDraft,
    Decision,
    Target,
    new_batch,
)
from backend.opinions.schemas.own import AppealDraft
from backend.opinions.schemas.receiving import Receipt
from tests.support import consultations, opinions
from tests.support.letters import run_jobs, written

pytestmark = pytest.mark.anyio
PHONE, MAIL, CARD = "13900007788", "canary7788@example.com", "990107195201074414"
BANK = "6217000000000007788"
SHAPES = (PHONE, "139 0000 7788", "139-0000-7788", "１３９００００７７８８", MAIL, CARD, BANK)
NAME, SCHOOL = "柯南雨", "白杨店小学四年级3班"
SECRET = {
    "counted": "只计数不公开的金丝雀",
    "withheld": "依规不公开的金丝雀",
    "withdrawn": "已经撤回的金丝雀",
    "pending": "还在排队的金丝雀",
    "duplicate": "重复提交的金丝雀",
    "note": "内部说的金丝雀",
    "appeal": "申诉里的金丝雀",
    "reason": "审核理由里的金丝雀",
    "file": "扫描件名里的金丝雀",
    "town": "canary-town",
}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VIEWS = ("", "/en", "/elder")
MACHINE = ("/static/", "/healthz", "/readyz")
HOLDERS = ("/track/{code",)  # who has the code may read their own words


async def enter(subject: int, text: str, **given) -> Receipt:
    """Enter an opinion of somebody who left everything one can leave."""
    whole = {"name": NAME, "contact": PHONE, "town": SECRET["town"], "text": text, **given}
    arrival = opinions.arrival(idempotency_key=None, address_key="canary-address-key")
    return await receive_opinion(subject, opinions.draft(**whole), arrival)


async def do(receipt: Receipt, act: Act, **given) -> None:
    found = await rows("SELECT revision FROM opinion WHERE id = {}", receipt.number)
    target = Target(receipt.number, found[0]["revision"])
    decision = Decision(batch=new_batch(), targets=(target,), act=act, **given)
    (result,) = await moderate(decision, staff=await opinions.moderator(), now=now())
    assert result.outcome.is_done, result


async def planted() -> consultations.ConsultationRef:
    """Return an open consultation with everything on it that must not come out."""
    ref = await consultations.published()
    subject = ref.subject_id
    told = "我的电话{}，身份证{}，卡号{}，邮箱{}，请改末班车。"
    shown = [
        await enter(subject, told.format(shape, CARD, BANK, MAIL), contact=MAIL)
        for shape in SHAPES[:4]
    ]
    for receipt in shown:
        await do(receipt, Act.PUBLISH)
    child = await enter(subject, f"我是{SCHOOL}的{NAME}，校车太挤了。", age_band=AgeBand.UNDER_18)
    await do(child, Act.PUBLISH, covers=(SCHOOL, NAME))
    trader = await enter(
        subject,
        "个体户也想说两句，希望补偿公平。",
        submitter_kind=SubmitterKind.SOLE_TRADER,
        organisation_name=NAME,
    )
    await do(trader, Act.PUBLISH)
    counted = await enter(subject, SECRET["counted"] + PHONE, may_publish=False)
    await do(counted, Act.COUNT)
    withheld = await enter(subject, SECRET["withheld"] + PHONE)
    await do(withheld, Act.WITHHOLD, rule="abuse", reason=SECRET["reason"])
    await own.appeal(withheld.code, AppealDraft(text=SECRET["appeal"]))
    duplicate = await enter(subject, SECRET["duplicate"], contact=MAIL)
    await do(duplicate, Act.DUPLICATE, duplicate_of=shown[0].number)
    await own.withdraw_opinion((await enter(subject, SECRET["withdrawn"])).code)
    await enter(subject, SECRET["pending"])
    clerk = await opinions.clerk()
    await attach_scan(shown[0].number, InMemory(PDF), name=f"{SECRET['file']}.pdf", staff=clerk)
    note = NoteDraft(text=SECRET["note"])
    await assigning.write_note(subject, shown[0].number, note, staff=clerk, now=now())
    return ref


async def addresses(ref: consultations.ConsultationRef) -> list[str]:
    """Return every public address there is, with this consultation's names in its blanks."""
    numbers = await rows("SELECT id FROM opinion WHERE subject = {} ORDER BY id", ref.subject_id)
    passages = await consultations.passages(ref)
    known = {"slug": ref.slug, "position": "1", "version": "1", "year": "2026"}
    found = []
    for route in litestar_app(Changes()).routes:
        handlers = [h for h in getattr(route, "route_handlers", ()) if "GET" in h.http_methods]
        if not any(handler.opt.get("is_public") for handler in handlers):
            continue
        if route.path.startswith((*MACHINE, *HOLDERS)):
            continue
        blanks = set(re.findall(r"\{(\w+)(?::\w+)?\}", route.path))
        numbered = [{"number": str(row["id"])} for row in numbers] if "number" in blanks else [{}]
        for number in numbered:
            names = {**known, **number}
            if blanks <= set(names):
                path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda m, n=names: n[m[1]], route.path)
                found.append(path)
    root = f"/consultations/{ref.slug}"
    found += [f"{root}/opinions?clause={passage}" for passage in passages]
    found += [f"{root}/draft?version=1", f"{root}/opinions/new?clause={passages[0]}"]
    return found


def unpacked(content: bytes) -> str:
    """Return the words of a file, also of one that is an archive of XML."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(
            archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()
        )


def told_in(text: str) -> list[str]:
    """Return the planted words that came out."""
    planted_words = (*SHAPES, NAME, SCHOOL, *SECRET.values(), "canary-address-key")
    return [word for word in planted_words if word in text]


async def test_nothing_entrusted_comes_out_where_others_can_look(client, db, capfd) -> None:
    ref = await planted()
    paths = await addresses(ref)
    assert len(paths) > 40, paths
    shown = 0
    for path in paths:
        for view in VIEWS:
            answer = await client.get(view + path, headers={"user-agent": "crawler"})
            assert answer.status_code in {200, 303, 404, 429}, (path, answer.status_code)
            assert not told_in(unpacked(answer.content)), (path, told_in(unpacked(answer.content)))
            assert not told_in(str(answer.headers)), path
            shown += "请改末班车" in unpacked(answer.content)
    assert shown > len(VIEWS), "what was published is nowhere: nothing was looked at"
    out, err = capfd.readouterr()
    assert not told_in(out + err)


async def test_nothing_entrusted_stands_in_public_entries_or_in_mail(client, db) -> None:
    await planted()
    entries = await rows("SELECT * FROM journal_entry")
    assert not told_in(str([row for row in entries if row["is_public"]]))
    assert not [word for word in (*SHAPES, NAME, *SECRET.values()) if word in str(entries)]
    letters = str(await rows("SELECT * FROM outbound_message"))
    assert not told_in(letters)
    jobs = str(await rows("SELECT payload FROM pgqueuer"))
    assert not told_in(jobs)
    for letter in await written():
        assert not told_in(letter.whole), (letter.template, told_in(letter.whole))


async def test_nothing_entrusted_stands_in_letters_about_what_became_of_it(client, db) -> None:
    """Days moved, an appeal answered, moderation taken back: told without a word of anybody's."""
    ref = await planted()
    office = await consultations.officer()
    until = await consultations.working_day_after(90)
    more = ExtensionDraft(until_on=until, reason="多给大家一些时间。")
    await extending.extend_period(ref.id, more, staff=office, now=now())
    withheld = await enter(ref.subject_id, SECRET["withheld"] + PHONE, contact=MAIL)
    await do(withheld, Act.WITHHOLD, rule="rude", reason=SECRET["reason"])
    await own.appeal(withheld.code, AppealDraft(text=SECRET["appeal"]))
    appeal = (await rows("SELECT max(id) AS id FROM opinion_appeal"))[0]["id"]
    upheld = AppealAnswerDraft(outcome=AppealOutcome.UPHELD, answer="再看过，仍然不公开。")
    await appeals.answer_appeal(appeal, upheld, staff=office, now=now())
    await run_jobs("consultations.%")
    found = await written()
    told = {"opinions/receipt", "opinions/withheld", "opinions/appeal_answered"}
    assert {letter.template for letter in found} == told | {"consultations/extended"}
    for letter in found:
        assert not told_in(letter.whole), (letter.template, told_in(letter.whole))
        assert letter.to == MAIL


async def test_who_was_planted_is_readable_only_unsealed(client, db) -> None:
    """Names and contacts at rest are sealed: a copy of the table says nothing."""
    await planted()
    kept = await rows("SELECT name_sealed, contact_sealed, contact_index FROM opinion")
    assert not told_in(str(kept))
    assert all(row["name_sealed"] and row["contact_sealed"] for row in kept)


async def test_channels_of_staff_are_as_tight(client, db) -> None:
    """What a clerk types in for somebody is masked like anything else."""
    ref = await consultations.published()
    clerk = await opinions.clerk()
    receipt = await receive_opinion(
        ref.subject_id,
        opinions.draft(text=f"来电反映：请回{PHONE}。", name=NAME),
        opinions.arrival(channel=Channel.PHONE, entered_by=clerk, received_at=now()),
    )
    await do(receipt, Act.PUBLISH)
    page = (await client.get(f"/consultations/{ref.slug}/opinions")).text
    assert "来电反映" in page
    assert not told_in(page)
