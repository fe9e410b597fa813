"""Gathers the interface's sentences, keeps the English catalogue in step, and compiles it."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
PO = ROOT / "backend/web/locale/en/LC_MESSAGES/huiyin.po"
MO = PO.with_suffix(".mo")
METHODS = [("backend/**.py", "python"), ("templates/**", "jinja2")]
KEYWORDS = {"say": None, "_": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {
    "templates/**": {
        "extensions": "jinja2.ext.i18n,jinja2.ext.do",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "newstyle_gettext": "true",
        "silent": "false",
    }
}
SINCE = datetime(2026, 11, 20, tzinfo=UTC)  # fixed, so that only sentences change the file
BLANK = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


def gathered() -> Catalog:
    """Return every sentence that templates and code mark, with the files it stands in."""
    catalog = Catalog(charset="utf-8")
    for top, methods in (("backend", METHODS[:1]), ("templates", METHODS[1:])):
        local = [(pattern.removeprefix(f"{top}/"), method) for pattern, method in methods]
        options = {key.removeprefix(f"{top}/"): value for key, value in OPTIONS.items()}
        found = extract_from_dir(
            ROOT / top, method_map=local, options_map=options, keywords=KEYWORDS
        )
        for name, _, message, comments, context in found:
            catalog.add(message, None, [(f"{top}/{name}", 0)], comments, context=context)
    return catalog


def english() -> Catalog:
    """Return the English catalogue as it is kept."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def blanks(text: str) -> set[str]:
    """Return the names of the blanks in a sentence."""
    return {a or b for a, b in BLANK.findall(text)}


def sentences(catalog: Catalog) -> list[Message]:
    """Return the catalogue's messages, without its header."""
    return [message for message in catalog if message.id]


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences without English."""
    return [str(m.id) for m in sentences(catalog) if not m.string or m.fuzzy]


def renew() -> Catalog:
    """Bring the English catalogue up to date and compile it; nothing is guessed."""
    kept = {message.id: message.string for message in sentences(english()) if message.string}
    catalog = Catalog(
        locale="en",
        project="Huiyin",
        version="1",
        header_comment="# English for Huiyin.",
        creation_date=SINCE,
        revision_date=SINCE,
        fuzzy=False,
    )
    for message in sorted(sentences(gathered()), key=lambda m: (m.locations[0][0], str(m.id))):
        files = sorted({(name, 0) for name, _ in message.locations})
        catalog.add(message.id, kept.get(message.id, ""), files, flags=message.flags)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, include_lineno=False)
    MO.write_bytes(compiled(catalog))
    return catalog


if __name__ == "__main__":
    missing = untranslated(renew())
    print(f"{PO.relative_to(ROOT)}: {len(missing)} without English")  # noqa: T201 - a command
    print("\n".join(missing))  # noqa: T201 - a command
