"""Drawing up a consultation: who may, what is kept, what a second editor is told."""

import pytest

from backend.consultations.operations import drafting
from backend.consultations.queries.content import load_part, load_whole
from backend.consultations.schemas.drafting import (
    BasicsDraft,
    ChangeRow,
    ConsultationRef,
    InterpretationDraft,
    NoteDraft,
    OptionRow,
    OptionsDraft,
    Overtaken,
    PeriodDraft,
    QuestionRow,
)
from backend.kernel.clock import now, today
from backend.kernel.database import rows
from backend.kernel.errors import Forbidden, Invalid, NotFound
from tests.support import consultations, decisions, factories

pytestmark = pytest.mark.anyio


async def test_address_is_made_from_the_decision_and_unique(db: None) -> None:
    matter = (await decisions.published_catalogue(2026, 1))[0]
    author = await consultations.drafter()
    refs = [
        await drafting.draft_consultation(
            consultations.basics(decision=matter.code), staff=author, now=now()
        )
        for _ in range(3)
    ]
    assert [ref.slug for ref in refs] == ["qz-2026-01", "qz-2026-01-2", "qz-2026-01-3"]


async def test_without_a_decision_the_address_counts_within_the_year(db: None) -> None:
    author = await consultations.drafter()
    slugs = [
        (await drafting.draft_consultation(consultations.basics(), staff=author, now=now())).slug
        for _ in range(2)
    ]
    assert slugs == [f"{today().year}-1", f"{today().year}-2"]


async def test_the_address_follows_the_decision_while_it_is_a_draft(db: None) -> None:
    matter = (await decisions.published_catalogue(2026, 1))[0]
    author = await consultations.drafter()
    ref = await drafting.draft_consultation(consultations.basics(), staff=author, now=now())
    moved = await consultations.write(
        ref.id, consultations.basics(decision=matter.code, title="另一个标题也可以"), by=author
    )
    assert moved.slug == "qz-2026-01"
    subject = (await rows("SELECT * FROM opinion_subject WHERE id = {}", ref.subject_id))[0]
    assert (subject["key"], subject["path"]) == (moved.slug, f"/consultations/{moved.slug}")
    assert subject["title"] == "另一个标题也可以"
    again = await consultations.write(ref.id, consultations.basics(decision=matter.code), by=author)
    assert again.slug == moved.slug


async def test_only_its_own_unit_and_the_office_write(db: None) -> None:
    stranger = await consultations.drafter("justice")
    with pytest.raises(Forbidden):
        await drafting.draft_consultation(consultations.basics(), staff=stranger, now=now())
    ref = await consultations.draft()
    with pytest.raises(Forbidden):
        await drafting.amend_part(ref.id, NoteDraft(), staff=stranger)
    mine = consultations.basics(lead_unit="justice")
    with pytest.raises(Forbidden):
        await drafting.amend_part(ref.id, mine, staff=await consultations.drafter())
    office = await consultations.officer()
    assert await consultations.write(ref.id, NoteDraft(background="办公室写的"), by=office)


async def test_a_matter_kept_from_the_public_is_as_unknown_as_none(db: None) -> None:
    await decisions.published_catalogue(2026, 1, hidden=1)
    hidden = (await rows("SELECT code FROM decision WHERE NOT is_public"))[0]["code"]
    author = await consultations.drafter()
    told = []
    for code in (hidden, "QZ-1999-01"):
        with pytest.raises(Invalid) as refused:
            await drafting.draft_consultation(
                consultations.basics(decision=code), staff=author, now=now()
            )
        told.append(refused.value.fields)
    assert told[0] == told[1]
    assert told[0].keys() == {"decision"}


async def test_unfinished_parts_may_be_saved(db: None) -> None:
    author = await consultations.drafter()
    ref = await drafting.draft_consultation(consultations.basics(), staff=author, now=now())
    for part in (PeriodDraft(), NoteDraft(), InterpretationDraft(), OptionsDraft()):
        await consultations.write(ref.id, part, by=author)


async def test_every_part_comes_back_as_it_was_saved(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    parts = (
        InterpretationDraft(
            plain_summary="末班车晚一点。",
            changes=(ChangeRow(before="六点收车", after="八点半收车"),) * 2,
            questions=(QuestionRow(question="什么时候开始？", answer="明年。"),),
        ),
        OptionsDraft(options=(OptionRow(title="按面积", reason="简单"), OptionRow(title="按用量"))),
    )
    for part in parts:
        await consultations.write(ref.id, part, by=author)
        kept = await load_part(ref.id, type(part))
        assert kept.model_dump(exclude={"seen"}) == part.model_dump(exclude={"seen"})
    content, standing = await load_whole(ref.id)
    assert content.changes == parts[0].changes
    assert author.id in standing.authors


async def test_the_second_of_two_editors_is_shown_what_the_first_saved(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    seen = (await load_part(ref.id, NoteDraft)).seen
    first = NoteDraft(background="先保存的", seen=seen)
    assert isinstance(await drafting.amend_part(ref.id, first, staff=author), ConsultationRef)
    second = NoteDraft(background="后保存的", seen=seen)
    told = await drafting.amend_part(ref.id, second, staff=author)
    assert isinstance(told, Overtaken)
    assert isinstance(told.current, NoteDraft)
    assert told.current.background == "先保存的"
    assert (await load_part(ref.id, NoteDraft)).background == "先保存的"
    again = second.model_copy(update={"seen": told.current.seen})
    assert isinstance(await drafting.amend_part(ref.id, again, staff=author), ConsultationRef)


async def test_two_editors_at_two_parts_do_not_collide(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    note_seen = (await load_part(ref.id, NoteDraft)).seen
    await consultations.write(ref.id, InterpretationDraft(plain_summary="新的"), by=author)
    mine = consultations.note(seen=note_seen, background="还是我的")
    assert isinstance(await drafting.amend_part(ref.id, mine, staff=author), ConsultationRef)


async def test_the_last_day_is_after_the_first(db: None) -> None:
    ref = await consultations.draft()
    office = await consultations.officer()
    with pytest.raises(Invalid) as refused:
        await consultations.write(
            ref.id, PeriodDraft(opens_on=today(), closes_on=today()), by=office
        )
    assert refused.value.fields.keys() == {"closes_on"}


async def test_what_was_submitted_is_not_written_any_more(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.submitted(by=author)
    with pytest.raises(Invalid):
        await consultations.write(ref.id, NoteDraft(background="改一改"), by=author)


async def test_an_unknown_unit_and_an_unknown_consultation_are_said_so(db: None) -> None:
    office = await consultations.officer()
    await factories.unit("transport")
    with pytest.raises(Invalid) as refused:
        await drafting.draft_consultation(
            consultations.basics(lead_unit="nowhere"), staff=office, now=now()
        )
    assert refused.value.fields.keys() == {"lead_unit"}
    with pytest.raises(NotFound):
        await drafting.amend_part(0, BasicsDraft(**dict(consultations.basics())), staff=office)
