"""A consultation carried to its end: opinions of every kind, points, a final text, the report."""

from itertools import zip_longest
from typing import Any, NamedTuple

from backend.consultations.enums.consultation import Stage
from backend.consultations.operations import concluding, texts, versions
from backend.consultations.queries.versions import get_version
from backend.consultations.schemas.drafting import ConsultationRef
from backend.consultations.schemas.versions import CauseRow, CausesDraft, TextDraft, VersionDraft
from backend.kernel.clock import now
from backend.opinions.enums import ModerationMode, Result
from backend.opinions.operations import dispositions
from backend.opinions.operations.points import group_opinions
from backend.opinions.schemas.answers import BatchAnswerDraft
from backend.opinions.schemas.moderation import Act
from backend.opinions.schemas.points import Grouping, Picked
from tests.support import answering, consultations, moderating
from tests.support.answering import Asked

DENSER = "建议把第二件事改成每日不少于六班，老人等车太久。"
DENSER_TOO = "第二件事每日两班太少，请加到六班。"
QUIET = "我不想公开：第二件事的班次确实太少，孩子上学等车。"
FREE = '=HYPERLINK("http://evil.example") <script>alert(1)</script> 公交应当全部免费。'
OTHER = "县医院门口的路灯坏了半个月没人修。"
RUDE = "一群混账东西，什么都不会干的废物。"
NAME = "黄小明"
DENSER_TITLE, FREE_TITLE = "加密第二件事的班次", "城区公交全部免费"
FREE_REASON = "票款占成本两成多，全部免费会削弱运营质量，对乡镇居民也不公平，故不采纳。"
OTHER_REASON = "路灯不在本草案范围，已转市政部门，三日内修复。"
HIDDEN = (QUIET, RUDE)


class Said(NamedTuple):
    """The numbers of the opinions, by what they say."""

    denser: int
    denser_too: int
    quiet: int  # counted only
    free: int
    other: int
    rude: int  # withheld, nothing to answer


class Concluded(NamedTuple):
    """A consultation, its clauses, its opinions, and who carried it."""

    ref: ConsultationRef
    passages: list[int]
    said: Said
    asked: Asked

    @property
    def path(self) -> str:
        """Return its public address."""
        return f"/consultations/{self.ref.slug}"


async def answered(*, clauses: int = 3, contacts: tuple[str, ...] = (), **fields: Any) -> Concluded:
    """Return a consultation whose every opinion is answered, its final text written, cleared.

    The first ones left these `contacts`, the others the usual phone number.
    """
    ref = await consultations.closed(clauses=clauses, moderation=ModerationMode.AFTER, **fields)
    return await answered_at(ref, clauses=clauses, contacts=contacts)


async def answered_at(
    ref: ConsultationRef,
    *,
    clauses: int = 3,
    contacts: tuple[str, ...] = (),
    beside: tuple[int, ...] = (),
) -> Concluded:
    """Carry a consultation that is over as far; the opinions `beside` change its second clause."""
    passages = await consultations.passages(ref)
    hands = await answering.hands()
    said = await _said(ref.subject_id, hands.clerk, passages, contacts)
    asked = Asked(ref.subject_id, tuple(passages), [*said], hands)
    denser = await _point(asked, (*said[:3], *beside), DENSER_TITLE, result=Result.ADOPTED)
    await _point(asked, said[3:4], FREE_TITLE, result=Result.NOT_ADOPTED, reason=FREE_REASON)
    alone = BatchAnswerDraft(opinions=(said.other,), result=Result.TRANSFERRED, reason=OTHER_REASON)
    await dispositions.answer_opinions(asked.id, alone, staff=hands.clerk, now=now())
    await _final_text(ref, hands.clerk, passages, clauses=clauses, point=denser)
    await answering.cleared(asked)
    return Concluded(ref, passages, said, asked)


async def concluded(**options: Any) -> Concluded:
    """Return a consultation whose result is public."""
    found = await answered(**options)
    await concluding.publish_result(found.ref.id, staff=found.asked.hands.office, now=now())
    return found


async def _said(subject: int, clerk: Any, passages: list[int], contacts: tuple[str, ...]) -> Said:
    second = (passages[1],)
    sent = (
        {"text": DENSER, "passages": second, "name": NAME},
        {"text": DENSER_TOO, "passages": second, "name": "李四"},
        {"text": QUIET, "passages": second, "name": "周不公开", "may_publish": False},
        {"text": FREE},
        {"text": OTHER, "passages": (passages[0],)},
        {"text": RUDE, "name": "吴隐名"},
    )
    left = [{"contact": contact} for contact in contacts]
    receipts = [
        await answering.by_letter(subject, clerk, **one, **given)
        for one, given in zip_longest(sent, left, fillvalue={})
    ]
    said = Said(*[receipt.number for receipt in receipts])
    await moderating.act_on(Act.WITHHOLD, said.rude, rule="abuse")
    return said


async def _point(
    asked: Asked, numbers: tuple[int, ...], title: str, *, result: Result, reason: str = ""
) -> int:
    draft = Grouping(
        opinions=tuple(Picked(opinion=number) for number in numbers),
        title=title,
        result=result,
        reason=reason,
    )
    point = await group_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    return point.id


async def _final_text(
    ref: ConsultationRef, clerk: Any, passages: list[int], *, clauses: int, point: int
) -> None:
    begin = VersionDraft(stage=Stage.FINAL, note="根据征求的意见修改。")
    begun = await versions.begin_version(ref.id, begin, staff=clerk, now=now())
    whole = consultations.text(clauses).replace("每日不少于2班", "每日不少于6班")
    draft = TextDraft(text=whole, revision=begun.revision)
    written = await texts.write_text(ref.id, begun.number, draft, staff=clerk)
    causes = CausesDraft(
        clauses=(CauseRow(passage=passages[1], points=(point,)),), revision=written.revision
    )
    assert [one.passage for one in (await get_version(ref.id, begun.number)).causes] == [
        passages[1]
    ]
    await concluding.name_causes(ref.id, begun.number, causes, staff=clerk)
