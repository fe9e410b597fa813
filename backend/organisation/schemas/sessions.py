"""Sessions as the desk and their owner know them."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from backend.organisation.enums import Due, SessionStage
from backend.organisation.schemas.staff import StaffMember


class DeskSession(BaseModel):
    """The session of a request: whose it is, and what they have to do before anything else."""

    model_config = ConfigDict(frozen=True)

    id: int
    staff: StaffMember
    stage: SessionStage
    due: Due | None = None

    @property
    def is_open(self) -> bool:
        """Whether the person proved who they are, as far as they can yet."""
        return self.stage is SessionStage.OPEN


class OpenedSession(BaseModel):
    """A session with its token, which only the person's browser gets."""

    model_config = ConfigDict(frozen=True)

    session: DeskSession
    token: str


class SessionForOwner(BaseModel):
    """One of a person's own sessions."""

    model_config = ConfigDict(frozen=True)

    id: int
    device: str
    created_at: datetime
    seen_at: datetime
    is_current: bool
