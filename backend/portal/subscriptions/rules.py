"""What is news, to which places it belongs, and when a subscription is told next."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from backend.journal.schemas import JournalPublic
from backend.kernel.clock import COUNTY_ZONE, in_county
from backend.kernel.language import Text, say
from backend.portal.subscriptions.enums import Activity, Rhythm, Scope
from backend.portal.subscriptions.schemas import EVERYTHING, Place, Scopes

CONFIRM_WITHIN = timedelta(days=3)
MOST_SHOWN = 30  # entries of one letter
LETTERS_AT = time(8)  # county time
MONDAY = 0

# Subjects whose public acts are news. Opinions are told of one by one on their receipts; what is
# published about an opinion_subject is told by the act of its own room, in the same moment.
KINDS = ("catalogue", "decision", "consultation")
# Matters long past, typed in later: on their pages, but no news to anyone.
NO_NEWS = frozenset({"decision.enter_past", "consultation.enter_past"})
# Each matter of a new catalogue; who hears of everything is told of the catalogue.
NOT_FOR_ALL = frozenset({"decision.publish"})
# One row for each kind of news; a room that comes adds its acts here, and its kind above.
ACTIVITIES: Mapping[Activity, frozenset[str]] = {
    Activity.CONSULTATIONS: frozenset(
        {
            *("consultation.publish", "consultation.extend", "consultation.postpone_feedback"),
            "draft.publish",
        }
    ),
    Activity.RESULTS: frozenset({"consultation.conclude"}),
    Activity.CATALOGUE: frozenset(
        {
            *("catalogue.publish", "catalogue.report", "decision.add", "decision.defer"),
            *("decision.remove", "decision.reschedule", "decision.suspend", "decision.resume"),
        }
    ),
    Activity.DECIDED: frozenset({"decision.publish_result"}),
}
HEADLINES: Mapping[str, Text] = {  # what the other acts are called says enough
    "consultation.publish": say("开始征求意见"),
    "consultation.extend": say("征集期限延长"),
    "consultation.postpone_feedback": say("意见反馈推迟"),
    "consultation.conclude": say("意见采纳结果已公布"),
    "draft.publish": say("征求意见稿有更正"),
    "catalogue.publish": say("年度目录已公布"),
    "catalogue.report": say("年度完成情况已公布"),
    "decision.publish": say("列入年度目录"),
    "decision.publish_result": say("决策结果已公布"),
}


def headline(entry: JournalPublic) -> Text:
    """Return what happened, as it stands after the title in a letter."""
    return HEADLINES.get(entry.action, entry.label)


def places_of(entry: JournalPublic, scopes: Scopes) -> frozenset[Place]:
    """Return the places an entry is news for; none for what is no news, or not to be seen now."""
    found = scopes.places.get((entry.subject_kind, entry.subject_id))
    if found is None or entry.action in NO_NEWS:
        return frozenset()
    kinds = (
        Place(Scope.ACTIVITY, kind) for kind, acts in ACTIVITIES.items() if entry.action in acts
    )
    whole = () if entry.action in NOT_FOR_ALL else (EVERYTHING,)
    return found.union(kinds, whole)


def acts_of(place: Place) -> frozenset[str] | None:
    """Return the acts a place is about; None: whatever is done to its subjects."""
    if place.scope is not Scope.ACTIVITY:
        return None
    return ACTIVITIES.get(Activity(place.key), frozenset())


def read_place(about: str) -> Place | None:
    """Return the place an address names, or None; that it exists is for `Scopes` to say."""
    scope, _, key = about.partition(":")
    if scope not in frozenset(Scope) or (scope == Scope.ALL) != (key == ""):
        return None
    return Place(Scope(scope), key)


def first_at(rhythm: Rhythm, now: datetime) -> datetime:
    """Return when a subscription is told next: at once, tomorrow morning or on Monday morning."""
    if rhythm is Rhythm.AT_ONCE:
        return now
    local = in_county(now)
    day = datetime.combine(local.date(), LETTERS_AT, COUNTY_ZONE)
    if day <= local:
        day += timedelta(days=1)
    if rhythm is Rhythm.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return day


def following_at(rhythm: Rhythm, last: datetime, now: datetime) -> datetime:
    """Return when it is told after that; at once stays due, so that no clock can put it off."""
    return min(last, now) if rhythm is Rhythm.AT_ONCE else first_at(rhythm, now)
