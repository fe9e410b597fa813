"""Every matter anyone may see, as far as sorting its news asks: units, topic, title."""

from typing import NamedTuple

from backend.decisions.enums import Topic
from backend.decisions.queries.visible import visible_rows

MATTERS = """
SELECT v.code, v.title, v.topic, u.code AS lead_unit, ARRAY(
    SELECT w.code FROM decision_co_unit c JOIN unit w ON w.id = c.unit WHERE c.decision = v.id
) AS co_units
FROM visible v JOIN unit u ON u.id = v.lead_unit ORDER BY v.code
"""
YEARS = "SELECT year FROM open_catalogue ORDER BY year"


class VisibleMatter(NamedTuple):
    """A decision by what its news are sorted by."""

    code: str
    title: str
    topic: Topic
    units: frozenset[str]  # the leading and the helping ones, by code


async def list_matters() -> tuple[VisibleMatter, ...]:
    """Return every visible decision, whatever year it is of."""
    return tuple(
        VisibleMatter(
            code=row["code"],
            title=row["title"],
            topic=Topic(row["topic"]),
            units=frozenset({row["lead_unit"], *row["co_units"]}),
        )
        for row in await visible_rows(MATTERS)
    )


async def list_open_years() -> tuple[int, ...]:
    """Return the years whose catalogue is published."""
    return tuple(row["year"] for row in await visible_rows(YEARS))
