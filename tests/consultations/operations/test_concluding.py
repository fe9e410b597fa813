"""The end of a consultation: final text and report at once, and why the text reads as it does."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.enums.consultation import ConsultationState, Stage
from backend.consultations.operations import concluding, texts, versions
from backend.consultations.queries.content import load_whole
from backend.consultations.queries.versions import get_version
from backend.consultations.schemas.drafting import ConsultationRef, RevisionSeen
from backend.consultations.schemas.versions import (
    CauseRow,
    CausesDraft,
    ClauseRow,
    ClausesDraft,
    VersionDraft,
    VersionForDesk,
)
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, Invalid
from tests.consultations.drafts import DEMO, lines_of
from tests.support import answering, consultations

pytestmark = pytest.mark.anyio
CHANGES = json.loads((Path(__file__).parents[1] / "text_changes.json").read_text(encoding="utf-8"))
FINAL = VersionDraft(stage=Stage.FINAL, note="按照意见修改。")


async def asked(ref: ConsultationRef, **given: Any) -> answering.Asked:
    """Return the consultation's subject with two opinions, by letter."""
    people = await answering.hands()
    passages = tuple(await consultations.passages(ref))
    numbers = [
        (await answering.by_letter(ref.subject_id, people.clerk, text=text)).number
        for text in ("末班车太早，请往后延到八点半。", "换乘时间不够，建议延长到九十分钟。")
    ]
    await rows("UPDATE opinion SET state = 'published', public_text = text, may_publish = TRUE")
    return answering.Asked(ref.subject_id, passages, numbers, people)


async def written(ref: ConsultationRef, changed: dict[str, str]) -> VersionForDesk:
    """Return the final text with the words of these articles changed."""
    author = await consultations.drafter()
    begun = await versions.begin_version(ref.id, FINAL, staff=author, now=now())
    seen = await get_version(ref.id, begun.number)
    found = tuple(
        ClauseRow(
            was=clause.position,
            kind=clause.kind,
            label=clause.label,
            heading=clause.heading,
            text=changed.get(clause.label, clause.text),
        )
        for clause in seen.stored
    )
    draft = ClausesDraft(clauses=found, revision=seen.revision)
    await texts.correct_clauses(ref.id, begun.number, draft, staff=author)
    return await get_version(ref.id, begun.number)


async def ready() -> tuple[ConsultationRef, answering.Asked, VersionForDesk]:
    """Return a consultation whose report is cleared and whose final text is written."""
    ref = await consultations.closed()
    asked_ = await asked(ref)
    await answering.all_adopted(asked_)
    await answering.cleared(asked_)
    return ref, asked_, await written(ref, {"第2条": "每日不少于二十班。"})


async def test_final_text_and_report_become_public_at_once(db: None) -> None:
    ref, _, final = await ready()
    await concluding.publish_result(ref.id, staff=await consultations.officer(), now=now())
    content, standing = await load_whole(ref.id)
    assert standing.state is ConsultationState.CONCLUDED
    assert standing.concluded_at
    assert (await get_version(ref.id, final.number)).is_sealed
    assert (await rows("SELECT state FROM adoption_report"))[0]["state"] == "published"
    assert (await rows("SELECT concluded_at FROM opinion_subject"))[0]["concluded_at"]
    entry = (await rows("SELECT * FROM journal_entry WHERE action = 'consultation.conclude'"))[0]
    assert entry["is_public"]
    assert content.version  # what was commented on stays what was commented on
    assert content.version.number == 1


async def test_nothing_is_public_while_the_report_is_not_cleared(db: None) -> None:
    ref = await consultations.closed()
    asked_ = await asked(ref)
    await answering.all_adopted(asked_)
    await answering.submitted(asked_)
    final = await written(ref, {})
    with pytest.raises((Conflict, Forbidden)):
        await concluding.publish_result(ref.id, staff=await consultations.officer(), now=now())
    assert not (await get_version(ref.id, final.number)).is_sealed
    _, standing = await load_whole(ref.id)
    assert standing.state is ConsultationState.PUBLISHED


async def test_there_is_no_result_without_a_final_text_or_before_the_last_day(db: None) -> None:
    ref = await consultations.closed()
    asked_ = await asked(ref)
    await answering.all_adopted(asked_)
    await answering.cleared(asked_)
    office = await consultations.officer()
    with pytest.raises(Conflict):
        await concluding.publish_result(ref.id, staff=office, now=now())
    open_one = await consultations.published()
    with pytest.raises(Conflict):
        await concluding.publish_result(open_one.id, staff=office, now=now())


async def test_who_wrote_the_final_text_does_not_publish_it(db: None) -> None:
    ref, _, final = await ready()
    writer = await consultations.officer()
    draft = CausesDraft(revision=final.revision)
    await concluding.name_causes(ref.id, final.number, draft, staff=writer)
    for staff in (writer, await consultations.drafter()):
        with pytest.raises(Forbidden):
            await concluding.publish_result(ref.id, staff=staff, now=now())


async def test_a_result_that_changed_since_it_was_read_is_not_published(db: None) -> None:
    ref, _, final = await ready()
    seen = RevisionSeen(revision=await consultations.revision(ref.id))
    draft = CausesDraft(revision=final.revision)
    await concluding.name_causes(ref.id, final.number, draft, staff=await consultations.drafter())
    office = await consultations.officer()
    with pytest.raises(Conflict):
        await concluding.publish_result(ref.id, staff=office, now=now(), seen=seen)


async def test_it_is_published_once(db: None) -> None:
    ref, _, _ = await ready()
    office = await consultations.officer()
    await concluding.publish_result(ref.id, staff=office, now=now())
    with pytest.raises(Conflict):
        await concluding.publish_result(ref.id, staff=office, now=now())


async def test_a_changed_clause_names_the_points_that_changed_it(db: None) -> None:
    ref, asked_, final = await ready()
    point = (await rows("SELECT id FROM opinion_point"))[0]["id"]
    changed = [cause.passage for cause in final.causes]
    assert changed == [asked_.passages[1]]
    author = await consultations.drafter()
    named = CausesDraft(
        clauses=(CauseRow(passage=changed[0], points=(point,)),), revision=final.revision
    )
    await concluding.name_causes(ref.id, final.number, named, staff=author)
    final = await get_version(ref.id, final.number)
    assert final.causes[0].points == (point,)
    for passage, other in ((asked_.passages[0], point), (changed[0], 10**6)):
        wrong = CausesDraft(
            clauses=(CauseRow(passage=passage, points=(other,)),), revision=final.revision
        )
        with pytest.raises(Invalid):
            await concluding.name_causes(ref.id, final.number, wrong, staff=author)


async def test_a_cause_goes_when_its_clause_reads_as_before_again(db: None) -> None:
    ref, _, final = await ready()
    point = (await rows("SELECT id FROM opinion_point"))[0]["id"]
    author = await consultations.drafter()
    named = CausesDraft(
        clauses=(CauseRow(passage=final.causes[0].passage, points=(point,)),),
        revision=final.revision,
    )
    await concluding.name_causes(ref.id, final.number, named, staff=author)
    final = await get_version(ref.id, final.number)
    whole = tuple(
        ClauseRow(
            was=new.position, kind=old.kind, label=old.label, heading=old.heading, text=old.text
        )
        for old, new in zip(final.former, final.stored, strict=True)
    )
    draft = ClausesDraft(clauses=whole, revision=final.revision)
    await texts.correct_clauses(ref.id, final.number, draft, staff=author)
    assert not await rows("SELECT 1 FROM clause_cause")


async def test_applying_the_changes_of_a_real_report_gives_its_final_text_exactly(
    db: None,
) -> None:
    draft, expected = DEMO[0], DEMO[1]
    ref = await consultations.closed(draft_text="\n".join(lines_of(draft)[1:]))
    now_reads = {article["label"]: article["text"] for article in draft["articles"]}
    for change in CHANGES:
        assert change["before"] in now_reads[change["article"]]
        words = now_reads[change["article"]].replace(change["before"], change["after"])
        now_reads[change["article"]] = words
    final = await written(ref, now_reads)
    articles = {clause.label: clause.text for clause in final.stored if clause.is_commentable}
    assert articles == {article["label"]: article["text"] for article in expected["articles"]}
    touched = {change["article"] for change in CHANGES}
    labels = {clause.passage: clause.label for clause in final.stored}
    assert {labels[cause.passage] for cause in final.causes} == touched
    assert {cause.kind for cause in final.causes} == {CarryOverKind.CHANGED}
