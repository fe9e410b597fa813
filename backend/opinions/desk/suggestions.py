"""Groups a computation suggests: looked through, confirmed into points, or turned down."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel.paging import Page
from backend.opinions.desk.heading import (
    SIGNED_IN,
    SUBJECT,
    Empty,
    Options,
    SubjectPage,
    back,
    options,
    whole_head_of,
)
from backend.opinions.operations import suggesting
from backend.opinions.queries.suggestions import get_suggestion, list_suggestions
from backend.opinions.queries.workbench import point_choices
from backend.opinions.schemas.points import (
    Confirmation,
    Dismissal,
    SuggestedMemberLine,
    SuggestionLine,
)
from backend.opinions.schemas.workbench import Done, JustDone
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import page

SUGGESTIONS = f"{SUBJECT}/suggestions"
SUGGESTION = f"{SUGGESTIONS}/{{group_id:int}}"


class SuggestionIndexPage(SubjectPage):
    """The groups, those that settle most first."""

    template: ClassVar[str] = "opinions/desk/points/suggestions.html"
    listed: Page[SuggestionLine]


class SuggestionPage(SubjectPage):
    """One group, to be confirmed or turned down."""

    template: ClassVar[str] = "opinions/desk/points/suggestion.html"
    group: SuggestionLine
    members: tuple[SuggestedMemberLine, ...]
    points: Options
    form: Form[Any]


async def suggestion_page(
    request: StaffRequest, subject_id: int, group_id: int, form: Form[Any] | None = None
) -> SuggestionPage:
    """Return one group's page; at first all that do not dissent are ticked."""
    head = await whole_head_of(subject_id, request)
    group, members = await get_suggestion(head.subject, group_id)
    ticked = [one.number for one in members if not one.is_dissenting and not one.points]
    return SuggestionPage(
        head=head,
        just_done=read_query(request, JustDone),
        group=group,
        members=members,
        points=options(await point_choices(subject_id)),
        form=form or blank_form({"opinions": ticked, "title": ""}),
    )


@get(SUGGESTIONS, guards=SIGNED_IN, include_in_schema=False)
async def suggestion_index(
    request: StaffRequest, subject_id: FromPath[int], after: FromQuery[str] = ""
) -> Response[str]:
    """Show what was found alike and is not grouped yet."""
    head = await whole_head_of(subject_id, request)
    listed = await list_suggestions(head.subject, after)
    told = read_query(request, JustDone)
    return page(request, SuggestionIndexPage(head=head, just_done=told, listed=listed))


@post(SUGGESTIONS, guards=SIGNED_IN, include_in_schema=False)
async def suggestion_request(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Have the opinions compared anew."""
    await parse_form(request, Empty)
    await suggesting.request_suggestions(subject_id, staff=request.user)
    return back(request, subject_id, "/suggestions", done=Done.ASKED)


@get(SUGGESTION, guards=SIGNED_IN, include_in_schema=False)
async def suggestion_show(
    request: StaffRequest, subject_id: FromPath[int], group_id: FromPath[int]
) -> Response[str]:
    """Show one group."""
    return page(request, await suggestion_page(request, subject_id, group_id))


@post(f"{SUGGESTION}/point", guards=SIGNED_IN, include_in_schema=False)
async def suggestion_point(
    request: StaffRequest, subject_id: FromPath[int], group_id: FromPath[int]
) -> Response[Any]:
    """Make the chosen ones, or all of them, a point."""
    form = await parse_form(request, Confirmation)
    ref = await form.submit(
        lambda draft: suggesting.confirm_suggestion(subject_id, group_id, draft, staff=request.user)
    )
    if ref is None:
        shown = await suggestion_page(request, subject_id, group_id, form)
        return page(request, shown, status=422)
    return back(request, subject_id, "/suggestions", done=Done.GROUPED, count=ref.added)


@post(f"{SUGGESTION}/dismissal", guards=SIGNED_IN, include_in_schema=False)
async def suggestion_dismissal(
    request: StaffRequest, subject_id: FromPath[int], group_id: FromPath[int]
) -> Response[Any]:
    """Note that these are not one."""
    form = await parse_form(request, Dismissal)
    done = await form.submit(
        lambda draft: suggesting.dismiss_suggestion(subject_id, group_id, draft, staff=request.user)
    )
    if done is None:
        shown = await suggestion_page(request, subject_id, group_id, form)
        return page(request, shown, status=422)
    return back(request, subject_id, "/suggestions", done=Done.DISMISSED)


ROUTES = [
    suggestion_index,
    suggestion_request,
    suggestion_show,
    suggestion_point,
    suggestion_dismissal,
]
