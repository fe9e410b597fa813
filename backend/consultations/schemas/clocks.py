"""Consultations that wait for staff, with the days that count."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.schemas import Frozen


class ConsultationOnClock(Frozen):
    """A consultation being prepared, or an open one on which nobody has said a word."""

    id: int
    title: str
    lead_unit: str
    unit_name: str
    state: ConsultationState
    opens_on: date | None
    closes_on: date | None
    opened_at: datetime | None
    submitted_by: int | None

    @property
    def is_silent(self) -> bool:
        """Whether it is open, and without a single opinion."""
        return self.state is ConsultationState.PUBLISHED
