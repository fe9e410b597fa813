"""A consultation with 100,000 published opinions beside the same one with a hundred."""

import asyncpg

from backend.kernel.paging import write_cursor
from tests.support.sending import path_of

FEW, MANY = 100, 100_000
# Half of the way down: of all the opinions, and of those on the first clause.
MIDDLE = """
SELECT id FROM opinion o WHERE subject = $1 AND state = 'published'
AND ($2::int IS NULL OR EXISTS (SELECT FROM opinion_reference r WHERE r.opinion = o.id
                                AND r.passage = $2))
ORDER BY id DESC
OFFSET (SELECT count(*) / 2 FROM opinion c WHERE subject = $1 AND state = 'published'
        AND ($2::int IS NULL OR EXISTS (SELECT FROM opinion_reference r WHERE r.opinion = c.id
                                        AND r.passage = $2))) LIMIT 1
"""
FIRST_CLAUSE = """
SELECT s.id AS subject, p.id AS passage FROM opinion_subject s JOIN opinion_passage p
ON p.subject = s.id AND p.is_current WHERE s.key = $1 ORDER BY p.position, p.id LIMIT 1
"""


async def list_pages(database_url: str, slug: str) -> dict[str, str]:
    """Return the pages that are compared: the first, one deep down, a clause's, one deep in it."""
    connection = await asyncpg.connect(database_url)
    try:
        subject, passage = await connection.fetchrow(FIRST_CLAUSE, slug)
        of_all = write_cursor(await connection.fetchval(MIDDLE, subject, None))
        of_clause = write_cursor(await connection.fetchval(MIDDLE, subject, passage))
    finally:
        await connection.close()
    path = path_of(slug)
    return {
        "first page of opinions": path,
        "a page deep down": f"{path}?after={of_all}",
        "first page of a clause": f"{path}?clause={passage}",
        "deep down in a clause": f"{path}?clause={passage}&after={of_clause}",
    }
