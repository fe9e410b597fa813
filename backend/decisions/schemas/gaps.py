"""What is still missing, and where it belongs."""

from backend.decisions.schemas.content import Frozen
from backend.kernel.language import Text


class Gap(Frozen):
    """One thing that is missing, and the field of the form that asks for it."""

    field: str
    message: Text
