"""What one can hear of, how often, and where a subscription stands."""

from enum import StrEnum

from backend.kernel.language import Text, say


class Scope(StrEnum):
    """How wide a subscription is; all but `all` have a key."""

    ALL = "all"
    DECISION = "decision"
    CONSULTATION = "consultation"
    UNIT = "unit"
    TOPIC = "topic"
    TOWN = "town"
    ACTIVITY = "activity"


class Activity(StrEnum):
    """Kinds of news, whatever they are about."""

    CONSULTATIONS = "consultations"
    RESULTS = "results"
    CATALOGUE = "catalogue"
    DECIDED = "decided"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _ACTIVITIES[self]


_ACTIVITIES = {
    Activity.CONSULTATIONS: say("新的意见征集"),
    Activity.RESULTS: say("意见采纳结果"),
    Activity.CATALOGUE: say("目录公布和调整"),
    Activity.DECIDED: say("决策结果"),
}


class Rhythm(StrEnum):
    """How often one is told."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def label(self) -> Text:
        """Return the rhythm's name for people."""
        return _RHYTHMS[self][0]

    @property
    def hint(self) -> Text:
        """Return when the letters come."""
        return _RHYTHMS[self][1]


_RHYTHMS = {
    Rhythm.WEEKLY: (say("每周一封"), say("星期一早上 8 点，一周的进展放在一起")),
    Rhythm.DAILY: (say("每天一封"), say("早上 8 点，没有进展的日子不寄")),
    Rhythm.AT_ONCE: (say("一有进展就寄"), say("通常几分钟内寄到")),
}


class State(StrEnum):
    """Where a subscription stands."""

    ASKED = "asked"  # the letter that asks for a confirmation is on its way
    CONFIRMED = "confirmed"
    ENDED = "ended"
