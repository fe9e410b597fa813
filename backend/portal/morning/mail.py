"""The letter itself: titles, days and links, nothing people wrote and nobody's name."""

from collections.abc import Mapping, Sequence
from datetime import date

from backend.kernel.language import Text, say
from backend.notifications.schemas import Message, Simple
from backend.organisation.queries.morning import ending_token
from backend.organisation.schemas import StaffForDesk
from backend.portal.clocks.schemas import TaskOnClock
from backend.portal.morning.rules import Summary

HIDDEN = say("一件不公开的事项（登录后看）")


def letter_to(reader: StaffForDesk, summary: Summary, *, day: date) -> Message:
    """Return the letter of that day; it is one however often it is handed in."""
    return Message(
        template="staff/morning",
        to=reader.mail,
        dedupe_key=f"staff/morning:{reader.id}:{day.isoformat()}",
        context={
            "day_on": day.isoformat(),
            "late": _lines(summary.late),
            "near": _lines(summary.near),
            "rest": _lines(summary.rest),
            "unlisted": summary.unlisted,
        },
        unsubscribe_path=ending_path(reader.id),
    )


def ending_path(staff_id: int) -> str:
    """Return the address at which a person's letters end with one click."""
    return f"/morning-letters/{ending_token(staff_id)}"


def _lines(tasks: Sequence[TaskOnClock]) -> list[Mapping[str, Simple]]:
    return [_line(task) for task in tasks]


def _line(task: TaskOnClock) -> Mapping[str, Simple]:
    """Return a task for the letter; one that is secret is named only behind the sign-in."""
    label: Text = HIDDEN if task.is_hidden else task.label
    return {
        "label": str(label),
        "path": "/desk" if task.is_hidden else task.path,
        "unit": "" if task.is_hidden else task.unit_name,
        "clock": str(task.clock) if task.clock else "",
    }
