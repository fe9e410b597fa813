"""What opinions changed lately: the shortest clauses with a before, an after and a cause."""

from backend.consultations.schemas import Frozen
from backend.kernel.database import rows
from backend.kernel.text.difference import Piece, pieces
from backend.opinions.enums import Result

# Short ones are read; the newest consultation first, one clause of a point.
NEWEST = """
WITH found AS (
SELECT DISTINCT ON (c.id, a.point) c.slug, c.title, k.passage, k.label, k.heading,
       b.text AS before, k.text AS after, p.title AS point, p.result,
       (SELECT count(*) FROM opinion_point_member m WHERE m.point = a.point)::int AS opinions,
       c.concluded_at, length(b.text) + length(k.text) AS size
FROM consultation c
LEFT JOIN decision d ON d.id = c.decision
JOIN draft_version f ON f.consultation = c.id AND f.stage = 'final' AND f.published_at IS NOT NULL
JOIN clause_cause a ON a.version = f.id
JOIN draft_clause k ON k.version = f.id AND k.passage = a.passage
JOIN opinion_point p ON p.id = a.point
JOIN LATERAL (
    SELECT o.text FROM draft_clause o JOIN draft_version v ON v.id = o.version
    WHERE v.consultation = c.id AND v.stage = 'comment' AND v.published_at IS NOT NULL
      AND o.passage = a.passage ORDER BY v.number DESC LIMIT 1
) b ON b.text <> k.text
WHERE c.state = 'concluded' AND (d.id IS NULL OR d.is_public)
ORDER BY c.id, a.point, size
)
SELECT * FROM found ORDER BY concluded_at DESC, size, passage LIMIT {}
"""


class ChangedClause(Frozen):
    """A clause that reads differently because of what people said."""

    slug: str
    title: str
    passage: int
    label: str
    heading: str
    point: str
    result: Result
    opinions: int
    pieces: tuple[Piece, ...]


async def lately_changed(most: int) -> tuple[ChangedClause, ...]:
    """Return at most so many clauses that opinions changed, of the newest results."""
    found = await rows(NEWEST, most)
    return tuple(
        ChangedClause(
            **{name: row[name] for name in ChangedClause.model_fields if name in row},
            pieces=tuple(pieces(row["before"], row["after"])),
        )
        for row in found
    )
