"""What the bus plan's people wrote, said and answered: the demo content, as forms take it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from backend.demo.adoption import RESULTS
from backend.demo.consultations import text_of
from backend.demo.opinions import AGES, CHANNELS, KINDS, label_of
from backend.opinions.enums import Channel, Result

SEEDS = Path(__file__).parents[3] / "seeds" / "demo"
NAME = "C1"
Said = dict[str, Any]


class Words(NamedTuple):
    """One opinion as a form takes it, and the way it came."""

    name: str
    channel: Channel
    articles: tuple[str, ...]
    fields: dict[str, str]

    @property
    def may_publish(self) -> bool:
        """Whether the person agreed to publication."""
        return "may_publish" in self.fields


class Story(NamedTuple):
    """Everything that was written down of the bus plan."""

    asked: Said
    opinions: tuple[Words, ...]
    moderated: Said
    answered: Said

    @property
    def draft(self) -> str:
        """Return the draft as one would paste it."""
        return text_of(self.asked["draft"]["articles"])

    @property
    def final(self) -> str:
        """Return the final text as one would paste it."""
        finals = {one["article_id"]: one["text"] for one in self.answered["final_text"]["articles"]}
        articles = self.asked["draft"]["articles"]
        return text_of([{**article, "text": finals[article["id"]]} for article in articles])

    @property
    def changed(self) -> dict[str, str]:
        """Return every article's words after the changes the answers name, by its label."""
        texts = {one["id"]: one["text"] for one in self.asked["draft"]["articles"]}
        for point in self.answered["points"]:
            for change in point["text_changes"]:
                name, before = change["article_id"], change["before"]
                assert texts[name].count(before) == 1, (name, before)
                texts[name] = texts[name].replace(before, change["after"])
        return {label_of(name): text for name, text in texts.items()}

    def points_of(self, label: str) -> list[str]:
        """Return the titles of the points that changed an article."""
        return [
            point["topic"]
            for point in self.answered["points"]
            if label in {label_of(change["article_id"]) for change in point["text_changes"]}
        ]


def result_of(name: str) -> Result:
    """Return the result that the demo content calls so."""
    return RESULTS[name]


def channel_of(name: str) -> Channel:
    """Return the channel that the demo content calls so."""
    return CHANNELS[name]


def told() -> Story:
    """Read the bus plan out of the demo content."""
    asked = next(one for one in _read("consultations")["consultations"] if one["id"] == NAME)
    opinions = [one for one in _read("opinions")["opinions"] if one["consultation_id"] == NAME]
    opinions.sort(key=lambda one: str(one["submitted_at"]))
    return Story(asked, tuple(map(_words, opinions)), _read("moderation"), _read("adoption"))


def _read(name: str) -> Said:
    found: Said = json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _words(one: Said) -> Words:
    who = one["submitter"]
    town = who["town_id"] or ""
    fields = {
        "text": one["text"],
        "name": who["display_name"] or "",
        "contact": f"139 0000 {int(one['id'][-3:]):04}",
        "submitter_kind": KINDS[who["kind"]].value,
        "organisation_name": who["org_name"] or "",
        "town": "zone" if town == "T09" else f"town-{town.lower()}" if town else "",
        "age_band": AGES[who["age_band"]].value if who["age_band"] else "",
    }
    consent = {"may_publish": "true"} if who["public_consent"] else {}
    articles = tuple(map(label_of, one["article_refs"]))
    return Words(one["id"], CHANNELS[one["channel"]], articles, _without(fields) | consent)


def _without(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what people filled in; a person names no organisation."""
    return {name: value for name, value in fields.items() if value}
