"""What changed from one version of a decision to the next, in words people read."""

from backend.decisions.schemas.content import Frozen
from backend.kernel.language import Text
from backend.kernel.text.difference import Piece

Wording = Text | str  # a sentence of the interface, or the county's own words


class FieldChange(Frozen):
    """One field before and after; an empty side means it was not there."""

    label: Text
    before: Wording
    after: Wording
    words: tuple[Piece, ...] = ()  # longer texts only, word by word
