"""The numbers Word writes by itself before a paragraph: 第一条, 一、, （一）, 1."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from backend.kernel.documents.words_xml import Attributes, follow, is_on, number, value
from backend.kernel.text.numerals import DIGITS, chinese_numeral

LEVELS = 9
LONGEST_LABEL = 40  # characters
PLACEHOLDER = re.compile(r"%([1-9])")
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEMS = "甲乙丙丁戊己庚辛壬癸"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
POSITIONAL = str.maketrans("0123456789", DIGITS.replace("零", "〇"))
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
NO_LIST = "0"
SKIPPED = frozenset({"pPrChange", "rPrChange", "rt"})


@dataclass
class Level:
    """How one level of a list counts."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    is_legal: bool = False  # all its numbers in digits
    never_restarts: bool = False
    paragraph_style: str = ""


@dataclass
class _List:
    """A definition of a list: its levels; or the style that has them."""

    levels: dict[int, Level] = field(default_factory=dict)
    same_as_style: str = ""


@dataclass
class _Use:
    """A list as paragraphs name it: which definition, and where it starts anew."""

    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass
class Style:
    """What a paragraph or a run takes over from its style."""

    based_on: str = ""
    list_id: str | None = None
    level: int | None = None
    is_hidden: bool | None = None


class Styles:
    """The styles of a document; read with `follow`."""

    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self.default = ""
        self.open = Style()
        self.resolved: dict[str, Style] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of a style and of what is said in it."""
        match name:
            case "style":
                style_id = value(attributes, "styleId") or ""
                self.open = self.styles.setdefault(style_id, Style())
                if value(attributes, "default") == "1" and value(attributes, "type") == "paragraph":
                    self.default = style_id
            case "basedOn":
                self.open.based_on = value(attributes) or ""
            case "numId":
                self.open.list_id = value(attributes)
            case "ilvl":
                self.open.level = number(value(attributes), 0)
            case "vanish":
                self.open.is_hidden = is_on(attributes)

    def end(self, name: str) -> None:
        """What follows belongs to no style until the next one opens."""
        if name == "style":
            self.open = Style()

    def words(self, text: str) -> None:
        """Styles have no words."""

    def get(self, style_id: str) -> Style:
        """Return a style with what it takes over from those it is based on."""
        if style_id in self.resolved:
            return self.resolved[style_id]
        found = self.resolved[style_id] = Style()
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            style = self.styles[style_id]
            found.list_id = style.list_id if found.list_id is None else found.list_id
            found.level = style.level if found.level is None else found.level
            found.is_hidden = style.is_hidden if found.is_hidden is None else found.is_hidden
            style_id = style.based_on
        return found


class Numbering:
    """The lists of a document, read with `follow`, and how far each has counted."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.uses: dict[str, _Use] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.seen: set[str] = set()
        self.list, self.use, self.level = _List(), _Use(), Level()
        self.place = 0
        self.is_in_use = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of a list, of a use of one, of a level or of what is said of it."""
        match name:
            case "abstractNum":
                self.list = self.lists.setdefault(value(attributes, "abstractNumId") or "", _List())
                self.is_in_use = False
            case "num":
                self.use = self.uses.setdefault(value(attributes, "numId") or "", _Use())
                self.is_in_use = True
            case "abstractNumId":
                self.use.definition = value(attributes) or ""
            case "numStyleLink":
                self.list.same_as_style = value(attributes) or ""
            case "lvlOverride":
                self.place = number(value(attributes, "ilvl"), 0)
            case "startOverride":
                self.use.starts[self.place] = number(value(attributes), 1)
            case "lvl":
                self.level = Level()
                levels = self.use.levels if self.is_in_use else self.list.levels
                levels[number(value(attributes, "ilvl"), 0)] = self.level
            case _:
                _describe(self.level, name, attributes)

    def end(self, name: str) -> None:
        """Nothing ends that another beginning would not end as well."""

    def words(self, text: str) -> None:
        """Lists have no words."""

    def next_label(self, list_id: str | None, level: int | None, style_id: str) -> str:
        """Count one paragraph on and return its number; empty for none and for bullets."""
        style = self.styles.get(style_id)
        list_id = style.list_id if list_id is None else list_id
        use = self.uses.get(list_id or NO_LIST)
        if use is None or list_id == NO_LIST:
            return ""
        levels = self._levels(use) | use.levels
        if level is None:
            level = style.level
        if level is None:
            named = (at for at, one in levels.items() if one.paragraph_style == style_id)
            level = next(named, 0) if style_id else 0
        if level not in levels or not 0 <= level < LEVELS:
            return ""
        counts = self._count(use, list_id or "", level, levels)
        return _label(levels, level, counts)

    def _levels(self, use: _Use) -> dict[int, Level]:
        definition = self.lists.get(use.definition, _List())
        if definition.same_as_style:
            other = self.uses.get(self.styles.get(definition.same_as_style).list_id or "")
            definition = self.lists.get(other.definition, _List()) if other else definition
        return definition.levels

    def _count(
        self, use: _Use, list_id: str, level: int, levels: dict[int, Level]
    ) -> list[int | None]:
        """Return the counts of all levels, this one counted on and the deeper ones begun anew."""
        counts = self.counts.setdefault(use.definition, [None] * LEVELS)
        if list_id not in self.seen:
            self.seen.add(list_id)
            for place in use.starts:
                if place < LEVELS:
                    counts[place] = None
        for place in range(level + 1):
            count = counts[place]
            if count is None:
                counts[place] = use.starts.get(place, levels.get(place, Level()).start)
            elif place == level:
                counts[place] = count + 1
        for place in range(level + 1, LEVELS):
            if not levels.get(place, Level()).never_restarts:
                counts[place] = None
        return counts


def read_numbering(numbering: bytes | None, styles: bytes | None) -> Numbering:
    """Return the lists of a document from the two parts that describe them."""
    known = Styles()
    if styles:
        follow(styles, known, SKIPPED)
    lists = Numbering(known)
    if numbering:
        follow(numbering, lists, SKIPPED)
    return lists


def _describe(level: Level, name: str, attributes: Attributes) -> None:
    match name:
        case "start":
            level.start = number(value(attributes), 1)
        case "numFmt":
            level.style = value(attributes) or ""
        case "lvlText":
            level.text = (value(attributes) or "")[:LONGEST_LABEL]
        case "isLgl":
            level.is_legal = is_on(attributes)
        case "lvlRestart":
            level.never_restarts = value(attributes) == "0"
        case "pStyle":
            level.paragraph_style = value(attributes) or ""


def _label(levels: dict[int, Level], level: int, counts: list[int | None]) -> str:
    here = levels[level]
    if here.style == "bullet":
        return ""

    def counted(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        style = levels.get(place, Level()).style
        return written(counts[place] or 0, "decimal" if here.is_legal else style)

    return PLACEHOLDER.sub(counted, here.text).strip()


def written(count: int, style: str) -> str:
    """Return a number in one of Word's ways of counting; in digits for a way not used here."""
    write = _WAYS.get(style)
    return write(count) if write else str(count)


def _letters(count: int) -> str:
    """Return A to Z, then AA, BB: Word repeats the letter."""
    return chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 4) if count else ""


def _roman(count: int) -> str:
    parts = []
    rest = min(count, 99)
    for unit, letters in ROMAN:
        parts.append(letters * (rest // unit))
        rest %= unit
    return "".join(parts)


def _of(row: str) -> Callable[[int], str]:
    return lambda count: row[count - 1] if 0 < count <= len(row) else str(count)


_WAYS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda count: f"{count:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "decimalFullWidth": lambda count: str(count).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda count: str(count).translate(FULL_WIDTH),
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalEnclosedParen": lambda count: f"（{count}）",
    "decimalEnclosedCircle": _of(CIRCLES),
    "decimalEnclosedCircleChinese": _of(CIRCLES),
    "ideographTraditional": _of(STEMS),
    "ideographDigital": lambda count: str(count).translate(POSITIONAL),
    "ideographEnclosedCircle": lambda count: f"（{chinese_numeral(count)}）",
    "chineseLegalSimplified": lambda count: chinese_numeral(count).translate(FORMAL),
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
}
