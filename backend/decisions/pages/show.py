"""One decision's page: what it is for, how it is made, how far it is, and how to take part."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromPath

from backend.decisions.enums import StepState
from backend.decisions.queries import visible_decisions
from backend.decisions.queries.visible_procedure import public_procedure_records
from backend.decisions.rules.difference import difference
from backend.decisions.rules.standing import Opening, Standing, delay, openings, standing
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.difference import FieldChange
from backend.decisions.schemas.gates.public import ProcedureRecordsPublic
from backend.decisions.schemas.shown import (
    AttachmentShown,
    DecisionShown,
    StepShown,
    VersionLine,
)
from backend.kernel.clock import today
from backend.kernel.language import Text
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page
from backend.web.site import Attached, attached_to


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step with what hangs on it."""

    step: StepShown
    delay: Text | None
    is_now: bool
    files: tuple[AttachmentShown, ...]


@dataclass(frozen=True, slots=True)
class AdjustmentEntry:
    """An adjustment with what it changed."""

    version: VersionLine
    changes: tuple[FieldChange, ...]


class DecisionPage(PageContext):
    """Everything public about one decision."""

    template: ClassVar[str] = "decisions/show.html"
    shown: DecisionShown
    content: DecisionContent
    standing: Standing
    openings: tuple[Opening, ...]
    timeline: tuple[TimelineStep, ...]
    files: tuple[AttachmentShown, ...]
    adjustments: tuple[AdjustmentEntry, ...]
    records: ProcedureRecordsPublic
    attached: tuple[Attached, ...]


@get("/decisions/{code:str}", opt=PUBLIC, include_in_schema=False)
async def decision_show(request: Request[Any, Any, Any], code: FromPath[str]) -> Response[str]:
    """Show a decision as it stands today."""
    shown = await visible_decisions.get_visible(code)
    records = await public_procedure_records(shown.id) or ProcedureRecordsPublic()
    attached = (await attached_to(request.app, [code])).get(code, ())
    return public_page(request, _page(shown, records, attached, day=today()))


def _page(
    shown: DecisionShown,
    records: ProcedureRecordsPublic,
    attached: tuple[Attached, ...],
    *,
    day: date,
) -> DecisionPage:
    now = standing(shown.state, shown.steps, day)
    return DecisionPage(
        shown=shown,
        content=shown.content,
        standing=now,
        openings=openings(shown.state, shown.steps, day),
        timeline=tuple(_timeline_step(shown, step, now, day) for step in shown.steps),
        files=tuple(file for file in shown.attachments if file.step_seq is None),
        adjustments=tuple(reversed(adjustments(shown))),
        records=records,
        attached=attached,
    )


def _timeline_step(shown: DecisionShown, step: StepShown, now: Standing, day: date) -> TimelineStep:
    is_counted = shown.is_running or step.state is StepState.COMPLETED
    return TimelineStep(
        step=step,
        delay=delay(step, day) if is_counted else None,
        is_now=step.seq == now.step and step.state is StepState.IN_PROGRESS,
        files=tuple(file for file in shown.attachments if file.step_seq == step.seq),
    )


def adjustments(shown: DecisionShown) -> tuple[AdjustmentEntry, ...]:
    """Return every adjustment, oldest first, with its difference to the version before."""
    earlier = {line.number: line for line in shown.versions}
    return tuple(
        AdjustmentEntry(line, _changes(earlier.get(line.number - 1), line))
        for line in shown.versions
        if line.kind is not None
    )


def _changes(before: VersionLine | None, after: VersionLine) -> tuple[FieldChange, ...]:
    return difference(before.content, after.content) if before else ()
