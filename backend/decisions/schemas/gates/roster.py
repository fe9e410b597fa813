"""Reads a hearing's roster as a clerk types or pastes it: one participant on a line."""

import re

from backend.decisions.schemas.content import Frozen
from backend.kernel.language import say

BETWEEN = re.compile(r"[\t,，;；]+")  # not 、: a side may be 人大代表、政协委员
INTERESTED = frozenset({"利害关系人", "利害"})
CONSUMER = frozenset({"消费者", "用户"})
MOST_PARTICIPANTS = 300
LONGEST_NAME, LONGEST_SIDE = 40, 60  # characters


class RosterLine(Frozen):
    """One participant as typed."""

    name: str
    side: str
    is_interested: bool = False
    is_consumer: bool = False


def read_roster(typed: str) -> tuple[RosterLine, ...]:
    """Return the participants; raise ValueError naming the line that cannot be read."""
    lines = [line.strip() for line in typed.splitlines()]
    found = [_participant(n, line) for n, line in enumerate(lines, start=1) if line]
    if len(found) > MOST_PARTICIPANTS:
        raise ValueError(say("人数太多，最多 {most} 人。", most=MOST_PARTICIPANTS))
    seen: set[tuple[str, str]] = set()
    for one in found:
        if (one.name, one.side) in seen:
            raise ValueError(say("{name}（{side}）写了两次。", name=one.name, side=one.side))
        seen.add((one.name, one.side))
    return tuple(found)


def read_sides(typed: str) -> tuple[str, ...]:
    """Return the sides, each once and in their order; raise ValueError for one that is too long."""
    sides = tuple(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    if any(len(side) > LONGEST_SIDE for side in sides):
        raise ValueError(say("每一方的名称最多 {most} 个字。", most=LONGEST_SIDE))
    return sides


def write_roster(lines: tuple[RosterLine, ...]) -> str:
    """Return the roster as it would be typed."""
    return "\n".join("，".join(_parts(line)) for line in lines)


def _parts(line: RosterLine) -> list[str]:
    marks = ["利害关系人"] if line.is_interested else []
    return [line.name, line.side, *marks, *(["消费者"] if line.is_consumer else [])]


def _participant(number: int, line: str) -> RosterLine:
    parts = [part.strip() for part in BETWEEN.split(line) if part.strip()]
    name, side, *marks = [*parts, "", ""] if len(parts) <= 1 else parts
    if not side:
        raise ValueError(say("第 {n} 行读不懂，请写成：姓名，代表哪一方，利害关系人。", n=number))
    unknown = [mark for mark in marks if mark not in INTERESTED | CONSUMER]
    if unknown:
        raise ValueError(
            say("第 {n} 行的“{mark}”读不懂，只能写利害关系人或消费者。", n=number, mark=unknown[0])
        )
    if len(name) > LONGEST_NAME or len(side) > LONGEST_SIDE:
        raise ValueError(say("第 {n} 行的姓名或代表方太长。", n=number))
    return RosterLine(
        name=name,
        side=side,
        is_interested=not INTERESTED.isdisjoint(marks),
        is_consumer=not CONSUMER.isdisjoint(marks),
    )
