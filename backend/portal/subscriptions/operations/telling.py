"""Digests: each subscription that is due hears of what is behind its mark, and the mark moves.

Letter and mark are one transaction, and the mark is a number of the journal: a worker that stood
still loses nothing, two at work repeat nothing, and no clock makes an entry be told twice.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from backend.kernel.database import rows, transaction
from backend.kernel.jobs import unhurried
from backend.notifications.operations import outbox
from backend.notifications.schemas import Message
from backend.portal.subscriptions.enums import Rhythm, Scope
from backend.portal.subscriptions.mail import digest
from backend.portal.subscriptions.queries.news import News, load_news
from backend.portal.subscriptions.queries.scopes import named
from backend.portal.subscriptions.rules import following_at
from backend.portal.subscriptions.schemas import Place, Written

AT_ONCE = 100  # subscriptions in one transaction
# Nothing is put off for longer than a week: what is, was put off by a clock that ran ahead.
LONGEST_PAUSE = timedelta(days=8)
IS_DUE = """
state = 'confirmed' AND (next_at <= {} OR next_at > {}) AND (told_up_to < {} OR rhythm <> 'at_once')
"""
SINCE = f"SELECT min(told_up_to) AS id FROM subscription WHERE {IS_DUE}"  # noqa: S608 - constant
# One that was behind what this run has read, because it became due meanwhile, is for the next run.
DUE = f"""
SELECT id, token, mail_sealed, scope, key, rhythm, language, origin, told_up_to, next_at
FROM subscription WHERE {IS_DUE} AND told_up_to >= {{}}
ORDER BY next_at, id LIMIT {{}} FOR UPDATE SKIP LOCKED
"""  # noqa: S608 - constants of ours
MOVE = """
UPDATE subscription s SET told_up_to = greatest(s.told_up_to, {}), next_at = m.next_at
FROM unnest({}::int[], {}::timestamptz[]) AS m (id, next_at) WHERE s.id = m.id
"""


async def tell_news(until: int, *, now: datetime, at_once: int = AT_ONCE) -> Written:
    """Tell every subscription that is due of the public entries up to this number.

    No entry up to it may still appear (`journal.queries.find_settled`). Who has nothing new gets no
    letter. Each part is committed by itself.
    """
    due = (now, now + LONGEST_PAUSE, until)
    since = (await rows(SINCE, *due))[0]["id"]
    if since is None:
        return Written(0, 0)
    news = await load_news(min(since, until), until)
    total = Written(0, 0)
    while (part := await _tell_some(news, now=now, at_once=at_once)).looked_at:
        total = Written(total.letters + part.letters, total.looked_at + part.looked_at)
    return total


async def _tell_some(news: News, *, now: datetime, at_once: int) -> Written:
    async with unhurried(), transaction():
        due = (now, now + LONGEST_PAUSE, news.until)
        found = await rows(DUE, *due, news.since, at_once)
        if not found:
            return Written(0, 0)
        letters = list(_letters(found, news))
        await outbox.enqueue_all(letters)
        moments = [following_at(Rhythm(row["rhythm"]), row["next_at"], now) for row in found]
        await rows(MOVE, news.until, [row["id"] for row in found], moments)
    return Written(len(letters), len(found))


def _letters(found: list[dict[str, Any]], news: News) -> Iterator[Message]:
    for row in found:
        place = Place(Scope(row["scope"]), row["key"])
        entries = news.after(place, row["told_up_to"])
        if entries:
            what = named(news.scopes, *place)
            yield digest(row, what, entries, until=news.until)
