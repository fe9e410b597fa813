"""What became of a draft: its final text beside the opinions that changed it (意见反馈)."""

from backend.consultations.schemas import Frozen
from backend.consultations.schemas.clauses import ComparedClauses
from backend.opinions.schemas.report import AdoptionReportShown, PointShown


class CausedClause(Frozen):
    """A clause of the final text, what changed in it, and the points that changed it."""

    row: ComparedClauses
    points: tuple[PointShown, ...] = ()
    opinions: int = 0  # published ones that point at it

    @property
    def name(self) -> str:
        """Return 第五条　首末班与班次, as it is called now."""
        clause = (self.row.news or self.row.olds)[0]
        return "　".join(part for part in (clause.label, clause.heading) if part)

    @property
    def is_title(self) -> bool:
        """Whether it only names what follows, or is no clause one can point at."""
        return (self.row.news or self.row.olds)[0].key < 0

    @property
    def passages(self) -> tuple[int, ...]:
        """Return every passage that stands here now or stood here before, the present first."""
        keys = (clause.key for clause in (*self.row.news, *self.row.olds))
        return tuple(dict.fromkeys(key for key in keys if key > 0))


class ResultShown(Frozen):
    """The adoption report with the final text."""

    report: AdoptionReportShown
    clauses: tuple[CausedClause, ...] = ()
    note: str = ""  # what changed, in a sentence
    is_written: bool = True  # there is a final text; without one only a preview can be

    @property
    def changed(self) -> tuple[CausedClause, ...]:
        """Return the clauses that read differently, or that a point is named beside."""
        return tuple(clause for clause in self.clauses if clause.row.is_changed or clause.points)

    @property
    def count(self) -> int:
        """Return how many clauses read differently."""
        return sum(clause.row.is_changed for clause in self.clauses)

    @property
    def elsewhere(self) -> tuple[PointShown, ...]:
        """Return the points that no clause is named for: answered all the same."""
        named = {point.id for clause in self.clauses for point in clause.points}
        return tuple(point for point in self.report.points if point.id not in named)

    @property
    def places(self) -> dict[str, int]:
        """Return the points' numbers by their titles."""
        return {point.title: point.position for point in reversed(self.report.points)}


class ClauseNamed(Frozen):
    """A clause by its place on the page of the result, and its name."""

    passage: int
    name: str


class AnsweredPoint(Frozen):
    """An opinion point, with the clauses it changed."""

    point: PointShown
    clauses: tuple[ClauseNamed, ...]
