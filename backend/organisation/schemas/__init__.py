"""What goes into the room, and what comes out of it."""

from backend.organisation.schemas.sessions import (
    DeskSession,
    OpenedSession,
    SessionForOwner,
)
from backend.organisation.schemas.staff import (
    Manager,
    NewStaff,
    OwnMailDraft,
    StaffAmendment,
    StaffDraft,
    StaffForDesk,
    StaffMember,
)
from backend.organisation.schemas.units import (
    UnitAmendment,
    UnitChoice,
    UnitDraft,
    UnitForDesk,
    UnitPublic,
)

__all__ = [
    "DeskSession",
    "Manager",
    "NewStaff",
    "OpenedSession",
    "OwnMailDraft",
    "SessionForOwner",
    "StaffAmendment",
    "StaffDraft",
    "StaffForDesk",
    "StaffMember",
    "UnitAmendment",
    "UnitChoice",
    "UnitDraft",
    "UnitForDesk",
    "UnitPublic",
]
