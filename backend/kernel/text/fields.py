"""What a field of a form may hold: nothing that controls instead of showing."""

import unicodedata

from backend.kernel.language import say

REVERSING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_unseen(char: str) -> bool:
    """Whether a character controls instead of showing: half characters and reversals too."""
    return unicodedata.category(char) in {"Cc", "Cs"} or char in REVERSING


def one_line(text: str) -> str:
    """Return the text; raise ValueError for line breaks and characters nobody can see."""
    if any(map(is_unseen, text)):
        raise ValueError(say("这里只能写一行，也不能有看不见的字符。"))
    return text


def readable(text: str) -> str:
    """Return the text; raise ValueError for characters nobody can see."""
    if any(is_unseen(char) and char not in "\n\t" for char in text):
        raise ValueError(say("里面有看不见的控制字符，请删掉后重新粘贴。"))
    return text
