"""What changed from one version of a decision to the next, in words people read."""

from typing import Literal

from backend.decisions.schemas.content import Frozen
from backend.kernel.language import Text

Wording = Text | str  # a sentence of the interface, or the county's own words


class WordChange(Frozen):
    """A run of words that stayed, went or came."""

    op: Literal["same", "removed", "added"]
    text: str


class FieldChange(Frozen):
    """One field before and after; an empty side means it was not there."""

    label: Text
    before: Wording
    after: Wording
    words: tuple[WordChange, ...] = ()  # longer texts only, word by word
