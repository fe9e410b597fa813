"""Opinion points: the list in its order, and one point with its members and its answer."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.kernel.clock import now
from backend.kernel.paging import Page
from backend.opinions.desk.heading import (
    SIGNED_IN,
    SUBJECT,
    Options,
    SubjectPage,
    back,
    head_of,
    options,
    result_options,
    unit_options,
)
from backend.opinions.operations import dispositions, members, points
from backend.opinions.operations.working import thresholds
from backend.opinions.queries.points import get_point, list_members, list_points
from backend.opinions.queries.workbench import point_choices
from backend.opinions.schemas.answers import AnswerDraft, Clearing
from backend.opinions.schemas.points import (
    Member,
    MembersDraft,
    Merger,
    PlaceDraft,
    PointAmendment,
    PointForDesk,
    PointLine,
)
from backend.opinions.schemas.workbench import Done, JustDone
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import page

POINT = f"{SUBJECT}/points/{{point_id:int}}"


class PointIndexPage(SubjectPage):
    """The points in their order."""

    template: ClassVar[str] = "opinions/desk/points/index.html"
    points: tuple[PointLine, ...]


class PointPage(SubjectPage):
    """One point."""

    template: ClassVar[str] = "opinions/desk/points/show.html"
    point: PointForDesk
    members: Page[Member]
    others: Options
    units: Options
    results: Options
    form: Form[Any]
    name_form: Form[Any]
    member_form: Form[Any]
    merge_form: Form[Any]
    may_answer: bool


async def point_page(
    request: StaffRequest, subject_id: int, point_id: int, **forms: Form[Any]
) -> PointPage:
    """Return one point's page; a refused form comes back with what stands there now."""
    head = await head_of(subject_id, request)
    point = await get_point(head.subject, point_id, request.user, thresholds())
    others = [one for one in await point_choices(subject_id) if one.id != point_id]
    blank = {name: blank_form() for name in ("member_form", "merge_form")}
    return PointPage(
        head=head,
        just_done=read_query(request, JustDone),
        point=point,
        members=await list_members(head.subject, point_id, request.query_params.get("after", "")),
        others=options(others) if head.subject.is_whole_in_sight else (),
        units=await unit_options(),
        results=result_options(),
        may_answer=head.subject.is_changeable and point.may_answer,
        **{**blank, "form": _answer_form(point), "name_form": _name_form(point), **forms},
    )


@get(f"{SUBJECT}/points", guards=SIGNED_IN, include_in_schema=False)
async def point_index(request: StaffRequest, subject_id: FromPath[int]) -> Response[str]:
    """Show the points."""
    head = await head_of(subject_id, request)
    found = await list_points(head.subject, request.user)
    told = read_query(request, JustDone)
    return page(request, PointIndexPage(head=head, just_done=told, points=found))


@get(POINT, guards=SIGNED_IN, include_in_schema=False)
async def point_show(
    request: StaffRequest, subject_id: FromPath[int], point_id: FromPath[int]
) -> Response[str]:
    """Show one point."""
    return page(request, await point_page(request, subject_id, point_id))


@post(POINT, guards=SIGNED_IN, include_in_schema=False)
async def point_amend(
    request: StaffRequest, subject_id: FromPath[int], point_id: FromPath[int]
) -> Response[Any]:
    """Rename it, or hand it to a unit."""
    form = await parse_form(request, PointAmendment)
    ref = await form.submit(
        lambda draft: points.amend_point(subject_id, point_id, draft, staff=request.user)
    )
    if ref is None:
        shown = await point_page(request, subject_id, point_id, name_form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, f"/points/{point_id}")


@post(f"{POINT}/answer", guards=SIGNED_IN, include_in_schema=False)
async def point_answer(
    request: StaffRequest, subject_id: FromPath[int], point_id: FromPath[int]
) -> Response[Any]:
    """Answer it, and so its members."""
    form = await parse_form(request, AnswerDraft)
    revision = await form.submit(
        lambda draft: dispositions.answer_point(
            subject_id, point_id, draft, staff=request.user, now=now()
        )
    )
    if revision is None:
        shown = await point_page(request, subject_id, point_id, form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, f"/points/{point_id}")


@post(f"{POINT}/members", guards=SIGNED_IN, include_in_schema=False)
async def point_members(
    request: StaffRequest, subject_id: FromPath[int], point_id: FromPath[int]
) -> Response[Any]:
    """Take the ticked members out, set them apart, mark them, or split them off."""
    form = await parse_form(request, MembersDraft)
    ref = await form.submit(
        lambda draft: members.change_members(subject_id, point_id, draft, staff=request.user)
    )
    if ref is None:
        shown = await point_page(request, subject_id, point_id, member_form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, f"/points/{ref.id}")


@post(f"{POINT}/merger", guards=SIGNED_IN, include_in_schema=False)
async def point_merge(
    request: StaffRequest, subject_id: FromPath[int], point_id: FromPath[int]
) -> Response[Any]:
    """Let it go up in another point."""
    form = await parse_form(request, Merger)
    ref = await form.submit(
        lambda draft: points.merge_points(subject_id, point_id, draft, staff=request.user)
    )
    if ref is None:
        shown = await point_page(request, subject_id, point_id, merge_form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, f"/points/{ref.id}", done=Done.GROUPED, count=ref.added)


@post(f"{POINT}/dissolution", guards=SIGNED_IN, include_in_schema=False)
async def point_dissolve(
    request: StaffRequest, subject_id: FromPath[int], point_id: FromPath[int]
) -> Response[Any]:
    """Take it away; its opinions are ungrouped again."""
    form = await parse_form(request, Clearing)
    gone = await form.submit(
        lambda draft: points.dissolve_point(subject_id, point_id, draft, staff=request.user)
    )
    if gone is None:
        shown = await point_page(request, subject_id, point_id, merge_form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, "/points")


@post(f"{POINT}/place", guards=SIGNED_IN, include_in_schema=False)
async def point_place(
    request: StaffRequest, subject_id: FromPath[int], point_id: FromPath[int]
) -> Response[Any]:
    """Give it another place in the list."""
    form = await parse_form(request, PlaceDraft)
    await form.submit(
        lambda draft: points.move_point(subject_id, point_id, to=draft.place, staff=request.user)
    )
    return back(request, subject_id, f"/points#point-{point_id}")


def _answer_form(point: PointForDesk) -> Form[Any]:
    result = point.result.value if point.result else ""
    return blank_form({"result": result, "reason": point.reason})


def _name_form(point: PointForDesk) -> Form[Any]:
    unit, due_on = point.unit_id or "", point.due_on or ""
    return blank_form({"title": point.title, "unit": unit, "due_on": due_on})


ROUTES = [
    *(point_index, point_show, point_amend, point_answer, point_members, point_merge),
    *(point_dissolve, point_place),
]
