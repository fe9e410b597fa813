"""The moderator's day: what is withheld or handed on one by one, the rest by batches."""

from collections.abc import Sequence

from tests.support.bus_plan.content import Said, Words
from tests.support.bus_plan.taking_part import Receipts
from tests.support.reading_forms import Reader, number_of

QUEUE = "/desk/moderation"


async def moderate(
    desk: Reader, subject: int, opinions: Sequence[Words], *, receipts: Receipts, decided: Said
) -> None:
    """Do with each opinion what the demo's moderators decided; the queue is empty afterwards."""
    numbers = {one.name: receipts[one.name][0] for one in opinions}
    for name in set(decided["withheld"]) & set(numbers):
        rule = decided["withheld"][name]
        await _one(desk, subject, numbers[name], "不公开", rule=rule)
    for name in set(decided["hotline"]) & set(numbers):
        await _one(desk, subject, numbers[name], "转 12345")
    left = [one for one in opinions if one.name not in decided["withheld"]]
    for one in left[:3]:
        label = "公开" if one.may_publish else "只计数"
        await _one(desk, subject, numbers[one.name], label)
    for label, is_open in (("公开", True), ("只计数", False)):
        many = {numbers[one.name] for one in left[3:] if one.may_publish is is_open}
        await _batches(desk, subject, label, many)
    assert not await _waiting(desk, subject)


async def _one(desk: Reader, subject: int, number: int, label: str, **typed: str) -> None:
    await desk.open(f"{QUEUE}/{number}?subject={subject}")
    told = await desk.press(label, typed, to=f"/{number}/acts")
    assert str(number) not in await _waiting(desk, subject) or label == "转 12345", told


async def _batches(desk: Reader, subject: int, label: str, numbers: set[int]) -> None:
    """Tick what of these stands on a page, act on all at once, until none is left."""
    while numbers:
        ticked = await desk.first_ticks(f"{QUEUE}?subject={subject}", "targets", numbers)
        await desk.press(label, {"targets": ticked}, to="/batches")
        numbers -= set(map(number_of, ticked))


async def _waiting(desk: Reader, subject: int) -> list[str]:
    """Return the numbers that still wait on the first page."""
    await desk.open(f"{QUEUE}?subject={subject}")
    return [str(number_of(box)) for box in desk.choices("targets")]
