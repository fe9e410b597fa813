"""What letters about a consultation tell: its texts, its days, whose words point where."""

from collections.abc import Iterable, Sequence
from typing import Any

from backend.consultations.enums.consultation import ExtensionKind
from backend.consultations.schemas.telling import ExtensionTold, TextTold
from backend.decisions.queries.visible import visible_rows
from backend.kernel.database import rows

SEEN = """
LEFT JOIN visible v ON v.id = c.decision
WHERE c.state IN ('published', 'concluded') AND (c.decision IS NULL OR v.id IS NOT NULL)
"""
TEXT = f"""
SELECT d.id, d.consultation, c.subject, c.slug, c.title, d.number, d.note
FROM draft_version d JOIN consultation c ON c.id = d.consultation {SEEN}
AND d.published_at IS NOT NULL
"""  # noqa: S608 - constants of ours
BY_ID = TEXT + " AND d.id = {}"
FINAL = TEXT + " AND c.subject = {} AND d.stage = 'final' ORDER BY d.number DESC LIMIT 1"
EXTENSION = f"""
SELECT c.subject, c.slug, c.title, e.kind, e.former_on, e.until_on, e.reason
FROM consultation_extension e JOIN consultation c ON c.id = e.consultation {SEEN} AND e.id = {{}}
"""  # noqa: S608 - constants of ours
# Who said the same twice is counted once, but told as well. Not who spoke against the others of a
# point, and nobody whose words were withheld: a letter shows nothing of those.
CAUSED = """
SELECT o.id AS opinion, a.passage
FROM opinion o JOIN opinion v ON v.id = coalesce(o.duplicate_of, o.id)
JOIN opinion_point_member m ON m.opinion = v.id AND NOT m.is_dissenting
JOIN clause_cause a ON a.point = m.point
WHERE a.version = {} AND o.id = ANY({}::bigint[])
  AND o.state <> 'withheld' AND v.state NOT IN ('withheld', 'withdrawn')
"""
POINTED = """
SELECT r.opinion, r.passage FROM opinion_reference r WHERE r.opinion = ANY({}::bigint[])
"""


async def find_text(version: int) -> TextTold | None:
    """Return a published text; None where nobody may see it (any more)."""
    return _text(await visible_rows(BY_ID, version))


async def find_final_text(subject: int) -> TextTold | None:
    """Return the published final text on a subject; None where nobody may see it."""
    return _text(await visible_rows(FINAL, subject))


async def find_extension(number: int) -> ExtensionTold | None:
    """Return a moved day; None where nobody may see the consultation."""
    found = await visible_rows(EXTENSION, number)
    if not found:
        return None
    return ExtensionTold(**{**found[0], "kind": ExtensionKind(found[0]["kind"])})


async def passages_caused(version: int, opinions: Sequence[int]) -> dict[int, set[int]]:
    """Return, for these opinions, the passages a final text changed because of them."""
    return _by_opinion(await rows(CAUSED, version, list(opinions)))


async def passages_pointed_at(opinions: Sequence[int]) -> dict[int, set[int]]:
    """Return the passages these opinions point at."""
    return _by_opinion(await rows(POINTED, list(opinions)))


def _text(found: Sequence[dict[str, Any]]) -> TextTold | None:
    return TextTold(**found[0]) if found else None


def _by_opinion(found: Iterable[dict[str, Any]]) -> dict[int, set[int]]:
    passages: dict[int, set[int]] = {}
    for row in found:
        passages.setdefault(row["opinion"], set()).add(row["passage"])
    return passages
