"""A consultation as citizens would read it if it were published now."""

from datetime import datetime, timedelta
from typing import Any

from backend.consultations.enums.consultation import Stage, Status
from backend.consultations.queries.content import load_whole
from backend.consultations.queries.versions import list_versions, load_stored
from backend.consultations.queries.visible import COLUMNS, shown_of
from backend.consultations.rules import periods, permissions
from backend.consultations.schemas.shown import (
    ClauseShown,
    ConsultationShown,
    DraftShown,
    VersionShown,
)
from backend.consultations.schemas.versions import StoredClause
from backend.decisions.queries.visible import visible_rows
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.clock import county_date
from backend.kernel.errors import NotFound
from backend.kernel.settings import get_settings
from backend.organisation.schemas import StaffMember

USUAL_DAYS = timedelta(days=30)  # where the last day is not chosen yet


async def preview_consultation(
    number: int, staff: StaffMember, *, now: datetime
) -> ConsultationShown:
    """Return what would be public; raise NotFound for an unknown one, or not theirs to know."""
    content, standing = await load_whole(number)
    if not permissions.may_see(staff, content.lead_unit, standing.state):
        raise NotFound
    row = (await visible_rows(COLUMNS + "WHERE c.id = {}", number))[0]
    shown = await shown_of({**row, **await _days(row, now)}, now)
    return shown.model_copy(update={"status": Status.SCHEDULED, "days_left": None})


async def preview_draft(number: int, *, now: datetime) -> DraftShown:
    """Return the text that is under way as it would be read; raise NotFound while there is none."""
    versions = await list_versions(number)
    if not versions:
        raise NotFound
    version = VersionShown(
        number=versions[-1].number,
        stage=Stage(versions[-1].stage),
        note=versions[-1].note,
        published_at=now,
        sha256=versions[-1].sha256,
    )
    clauses = tuple(map(_clause, await load_stored(versions[-1].id)))
    return DraftShown(version=version, clauses=clauses)


def _clause(clause: StoredClause) -> ClauseShown:
    """Return a clause as it is read; its place stands for the passage it will have."""
    place = clause.position if clause.is_commentable else None
    return ClauseShown(
        passage=clause.passage or place,
        kind=clause.kind.value,
        level=clause.level,
        label=clause.label,
        heading=clause.heading,
        text=clause.text,
    )


async def _days(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return the days it would have, as far as they are not set: publication sets them."""
    opens_on = row["opens_on"] or county_date(now)
    closes_on = row["closes_on"] or opens_on + USUAL_DAYS
    opens_at, closes_at = periods.window(opens_on, closes_on, now=now)
    working_days = get_settings().feedback_working_days
    due = periods.feedback_due(await load_calendar(), closes_on, working_days)
    return {
        "opens_on": opens_on,
        "closes_on": closes_on,
        "opens_at": row["opens_at"] or opens_at,
        "closes_at": row["closes_at"] or closes_at,
        "feedback_due_on": row["feedback_due_on"] or due.due_on,
        "published_at": row["published_at"] or now,
    }
