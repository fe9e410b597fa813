"""The result as citizens will read it, before it is published: the very same page."""

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from backend.consultations.enums.consultation import Status
from backend.consultations.pages.frame import load
from backend.consultations.pages.result import FIRST_ANSWERS, ResultPage
from backend.consultations.queries.result import get_previewed, preview_result
from backend.kernel.clock import today
from backend.opinions.queries.report import preview_answers
from backend.organisation.guards import StaffRequest, requires_sign_in
from backend.web.render import page


@get(
    "/desk/consultations/{number:int}/result-preview",
    guards=[requires_sign_in],
    include_in_schema=False,
)
async def result_preview(
    request: StaffRequest,
    number: FromPath[int],
    changed: FromQuery[int] = 0,
    after: FromQuery[str] = "",
) -> Response[str]:
    """Show the result as it would be published now, to those who work on it."""
    previewed = await get_previewed(number, request.user)
    context = await preview_page(previewed.slug, number, after=after)
    return page(request, context.model_copy(update={"is_changed_only": bool(changed)}))


async def preview_page(slug: str, number: int, *, after: str = "") -> ResultPage:
    """Return the page of the result as if it were published today."""
    shown = await load(slug)
    result = await preview_result(shown.id, shown.subject_id)
    here = f"/desk/consultations/{number}/result-preview"
    root = f"/desk/subjects/{shown.subject_id}"
    as_published = {
        "status": Status.ANSWERED,
        "feedback_published_on": shown.feedback_published_on or today(),
        "is_overdue": False,
    }
    return ResultPage(
        shown=shown.model_copy(update=as_published),
        result=result,
        answers=await preview_answers(shown.subject_id, after or None, size=FIRST_ANSWERS),
        here=here,
        more=here,
        point_paths={point.position: f"{root}/points/{point.id}" for point in result.report.points},
        back=root,
    )


ROUTES = [result_preview]
