"""Subjects of opinions, as the rooms above keep them."""

from datetime import date, timedelta

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.opinions.enums import ModerationMode, SubjectKind
from backend.opinions.operations.subjects import (
    amend_subject,
    conclude_subject,
    move_answer_day,
    move_deadline,
    open_subject,
    put_passages,
)
from backend.opinions.schemas.subjects import PassageDraft, SubjectAmendment, SubjectDraft
from tests.support import factories, opinions

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


async def row_of(subject_id):
    return (await rows("SELECT * FROM opinion_subject WHERE id = {}", subject_id))[0]


async def test_one_kind_has_one_subject_of_a_key(db):
    unit = await factories.unit("transport")
    draft = SubjectDraft(
        kind=SubjectKind.SURVEY, key="one", title="问卷", path="/surveys/one", lead_unit=unit.id
    )
    subject_id = await open_subject(draft)
    with pytest.raises(Conflict):
        await open_subject(draft)
    other = await open_subject(draft.model_copy(update={"kind": SubjectKind.EVENT}))
    assert other != subject_id
    assert (await row_of(subject_id))["opens_at"] is None


async def test_what_was_never_opened_takes_nothing(db):
    unit = await factories.unit("transport")
    subject_id = await open_subject(
        SubjectDraft(kind=SubjectKind.SURVEY, key="one", title="问卷", path="/x", lead_unit=unit.id)
    )
    with pytest.raises(NotFound):
        await opinions.receive(opinions.Invited(subject_id, (), "transport"))


async def test_a_window_ends_after_it_begins(db):
    with pytest.raises(Invalid):
        await opinions.subject(opens_at=now(), closes_at=now() - DAY)


async def test_before_the_opening_the_window_may_move(db):
    invited = await opinions.subject(opens_at=now() + DAY)
    later = now() + 5 * DAY
    await amend_subject(
        invited.id,
        SubjectAmendment(
            title="改过的名字",
            opens_at=later,
            closes_at=later + 30 * DAY,
            moderation=ModerationMode.AFTER,
        ),
    )
    row = await row_of(invited.id)
    assert (row["title"], row["opens_at"], row["moderation"]) == ("改过的名字", later, "after")
    with pytest.raises(Invalid):
        await amend_subject(invited.id, SubjectAmendment(opens_at=later + 90 * DAY))


async def test_after_the_opening_the_window_stays_and_the_title_may_change(db):
    invited = await opinions.subject()
    with pytest.raises(Conflict):
        await amend_subject(invited.id, SubjectAmendment(closes_at=now() + DAY))
    await amend_subject(invited.id, SubjectAmendment(title="改过的名字"))
    assert (await row_of(invited.id))["title"] == "改过的名字"


async def test_a_deadline_only_moves_on_and_only_before_it_passed(db):
    invited = await opinions.subject()
    later = now() + 60 * DAY
    await move_deadline(invited.id, later)
    assert (await row_of(invited.id))["closes_at"] == later
    with pytest.raises(Invalid):
        await move_deadline(invited.id, later - DAY)
    closed = await opinions.subject(closes_at=now() - timedelta(seconds=1))
    with pytest.raises(Conflict):
        await move_deadline(closed.id, later)


async def test_the_day_of_the_answer_only_moves_on(db):
    invited = await opinions.subject()
    await move_answer_day(invited.id, date(2027, 2, 26))
    with pytest.raises(Invalid):
        await move_answer_day(invited.id, date(2027, 2, 25))
    await conclude_subject(invited.id)
    with pytest.raises(Conflict):
        await move_answer_day(invited.id, date(2027, 3, 26))


async def test_nothing_is_concluded_while_an_opinion_waits(db):
    invited = await opinions.subject()
    await opinions.receive(invited)
    with pytest.raises(Conflict):
        await conclude_subject(invited.id)
    assert (await row_of(invited.id))["concluded_at"] is None


async def test_a_subject_is_concluded_once(db):
    invited = await opinions.subject()
    assert await conclude_subject(invited.id) is not None
    with pytest.raises(Conflict):
        await conclude_subject(invited.id)


async def test_an_unknown_subject_is_not_there(db):
    for attempt in (conclude_subject(10**6), put_passages(10**6, ()), move_deadline(10**6, now())):
        with pytest.raises(NotFound):
            await attempt


async def test_passages_keep_their_identity_and_missing_ones_retire(db):
    invited = await opinions.subject(passages=3)
    first, second, third = invited.passages
    ids = await put_passages(
        invited.id,
        (
            PassageDraft(label="新的", position=1),
            PassageDraft(id=third, label="第三条（原第四条）", position=2),
            PassageDraft(label="又一条", position=3),
            PassageDraft(id=first, label="第1条", position=4),
        ),
    )
    assert (ids[1], ids[3]) == (third, first)
    assert len(set(ids)) == 4
    found = await rows(
        "SELECT id, label, is_current FROM opinion_passage WHERE subject = {}"
        " ORDER BY position, id",
        invited.id,
    )
    current = [(row["id"], row["label"]) for row in found if row["is_current"]]
    assert current == [
        (ids[0], "新的"),
        (third, "第三条（原第四条）"),
        (ids[2], "又一条"),
        (first, "第1条"),
    ]
    assert [row["id"] for row in found if not row["is_current"]] == [second]


async def test_a_retired_passage_may_come_back(db):
    invited = await opinions.subject(passages=1)
    (only,) = invited.passages
    await put_passages(invited.id, ())
    back = (PassageDraft(id=only, label="第1条", position=1),)
    assert await put_passages(invited.id, back) == (only,)
    await opinions.receive(invited, sent=opinions.draft(passages=(only,)))


async def test_a_passage_of_another_subject_is_refused(db):
    invited, other = await opinions.subject(), await opinions.subject()
    with pytest.raises(Invalid):
        await put_passages(
            invited.id, (PassageDraft(id=other.passages[0], label="第1条", position=1),)
        )
