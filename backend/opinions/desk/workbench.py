"""The workbench: a subject's opinions, picked out of a list, grouped, answered, handed to units."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel.clock import now
from backend.kernel.paging import Page
from backend.opinions.desk.heading import (
    SIGNED_IN,
    SUBJECT,
    SUBJECTS,
    Options,
    SubjectPage,
    head_of,
    options,
    result_options,
    to_list,
    unit_options,
)
from backend.opinions.enums import Channel, OpinionState
from backend.opinions.operations import assigning, dispositions, points
from backend.opinions.queries import workbench
from backend.opinions.queries.subjects_for_desk import list_subjects_for_desk
from backend.opinions.schemas.shown import PassageShown
from backend.opinions.schemas.workbench import (
    Done,
    JustDone,
    OpinionLine,
    PanelDraft,
    Shown,
    SubjectLine,
    WorkbenchFilter,
)
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import PageContext, page


class SubjectIndexPage(PageContext):
    """The subjects, with what is still to be done."""

    template: ClassVar[str] = "opinions/desk/workbench/subjects.html"
    listed: Page[SubjectLine]


class WorkbenchPage(SubjectPage):
    """The list, and beside it what is done with the ticked ones."""

    template: ClassVar[str] = "opinions/desk/workbench/index.html"
    wanted: WorkbenchFilter
    listed: Page[OpinionLine]
    points: Options
    passages: tuple[PassageShown, ...]
    units: Options
    results: Options
    form: Form[Any]
    shelves: tuple[Shown, ...] = (Shown.UNGROUPED, Shown.UNANSWERED, Shown.REVIEW, Shown.ALL)
    states: tuple[OpinionState, ...] = tuple(OpinionState)
    channels: tuple[Channel, ...] = tuple(Channel)


async def workbench_page(
    request: StaffRequest, subject_id: int, form: Form[Any] | None = None
) -> WorkbenchPage:
    """Return the workbench as the address narrows it, with everything a form had ticked."""
    head = await head_of(subject_id, request)
    wanted = read_query(request, WorkbenchFilter)
    is_whole = head.subject.is_whole_in_sight
    if not is_whole:
        wanted = wanted.model_copy(update={"show": Shown.ALL})
    ticked = _ticked(form)
    return WorkbenchPage(
        head=head,
        just_done=read_query(request, JustDone),
        wanted=wanted,
        listed=await workbench.list_opinions(head.subject, wanted, request.user, ticked=ticked),
        points=options(await workbench.point_choices(subject_id)) if is_whole else (),
        passages=await workbench.passage_choices(subject_id),
        units=await unit_options(),
        results=result_options(),
        form=form or blank_form(),
    )


@get(SUBJECTS, guards=SIGNED_IN, include_in_schema=False)
async def subject_index(request: StaffRequest, after: FromQuery[str] = "") -> Response[str]:
    """Show the subjects this person works on."""
    return page(request, SubjectIndexPage(listed=await list_subjects_for_desk(request.user, after)))


@get(SUBJECT, guards=SIGNED_IN, include_in_schema=False)
async def workbench_show(request: StaffRequest, subject_id: FromPath[int]) -> Response[str]:
    """Show the workbench."""
    return page(request, await workbench_page(request, subject_id))


@post(f"{SUBJECT}/points", guards=SIGNED_IN, include_in_schema=False)
async def opinions_group(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Put the ticked opinions into a point, answered or not yet."""
    form = await parse_form(request, PanelDraft)
    ref = await form.submit(
        lambda draft: points.group_opinions(
            subject_id, draft.grouping, staff=request.user, now=now()
        )
    )
    if ref is None:
        return page(request, await workbench_page(request, subject_id, form), status=422)
    wanted = read_query(request, WorkbenchFilter)
    return to_list(request, subject_id, wanted, done=Done.GROUPED, count=ref.added)


@post(f"{SUBJECT}/answers", guards=SIGNED_IN, include_in_schema=False)
async def opinions_answer(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Give the ticked opinions an answer of their own."""
    form = await parse_form(request, PanelDraft)
    count = await form.submit(
        lambda draft: dispositions.answer_opinions(
            subject_id, draft.answer, staff=request.user, now=now()
        )
    )
    if count is None:
        return page(request, await workbench_page(request, subject_id, form), status=422)
    wanted = read_query(request, WorkbenchFilter)
    return to_list(request, subject_id, wanted, done=Done.ANSWERED, count=count)


@post(f"{SUBJECT}/assignments", guards=SIGNED_IN, include_in_schema=False)
async def opinions_assign(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Hand the ticked opinions to a unit."""
    form = await parse_form(request, PanelDraft)
    count = await form.submit(
        lambda draft: assigning.assign_opinions(
            subject_id, draft.assignment, staff=request.user, now=now()
        )
    )
    if count is None:
        return page(request, await workbench_page(request, subject_id, form), status=422)
    wanted = read_query(request, WorkbenchFilter)
    return to_list(request, subject_id, wanted, done=Done.ASSIGNED, count=count)


def _ticked(form: Form[Any] | None) -> list[int]:
    """Return the numbers a form had ticked, as far as they are numbers."""
    values = form.value("opinions") or [] if form else []
    found = (str(value).partition(":")[0] for value in values)
    return [int(number) for number in found if number.isdecimal() and len(number) < 19]  # noqa: PLR2004 - a bigint


ROUTES = [subject_index, workbench_show, opinions_group, opinions_answer, opinions_assign]
