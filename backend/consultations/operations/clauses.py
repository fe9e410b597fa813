"""Writing the clauses of a text that is not sealed, and the map from the text before it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from backend.consultations.queries.versions import load_stored
from backend.consultations.rules.carrying import suggest_carry_over
from backend.consultations.rules.passages import (
    Heir,
    carried,
    inherited,
    keyed,
    passage_label,
    whole_clauses,
)
from backend.consultations.schemas.clauses import ClauseDraft
from backend.consultations.schemas.versions import Carried, StoredClause
from backend.consultations.tables import CarryOver, Clause
from backend.kernel.database import rows
from backend.opinions.operations import subjects

FORMER = """
SELECT id FROM draft_version WHERE consultation = {} AND number < {} AND is_sealed
ORDER BY number DESC LIMIT 1
"""
STALE_CAUSES = """
DELETE FROM clause_cause k WHERE k.version = {} AND NOT EXISTS (
    SELECT FROM clause_carry_over o WHERE o.version = k.version
    AND coalesce(o.passage, o.former) = k.passage AND o.kind NOT IN ('kept', 'moved'))
"""


class Text(NamedTuple):
    """The text that is written: of which consultation, in which place, for which subject."""

    version: int
    consultation: int
    number: int
    subject: int


class Written(NamedTuple):
    """A clause to be written, with where it comes from and the passage it has already."""

    clause: ClauseDraft
    formers: tuple[int, ...] = ()
    own: int | None = None


async def load_former(consultation: int, number: int) -> tuple[StoredClause, ...]:
    """Return the clauses of the published text before this one; none before the first."""
    found = await rows(FORMER, consultation, number)
    return await load_stored(found[0]["id"]) if found else ()


async def write_clauses(text: Text, clauses: Sequence[Written]) -> None:
    """Put these clauses in place of all there were, and draw the map anew from what they say."""
    former = await load_former(text.consultation, text.number)
    passages = await _passages(text, clauses, former) if former else [None] * len(clauses)
    await Clause.delete().where(Clause.version == text.version)
    if clauses:
        await Clause.insert(
            *[
                Clause(
                    version=text.version,
                    passage=passage,
                    position=place,
                    **written.clause.model_dump(mode="json"),
                )
                for place, (written, passage) in enumerate(
                    zip(clauses, passages, strict=True), start=1
                )
            ]
        )
    if former:
        await _write_map(text.version, former, clauses, passages)


async def suggested(text: Text, clauses: Sequence[ClauseDraft]) -> tuple[Written, ...]:
    """Return the clauses of a new text with the former ones they seem to come from."""
    former = await load_former(text.consultation, text.number)
    stored = tuple(
        StoredClause(**clause.model_dump(), id=0, position=place, passage=None)
        for place, clause in enumerate(clauses, start=1)
    )
    entries = suggest_carry_over(keyed(former, by_passage=True), keyed(stored, by_passage=False))
    origins = {new: entry.olds for entry in entries for new in entry.news}
    return tuple(
        Written(clause, origins.get(place, ())) for place, clause in enumerate(clauses, start=1)
    )


def formers_of(lines: Iterable[Carried]) -> dict[int, tuple[int, ...]]:
    """Return, by passage of the new text, the passages it comes from."""
    found: dict[int, tuple[int, ...]] = {}
    for line in lines:
        if line.passage is not None and line.former is not None:
            found[line.passage] = (*found.get(line.passage, ()), line.former)
    return found


async def _passages(
    text: Text, clauses: Sequence[Written], former: Sequence[StoredClause]
) -> list[int | None]:
    """Return the passage of every clause one can point at: inherited, its own, or a new one."""
    pointed = [place for place, one in enumerate(clauses) if one.clause.is_commentable]
    olds = {clause.passage for clause in former if clause.passage is not None}
    heirs = [Heir(clauses[place].formers, clauses[place].own) for place in pointed]
    given = dict(zip(pointed, inherited(heirs, olds), strict=True))
    new = [place for place in pointed if given[place] is None]
    labels = tuple(passage_label(clauses[place].clause) for place in new)
    if labels:
        reserved = await subjects.reserve_passages(text.subject, labels)
        given |= dict(zip(new, reserved, strict=True))
    return [given.get(place) for place in range(len(clauses))]


async def _write_map(
    version: int,
    former: Sequence[StoredClause],
    clauses: Sequence[Written],
    passages: Sequence[int | None],
) -> None:
    stored = await load_stored(version)
    pairs = [
        (old, passage)
        for written, passage in zip(clauses, passages, strict=True)
        if passage is not None
        for old in written.formers
    ]
    lines = carried(pairs, olds=_by_passage(former), news=_by_passage(stored))
    await CarryOver.delete().where(CarryOver.version == version)
    if lines:
        await CarryOver.insert(
            *[CarryOver(version=version, **line.model_dump(mode="json")) for line in lines]
        )
    await rows(STALE_CAUSES, version)


def _by_passage(clauses: Sequence[StoredClause]) -> Mapping[int, ClauseDraft]:
    whole = whole_clauses(clauses)
    return {
        clause.passage: whole[clause.position]
        for clause in clauses
        if clause.passage is not None and clause.position in whole
    }
