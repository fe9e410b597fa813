"""The record of participation, and the checklist of groups."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
    RECORDERS,
    SIGNED_IN,
    GatePage,
    Labels,
    Options,
    after,
    filled_form,
    gate_path,
    options,
    show_gate,
)
from backend.decisions.enums import AffectedGroup, Gate, ParticipationMethod
from backend.decisions.operations import participation
from backend.decisions.schemas.gates.participation import GroupsDraft, ParticipationDraft
from backend.decisions.schemas.gates.procedure import GateForDesk
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form

PATH = gate_path(Gate.PARTICIPATION)


class ParticipationPage(GatePage):
    """Ways, period, poll, figures; and the groups."""

    template: ClassVar[str] = "decisions/desk/gates/participation.html"
    gate: ClassVar[Gate] = Gate.PARTICIPATION
    groups_form: Form[Any]
    figure_labels: Labels = labels.FIGURES
    methods: Options = options(ParticipationMethod)
    groups: Options = options(AffectedGroup)

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the forms as the record stands."""
        dossier = found.dossier
        form = filled_form(dossier.participation)
        form.values |= dossier.figures.model_dump() if dossier.figures else {}
        affected = [one.affected_group for one in dossier.groups if one.is_affected]
        evidence = {one.affected_group.value: one.evidence for one in dossier.groups}
        return {
            "labels": labels.PARTICIPATION,
            "form": form,
            "groups_form": blank_form({"affected": affected, **evidence}),
        }


@get(PATH, guards=SIGNED_IN, include_in_schema=False)
async def participation_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the record of participation."""
    return await show_gate(request, code, ParticipationPage)


@post(PATH, guards=RECORDERS, include_in_schema=False)
async def participation_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write the record of participation."""
    form = await parse_form(request, ParticipationDraft)
    await form.submit(
        lambda draft: participation.record_participation(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, ParticipationPage, form=form)


@post(f"{PATH}/groups", guards=RECORDERS, include_in_schema=False)
async def groups_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write the checklist of groups."""
    form = await parse_form(request, GroupsDraft)
    await form.submit(
        lambda draft: participation.record_groups(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, ParticipationPage, groups_form=form)


ROUTES = [participation_show, participation_record, groups_record]
