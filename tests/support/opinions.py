"""Subjects that take opinions, and opinions on them, made the way people make them."""

import itertools
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.kernel.clock import now
from backend.opinions.enums import AgeBand, Channel, ModerationMode, SubjectKind
from backend.opinions.operations.moderating import moderate
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.operations.subjects import open_subject, put_passages
from backend.opinions.rules.privacy import CURRENT
from backend.opinions.schemas.moderation import Act, Decision, Target, new_batch
from backend.opinions.schemas.receiving import Arrival, OpinionDraft, Receipt
from backend.opinions.schemas.subjects import PassageDraft, SubjectDraft
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from tests.support import factories

TEXT = "建议早晚高峰把公交班次加密一些，学生上学等车太久。"
PHONE = "13900001234"
ANSWER_DUE = date(2027, 1, 29)
_numbers = itertools.count(1)


class Invited(NamedTuple):
    """A subject, and the passages one can point at."""

    id: int
    passages: tuple[int, ...]
    unit_code: str


async def subject(
    *,
    moderation: ModerationMode = ModerationMode.BEFORE,
    passages: int = 3,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    unit_code: str = "transport",
) -> Invited:
    """Return a subject that is open: since yesterday, for a month, unless said otherwise."""
    unit = await factories.unit(unit_code)
    number = next(_numbers)
    draft = SubjectDraft(
        kind=SubjectKind.CONSULTATION,
        key=f"matter-{number}",
        title=f"公交线网优化方案（{number}）",
        path=f"/consultations/matter-{number}",
        lead_unit=unit.id,
        moderation=moderation,
        opens_at=opens_at or now() - timedelta(days=1),
        closes_at=closes_at or now() + timedelta(days=30),
        answer_due_on=ANSWER_DUE,
    )
    subject_id = await open_subject(draft)
    parts = tuple(PassageDraft(label=f"第{n}条", position=n) for n in range(1, passages + 1))
    return Invited(subject_id, await put_passages(subject_id, parts), unit.code)


def draft(**given) -> OpinionDraft:
    """Return an opinion of somebody who left a phone number and lets it be published."""
    return OpinionDraft(**{"text": TEXT, "contact": PHONE, "may_publish": True, **given})


def arrival(**given) -> Arrival:
    """Return how an opinion comes from the web."""
    return Arrival(**{"channel": Channel.WEB, "privacy_version": CURRENT, **given})


async def receive(invited: Invited, *, sent: OpinionDraft | None = None, **arriving) -> Receipt:
    """Enter an opinion on that subject."""
    return await receive_opinion(invited.id, sent or draft(), arrival(**arriving))


async def receive_many(invited: Invited, count: int, **given) -> list[Receipt]:
    """Enter some opinions whose words differ, one after the other."""
    return [
        await receive(invited, sent=draft(text=f"{TEXT}这是第{n}条。", **given))
        for n in range(1, count + 1)
    ]


async def published(**given) -> tuple[Invited, Receipt]:
    """Return a subject that shows opinions at once, and one that is shown."""
    invited = await subject(moderation=ModerationMode.AFTER)
    return invited, await receive(invited, sent=draft(**given))


async def moderator() -> StaffMember:
    """Return somebody who moderates opinions on every subject."""
    return await factories.staff(roles=(Role.MODERATOR,))


async def publish(subject_id: int, text: str = TEXT, **given) -> int:
    """Enter an opinion of somebody who consents, let a moderator publish it; return its number."""
    receipt = await receive_opinion(subject_id, draft(text=text, **given), arrival())
    done = Decision(batch=new_batch(), targets=(Target(receipt.number, 1),), act=Act.PUBLISH)
    (result,) = await moderate(done, staff=await moderator(), now=now())
    assert result.outcome.is_done, result
    return receipt.number


async def clerk(unit_code: str = "transport") -> StaffMember:
    """Return somebody of a unit who enters letters and answers opinions."""
    return await factories.staff(unit_code=unit_code, roles=(Role.DRAFTER,))


MINOR = AgeBand.UNDER_18
