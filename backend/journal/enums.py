"""Who may act."""

from enum import StrEnum


class ActorKind(StrEnum):
    """The kinds of actor."""

    STAFF = "staff"
    CITIZEN = "citizen"
    SYSTEM = "system"
