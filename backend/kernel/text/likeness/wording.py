"""A text made ready for comparing: its bare characters, their pairs, its telling words."""

import re
from dataclasses import dataclass
from operator import add

import rjieba

from backend.kernel.text.likeness.stance import Stance, stance_of
from backend.kernel.text.normalise import comparable
from backend.kernel.text.simplified import simplified

LETTERS = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffffa-z0-9]+")
FORWARDED = re.compile(r"^\s*[\[【(]?(?:转发|代发|转|fwd?|fw)[\]】)]?\s*[:：]\s*")
QUANTITY = re.compile(r"[0-9]+(?=[元块万亿角米岁天年班趟人处户吨度%]|公里|小时|分钟|个月)")
MOST_COMPARED = 800  # characters: who copies a letter copies its beginning
MOST_WORDS = 120
LONG_NUMBER = re.compile(r"[0-9]{7,}")  # a phone or a card: it says who, not what
CLASSES_TELLING = "n ng nr nrt nrfg ns nt nz v vd vn vq a ad an ag b j l i s t z eng df"
CLASSES_NAMING = "n nr nrt nrfg ns nt nz vn j l eng"
TELLING = frozenset(CLASSES_TELLING.split())  # nouns, verbs, adjectives, idioms, Latin words
NAMING = frozenset(CLASSES_NAMING.split())  # nouns and names
IN_ANY_OPINION = """
建议 希望 意见 支持 反对 同意 赞成 不同意 请 请求 要求 恳请 坚决 强烈 谢谢 尽快 考虑 觉得 认为
不能 可以 没有 应该 应当 可能 需要 愿意 不够 不要 不让 不来 能不能 怎么办 算不算 别光
现在 就是 知道 问题 办法 方案 规定 条例 草案 明确 落实 有关 相关 进行 领导 政府 老百姓 群众
以后 以上 时候 时间 每天 地方 东西 实际 出来 我们 自己 有人 没人
电话 联系 联系人 联系电话 身份证 身份证号 姓名
"""
EMPTY = frozenset(IN_ANY_OPINION.split())  # whatever it is about


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared."""

    bare: str  # letters, characters and digits alone
    pairs: frozenset[str]  # every two neighbours
    words: tuple[str, ...]  # those that tell what it is about, in order, once each
    stance: Stance
    quantities: tuple[str, ...]  # sums, lengths, times, as they stand in `bare`


def wording(text: str) -> Wording:
    """Return the text as it is compared: simplified, half width, without marks and 「转发：」."""
    folded = plain(text)
    bare = "".join(LETTERS.findall(folded))
    pairs = frozenset(map(add, bare[:MOST_COMPARED], bare[1:MOST_COMPARED]))
    quantities = tuple(dict.fromkeys(QUANTITY.findall(folded.replace(".", ""))))
    return Wording(bare, pairs, telling_words(folded), stance_of(folded), quantities)


def plain(text: str) -> str:
    """Return the text in comparing form: simplified characters, half width, no 「转发：」."""
    return FORWARDED.sub("", simplified(comparable(text)))


def telling_words(folded: str) -> tuple[str, ...]:
    """Return the words that tell what a text in comparing form is about, in order, once each."""
    words = (word for word, kind in rjieba.tag(folded) if kind in TELLING and _is_telling(word))
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def named_things(folded: str) -> tuple[str, ...]:
    """Return the things and numbers a text in comparing form names, in order, once each."""
    words = (
        word
        for word, kind in rjieba.tag(folded)
        if (kind in NAMING and _is_telling(word)) or (kind == "m" and word.isdigit())
    )
    return tuple(dict.fromkeys(words))


def _is_telling(word: str) -> bool:
    return (
        len(word) > 1
        and word not in EMPTY
        and bool(LETTERS.fullmatch(word))
        and not LONG_NUMBER.search(word)
    )
