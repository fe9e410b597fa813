"""Clauses of a draft: as they are recognised, carried over to the next version and compared."""

from backend.consultations.enums.clauses import CarryOverKind, ClauseKind
from backend.consultations.schemas import Frozen
from backend.kernel.text.difference import Piece, PieceKind

SPEECH_MARKS = frozenset("。；，;,\t")  # a tab: a row of a table says something too


class ClauseDraft(Frozen):
    """A clause as it reads; `level` is its depth in the draft, for indentation."""

    kind: ClauseKind
    level: int = 0
    label: str = ""  # 第五条, （一）, 1.
    heading: str = ""
    text: str = ""

    @property
    def is_commentable(self) -> bool:
        """Whether a citizen may point at it: an article, words under a heading, a plain text.

        Not what only holds others together, and no title, signature or date.
        """
        match self.kind:
            case ClauseKind.ARTICLE:
                return True
            case ClauseKind.HEADING:
                return bool(self.text)
            case ClauseKind.TEXT:
                return any(char in SPEECH_MARKS for char in self.text)
        return False


class KeyedClause(ClauseDraft):
    """A clause with what tells it from the others of its version."""

    key: int


class CarryOver(Frozen):
    """Which clauses of one version became which of the next, by their keys."""

    kind: CarryOverKind
    olds: tuple[int, ...] = ()
    news: tuple[int, ...] = ()
    similarity: float = 0.0  # 0 to 1, of the words on both sides


class ComparedClauses(Frozen):
    """One row of a page that shows two versions: what stood there, and what stands there now."""

    kind: CarryOverKind
    level: int
    olds: tuple[KeyedClause, ...] = ()
    news: tuple[KeyedClause, ...] = ()
    heading: tuple[Piece, ...] = ()
    text: tuple[Piece, ...] = ()

    @property
    def old_label(self) -> str:
        """Return the former labels."""
        return _labels(self.olds)

    @property
    def new_label(self) -> str:
        """Return the labels of now."""
        return _labels(self.news)

    @property
    def old_heading(self) -> tuple[Piece, ...]:
        """Return the former heading, for the left column."""
        return _side(self.heading, PieceKind.ADDED)

    @property
    def new_heading(self) -> tuple[Piece, ...]:
        """Return the heading of now, for the right column."""
        return _side(self.heading, PieceKind.REMOVED)

    @property
    def old_text(self) -> tuple[Piece, ...]:
        """Return the former words, for the left column."""
        return _side(self.text, PieceKind.ADDED)

    @property
    def new_text(self) -> tuple[Piece, ...]:
        """Return the words of now, for the right column."""
        return _side(self.text, PieceKind.REMOVED)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything new to read here."""
        return self.kind not in (CarryOverKind.KEPT, CarryOverKind.MOVED)

    @property
    def is_renumbered(self) -> bool:
        """Whether it is there on both sides under another label."""
        return bool(self.olds and self.news) and self.old_label != self.new_label


def _labels(clauses: tuple[KeyedClause, ...]) -> str:
    return "、".join(clause.label for clause in clauses if clause.label)


def _side(found: tuple[Piece, ...], without: PieceKind) -> tuple[Piece, ...]:
    return tuple(piece for piece in found if piece.kind is not without)
