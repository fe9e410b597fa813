"""What waits for a person at the desk, most pressing first; the start page shows it."""

from datetime import date
from typing import Any

from backend.decisions.enums import CatalogueState, StepState
from backend.decisions.queries.desk.adjustments import list_waiting_adjustments
from backend.decisions.rules import permissions, publishing
from backend.decisions.schemas.desk import DeskTask
from backend.kernel.database import rows
from backend.kernel.language import say
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

MOST_STEPS = 20  # overdue steps shown; the rest are found on the decisions' pages
OVERDUE = """
SELECT d.code, d.title, s.seq, s.name, s.planned_end
FROM plan_step s JOIN decision d ON d.id = s.decision JOIN catalogue c ON c.id = d.catalogue
JOIN unit l ON l.id = d.lead_unit
WHERE c.state = 'published' AND d.current_version IS NOT NULL
  AND d.state IN ('in_procedure', 'executing', 'evaluating')
  AND s.state = ANY({}) AND s.planned_end < {} AND ({} OR l.code = {})
ORDER BY s.planned_end, d.code, s.seq LIMIT {}
"""
OPEN = [StepState.PLANNED.value, StepState.IN_PROGRESS.value]


async def desk_tasks(staff: StaffMember, *, today: date) -> tuple[DeskTask, ...]:
    """Return what this person has to do with the catalogue; nothing for who has no part in it."""
    found = await rows("SELECT year, state FROM catalogue WHERE state <> 'published'")
    tasks = [
        *_year_warnings(staff, await _states_near(today), today),
        *_catalogue_tasks(staff, found),
        *await _adjustment_tasks(staff),
        *await _step_tasks(staff, today),
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
    warning = publishing.warning_of_year(year, states.get(year), today)
    if warning is None or not permissions.may_keep_catalogue(staff):
        return []
    path = f"/desk/catalogues/{year}" if year in states else f"/desk/catalogues/new?year={year}"
    is_over = today > date(year, *publishing.DUE_BY)
    return [DeskTask(label=warning, path=path, tone="late" if is_over else "wait")]


def _catalogue_tasks(staff: StaffMember, found: list[dict[str, Any]]) -> list[DeskTask]:
    words = {
        CatalogueState.SUBMITTED: say("审批年度目录"),
        CatalogueState.APPROVED: say("公布年度目录"),
    }
    states = [(row["year"], CatalogueState(row["state"])) for row in found]
    tasks = []
    for year, state in states:
        note = say("{year} 年：{state}", year=year, state=state.label)
        path = f"/desk/catalogues/{year}"
        if state in words and permissions.may_approve(staff):
            tasks.append(DeskTask(label=words[state], path=path, note=note))
        elif state is CatalogueState.DRAFT and staff.has(Role.CATALOGUE_EDITOR, Role.DRAFTER):
            label = say("编制年度目录")
            tasks.append(DeskTask(label=label, path=path, tone="plain", note=note))
    return tasks


async def _adjustment_tasks(staff: StaffMember) -> list[DeskTask]:
    if not permissions.may_approve(staff):
        return []
    return [
        DeskTask(
            label=say("审批目录调整：{kind}", kind=waiting.kind.label),
            path=f"/desk/decisions/{waiting.code}#adjustments",
            note=say("{code} {title}", code=waiting.code, title=waiting.title),
        )
        for waiting in await list_waiting_adjustments(staff)
        if waiting.may_decide
    ]


async def _step_tasks(staff: StaffMember, today: date) -> list[DeskTask]:
    """Return steps past their planned end: the drafter's own unit's, the editor's all."""
    keeps = permissions.may_keep_catalogue(staff)
    if not (keeps or staff.has(Role.DRAFTER)):
        return []
    found = await rows(OVERDUE, OPEN, today, keeps, staff.unit_code, MOST_STEPS)
    return [
        DeskTask(
            label=say(
                "{title}：“{step}”已超过计划 {days} 天",
                title=row["title"],
                step=row["name"],
                days=(today - row["planned_end"]).days,
            ),
            path=f"/desk/decisions/{row['code']}#step-{row['seq']}",
            tone="late",
        )
        for row in found
    ]
