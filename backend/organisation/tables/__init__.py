"""The room's tables; what the database can hold, it holds."""

from backend.organisation.tables.session import SignInAttempts, StaffSession
from backend.organisation.tables.staff import RecoveryCode, Staff, StaffRole
from backend.organisation.tables.unit import Unit

__all__ = [
    "RecoveryCode",
    "SignInAttempts",
    "Staff",
    "StaffRole",
    "StaffSession",
    "Unit",
]
