"""The record of a hearing, its roster, and who confirmed the record."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
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
from backend.decisions.enums import Gate, HearingStage, RecordState
from backend.decisions.operations import hearings
from backend.decisions.schemas.gates.hearing import ConfirmationDraft, HearingDraft, RosterDraft
from backend.decisions.schemas.gates.procedure import GateForDesk
from backend.decisions.schemas.gates.roster import RosterLine, write_roster
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form

PATH = gate_path(Gate.HEARING)
OUTCOMES = [state for state in RecordState if state is not RecordState.PENDING]


class HearingPage(GatePage):
    """Events, roster, confirmations."""

    template: ClassVar[str] = "decisions/desk/gates/hearing.html"
    gate: ClassVar[Gate] = Gate.HEARING
    roster_form: Form[Any]
    confirmation_form: Form[Any]
    stages: Options = options(HearingStage)
    record_states: Options = options(OUTCOMES)

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the forms as the record stands."""
        hearing = found.dossier.hearing
        form = filled_form(hearing)
        form.values["sides"] = "\n".join(hearing.sides) if hearing else ""
        lines = [RosterLine(**one.model_dump()) for one in hearing.participants] if hearing else []
        roster = {"roster": write_roster(tuple(lines)), "revision": form.value("revision")}
        return {
            "labels": labels.HEARING,
            "form": form,
            "roster_form": blank_form(roster),
            "confirmation_form": blank_form(),
        }


@get(PATH, guards=SIGNED_IN, include_in_schema=False)
async def hearing_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the record of a hearing."""
    return await show_gate(request, code, HearingPage)


@post(PATH, guards=RECORDERS, include_in_schema=False)
async def hearing_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write the events of a hearing."""
    form = await parse_form(request, HearingDraft)
    await form.submit(
        lambda draft: hearings.record_hearing(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, HearingPage, form=form)


@post(f"{PATH}/roster", guards=RECORDERS, include_in_schema=False)
async def roster_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write who takes part."""
    form = await parse_form(request, RosterDraft)
    await form.submit(
        lambda draft: hearings.record_roster(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, HearingPage, roster_form=form)


@post(f"{PATH}/confirmations", guards=RECORDERS, include_in_schema=False)
async def confirmations_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write who confirmed the record."""
    form = await parse_form(request, ConfirmationDraft)
    await form.submit(
        lambda draft: hearings.record_confirmations(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, HearingPage, confirmation_form=form)


ROUTES = [hearing_show, hearing_record, roster_record, confirmations_record]
