"""Texts of a draft: sealed for good, corrected beside the one under comment, carried over."""

import asyncpg
import pytest

from backend.consultations.enums.clauses import CarryOverKind, ClauseKind
from backend.consultations.enums.consultation import Stage
from backend.consultations.operations import texts, versions
from backend.consultations.operations.sealing import hash_of
from backend.consultations.queries.versions import get_version
from backend.consultations.schemas.drafting import ConsultationRef
from backend.consultations.schemas.versions import (
    CarryDraft,
    CarryRow,
    ClauseRow,
    ClausesDraft,
    TextDraft,
    VersionDraft,
    VersionForDesk,
)
from backend.kernel.clock import now
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.support import consultations

pytestmark = pytest.mark.anyio
CORRECTION = VersionDraft(stage=Stage.COMMENT, note="更正第二条的班次。")


def row(clause, **changes) -> ClauseRow:
    """Return a clause as an untouched row of the form."""
    kept = {"was": clause.position, "kind": clause.kind, "label": clause.label}
    return ClauseRow(**{**kept, "heading": clause.heading, "text": clause.text, **changes})


async def correct(ref: ConsultationRef, version: VersionForDesk, found, *, by=None, **span):
    draft = ClausesDraft(clauses=tuple(found), revision=version.revision, **span)
    author = by or await consultations.drafter()
    return await texts.correct_clauses(ref.id, version.number, draft, staff=author)


async def begun(stage: Stage = Stage.COMMENT, **options):
    """Return a published consultation with another text begun, and that text."""
    closed = stage is Stage.FINAL
    ref = await (consultations.closed if closed else consultations.published)(**options)
    draft = VersionDraft(stage=stage, note="更正第二条的班次。")
    begun = await versions.begin_version(
        ref.id, draft, staff=await consultations.drafter(), now=now()
    )
    return ref, await get_version(ref.id, begun.number)


def kinds(version: VersionForDesk) -> list[CarryOverKind]:
    return [line.kind for line in version.carried]


async def test_a_pasted_text_is_recognised_and_kept_whole(db: None) -> None:
    ref = await consultations.draft(
        draft_text="第一章 总则\n第一条 为了方便出行，制定本方案。\n（一）快；\n（二）稳。"
    )
    found = await get_version(ref.id, 1)
    assert [clause.kind for clause in found.stored] == [
        ClauseKind.CHAPTER,
        ClauseKind.ARTICLE,
        ClauseKind.ITEM,
        ClauseKind.ITEM,
    ]
    assert found.revision == 1
    assert not found.is_sealed


async def test_rows_are_corrected_joined_split_added_and_dropped(db: None) -> None:
    ref = await consultations.draft(clauses=4)
    seen = await get_version(ref.id, 1)
    chapter, first, second, third, fourth = seen.stored
    await correct(
        ref,
        seen,
        [
            row(chapter, heading="总　则一"),
            row(first, heading="换个名字", text="第一句。\n（一）第一项；\n（二）第二项。"),
            row(second),
            row(third, is_joined=True),
            ClauseRow(kind=ClauseKind.ARTICLE, label="第九条", text="新加的一条。"),
        ],
    )
    after = (await get_version(ref.id, 1)).stored
    assert [(c.kind, c.label) for c in after] == [
        (ClauseKind.CHAPTER, "第一章"),
        (ClauseKind.ARTICLE, "第1条"),
        (ClauseKind.ITEM, "（一）"),
        (ClauseKind.ITEM, "（二）"),
        (ClauseKind.ARTICLE, "第2条"),
        (ClauseKind.ARTICLE, "第九条"),
    ]
    assert after[1].heading == "换个名字"
    assert third.text in after[4].text
    assert third.heading in after[4].text
    assert after[2].level > after[1].level
    assert fourth.text not in "".join(c.text for c in after)


async def test_a_page_of_rows_leaves_the_other_pages_alone(db: None) -> None:
    ref = await consultations.draft(clauses=6)
    seen = await get_version(ref.id, 1)
    changed = [row(clause, heading="改了") for clause in seen.stored[2:4]]
    await correct(ref, seen, changed, first=3, last=4)
    after = (await get_version(ref.id, 1)).stored
    assert [c.heading for c in after] == [
        "总则",
        "事项1",
        "改了",
        "改了",
        "事项4",
        "事项5",
        "事项6",
    ]


async def test_the_second_of_two_editors_of_the_text_is_told(db: None) -> None:
    ref = await consultations.draft()
    seen = await get_version(ref.id, 1)
    await correct(ref, seen, [row(clause) for clause in seen.stored])
    with pytest.raises(Invalid) as refused:
        await correct(ref, seen, [row(seen.stored[0])])
    assert refused.value.fields.keys() == {"revision"}
    stale = TextDraft(text="第一条 全换了。", revision=seen.revision)
    with pytest.raises(Invalid):
        await texts.write_text(ref.id, 1, stale, staff=await consultations.drafter())


async def test_an_empty_text_and_a_strangers_are_refused(db: None) -> None:
    ref = await consultations.draft()
    author = await consultations.drafter()
    with pytest.raises(Invalid):
        await texts.write_text(ref.id, 1, TextDraft(text=" \n ", revision=1), staff=author)
    with pytest.raises(Forbidden):
        stranger = await consultations.drafter("justice")
        await texts.write_text(ref.id, 1, TextDraft(text="第一条 好。", revision=1), staff=stranger)
    with pytest.raises(NotFound):
        await texts.write_text(ref.id, 2, TextDraft(text="第一条 好。"), staff=author)


async def test_a_sealed_text_never_changes(db: None) -> None:
    ref = await consultations.published()
    seen = await get_version(ref.id, 1)
    assert seen.sha256 == hash_of(seen.stored)
    with pytest.raises(Invalid):
        await correct(ref, seen, [row(clause, text="改") for clause in seen.stored])
    for sql in (
        "UPDATE draft_clause SET text = 'x'",
        "DELETE FROM draft_clause",
        "UPDATE draft_version SET is_sealed = FALSE, sha256 = '', published_at = NULL",
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with transaction():
                await rows(sql)


async def test_a_submitted_text_is_not_written_any_more(db: None) -> None:
    ref = await consultations.submitted()
    seen = await get_version(ref.id, 1)
    with pytest.raises(Invalid):
        await correct(ref, seen, [row(clause) for clause in seen.stored])


async def test_another_text_begins_as_a_copy_with_the_same_passages(db: None) -> None:
    _ref, seen = await begun()
    assert [c.text for c in seen.stored] == [c.text for c in seen.former]
    assert [c.passage for c in seen.stored] == [c.passage for c in seen.former]
    assert set(kinds(seen)) == {CarryOverKind.KEPT}


async def test_a_corrected_text_keeps_the_passages_opinions_point_at(db: None) -> None:
    ref, seen = await begun(clauses=3)
    passages = await consultations.passages(ref)
    chapter, first, second, _third = seen.stored
    await correct(
        ref,
        seen,
        [
            row(chapter),
            row(first),
            ClauseRow(
                kind=ClauseKind.ARTICLE, label="第二条", heading="新的", text="新加的一条内容。"
            ),
            row(second, label="第三条", text="每日不少于九班，逢集加密。"),
        ],
    )
    seen = await get_version(ref.id, seen.number)
    by_kind = {line.kind: line for line in seen.carried}
    assert by_kind[CarryOverKind.CHANGED].former == by_kind[CarryOverKind.CHANGED].passage
    assert by_kind[CarryOverKind.REMOVED].former == passages[2]
    new = by_kind[CarryOverKind.ADDED].passage
    assert new not in passages
    office = await consultations.officer()
    await versions.publish_version(
        ref.id, seen.number, revision=seen.revision, staff=office, now=now()
    )
    assert await consultations.passages(ref) == [passages[0], new, passages[1]]
    gone = await rows("SELECT id FROM opinion_passage WHERE NOT is_current")
    assert [line["id"] for line in gone] == [passages[2]]
    entry = (await rows("SELECT * FROM journal_entry WHERE action = 'draft.publish'"))[0]
    assert entry["is_public"]
    assert entry["reason"] == CORRECTION.note


async def test_a_pasted_later_text_is_mapped_by_its_words(db: None) -> None:
    ref, seen = await begun(clauses=4)
    lines = consultations.text(4).splitlines()
    moved = [
        lines[0],
        lines[2].replace("第2条", "第1条"),
        lines[1].replace("第1条", "第2条"),
        *lines[3:],
    ]
    draft = TextDraft(text="\n".join(moved), revision=seen.revision)
    await texts.write_text(ref.id, seen.number, draft, staff=await consultations.drafter())
    seen = await get_version(ref.id, seen.number)
    assert CarryOverKind.MOVED in kinds(seen)
    assert {CarryOverKind.REMOVED, CarryOverKind.ADDED}.isdisjoint(kinds(seen))


async def test_a_person_says_which_clause_came_from_which(db: None) -> None:
    ref, seen = await begun(clauses=4)
    one, two, three, four = [c.passage for c in seen.stored if c.passage]
    named = CarryDraft(
        revision=seen.revision,
        clauses=(
            CarryRow(passage=one, formers=(one, two)),
            CarryRow(passage=two, formers=(three,)),
            CarryRow(passage=three, formers=(three,)),
        ),
    )
    author = await consultations.drafter()
    await texts.map_clauses(ref.id, seen.number, named, staff=author)
    seen = await get_version(ref.id, seen.number)
    found = {(line.former, line.kind) for line in seen.carried}
    assert {(one, CarryOverKind.MERGED), (two, CarryOverKind.MERGED)} <= found
    assert [line.kind for line in seen.carried].count(CarryOverKind.SPLIT) == 2
    assert (four, CarryOverKind.REMOVED) in found
    assert (None, CarryOverKind.ADDED) in found
    passages = [c.passage for c in seen.stored if c.passage]
    assert len(set(passages)) == 4
    foreign = CarryDraft(
        revision=seen.revision, clauses=(CarryRow(passage=passages[0], formers=(10**6,)),)
    )
    with pytest.raises(Invalid):
        await texts.map_clauses(ref.id, seen.number, foreign, staff=author)


async def test_a_map_a_person_made_survives_the_correction_of_words(db: None) -> None:
    ref, seen = await begun(clauses=3)
    one, two, three = [c.passage for c in seen.stored if c.passage]
    author = await consultations.drafter()
    named = CarryDraft(
        revision=seen.revision,
        clauses=(
            CarryRow(passage=one, formers=(one, two)),
            CarryRow(passage=three, formers=(three,)),
        ),
    )
    await texts.map_clauses(ref.id, seen.number, named, staff=author)
    seen = await get_version(ref.id, seen.number)
    await correct(
        ref, seen, [row(c, text=c.text + "另行公布。") if c.text else row(c) for c in seen.stored]
    )
    after = await get_version(ref.id, seen.number)
    assert kinds(after).count(CarryOverKind.MERGED) == 2
    assert [c.passage for c in after.stored] == [c.passage for c in seen.stored]


@pytest.mark.parametrize("clauses", [1, 400])
async def test_size_is_no_obstacle(db: None, clauses: int) -> None:
    ref, seen = await begun(clauses=clauses)
    await correct(ref, seen, [row(c) for c in seen.stored[:1]], first=1, last=1)
    assert len((await get_version(ref.id, seen.number)).stored) == clauses + 1


async def test_a_correction_is_for_while_it_is_open_and_the_final_text_for_after(db: None) -> None:
    author = await consultations.drafter()
    final = VersionDraft(stage=Stage.FINAL)
    open_one = await consultations.published()
    with pytest.raises(Conflict):
        await versions.begin_version(open_one.id, final, staff=author, now=now())
    closed = await consultations.closed()
    with pytest.raises(Conflict):
        await versions.begin_version(closed.id, CORRECTION, staff=author, now=now())
    await versions.begin_version(closed.id, final, staff=author, now=now())
    with pytest.raises(Conflict):
        await versions.begin_version(closed.id, final, staff=author, now=now())
    drafted = await consultations.draft()
    with pytest.raises(Conflict):
        await versions.begin_version(drafted.id, CORRECTION, staff=author, now=now())


async def test_a_correction_is_published_by_another_as_it_was_read(db: None) -> None:
    ref, seen = await begun()
    writer = await consultations.officer()
    await correct(ref, seen, [row(c) for c in seen.stored], by=writer)
    seen = await get_version(ref.id, seen.number)
    number, revision = seen.number, seen.revision
    with pytest.raises(Forbidden):
        await versions.publish_version(ref.id, number, revision=revision, staff=writer, now=now())
    other = await consultations.officer()
    with pytest.raises(Conflict):
        await versions.publish_version(
            ref.id, number, revision=revision - 1, staff=other, now=now()
        )
    await versions.publish_version(ref.id, number, revision=revision, staff=other, now=now())
    with pytest.raises(Conflict):
        await versions.publish_version(ref.id, number, revision=revision, staff=other, now=now())


async def test_a_text_nobody_has_read_can_be_thrown_away(db: None) -> None:
    ref, seen = await begun()
    author = await consultations.drafter()
    await versions.discard_version(ref.id, seen.number, staff=author)
    with pytest.raises(NotFound):
        await get_version(ref.id, seen.number)
    with pytest.raises(Conflict):
        await versions.discard_version(ref.id, 1, staff=author)
