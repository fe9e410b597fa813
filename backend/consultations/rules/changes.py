"""What a text that is being written changes of the one before, row by row."""

from backend.consultations.rules.comparing import compare
from backend.consultations.rules.mapping import entries
from backend.consultations.rules.passages import keyed
from backend.consultations.schemas.clauses import ComparedClauses
from backend.consultations.schemas.versions import VersionForDesk


def changes_of(version: VersionForDesk) -> tuple[ComparedClauses, ...]:
    """Return the clauses that read differently, each with its words marked."""
    if not version.former:
        return ()
    old, new = keyed(version.former, by_passage=True), keyed(version.stored, by_passage=True)
    found = compare(old, new, entries(old, new, version.carried))
    return tuple(row for row in found if row.is_changed)
