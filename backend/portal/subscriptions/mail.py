"""The letters about subscriptions: one that asks for a confirmation, and the digest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from backend.journal.schemas import JournalPublic
from backend.kernel.clock import county_date
from backend.kernel.sealing import unseal
from backend.kernel.text.excerpt import excerpt
from backend.notifications.schemas import Message, Simple
from backend.portal.subscriptions.enums import State
from backend.portal.subscriptions.queries.own import MAIL
from backend.portal.subscriptions.rules import MOST_SHOWN, headline
from backend.portal.subscriptions.schemas import What
from backend.web.formats import FILTERS
from backend.web.language import translate


def confirmation(row: dict[str, Any], what: What, *, now: datetime) -> Message:
    """Return the letter that asks to confirm, or tells whoever has confirmed where to change it.

    One for each time it was asked for: the moment is part of its key.
    """
    language = _language(row)
    return Message(
        template="subscriptions/confirm",
        to=unseal(row["mail_sealed"], purpose=MAIL),
        dedupe_key=f"subscriptions/confirm:{row['id']}:{int(now.timestamp() * 1000)}",
        context={
            "what": translate(what.title, language),
            "is_confirmed": row["state"] == State.CONFIRMED,
            "path": f"/subscriptions/{row['token']}",
        },
        language=language,
        origin=row["origin"],
    )


def digest(
    row: dict[str, Any], what: What, entries: Sequence[JournalPublic], *, until: int
) -> Message:
    """Return the letter that tells of these entries, the newest first."""
    language = _language(row)
    latest = entries[-1]
    path = f"/subscriptions/{row['token']}"
    return Message(
        template="subscriptions/news",
        to=unseal(row["mail_sealed"], purpose=MAIL),
        dedupe_key=f"subscriptions/news:{row['id']}:{until}",
        context={
            "what": translate(what.title, language),
            "title": latest.subject_title,
            "headline": translate(headline(latest), language),
            "count": len(entries),
            "left_out": max(0, len(entries) - MOST_SHOWN),
            "items": [_item(entry, language) for entry in reversed(entries[-MOST_SHOWN:])],
            "page_path": what.path or "/journal",
            "path": path,
        },
        language=language,
        origin=row["origin"],
        unsubscribe_path=f"{path}/end",
    )


def _item(entry: JournalPublic, language: str) -> dict[str, Simple]:
    return {
        "title": entry.subject_title,
        "headline": translate(headline(entry), language),
        "reason": excerpt(entry.reason),
        "path": entry.subject_path or "/journal",
        "day": FILTERS[language]["date"](county_date(entry.recorded_at)),
    }


def _language(row: dict[str, Any]) -> Literal["zh", "en"]:
    return "en" if row["language"] == "en" else "zh"
