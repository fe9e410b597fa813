"""Opinions held for moderation, one or a hundred: their subjects shared, then each by number."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from backend.journal.schemas import Subject as Mentioned
from backend.kernel.database import rows
from backend.opinions.enums import OpinionState, ReportState, Route
from backend.opinions.rules.handling import closed_to_change
from backend.opinions.schemas.moderation import Standing, Withholding

SUBJECTS = """
SELECT s.id, s.title, s.path, s.lead_unit, s.concluded_at FROM opinion_subject s
WHERE s.id IN (SELECT subject FROM opinion WHERE id = ANY({}::bigint[]))
ORDER BY s.id FOR KEY SHARE OF s
"""
REPORTS = "SELECT subject, state FROM adoption_report WHERE subject = ANY({}::int[])"
OPINIONS = """
SELECT id AS number, revision, state, state_at, subject, text, sealed_text, public_text,
       may_publish, route, rule, contact_kind, contact_sealed, contact_index, language,
       moderated_by, duplicate_of, erased_at
FROM opinion WHERE id = ANY({}::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""
ORIGINALS = "SELECT DISTINCT duplicate_of FROM opinion WHERE duplicate_of = ANY({}::bigint[])"
APPEALED = """
SELECT a.opinion FROM opinion_appeal a JOIN opinion o ON o.id = a.opinion
WHERE a.opinion = ANY({}::bigint[])
  AND (a.outcome = '' OR (a.outcome = 'upheld' AND a.answered_at >= o.state_at))
"""
CHANGE = """
UPDATE opinion SET state = {}, state_at = {}, text = {}, sealed_text = {}, public_text = {},
    rule = {}, route = {}, duplicate_of = {}, moderated_by = {}, revision = revision + 1
WHERE id = {}
"""


class Held(NamedTuple):
    """An opinion nobody else changes until the transaction ends."""

    standing: Standing
    text: str | None
    sealed_text: str | None
    public_text: str | None
    is_erased: bool  # its author asked to be forgotten
    withholding: Withholding
    subject_title: str
    subject_path: str

    @property
    def number(self) -> int:
        """Return the opinion's number."""
        return self.standing.number

    @property
    def mentioned(self) -> Mentioned:
        """Return the opinion as the journal names it: by its number and its subject's title."""
        return Mentioned(
            kind="opinion", id=str(self.number), title=self.subject_title, path=self.subject_path
        )


class Change(NamedTuple):
    """How an opinion is to stand."""

    state: OpinionState
    text: str | None
    sealed_text: str | None
    public_text: str | None
    route: Route
    moderated_by: int | None
    rule: int | None = None
    duplicate_of: int | None = None


async def hold_standings(numbers: Collection[int]) -> dict[int, Held]:
    """Hold these opinions, as many as there are, until the transaction ends.

    Always in the same order, so that two batches that overlap wait for each other in line.
    """
    wanted = sorted(set(numbers))
    subjects = {row["id"]: row for row in await rows(SUBJECTS, wanted)}
    closed = await _closed(subjects)
    found = await rows(OPINIONS, wanted)
    originals = {row["duplicate_of"] for row in await rows(ORIGINALS, wanted)}
    appealed = {row["opinion"] for row in await rows(APPEALED, wanted)}
    return {
        row["number"]: _held(
            row,
            subjects[row["subject"]],
            is_reported=row["subject"] in closed,
            has_copies=row["number"] in originals,
            has_appeal=row["number"] in appealed,
        )
        for row in found
    }


async def change(held: Held, to: Change, *, now: datetime) -> None:
    """Write how a held opinion stands from now on."""
    await rows(
        CHANGE,
        to.state.value,
        now,
        to.text,
        to.sealed_text,
        to.public_text,
        to.rule,
        to.route.value,
        to.duplicate_of,
        to.moderated_by,
        held.number,
    )


async def _closed(subjects: dict[int, dict[str, Any]]) -> set[int]:
    """Return the subjects whose answers are being read by others, or published."""
    reports = await rows(REPORTS, list(subjects))
    read = {row["subject"] for row in reports if closed_to_change(ReportState(row["state"]))}
    return read | {id_ for id_, row in subjects.items() if row["concluded_at"] is not None}


def _held(row: dict[str, Any], subject: dict[str, Any], **flags: bool) -> Held:
    is_looked_at = row["moderated_by"] is not None
    standing = Standing(**row, lead_unit=subject["lead_unit"], is_looked_at=is_looked_at, **flags)
    return Held(
        standing,
        row["text"],
        row["sealed_text"],
        row["public_text"],
        row["erased_at"] is not None,
        Withholding(**row, subject_title=subject["title"]),
        subject["title"],
        subject["path"],
    )
