"""Numbers as documents count with them: 第十二条, （三）, 一百零五; read and written."""

DIGITS = "零一二三四五六七八九"
NUMERALS = "〇零一二两三四五六七八九十百千"
UNITS = {"千": 1000, "百": 100, "十": 10}
VALUES = {char: value for value, char in enumerate(DIGITS)} | {"〇": 0, "两": 2}


def number_in(numeral: str) -> int | None:
    """Return what 十二, 一百零五, 二〇, 12 or １２ comes to; None for anything else."""
    if numeral.isdecimal():
        return int(numeral)
    if not numeral or any(char not in NUMERALS for char in numeral):
        return None
    if not any(char in UNITS for char in numeral):
        return int("".join(str(VALUES[char]) for char in numeral))
    return _counted(numeral)


def _counted(numeral: str) -> int:
    """Return the value of a numeral with 十, 百 or 千 in it; a bare one counts once."""
    total, digit = 0, None
    for char in numeral:
        if char in UNITS:
            total += (1 if digit is None else digit) * UNITS[char]
            digit = None
        elif char not in "零〇":
            digit = VALUES[char]
    return total + (digit or 0)


def chinese_numeral(number: int) -> str:
    """Return 1 to 9999 as 一, 十二, 二十, 一百零五; beyond that, digits."""
    if not 0 < number < 10_000:  # noqa: PLR2004 - no document counts its clauses so far
        return str(number)
    parts: list[str] = []
    rest = number
    for name, unit in UNITS.items():
        count, rest = divmod(rest, unit)
        if count:
            parts.append(DIGITS[count] + name)
        elif parts and rest and parts[-1] != "零":
            parts.append("零")
    if rest:
        parts.append(DIGITS[rest])
    written = "".join(parts)
    return written.removeprefix("一") if written.startswith("一十") else written
