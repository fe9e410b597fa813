"""Loading what an operation is about to change, locked: the catalogue first, then the decision.

Every operation of the catalogue takes the locks in this order, so none waits for another in a
circle, and what it asks the rules about is still true when it writes.
"""

from datetime import date
from typing import Any

from backend.decisions.enums import CatalogueState, DecisionState
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.drafts import CatalogueRef, DecisionRef
from backend.journal.schemas import Subject
from backend.kernel.database import rows
from backend.kernel.errors import NotFound

CATALOGUE = """
SELECT id, year, title, state, meeting, party_consent, party_consent_on, published_on,
       report_published_on, drafted_by, submitted_by, revision
FROM catalogue WHERE id = {} FOR UPDATE
"""
DECISION = """
SELECT d.id, d.code, d.seq, d.title, d.is_public, d.state, d.current_version, d.revision,
       d.planned_month, d.authors, l.code AS lead_unit,
       EXISTS (SELECT FROM adjustment a WHERE a.decision = d.id AND a.state = 'proposed')
           AS is_proposed
FROM decision d JOIN unit l ON l.id = d.lead_unit WHERE d.code = {} FOR UPDATE OF d
"""


class LockedCatalogue(Frozen):
    """A year's catalogue, held until the transaction ends."""

    id: int
    year: int
    title: str
    state: CatalogueState
    meeting: str
    party_consent: str
    party_consent_on: date | None
    published_on: date | None
    report_published_on: date | None
    drafted_by: int | None
    submitted_by: int | None
    revision: int

    @property
    def subject(self) -> Subject:
        """Return the catalogue as the journal names it."""
        return Subject(
            kind="catalogue",
            id=str(self.year),
            title=self.title,
            path=f"/decisions?year={self.year}",
        )

    @property
    def ref(self) -> CatalogueRef:
        """Return where the catalogue is once this change is written."""
        return CatalogueRef(id=self.id, year=self.year, revision=self.revision + 1)


class LockedDecision(Frozen):
    """A decision, held until the transaction ends."""

    id: int
    code: str
    seq: int
    title: str
    is_public: bool
    state: DecisionState
    current_version: int | None
    revision: int
    planned_month: date | None
    authors: tuple[int, ...]
    lead_unit: str
    is_proposed: bool

    @property
    def is_published(self) -> bool:
        """Whether it stands in the published catalogue."""
        return self.current_version is not None

    @property
    def subject(self) -> Subject:
        """Return the decision as the journal names it; a non-public one has no address."""
        return decision_subject(self.code, self.title, is_public=self.is_public)

    @property
    def ref(self) -> DecisionRef:
        """Return where the decision is once this change is written."""
        return DecisionRef(id=self.id, code=self.code, title=self.title, revision=self.revision + 1)


def decision_subject(code: str, title: str, *, is_public: bool) -> Subject:
    """Return a decision as the journal names it."""
    path = f"/decisions/{code}" if is_public else ""
    return Subject(kind="decision", id=code, title=title, path=path)


async def lock_catalogue(year: int) -> LockedCatalogue:
    """Hold a year's catalogue; raise NotFound when there is none."""
    return await _lock_catalogue(await rows("SELECT id FROM catalogue WHERE year = {}", year))


async def lock_decision(code: str) -> tuple[LockedDecision, LockedCatalogue]:
    """Hold a decision and its catalogue; raise NotFound for an unknown code."""
    catalogue = await _lock_catalogue(
        await rows("SELECT catalogue AS id FROM decision WHERE code = {}", code)
    )
    found = await rows(DECISION, code)
    if not found:
        raise NotFound
    return LockedDecision(**found[0]), catalogue


async def _lock_catalogue(named: list[dict[str, Any]]) -> LockedCatalogue:
    held = await rows(CATALOGUE, named[0]["id"]) if named else []
    if not held:
        raise NotFound
    return LockedCatalogue(**held[0])
