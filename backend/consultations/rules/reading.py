"""How a draft is laid out for reading: clauses with what belongs to them, and its contents."""

from collections.abc import Iterable
from typing import NamedTuple

from backend.consultations.schemas.shown import ClauseShown

TITLES = frozenset({"part", "chapter", "section"})
INNER = frozenset({"paragraph", "item", "sub_item"})


class Block(NamedTuple):
    """A title, or a clause one can point at with its further paragraphs and items."""

    clause: ClauseShown
    inner: tuple[ClauseShown, ...] = ()

    @property
    def is_title(self) -> bool:
        """Whether it only names what follows."""
        clause = self.clause
        return clause.kind in TITLES or (clause.kind == "heading" and not clause.text)

    @property
    def anchor(self) -> str:
        """Return the name of its place on the page, the same in every version."""
        return f"clause-{self.clause.passage}" if self.clause.passage else ""

    @property
    def whole_text(self) -> str:
        """Return its words with all paragraphs and items, one a line."""
        parts = [f"{part.label}{part.heading}{part.text}" for part in self.inner]
        return "\n".join(part for part in (self.clause.text, *parts) if part)

    @property
    def name(self) -> str:
        """Return what it is called in a list."""
        return clause_name(self.clause)


def clause_name(clause: ClauseShown) -> str:
    """Return 第五条　首末班与班次, or the first words of a clause without a name."""
    named = "　".join(part for part in (clause.label, clause.heading) if part)
    return named or clause.text[:20]


def blocks(clauses: Iterable[ClauseShown]) -> tuple[Block, ...]:
    """Return the clauses in order, each with the paragraphs and items under it."""
    found: list[Block] = []
    for clause in clauses:
        belongs = clause.kind in INNER and clause.passage is None
        if belongs and found and not found[-1].is_title:
            found[-1] = found[-1]._replace(inner=(*found[-1].inner, clause))
        else:
            found.append(Block(clause))
    return tuple(found)


def contents(laid_out: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return what the table of contents lists: chapters, or clauses where there are none."""
    titles = tuple(block for block in laid_out if block.is_title)
    return titles or tuple(block for block in laid_out if block.anchor and block.clause.heading)


def targets(clauses: Iterable[ClauseShown]) -> tuple[tuple[int, str], ...]:
    """Return what an opinion can point at, with its name."""
    return tuple(
        (clause.passage, clause_name(clause)) for clause in clauses if clause.passage is not None
    )
