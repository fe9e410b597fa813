"""What waits for a person at the desk, most pressing first; the start page shows it."""

from datetime import date, timedelta
from typing import Any

from backend.decisions.enums import CatalogueState, Gate, StepState
from backend.decisions.queries.desk.adjustments import list_waiting_adjustments
from backend.decisions.rules import permissions, publishing
from backend.decisions.schemas.desk import DeskTask
from backend.kernel.database import rows
from backend.kernel.language import say
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

MOST_STEPS = 20  # shown; the rest are found on the decisions' pages
ENDING = """
SELECT d.code, d.title, d.is_public, l.name AS unit_name, s.seq, s.name, s.planned_end
FROM plan_step s JOIN decision d ON d.id = s.decision JOIN catalogue c ON c.id = d.catalogue
JOIN unit l ON l.id = d.lead_unit
WHERE c.state = 'published' AND d.current_version IS NOT NULL
  AND d.state IN ('in_procedure', 'executing', 'evaluating')
  AND s.state = ANY({}) AND s.planned_end <= {} AND ({} OR l.code = {})
ORDER BY s.planned_end, d.code, s.seq LIMIT {}
"""
REVIEWS = """
SELECT d.code, d.title, d.is_public, l.name AS unit_name, r.received_on
FROM legality_review r JOIN decision d ON d.id = r.decision JOIN unit l ON l.id = d.lead_unit
WHERE r.concluded_on IS NULL ORDER BY r.received_on, r.id LIMIT {}
"""
MOST_REVIEWS = 20
ONE_DAY = timedelta(days=1)
OPEN = [StepState.PLANNED.value, StepState.IN_PROGRESS.value]


async def desk_tasks(
    staff: StaffMember, *, today: date, soon: date | None = None
) -> tuple[DeskTask, ...]:
    """Return what this person has to do with the catalogue; nothing for who has no part in it.

    Steps of a plan are listed once their end is past, or comes no later than `soon`.
    """
    found = await rows("SELECT year, state FROM catalogue WHERE state <> 'published'")
    tasks = [
        *_year_warnings(staff, await _states_near(today), today),
        *_catalogue_tasks(staff, found, today),
        *await _adjustment_tasks(staff),
        *await _review_tasks(staff),
        *await _step_tasks(staff, today, soon or today - ONE_DAY),
    ]
    return tuple(sorted(tasks, key=lambda task: task.tone != "late"))


async def _states_near(today: date) -> dict[int, CatalogueState]:
    found = await rows("SELECT year, state FROM catalogue WHERE year = {}", today.year)
    return {row["year"]: CatalogueState(row["state"]) for row in found}


def _year_warnings(
    staff: StaffMember, states: dict[int, CatalogueState], today: date
) -> list[DeskTask]:
    """Return the clock's word on this year's catalogue, for who keeps it (B26)."""
    year = today.year
    is_due = publishing.warning_of_year(year, states.get(year), today) is not None
    if not is_due or not permissions.may_keep_catalogue(staff):
        return []
    path = f"/desk/catalogues/{year}" if year in states else f"/desk/catalogues/new?year={year}"
    due_on = date(year, *publishing.DUE_BY)
    return [
        DeskTask(
            label=say("公布 {year} 年度目录", year=year),
            path=path,
            tone="late" if today > due_on else "wait",  # yellow from 1 June
            note=say("《公众参与工作办法》要求 6 月 30 日前公布"),
            due_on=due_on,
        )
    ]


def _catalogue_tasks(
    staff: StaffMember, found: list[dict[str, Any]], today: date
) -> list[DeskTask]:
    """Return the next step of each year's catalogue, due with its publication (B26).

    One of a year that is over is being entered after the fact, and has no day left to keep.
    """
    words = {
        CatalogueState.SUBMITTED: say("审批年度目录"),
        CatalogueState.APPROVED: say("公布年度目录"),
    }
    states = [(row["year"], CatalogueState(row["state"])) for row in found]
    tasks = []
    for year, state in states:
        note = say("{year} 年：{state}", year=year, state=state.label)
        path = f"/desk/catalogues/{year}"
        due_on = date(year, *publishing.DUE_BY) if year >= today.year else None
        if state in words and permissions.may_approve(staff):
            tasks.append(DeskTask(label=words[state], path=path, note=note, due_on=due_on))
        elif state is CatalogueState.DRAFT and staff.has(Role.CATALOGUE_EDITOR, Role.DRAFTER):
            label = say("编制年度目录")
            tasks.append(DeskTask(label=label, path=path, note=note, due_on=due_on))
    return tasks


async def _adjustment_tasks(staff: StaffMember) -> list[DeskTask]:
    if not permissions.may_approve(staff):
        return []
    return [
        DeskTask(
            label=say("审批目录调整：{kind}", kind=waiting.kind.label),
            path=f"/desk/decisions/{waiting.code}#adjustments",
            note=say("{code} {title}", code=waiting.code, title=waiting.title),
            is_hidden=not waiting.is_public,
        )
        for waiting in await list_waiting_adjustments(staff)
        if waiting.may_decide
    ]


async def _review_tasks(staff: StaffMember) -> list[DeskTask]:
    """Return what lies with the justice bureau for its legality opinion (art. 25)."""
    if not staff.has(Role.REVIEWER):
        return []
    return [
        DeskTask(
            label=say("出具合法性审查意见：{title}", title=row["title"]),
            path=f"/desk/decisions/{row['code']}/{Gate.LEGALITY.value}",
            note=say("{day}收到材料", day=row["received_on"]),
            unit_name=row["unit_name"],
            is_hidden=not row["is_public"],
        )
        for row in await rows(REVIEWS, MOST_REVIEWS)
    ]


async def _step_tasks(staff: StaffMember, today: date, until: date) -> list[DeskTask]:
    """Return steps that should have ended by a day: the own unit's, or all to who keeps them."""
    keeps = permissions.may_keep_catalogue(staff)
    if not (keeps or staff.has(Role.DRAFTER)):
        return []
    found = await rows(ENDING, OPEN, until, keeps, staff.unit_code, MOST_STEPS)
    return [
        DeskTask(
            label=say("完成“{step}”：{title}", step=row["name"], title=row["title"]),
            path=f"/desk/decisions/{row['code']}#step-{row['seq']}",
            tone="late" if today > row["planned_end"] else "wait",
            due_on=row["planned_end"],
            unit_name=row["unit_name"],
            is_hidden=not row["is_public"],
        )
        for row in found
    ]
