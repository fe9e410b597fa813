"""Files of a draft: kept with their hash, bound to their draft, never changed once public."""

import hashlib

import pytest

from backend.consultations.operations import files
from backend.consultations.queries.content import load_whole
from backend.consultations.schemas.drafting import FileDraft
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory
from backend.kernel.errors import Forbidden, Invalid, NotFound
from tests.support import consultations

pytestmark = pytest.mark.anyio
CONTENT = "成本测算如下：每公里六元。".encode()


async def attach(number: int, *, by, title: str = "测算表"):
    return await files.attach_file(
        number, FileDraft(title=title), InMemory(CONTENT), name="测算.txt", staff=by
    )


async def test_a_file_is_sealed_with_the_draft_by_its_hash(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    await attach(ref.id, by=author)
    content, _ = await load_whole(ref.id)
    assert [(file.title, file.sha256) for file in content.files] == [
        ("测算表", hashlib.sha256(CONTENT).hexdigest())
    ]


async def test_a_file_without_a_title_is_called_by_its_name(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    await attach(ref.id, by=author, title="")
    assert (await rows("SELECT title FROM consultation_file"))[0]["title"] == "测算.txt"


async def test_nobody_changes_files_of_what_was_submitted_or_is_anothers(db: None) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    with pytest.raises(Forbidden):
        await attach(ref.id, by=await consultations.drafter("justice"))
    other = await consultations.submitted(by=author)
    with pytest.raises(Invalid):
        await attach(other.id, by=author)
    with pytest.raises(NotFound):
        await files.remove_file(ref.id, 10**6, staff=author)


async def test_another_drafts_file_is_not_removed_by_way_of_ones_own(db: None) -> None:
    author = await consultations.drafter()
    one, other = await consultations.draft(by=author), await consultations.draft(by=author)
    await attach(one.id, by=author)
    number = (await rows("SELECT id FROM consultation_file"))[0]["id"]
    with pytest.raises(NotFound):
        await files.remove_file(other.id, number, staff=author)
    await files.remove_file(one.id, number, staff=author)
    assert not await rows("SELECT 1 FROM consultation_file")


async def test_there_is_an_end_to_files(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    author = await consultations.drafter()
    ref = await consultations.draft(by=author)
    monkeypatch.setattr(files, "MOST_FILES", 1)
    await attach(ref.id, by=author)
    with pytest.raises(Invalid) as refused:
        await attach(ref.id, by=author)
    assert refused.value.fields.keys() == {"file"}
