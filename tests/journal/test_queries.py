"""Public entries by number and by subject: what feeds and digests are made of."""

import pytest

from backend.journal import operations as journal
from backend.journal.queries import find_settled, list_public_about, list_public_between
from backend.journal.schemas import SYSTEM, Subject
from backend.kernel.database import transaction

pytestmark = pytest.mark.anyio
KINDS = ("decision",)


async def act(number: str, action: str = "decision.defer", *, is_public: bool = True) -> int:
    kind = "opinion" if action.startswith("opinion.") else "decision"
    async with transaction():
        subject = Subject(kind=kind, id=number, title=number)
        return await journal.record(SYSTEM, action, subject, is_public=is_public)


async def test_only_public_entries_of_these_kinds_count(db) -> None:
    first = await act("A")
    second = await act("B")
    await act("A", is_public=False)
    await act("1", "opinion.publish")
    assert await find_settled(KINDS) == second
    between = await list_public_between(first - 1, second + 9, KINDS)
    assert [entry.id for entry in between] == [first, second]
    assert [entry.id for entry in await list_public_between(first, second, KINDS)] == [second]


async def test_an_empty_journal_is_settled(db) -> None:
    assert await find_settled(("nothing",)) == 0


async def test_entries_about_subjects_are_narrowed_by_act_newest_first(db) -> None:
    first, _, third = await act("A"), await act("B"), await act("A", "decision.resume")
    subjects = [("decision", "A"), ("consultation", "B")]
    assert [entry.id for entry in await list_public_about(subjects)] == [third, first]
    resumed = await list_public_about(subjects, acts=["decision.resume"])
    assert [entry.id for entry in resumed] == [third]
    others = await list_public_about(subjects, without=["decision.resume"])
    assert [entry.id for entry in others] == [first]
    assert not await list_public_about([])
