"""What is compared, and what comes of it: sayings, groups of them, and likenesses."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from backend.kernel.language import Text, say


class Saying(NamedTuple):
    """One opinion as it is compared: its words, the clauses it names, and who may have said it."""

    id: int
    text: str
    passages: frozenset[int] = frozenset()
    said_by: str | None = None  # a blind hash, never the contact itself


class GroupKind(StrEnum):
    """Why some sayings stand together."""

    NEAR_IDENTICAL = "near_identical"
    SIMILAR = "similar"
    SAME_PERSON = "same_person"

    @property
    def label(self) -> Text:
        """Return what the desk calls it."""
        return _LABELS[self]


_LABELS = {
    GroupKind.NEAR_IDENTICAL: say("内容高度相近"),
    GroupKind.SIMILAR: say("意思相近"),
    GroupKind.SAME_PERSON: say("像是同一人重复提交"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Like sayings, for a person to confirm: a suggestion, never a finding."""

    kind: GroupKind
    members: tuple[int, ...]  # in order of id
    likeness: float  # of the weakest member to the others, 0 to 1
    terms: tuple[str, ...]  # what they share, for a suggested title; no personal data
    dissenting: tuple[int, ...] = ()  # say the contrary of the same: beside the group, never in it


class Like(NamedTuple):
    """A saying and how like it is, 0 to 1."""

    id: int
    likeness: float
