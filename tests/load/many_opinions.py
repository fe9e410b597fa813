"""Opinions by the thousand on one of the demo's consultations, made inside the database."""

import asyncio

import asyncpg

from backend.kernel.database import connected
from backend.kernel.settings import get_settings
from backend.opinions.operations.folding import fold_tallies
from tests.support.served import run

WORDS = (
    "末班车收得太早，下夜班回不了家，建议延到晚上九点以后",
    "站台没有遮雨的地方，下雨天抱着孩子等车太难，希望加装候车亭",
    "票价先别涨，退休的人每月看病要坐好几趟，能不能办月票",
    "村口的站取消以后要走三里路，建议赶集的日子恢复临时停靠",
    "校车和早高峰公交错开十分钟，孩子们就不用挤了",
)
# The first clause gets two of five opinions, the others the rest in turn.
ENTER = """
WITH subject AS (
    SELECT s.id, ARRAY(SELECT id FROM opinion_passage p WHERE p.subject = s.id AND p.is_current
                       ORDER BY p.position, p.id) AS passages
    FROM opinion_subject s WHERE s.key = $1
), entered AS (
    INSERT INTO opinion (subject, channel, state, text, public_text, received_at, may_publish,
                         privacy_version, receipt_code, name_masked, priority)
    SELECT subject.id, 'web', $3::text, said.words,
           CASE $3::text WHEN 'published' THEN said.words END, now(), TRUE, '1',
           'LOAD-' || left($3::text, 1) || '-' || n, '朱**', (n % 3) * 10
    FROM subject, generate_series(1, $2::int) n,
         LATERAL (SELECT ($4::text[])[1 + n % 5] || '（' || n || '）。'
                  || repeat(($4::text[])[1 + (n / 5) % 5] || '。', n % 4) AS words) said
    RETURNING id, subject
)
INSERT INTO opinion_reference (opinion, passage)
SELECT e.id, subject.passages[CASE WHEN e.id % 5 < 2 THEN 1
                              ELSE 1 + e.id % cardinality(subject.passages) END]
FROM entered e JOIN subject ON subject.id = e.subject
"""
POINTS = """
INSERT INTO opinion_point (subject, position, title, result, reason, created_by)
SELECT s.id, n, '意见要点' || n, CASE WHEN n % 2 = 0 THEN 'not_adopted' ELSE '' END,
       CASE WHEN n % 2 = 0 THEN '经测算，目前客流不足，先试运行再定。' ELSE '' END, p.id
FROM opinion_subject s, generate_series(101, 140) n,
     (SELECT min(id) AS id FROM staff) p WHERE s.key = $1
"""
MEMBERS = """
INSERT INTO opinion_point_member (point, opinion, added_by)
SELECT p.id, o.id, p.created_by FROM opinion_point p JOIN opinion o ON o.subject = p.subject
JOIN opinion_subject s ON s.id = p.subject
WHERE s.key = $1 AND p.position > 100 AND o.id % 100 = p.position - 100
"""
GROUPS = """
WITH made AS (
    INSERT INTO opinion_suggested_group (subject, kind, likeness, terms, fingerprint)
    SELECT id, 'similar', 80, '末班车', 'load' || n FROM opinion_subject, generate_series(0, 199) n
    WHERE key = $1 RETURNING id, subject, substr(fingerprint, 5)::int AS n
)
INSERT INTO opinion_suggested_member ("group", opinion)
SELECT made.id, o.id FROM made JOIN opinion o ON o.subject = made.subject AND o.id % 200 = made.n
WHERE o.id % 100 > 40
"""


async def load_opinions(
    database_url: str, slug: str, count: int, *, state: str = "published"
) -> None:
    """Enter so many opinions at once, as the triggers count them; then fold the figures."""
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute(ENTER, slug, count, state, list(WORDS))
        await connection.execute("ANALYZE")
    finally:
        await connection.close()
    await run("-m", "tests.load.many_opinions", env={"DATABASE_URL": database_url})


async def group_opinions(database_url: str, slug: str) -> None:
    """Put two in five of a consultation's opinions into points, and suggest groups of the rest."""
    connection = await asyncpg.connect(database_url)
    try:
        for statement in (POINTS, MEMBERS, GROUPS):
            await connection.execute(statement, slug)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def fold() -> None:
    """Do what the worker does every five minutes, and the database by itself soon after."""
    async with connected():
        await fold_tallies()
    connection = await asyncpg.connect(get_settings().database_url)
    try:
        await connection.execute("VACUUM ANALYZE")  # what came in one statement, it clears in one
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(fold())
