"""What a form about subscriptions offers to choose from."""

from collections.abc import Mapping
from typing import NamedTuple

from backend.kernel.language import Text, say
from backend.portal.subscriptions.enums import Rhythm, Scope
from backend.portal.subscriptions.schemas import Scopes, What

RHYTHMS: tuple[Mapping[str, str | Text], ...] = tuple(
    {"value": rhythm.value, "text": rhythm.label, "hint": rhythm.hint}
    for rhythm in (Rhythm.WEEKLY, Rhythm.DAILY, Rhythm.AT_ONCE)
)
GROUPS = {
    Scope.ACTIVITY: say("一类消息"),
    Scope.TOPIC: say("一个领域"),
    Scope.TOWN: say("一个镇街"),
    Scope.UNIT: say("一个单位"),
}


class Group(NamedTuple):
    """Options under one heading."""

    label: Text
    options: tuple[What, ...]


def groups_of(scopes: Scopes) -> tuple[Group, ...]:
    """Return what is chosen from a list; single matters are subscribed to on their own pages."""
    found = (
        Group(label, tuple(what for place, what in scopes.whats.items() if place.scope is scope))
        for scope, label in GROUPS.items()
    )
    return tuple(group for group in found if group.options)
