"""The feed of consultations: openings, corrected texts, extensions, results."""

from collections.abc import Iterable

from backend.journal.atom import MEDIA_TYPE, Feed
from backend.journal.atom import atom as written
from backend.journal.schemas import JournalPublic

__all__ = ["MEDIA_TYPE", "atom"]
CONSULTATIONS = Feed(
    name="consultations",
    title="意见征集",
    subtitle="征集公告、期限变动和意见反馈",
    path="/consultations/feed.xml",
    page="/consultations",
)
LEADS_TO = {"consultation.conclude": "/result", "draft.publish": "/draft"}


def atom(entries: Iterable[JournalPublic], origin: str) -> bytes:
    """Return the feed of these entries; each leads to the page it is about."""
    return written(CONSULTATIONS, map(to_its_page, entries), origin)


def to_its_page(entry: JournalPublic) -> JournalPublic:
    """Return the entry leading to the page it is about: the result, the text."""
    path = entry.subject_path + LEADS_TO.get(entry.action, "")
    return entry.model_copy(update={"subject_path": path})
