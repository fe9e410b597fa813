"""Two people at once: one wins, the other is told what stands there now and loses no word."""

from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import Text


class Overtaken(Invalid, Conflict):
    """A conflict that a form can show: everything typed stays, beside what somebody else saved."""

    code = "conflict"

    def __init__(self, message: Text, *, field: str = "revision") -> None:
        super().__init__(message, fields={field: message})
