"""The parts a published consultation is shown with, and its drafts."""

from typing import Any

from backend.consultations.enums.consultation import ExtensionKind, Stage
from backend.consultations.schemas.shown import (
    ChangeShown,
    ClauseShown,
    DraftShown,
    ExtensionShown,
    FileShown,
    OptionShown,
    QuestionShown,
    VersionShown,
)
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.opinions.queries.figures import passage_counts

VERSIONS = """
SELECT number, stage, note, published_at, sha256 FROM draft_version
WHERE consultation = {} AND published_at IS NOT NULL ORDER BY number
"""
CLAUSES = """
SELECT k.passage, k.kind, k.level, k.label, k.heading, k.text
FROM draft_clause k JOIN draft_version d ON d.id = k.version
WHERE d.consultation = {} AND d.number = {} AND d.published_at IS NOT NULL ORDER BY k.position
"""
OPTIONS = """
SELECT o.id, o.position, o.title, o.text, o.reason,
       (SELECT count(*) FROM option_preference p JOIN opinion n ON n.id = p.opinion
        WHERE p.option = o.id AND n.state IN ('published', 'counted_only'))::int AS preferred_by
FROM consultation_option o WHERE o.consultation = {} ORDER BY o.position
"""


async def parts_of(consultation: int) -> dict[str, Any]:
    """Return interpretation, options, files, extensions and published versions."""
    return {
        "changes": await _changes(consultation),
        "questions": await _questions(consultation),
        "options": await _options(consultation),
        "files": await _files(consultation),
        "extensions": await extensions_of(consultation),
        "versions": await versions_of(consultation),
    }


async def versions_of(consultation: int) -> tuple[VersionShown, ...]:
    """Return the published texts, the first one first."""
    return tuple(
        VersionShown(**{**row, "stage": Stage(row["stage"])})
        for row in await rows(VERSIONS, consultation)
    )


async def get_draft(
    consultation: int, versions: tuple[VersionShown, ...], *, number: int | None, subject: int
) -> DraftShown:
    """Return one published text with the opinions counted at each clause.

    Without a number: the latest text that was put to the public. Raises NotFound.
    """
    chosen = [version for version in versions if version.number == number] or [
        version for version in versions if number is None and version.stage is Stage.COMMENT
    ]
    if not chosen:
        raise NotFound
    counts = await passage_counts(subject)
    clauses = tuple(
        clause.model_copy(update={"opinions": counts.get(clause.passage, 0)})
        if clause.passage
        else clause
        for clause in await clauses_of(consultation, chosen[-1].number)
    )
    return DraftShown(version=chosen[-1], clauses=clauses)


async def clauses_of(consultation: int, number: int) -> tuple[ClauseShown, ...]:
    """Return the clauses of a published text."""
    return tuple(ClauseShown(**row) for row in await rows(CLAUSES, consultation, number))


async def _changes(consultation: int) -> tuple[ChangeShown, ...]:
    found = await rows(
        "SELECT before, after FROM interpretation_change WHERE consultation = {} ORDER BY position",
        consultation,
    )
    return tuple(ChangeShown(**row) for row in found)


async def _questions(consultation: int) -> tuple[QuestionShown, ...]:
    found = await rows(
        "SELECT question, answer FROM interpretation_answer WHERE consultation = {}"
        " ORDER BY position",
        consultation,
    )
    return tuple(QuestionShown(**row) for row in found)


async def _options(consultation: int) -> tuple[OptionShown, ...]:
    found = await rows(OPTIONS, consultation)
    return tuple(OptionShown(**row, letter=chr(ord("A") + row["position"] - 1)) for row in found)


async def _files(consultation: int) -> tuple[FileShown, ...]:
    found = await rows(
        "SELECT id, title, file_name, media_type, size FROM consultation_file"
        " WHERE consultation = {} ORDER BY id",
        consultation,
    )
    return tuple(FileShown(**row) for row in found)


async def extensions_of(consultation: int) -> tuple[ExtensionShown, ...]:
    """Return the last days that were moved, the first one first."""
    found = await rows(
        "SELECT kind, former_on, until_on, reason, extended_at FROM consultation_extension"
        " WHERE consultation = {} ORDER BY id",
        consultation,
    )
    return tuple(ExtensionShown(**{**row, "kind": ExtensionKind(row["kind"])}) for row in found)
