"""Words cut to the length of a letter."""

LONGEST = 200  # characters


def excerpt(words: str, most: int = LONGEST) -> str:
    """Return words whole, or their beginning, cut after a sentence where that leaves enough."""
    whole = " ".join(words.split())
    if len(whole) <= most:
        return whole
    start = whole[:most]
    end = max(start.rfind(mark) for mark in "。；！？;") + 1
    return (start[:end] if end > most // 2 else start) + "…"
