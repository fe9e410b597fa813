"""Characters no text should hold, and characters nobody sees."""

import re

INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028\u2029"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
)
JOINERS = frozenset("\u200c\u200d")  # meant in some scripts and in emoji, a disguise in a number
CONTROLS = (range(0x20), range(0x7F, 0xA0), range(0xD800, 0xE000), range(0xFFFE, 0x10000))
KEPT_CONTROLS = "\n\t"
UNPRINTABLE = re.compile(
    "[" + "".join({chr(code) for part in CONTROLS for code in part} - {*KEPT_CONTROLS}) + "]"
)


def is_unprintable(char: str) -> bool:
    """Whether a character is a control, half a surrogate pair or a non-character."""
    code = ord(char)
    return char not in KEPT_CONTROLS and any(code in part for part in CONTROLS)


def printable(text: str) -> str:
    """Return the text without what neither XML nor a screen can hold."""
    return text if text.isprintable() else UNPRINTABLE.sub("", text)


UNSEEN = dict.fromkeys(
    [
        *map(ord, INVISIBLE | JOINERS),
        *(code for part in CONTROLS for code in part if chr(code) not in KEPT_CONTROLS),
    ]
)
"""For `str.translate`: takes away everything nobody sees."""
UNKEPT = {code: None for code in UNSEEN if chr(code) not in JOINERS}
"""For `str.translate`: takes away what no kept text may hold."""
