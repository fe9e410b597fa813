"""Numbers and codes: two series a year, and a waiting row for candidates.

Public matters are numbered 1, 2, 3 … without a gap; non-public ones have a series of their own,
so that no number shows that they exist. A candidate for a published catalogue waits under a high
number and a provisional code, and gets its place only when the adjustment is approved: a
candidate that was turned down leaves no gap either.
"""

from collections.abc import Collection

from backend.decisions.enums import CatalogueState
from backend.decisions.schemas.drafts import LARGEST_SEQ

LARGEST_WAITING = 999


def decision_code(county: str, year: int, seq: int, *, is_public: bool) -> str:
    """Return the code of a matter of the catalogue, such as QZ-2026-01 or QZ-2026-N01."""
    return f"{county}-{year}-{'' if is_public else 'N'}{seq:02d}"


def candidate_code(county: str, year: int, decision_id: int, *, is_public: bool) -> str:
    """Return a code no other candidate ever had, so that the journal never mixes two up."""
    return f"{county}-{year}-{'' if is_public else 'N'}P{decision_id}"


def next_seq(taken: Collection[int]) -> int | None:
    """Return the number after the last of a series; None when the series is full."""
    found = max((seq for seq in taken if seq <= LARGEST_SEQ), default=0) + 1
    return found if found <= LARGEST_SEQ else None


def next_waiting_seq(taken: Collection[int]) -> int | None:
    """Return a free number for a candidate; None when too many wait."""
    free = (seq for seq in range(LARGEST_WAITING, LARGEST_SEQ, -1) if seq not in taken)
    return next(free, None)


def new_seq(state: CatalogueState, taken: Collection[int], wanted: int | None) -> int | None:
    """Return the number a new matter gets: the wanted one in a draft, else the next that is free.

    None when it cannot be had: taken already, or the series is full.
    """
    if state is not CatalogueState.DRAFT:
        return next_waiting_seq(taken)
    if wanted is None:
        return next_seq(taken)
    return None if wanted in taken else wanted


def has_gap(taken: Collection[int]) -> bool:
    """Whether the series is not simply 1, 2, 3 and so on."""
    return sorted(taken) != list(range(1, len(taken) + 1))
