"""Holding what is about to change, always in this order: the subject, then opinions by number.

A subject is held *shared* by everything that changes its opinions, and alone by what concludes it:
so an answer is never published while an opinion changes, and nobody waits for a neighbour.
"""

from datetime import datetime

from backend.kernel.database import rows
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.language import say
from backend.opinions.enums import ContactKind, OpinionState, Route
from backend.opinions.schemas import Frozen

# KEY SHARE is what the foreign keys of opinions and tallies take anyway; FOR UPDATE waits for it.
SHARE = """
SELECT id, kind, key, title, path, lead_unit, opens_at, closes_at, concluded_at
FROM opinion_subject WHERE id = {} FOR KEY SHARE
"""
ALONE = SHARE.replace("FOR KEY SHARE", "FOR UPDATE")
OWN = """
SELECT id, subject, state, state_at, text, public_text, name_sealed, revision,
       contact_kind, contact_sealed, contact_index, erased_at, route, duplicate_of
FROM opinion WHERE id = {} FOR NO KEY UPDATE
"""
FAMILY = """
SELECT id FROM opinion WHERE id = {} OR duplicate_of = {} ORDER BY id FOR NO KEY UPDATE
"""
NUMBER_OF = "SELECT id, subject FROM opinion WHERE receipt_code = {}"


class HeldSubject(Frozen):
    """A subject that stays as it is until the transaction ends."""

    id: int
    kind: str
    key: str
    title: str
    path: str
    lead_unit: int
    opens_at: datetime | None
    closes_at: datetime | None
    concluded_at: datetime | None

    @property
    def is_concluded(self) -> bool:
        """Whether its answers are published."""
        return self.concluded_at is not None


class HeldOpinion(Frozen):
    """An opinion that nobody else changes until the transaction ends."""

    id: int
    subject: HeldSubject
    state: OpinionState
    state_at: datetime
    text: str | None
    public_text: str | None
    name_sealed: str
    revision: int
    contact_kind: ContactKind
    contact_sealed: str
    contact_index: str
    erased_at: datetime | None
    route: Route
    duplicate_of: int | None


async def share_subject(subject_id: int) -> HeldSubject:
    """Hold a subject with others, so that it cannot be concluded meanwhile; raise NotFound."""
    return await _subject(SHARE, subject_id)


async def share_open_answers(subject_id: int) -> HeldSubject:
    """Hold a subject with others; raise Conflict when its answers are published already."""
    subject = await share_subject(subject_id)
    if subject.is_concluded:
        raise Conflict(say("这件事的答复已经公布，不能再改。"))
    return subject


async def hold_subject(subject_id: int) -> HeldSubject:
    """Hold a subject alone: whoever is entering an opinion finishes first; raise NotFound."""
    return await _subject(ALONE, subject_id)


async def hold_own(code: str, *, with_duplicates: bool = False) -> HeldOpinion | None:
    """Hold the opinion of a receipt code in its printed form, or return None."""
    found = await rows(NUMBER_OF, code)
    if not found:
        return None
    subject, number = await share_subject(found[0]["subject"]), found[0]["id"]
    if with_duplicates:
        await rows(FAMILY, number, number)
    row = (await rows(OWN, number))[0]
    return HeldOpinion(**{**row, "subject": subject})


async def _subject(sql: str, subject_id: int) -> HeldSubject:
    found = await rows(sql, subject_id)
    if not found:
        raise NotFound
    return HeldSubject(**found[0])
