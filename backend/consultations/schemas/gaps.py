"""What a consultation still lacks."""

from backend.consultations.enums.parts import Part
from backend.consultations.schemas import Frozen
from backend.kernel.language import Text


class Gap(Frozen):
    """One thing missing: on which page, at which field, in people's words."""

    part: Part
    field: str
    message: Text
