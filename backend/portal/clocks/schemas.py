"""Tasks as the start page and the morning letter show them."""

from backend.decisions.schemas.desk import DeskTask
from backend.kernel.language import Text


class TaskOnClock(DeskTask):
    """A task with its day counted, and as pressing as that makes it."""

    clock: Text | None = None  # None: it has no day
