"""Which encoding a text file is in: UTF-8, UTF-16 or GB18030, as Chinese offices write them."""

import codecs
from typing import NamedTuple

from backend.kernel.errors import Invalid
from backend.kernel.language import say

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
MOST_RARE = 0.1  # share of characters outside the everyday set of GB 2312


class Decoded(NamedTuple):
    """A text, how it was written, and whether that is beyond doubt."""

    text: str
    encoding: str
    is_certain: bool


def decoded(content: bytes) -> Decoded:
    """Return the text of a file; raise Invalid when it is in none of the known encodings."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return Decoded(_strictly(content, encoding), encoding, is_certain=True)
    is_utf8 = _is_utf8(content)
    wide = _wide_encoding(content[:4096], least=0.25 if is_utf8 else 0.01)
    if wide:
        return Decoded(_strictly(content, wide), wide, is_certain=True)
    if is_utf8:
        return Decoded(content.decode("utf-8"), "utf-8", is_certain=True)
    text = _strictly(content, "gb18030")
    return Decoded(text, "gb18030", is_certain=_looks_chinese(text))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(say("文字编码认不出来，请另存为 UTF-8 或 xlsx 再传。")) from error


def _wide_encoding(sample: bytes, *, least: float) -> str | None:
    """Return UTF-16 written without a mark: its digits and separators leave zeros on one side."""
    before, after = sample[0::2].count(0), sample[1::2].count(0)
    if before + after < max(2, least * len(sample)):
        return None
    if after > 4 * before:
        return "utf-16-le"
    return "utf-16-be" if before > 4 * after else None


def _looks_chinese(text: str) -> bool:
    """Whether GB18030 made text of the bytes: it finds some rare character for almost any byte."""
    wide = [char for char in text if not char.isascii()]
    usual = "".join(wide).encode("gb2312", errors="ignore").decode("gb2312")
    return len(wide) - len(usual) <= MOST_RARE * len(wide)
