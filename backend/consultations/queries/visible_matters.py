"""Every consultation anyone may see, as far as sorting its news asks: unit, decision, title."""

from typing import NamedTuple

from backend.decisions.queries.visible import visible_rows

MATTERS = """
SELECT c.slug, c.title, u.code AS unit, coalesce(v.code, '') AS decision
FROM consultation c JOIN unit u ON u.id = c.lead_unit LEFT JOIN visible v ON v.id = c.decision
WHERE c.state IN ('published', 'concluded') AND (c.decision IS NULL OR v.id IS NOT NULL)
ORDER BY c.slug
"""


class VisibleConsultation(NamedTuple):
    """A consultation by what its news are sorted by."""

    slug: str
    title: str
    unit: str  # its code
    decision: str  # its code; empty: it belongs to none


async def list_matters() -> tuple[VisibleConsultation, ...]:
    """Return every consultation that is published, and of no matter kept from the public."""
    return tuple(VisibleConsultation(**row) for row in await visible_rows(MATTERS))
