"""Public entries of the journal as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from backend.journal.schemas import JournalPublic
from backend.kernel.clock import in_county
from backend.kernel.settings import get_settings

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
SINCE = "2019-09-01"  # a tag URI needs a day its authority was ours; that of the 条例 will do
LONG_AGO = datetime(2019, 9, 1, tzinfo=UTC)


class Feed(NamedTuple):
    """What a feed is about: its name, its own address and that of the page it follows."""

    name: str
    title: str
    subtitle: str
    path: str
    page: str


def atom(about: Feed, entries: Iterable[JournalPublic], origin: str) -> bytes:
    """Return the feed; links are absolute, ids stay the same wherever the feed is read."""
    found = list(entries)
    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "zh-CN"})
    _text(feed, "id", tag_uri(origin, about.name))
    _text(feed, "title", get_settings().county_name + about.title)
    _text(feed, "subtitle", about.subtitle)
    _text(feed, "updated", _moment(found[0].recorded_at if found else LONG_AGO))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=origin + about.path)
    SubElement(feed, "link", rel="alternate", type="text/html", href=origin + about.page)
    _text(SubElement(feed, "author"), "name", get_settings().sponsor)
    for entry in found:
        _add_entry(feed, entry, href=origin + (entry.subject_path or about.page), origin=origin)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: Element, entry: JournalPublic, *, href: str, origin: str) -> None:
    item = SubElement(feed, "entry")
    _text(item, "id", tag_uri(origin, f"journal-{entry.id}"))
    _text(item, "title", f"{entry.label}：{entry.subject_title}")
    _text(item, "updated", _moment(entry.recorded_at))
    _text(item, "published", _moment(entry.recorded_at))
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
