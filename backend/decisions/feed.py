"""The Atom feed (RFC 4287) of the catalogue: publications, adjustments, suspensions."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from backend.journal.schemas import JournalPublic
from backend.kernel.clock import in_county
from backend.kernel.settings import get_settings

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
FEED_PATH = "/decisions/feed.xml"
SINCE = "2019-09-01"  # a tag URI needs a day its authority was ours; that of the 条例 will do
LONG_AGO = datetime(2019, 9, 1, tzinfo=UTC)


def atom(entries: Iterable[JournalPublic], origin: str) -> bytes:
    """Return the feed; links are absolute, ids stay the same wherever the feed is read."""
    found = list(entries)
    county = get_settings().county_name
    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "zh-CN"})
    _text(feed, "id", tag_uri(origin, "decisions"))
    _text(feed, "title", f"{county}重大行政决策事项目录")
    _text(feed, "subtitle", "目录公布、动态调整和中止、恢复")
    _text(feed, "updated", _moment(found[0].recorded_at if found else LONG_AGO))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=origin + FEED_PATH)
    SubElement(feed, "link", rel="alternate", type="text/html", href=origin + "/decisions")
    _text(SubElement(feed, "author"), "name", get_settings().sponsor)
    for entry in found:
        _add_entry(feed, entry, origin)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: Element, entry: JournalPublic, origin: str) -> None:
    item = SubElement(feed, "entry")
    _text(item, "id", tag_uri(origin, f"journal-{entry.id}"))
    _text(item, "title", f"{entry.label}：{entry.subject_title}")
    _text(item, "updated", _moment(entry.recorded_at))
    _text(item, "published", _moment(entry.recorded_at))
    href = origin + (entry.subject_path or "/decisions")
    SubElement(item, "link", rel="alternate", type="text/html", href=href)
    if entry.actor_unit:
        _text(SubElement(item, "author"), "name", entry.actor_unit)
    SubElement(item, "category", term=entry.action, label=str(entry.label))
    summary = SubElement(item, "summary", type="text")
    summary.text = _allowed(entry.reason or entry.subject_title)


def tag_uri(origin: str, name: str) -> str:
    """Return an id that needs no address to stay true (RFC 4151)."""
    host = urlsplit(get_settings().origin or origin).hostname or "localhost"
    return f"tag:{host},{SINCE}:{name}"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _allowed(text)


def _allowed(text: str) -> str:
    """Return the text without the characters XML 1.0 cannot hold."""
    return "".join(
        char
        for char in text
        if char in "\t\n\r"
        or " " <= char <= "\ud7ff"
        or "\ue000" <= char <= "\ufffd"
        or char > "\uffff"
    )


def _moment(moment: datetime) -> str:
    return in_county(moment).isoformat(timespec="seconds")
