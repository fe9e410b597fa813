"""Phone numbers: which of them a text message reaches, and how they are shown to others."""

import re
import unicodedata

MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
BETWEEN = re.compile(r"[\s\-—()（）.]")
ENDS_SHOWN = 3, 4  # characters of a number


def mobile_number(typed: str) -> str | None:
    """Return eleven digits, or None where no text message can go."""
    plain = BETWEEN.sub("", unicodedata.normalize("NFKC", typed))
    found = MOBILE.fullmatch(plain)
    return found[1] if found else None


def masked_phone(number: str) -> str:
    """Return `139****5678`: its owner knows it again, nobody else learns it."""
    first, last = ENDS_SHOWN
    if len(number) <= first + last:
        return "****" + number[-2:] if number else ""
    return f"{number[:first]}****{number[-last:]}"
