"""An opinion on its way through the real form, up to the page one sends it from."""

import asyncpg
import httpx

from tests.support.forms import would_send

MARK = "10.0.0.1"  # an address of nobody, where a proxy is believed
OPEN = """
UPDATE opinion_subject SET opens_at = now() - interval '5 days',
    closes_at = now() + interval '30 days', moderation = 'after' WHERE key = $1
"""
MOST_CLAUSES = """
SELECT c.slug FROM consultation c JOIN draft_version v ON v.consultation = c.id
JOIN draft_clause k ON k.version = v.id AND k.passage IS NOT NULL
WHERE c.state = 'published' GROUP BY c.slug ORDER BY count(*) DESC, c.slug LIMIT 1
"""


async def open_consultation(database_url: str) -> str:
    """Let one of the demo's consultations take opinions today and show them at once; its slug."""
    connection = await asyncpg.connect(database_url)
    try:
        slug: str = await connection.fetchval(MOST_CLAUSES)
        await connection.execute(OPEN, slug)
    finally:
        await connection.close()
    return slug


def path_of(slug: str) -> str:
    """Return where opinions on a consultation are sent."""
    return f"/consultations/{slug}/opinions"


async def reviewed(
    client: httpx.AsyncClient, slug: str, *, text: str, contact: str, key: str
) -> list[tuple[str, str]]:
    """Go through the steps as a person would, about one clause; return what the last one sends."""
    page = await client.get(f"{path_of(slug)}/new")
    clause = page.text.split('<option value="')[2].partition('"')[0]  # the first is the whole draft
    words = {"text": text, "passages": clause, "idempotency_key": key}
    second = await _next(client, slug, {**dict(would_send(page.text)), **words})
    who = {"contact": contact, "name": "朱小明", "may_publish": "true"}
    return await _next(client, slug, {**dict(second), **who})


async def _next(
    client: httpx.AsyncClient, slug: str, sent: dict[str, str]
) -> list[tuple[str, str]]:
    answer = await client.post(path_of(slug), data=sent, headers={"x-forwarded-for": MARK})
    answer.raise_for_status()
    return would_send(answer.text)
