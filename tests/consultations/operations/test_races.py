"""Two at once, really: each is either done and told so, or refused and told so."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from backend.consultations.operations import (
    concluding,
    drafting,
    extending,
    publishing,
    texts,
    versions,
)
from backend.consultations.queries.content import load_part
from backend.consultations.queries.versions import get_version
from backend.consultations.schemas.drafting import (
    ConsultationRef,
    ExtensionDraft,
    NoteDraft,
    Overtaken,
    RevisionSeen,
)
from backend.consultations.schemas.versions import TextDraft
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, DomainError, Invalid
from tests.consultations.operations.test_concluding import FINAL, ready
from tests.support import consultations

pytestmark = pytest.mark.anyio


async def at_once(*attempts: Coroutine[Any, Any, Any]) -> tuple[list[Any], list[DomainError]]:
    """Run them together and return what was done and what was refused; nothing else may happen."""
    found = await asyncio.gather(*attempts, return_exceptions=True)
    refused = [one for one in found if isinstance(one, DomainError)]
    broken = [one for one in found if isinstance(one, BaseException) and one not in refused]
    assert not broken
    return [one for one in found if one not in refused], refused


async def test_drafts_begun_at_once_have_addresses_of_their_own(committed: None) -> None:
    author = await consultations.drafter()
    begun, refused = await at_once(
        *[
            drafting.draft_consultation(consultations.basics(), staff=author, now=now())
            for _ in range(8)
        ]
    )
    assert not refused
    assert len({ref.slug for ref in begun}) == 8


async def test_of_two_who_save_a_part_at_once_one_is_told(committed: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    seen = (await load_part(ref.id, NoteDraft)).seen
    saved, refused = await at_once(
        *[
            drafting.amend_part(
                ref.id, NoteDraft(background=f"第{n}个人写的。", seen=seen), staff=author
            )
            for n in range(5)
        ]
    )
    assert not refused
    assert sum(isinstance(one, ConsultationRef) for one in saved) == 1
    assert sum(isinstance(one, Overtaken) for one in saved) == 4


async def test_of_two_who_write_a_text_at_once_one_is_told(committed: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    revision = (await get_version(ref.id, 1)).revision
    done, refused = await at_once(
        *[
            texts.write_text(
                ref.id, 1, TextDraft(text=f"第一条　第{n}稿。", revision=revision), staff=author
            )
            for n in range(5)
        ]
    )
    assert (len(done), len(refused)) == (1, 4)
    assert all(isinstance(one, Invalid) for one in refused)
    assert len((await get_version(ref.id, 1)).stored) == 1


async def test_it_is_published_once_however_often_it_is_pressed(committed: None) -> None:
    ref = await consultations.submitted()
    seen = RevisionSeen(revision=ref.revision)
    officers = [await consultations.officer() for _ in range(4)]
    done, refused = await at_once(
        *[publishing.publish_consultation(ref.id, seen, staff=one, now=now()) for one in officers]
    )
    assert (len(done), len(refused)) == (1, 3)
    entries = await rows("SELECT 1 FROM journal_entry WHERE action = 'consultation.publish'")
    assert len(entries) == 1


async def test_what_is_published_is_what_was_read_although_somebody_writes(
    committed: None,
) -> None:
    author = await consultations.drafter()
    ref = await consultations.submitted(by=author)
    read = await get_version(ref.id, 1)
    seen = RevisionSeen(revision=ref.revision)
    await at_once(
        publishing.publish_consultation(
            ref.id, seen, staff=await consultations.officer(), now=now()
        ),
        texts.write_text(
            ref.id, 1, TextDraft(text="第一条　偷偷换的。", revision=read.revision), staff=author
        ),
        consultations.write(ref.id, consultations.note(background="偷偷换的。"), by=author),
    )
    after = await get_version(ref.id, 1)
    assert after.is_sealed
    assert [clause.text for clause in after.stored] == [clause.text for clause in read.stored]
    assert (await load_part(ref.id, NoteDraft)).background == consultations.note().background


async def test_two_extensions_to_the_same_day_are_one(committed: None) -> None:
    ref = await consultations.published()
    until = ExtensionDraft(
        until_on=await consultations.working_day_after(70), reason="多给一些时间。"
    )
    office = await consultations.officer()
    done, refused = await at_once(
        *[extending.extend_period(ref.id, until, staff=office, now=now()) for _ in range(4)]
    )
    assert (len(done), len(refused)) == (1, 3)
    assert len(await rows("SELECT 1 FROM consultation_extension")) == 1


async def test_only_one_other_text_is_begun(committed: None) -> None:
    ref = await consultations.closed()
    author = await consultations.drafter()
    done, refused = await at_once(
        *[versions.begin_version(ref.id, FINAL, staff=author, now=now()) for _ in range(4)]
    )
    assert (len(done), len(refused)) == (1, 3)
    assert all(isinstance(one, Conflict) for one in refused)


async def test_the_result_is_published_once_and_whole(committed: None) -> None:
    ref, _, final = await ready()
    officers = [await consultations.officer() for _ in range(3)]
    done, refused = await at_once(
        *[concluding.publish_result(ref.id, staff=one, now=now()) for one in officers],
        texts.write_text(
            ref.id,
            final.number,
            TextDraft(text="第一条　偷偷换的。", revision=final.revision),
            staff=await consultations.drafter(),
        ),
    )
    assert len(done) + len(refused) == 4
    sealed = await get_version(ref.id, final.number)
    assert sealed.is_sealed
    entries = await rows("SELECT 1 FROM journal_entry WHERE action = 'consultation.conclude'")
    assert len(entries) == 1
