"""The sitting, the publication and the evaluation."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
    KEEPERS,
    RECORDERS,
    SIGNED_IN,
    GatePage,
    Options,
    after,
    filled_form,
    gate_path,
    options,
    show_gate,
)
from backend.decisions.enums import Gate, MeetingOutcome
from backend.decisions.operations import meetings, results
from backend.decisions.rules.gates import meeting
from backend.decisions.schemas.gates.meeting import MeetingDraft
from backend.decisions.schemas.gates.procedure import GateForDesk
from backend.decisions.schemas.gates.result import EvaluationDraft, ResultDraft
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.forms import parse_form

MEETING = gate_path(Gate.MEETING)
RESULT = gate_path(Gate.RESULT)
EVALUATION = gate_path(Gate.EVALUATION)


class MeetingPage(GatePage):
    """The sittings; for staff's eyes only."""

    template: ClassVar[str] = "decisions/desk/gates/meeting.html"
    gate: ClassVar[Gate] = Gate.MEETING
    outcomes: Options = options(MeetingOutcome)

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the form of the sitting that passed the matter, else of a new one."""
        sitting = meeting.latest(found.dossier)
        has_passed = sitting is not None and sitting.outcome in meeting.PASSED
        form = filled_form(sitting if has_passed else None)
        form.values["replaces"] = form.value("held_on")
        return {"labels": labels.MEETING, "form": form}


class ResultPage(GatePage):
    """The publication."""

    template: ClassVar[str] = "decisions/desk/gates/result.html"
    gate: ClassVar[Gate] = Gate.RESULT

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the form as the record stands."""
        form = filled_form(found.dossier.result)
        form.values["channels"] = "\n".join(form.value("channels", ()))
        return {"labels": labels.RESULT, "form": form}


class EvaluationPage(GatePage):
    """The evaluation."""

    template: ClassVar[str] = "decisions/desk/gates/evaluation.html"
    gate: ClassVar[Gate] = Gate.EVALUATION

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the form as the record stands."""
        return {"labels": labels.EVALUATION, "form": filled_form(found.dossier.evaluation)}


@get(MEETING, guards=SIGNED_IN, include_in_schema=False)
async def meeting_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the sittings."""
    return await show_gate(request, code, MeetingPage)


@post(MEETING, guards=KEEPERS, include_in_schema=False)
async def meeting_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write a sitting."""
    form = await parse_form(request, MeetingDraft)
    await form.submit(
        lambda draft: meetings.record_meeting(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, MeetingPage, form=form)


@get(RESULT, guards=SIGNED_IN, include_in_schema=False)
async def result_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the publication."""
    return await show_gate(request, code, ResultPage)


@post(RESULT, guards=RECORDERS, include_in_schema=False)
async def result_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write the publication."""
    form = await parse_form(request, ResultDraft)
    await form.submit(
        lambda draft: results.record_result(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, ResultPage, form=form)


@get(EVALUATION, guards=SIGNED_IN, include_in_schema=False)
async def evaluation_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the evaluation."""
    return await show_gate(request, code, EvaluationPage)


@post(EVALUATION, guards=RECORDERS, include_in_schema=False)
async def evaluation_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write the evaluation."""
    form = await parse_form(request, EvaluationDraft)
    await form.submit(
        lambda draft: results.record_evaluation(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, EvaluationPage, form=form)


ROUTES = [
    meeting_show,
    meeting_record,
    result_show,
    result_record,
    evaluation_show,
    evaluation_record,
]
