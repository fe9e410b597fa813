"""Chinese at the source, other languages by gettext catalogue."""

import gettext
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from backend.kernel.language import Text
from backend.web.formats import FILTERS

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "huiyin"
TAGS = {"zh": "zh-CN", "en": "en"}


@lru_cache(maxsize=8)
def translations(language: str) -> gettext.NullTranslations:
    """Return a language's catalogue; Chinese needs none."""
    if language == "zh":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALES, [language], fallback=True)


def translate(text: Text | str, language: str) -> str:
    """Return a sentence in that language, its blanks filled (they may be sentences themselves)."""
    if isinstance(text, str) and not isinstance(text, Text):
        return translations(language).gettext(text) if text else ""
    sentence = translations(language).gettext(text.source)
    if not text.blanks:
        return sentence
    return sentence.format(**{name: _filled(value, language) for name, value in text.blanks})


def _filled(value: object, language: str) -> object:
    """Return what stands in a blank: sentences translated, days as this language writes them."""
    if isinstance(value, Text):
        return translate(value, language)
    if isinstance(value, date) and not isinstance(value, datetime):
        return FILTERS[language]["date"](value)
    return value
