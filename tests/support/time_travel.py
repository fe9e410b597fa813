"""Lets time pass for one consultation: the one thing a test cannot do at the interface is wait.

Whole weeks keep the days of the week, so that a lawful last day stays a working day, and what
happened stays in its order.
"""

import asyncpg

DATES = {
    "consultation": ("opens_on", "closes_on", "feedback_due_on"),
    "opinion_subject": ("answer_due_on",),
    "opinion": (),
    "draft_version": (),
}
MOMENTS = {
    "consultation": ("created_at", "published_at"),
    "opinion_subject": ("created_at", "opens_at", "closes_at"),
    "opinion": ("received_at", "recorded_at", "state_at"),
    "draft_version": ("created_at", "published_at"),
}
WHICH = {
    "consultation": "subject = $1",
    "opinion_subject": "id = $1",
    "opinion": "subject = $1",
    "draft_version": "consultation = (SELECT id FROM consultation WHERE subject = $1)",
}


LAST_INSTANT = """
UPDATE opinion_subject SET closes_at = clock_timestamp()
WHERE id = (SELECT subject FROM consultation WHERE slug = $1)
"""


async def weeks_pass(database_url: str, subject: int, weeks: int) -> None:
    """Let so many weeks pass for the consultation of this subject and all that was said on it."""
    connection = await asyncpg.connect(database_url)
    try:
        async with connection.transaction():
            for table in WHICH:
                await connection.execute(_moved(table), subject, 7 * weeks)
    finally:
        await connection.close()


async def the_last_instant_comes(database_url: str, slug: str) -> None:
    """Let the period of this consultation end now."""
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute(LAST_INSTANT, slug)
    finally:
        await connection.close()


def _moved(table: str) -> str:
    days = [f"{name} = {name} - $2::int" for name in DATES[table]]
    moments = [f"{name} = {name} - make_interval(days => $2::int)" for name in MOMENTS[table]]
    return f"UPDATE {table} SET {', '.join(days + moments)} WHERE {WHICH[table]}"
