"""How a gate says what is missing: a sentence, and the page where it can be supplied."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from backend.decisions.enums import Gate
from backend.decisions.schemas.gates.dossier import Lack, Matter
from backend.decisions.schemas.gates.rulebook import RuleBook
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say


class Measures(NamedTuple):
    """What a gate measures with: the law's numbers, the working days, and the day it is."""

    book: RuleBook
    calendar: WorkCalendar
    today: date


def desk_path(matter: Matter, place: str) -> str:
    """Return the address of a page, or of a `#part` of the page, of this decision at the desk."""
    return f"/desk/decisions/{matter.code}{place if place.startswith('#') else f'/{place}'}"


def lack(text: Text, matter: Matter, place: Gate | str) -> Lack:
    """Return one thing that is missing, with the page where it is supplied."""
    return Lack(text=text, path=desk_path(matter, str(place)))


def refusal(lacks: Sequence[Lack], message: Text | None = None) -> Invalid:
    """Return the error that lists everything missing, as fields `lack-0`, `lack-1` and so on."""
    said = message or say("还差 {n} 项，补齐后才能办理这一步。", n=len(lacks))
    return Invalid(said, fields={f"lack-{n}": found.text for n, found in enumerate(lacks)})


def on_day(day: date) -> Text:
    """Return a day in words, to stand inside a sentence."""
    return say("{day}", day=day)


def future(days: dict[str, date | None], today: date) -> dict[str, Text]:
    """Return what is wrong with days that should have passed, by field."""
    return {
        name: say("日期还没有到，发生以后再来登记。")
        for name, day in days.items()
        if day is not None and day > today
    }
