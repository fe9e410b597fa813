"""The last word of a consultation's address: made from its decision's code, never typed."""

import re
from collections.abc import Collection

UNFIT = re.compile(r"[^a-z0-9]+")
SHAPE = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")


def is_slug(text: str) -> bool:
    """Whether this can be an address at all; what cannot is not asked of the database."""
    return SHAPE.fullmatch(text) is not None


def stem(decision_code: str, year: int) -> str:
    """Return what the address begins with: the decision's code, or the year."""
    return UNFIT.sub("-", decision_code.lower()).strip("-") or str(year)


def slug(decision_code: str, year: int, taken: Collection[str]) -> str:
    """Return an address nobody has: qz-2025-02, then qz-2025-02-2; without a decision 2026-1."""
    beginning = stem(decision_code, year)
    if decision_code and beginning not in taken:
        return beginning
    number = 2 if decision_code else 1
    while f"{beginning}-{number}" in taken:
        number += 1
    return f"{beginning}-{number}"


def is_made_from(slug: str, decision_code: str, year: int) -> bool:
    """Whether an address still fits its decision."""
    beginning = stem(decision_code, year)
    return re.fullmatch(rf"{re.escape(beginning)}(-\d+)?", slug) is not None
