"""The feed of the catalogue: publications, adjustments, suspensions."""

from collections.abc import Iterable

from backend.journal.atom import MEDIA_TYPE, Feed
from backend.journal.atom import atom as written
from backend.journal.schemas import JournalPublic

__all__ = ["MEDIA_TYPE", "atom"]
CATALOGUE = Feed(
    name="decisions",
    title="重大行政决策事项目录",
    subtitle="目录公布、动态调整和中止、恢复",
    path="/decisions/feed.xml",
    page="/decisions",
)


def atom(entries: Iterable[JournalPublic], origin: str) -> bytes:
    """Return the feed of these entries."""
    return written(CATALOGUE, entries, origin)
