"""The numbers the law sets, each from a day on, for every topic or for one."""

from datetime import date

from backend.decisions.enums import Topic
from backend.decisions.schemas.content import Frozen


class RuleLine(Frozen):
    """One number."""

    name: str
    topic: str = ""  # empty: every topic
    value: int
    unit: str
    valid_from: date
    valid_to: date | None = None
    source: str
    note: str = ""


class RuleBook(Frozen):
    """Every number; gives the one in force that day, a topic's own before the general one."""

    lines: tuple[RuleLine, ...] = ()

    def find(self, name: str, topic: Topic, on: date) -> RuleLine | None:
        """Return the rule in force for a topic on a day, or None when there was none."""
        fitting = [
            line
            for line in self.lines
            if line.name == name
            and line.topic in ("", topic.value)
            and line.valid_from <= on
            and (line.valid_to is None or on <= line.valid_to)
        ]
        return max(fitting, key=lambda line: (line.topic != "", line.valid_from), default=None)

    def number(self, name: str, topic: Topic, on: date) -> int:
        """Return the number in force, 0 when there was none."""
        found = self.find(name, topic, on)
        return found.value if found else 0
