"""What those who spoke in a consultation are told of its end, its corrections and its days."""

import asyncio
from typing import Any

import pytest

from backend.consultations import jobs
from backend.consultations.enums.consultation import Stage
from backend.consultations.operations import concluding, extending, texts, versions
from backend.consultations.queries.tracked import Pointed, clauses_now
from backend.consultations.queries.versions import get_version
from backend.consultations.schemas.drafting import ConsultationRef, ExtensionDraft
from backend.consultations.schemas.versions import ClauseRow, ClausesDraft, VersionDraft
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict
from backend.opinions.operations import own
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.schemas.receiving import Receipt
from tests.support import answering, consultations, factories, letters, opinions, results
from tests.support.results import Concluded

pytestmark = pytest.mark.anyio
NAMES = ("denser", "denser_too", "quiet", "free", "other", "rude")
PEOPLE = tuple(f"{name}@example.com" for name in NAMES)
RESULT = ("consultations/clause_changed", "opinions/answered")
REASON = "农忙时节，多给大家一些时间。"
NOTE = "第二条的班次印错了。"


async def published(**given: Any) -> Concluded:
    """Return a consultation whose result everybody was told of."""
    found = await results.concluded(contacts=PEOPLE, **given)
    assert await letters.run_jobs("consultations.tell_result") == 1
    return found


async def speak(ref: ConsultationRef, contact: str, *passages: int, **given: Any) -> Receipt:
    sent = opinions.draft(contact=contact, passages=passages, text=f"{opinions.TEXT}{contact}")
    return await receive_opinion(ref.subject_id, sent, opinions.arrival(**given))


async def told(template: str) -> list[str]:
    return sorted(letter.to for letter in await letters.written(template))


async def test_who_changed_a_clause_reads_which_and_everybody_reads_the_own_answer(db) -> None:
    found = await published()
    changed, answered = [await letters.by_address(template) for template in RESULT]
    assert sorted(changed) == ["denser@example.com", "denser_too@example.com", "quiet@example.com"]
    assert sorted(answered) == ["free@example.com", "other@example.com"]
    letter = changed["denser@example.com"]
    assert f"/consultations/{found.ref.slug}/changes?version=2#clause-{found.passages[1]}" in (
        letter.text
    )
    for part in (letter.text, letter.html):
        for words in ("每日不少于2班", "每日不少于6班", "采纳", "/track", f"{found.path}/result"):
            assert words in part
    assert results.FREE_REASON in answered["free@example.com"].text
    assert "转有关单位办理" in answered["other@example.com"].text
    assert "理由" not in letter.text, "an adopted one needs none"


async def test_the_address_of_a_changed_clause_leads_to_it(client, db) -> None:
    await published()
    (letter, *_) = await letters.written(RESULT[0])
    path, _, anchor = letter.context["clauses"][0]["path"].partition("#")
    page = await client.get(path)
    assert page.status_code == 200
    assert f'id="{anchor}"' in page.text


async def test_nobody_reads_what_another_said(db) -> None:
    found = await published()
    said = (results.DENSER, results.DENSER_TOO, results.QUIET, results.OTHER, results.RUDE)
    for letter in await letters.written():
        assert not [words for words in said if words in letter.whole]
        others = [name for name in PEOPLE if name != letter.to]
        assert not [name for name in others if name in letter.whole]
    assert "rude@example.com" not in await told(RESULT[1]), "it was owed no answer"
    assert found.said.rude


async def test_run_again_or_by_two_workers_nobody_is_told_twice(committed) -> None:
    found = await results.concluded(contacts=PEOPLE)
    payload = {"subject": found.ref.subject_id, "origin": ""}
    await asyncio.gather(*[jobs.tell_result(payload) for _ in range(3)])
    await jobs.tell_result(payload)
    people = sorted([*await told(RESULT[0]), *await told(RESULT[1])])
    assert people == sorted(PEOPLE[:5])


async def test_of_two_publications_at_once_one_tells(committed) -> None:
    found = await results.answered(contacts=PEOPLE)
    attempts = [
        concluding.publish_result(found.ref.id, staff=found.asked.hands.office, now=now())
        for _ in range(2)
    ]
    came = await asyncio.gather(*attempts, return_exceptions=True)
    assert [type(one) for one in came if isinstance(one, Exception)] == [Conflict]
    assert await letters.run_jobs("consultations.tell_result") == 1
    assert await letters.run_jobs("opinions.announce_answers") == 0
    assert len(await letters.by_address(*RESULT)) == 5


async def test_who_withdrew_before_the_end_is_told_nothing(db) -> None:
    found = await results.answered(contacts=PEOPLE)
    await rows("UPDATE opinion SET state = 'withdrawn' WHERE id = {}", found.said.denser_too)
    await concluding.publish_result(found.ref.id, staff=found.asked.hands.office, now=now())
    await letters.run_jobs("consultations.tell_result")
    assert "denser_too@example.com" not in await letters.by_address(*RESULT)


async def test_who_spoke_against_a_point_is_not_thanked_for_its_change(db) -> None:
    found = await results.answered(contacts=PEOPLE)
    await rows(
        "UPDATE opinion_point_member SET is_dissenting = TRUE WHERE opinion = {}",
        found.said.denser_too,
    )
    await rows(
        "INSERT INTO opinion_disposition (opinion, result, reason, decided_by)"
        " VALUES ({}, 'not_adopted', '已经按多数人的意见加密。', {})",
        found.said.denser_too,
        found.asked.hands.clerk.id,
    )
    await concluding.publish_result(found.ref.id, staff=found.asked.hands.office, now=now())
    await letters.run_jobs("consultations.tell_result")
    assert "denser_too@example.com" in await told(RESULT[1])
    assert "denser_too@example.com" not in await told(RESULT[0])
    for number, is_theirs in ((found.said.denser, True), (found.said.denser_too, False)):
        (clause,) = await clauses_now(Pointed(found.ref.subject_id, number, (found.passages[1],)))
        assert clause.because is is_theirs


async def test_of_a_matter_kept_from_the_public_no_clause_is_told(db) -> None:
    decision = (await factories.published_catalogue(2026, 1))[0]
    found = await results.answered(contacts=PEOPLE, decision=decision.code)
    await concluding.publish_result(found.ref.id, staff=found.asked.hands.office, now=now())
    await rows("UPDATE decision SET is_public = FALSE, nondisclosure_basis = '涉密'")
    await letters.run_jobs("consultations.tell_result")
    assert await told(RESULT[0]) == []
    assert len(await told(RESULT[1])) == 5


async def test_an_author_who_wrote_in_english_is_answered_in_english(db) -> None:
    found = await results.answered(contacts=PEOPLE)
    await rows("UPDATE opinion SET language = 'en' WHERE id = {}", found.said.denser)
    await concluding.publish_result(found.ref.id, staff=found.asked.hands.office, now=now())
    await letters.run_jobs("consultations.tell_result")
    letter = (await letters.by_address(*RESULT))["denser@example.com"]
    assert letter.language == "en"
    assert f"/en/consultations/{found.ref.slug}/changes" in letter.text


async def test_more_time_is_told_to_everybody_once_an_extension(db) -> None:
    ref = await consultations.published()
    for name in ("zhu@example.com", "li@example.com", "zhu@example.com"):
        await speak(ref, name)
    office = await consultations.officer()
    days = [await consultations.working_day_after(60), await consultations.working_day_after(90)]
    for until in days:
        draft = ExtensionDraft(until_on=until, reason=REASON)
        await extending.extend_period(ref.id, draft, staff=office, now=now(), origin="https://a.b")
    for _ in range(2):
        assert await letters.run_jobs("consultations.tell_extension") == 2
    found = await letters.written("consultations/extended")
    assert sorted(letter.to for letter in found) == sorted(
        ["zhu@example.com", "li@example.com"] * 2
    )
    first, last = found[0].context, found[-1].context
    assert first["until_on"] == last["former_on"] == days[0].isoformat()
    assert last["until_on"] == days[1].isoformat()
    for words in (
        REASON,
        f"{days[1].month}月{days[1].day}日",
        f"https://a.b/consultations/{ref.slug}",
    ):
        assert words in found[-1].text


async def test_a_later_answer_is_told_with_its_reason(db) -> None:
    ref = await consultations.closed()
    people = await answering.hands()
    await answering.by_letter(ref.subject_id, people.clerk, contact="zhu@example.com")
    until = await consultations.working_day_after(40)
    draft = ExtensionDraft(until_on=until, reason=REASON)
    await extending.postpone_feedback(ref.id, draft, staff=people.office, now=now())
    await letters.run_jobs("consultations.tell_extension")
    (letter,) = await letters.written("consultations/postponed")
    assert letter.to == "zhu@example.com"
    assert f"{until.month}月{until.day}日" in letter.subject
    assert REASON in letter.text


async def test_an_extension_that_is_refused_tells_nobody(db) -> None:
    ref = await consultations.closed()
    later = ExtensionDraft(until_on=await consultations.working_day_after(90), reason=REASON)
    with pytest.raises(Conflict):
        await extending.extend_period(ref.id, later, staff=await consultations.officer(), now=now())
    assert await letters.run_jobs("consultations.%") == 0


async def test_a_corrected_text_is_told_to_those_who_spoke_to_its_clauses(db) -> None:
    ref = await consultations.published()
    first, second, _ = await consultations.passages(ref)
    await speak(ref, "first@example.com", first)
    await speak(ref, "second@example.com", second)
    await speak(ref, "whole@example.com")
    gone = await speak(ref, "gone@example.com", second)
    await own.withdraw_opinion(gone.code)
    number = await corrected(ref)
    await letters.run_jobs("consultations.tell_correction")
    await letters.run_jobs("consultations.tell_correction")
    (letter,) = await letters.written("consultations/corrected")
    assert letter.to == "second@example.com"
    for words in (NOTE, "每日不少于2班", "每日不少于9班", f"version={number}#clause-{second}"):
        assert words in letter.text


async def corrected(ref: ConsultationRef) -> int:
    """Publish a text whose second article was corrected; return its number."""
    begin = VersionDraft(stage=Stage.COMMENT, note=NOTE)
    author = await consultations.drafter()
    begun = await versions.begin_version(ref.id, begin, staff=author, now=now())
    seen = await get_version(ref.id, begun.number)
    clauses = tuple(
        ClauseRow(
            was=one.position,
            kind=one.kind,
            label=one.label,
            heading=one.heading,
            text=one.text.replace("不少于2班", "不少于9班"),
        )
        for one in seen.stored
    )
    draft = ClausesDraft(clauses=clauses, revision=seen.revision)
    ref_now = await texts.correct_clauses(ref.id, begun.number, draft, staff=author)
    await versions.publish_version(
        ref.id,
        begun.number,
        revision=ref_now.revision,
        staff=await consultations.officer(),
        now=now(),
    )
    return begun.number
