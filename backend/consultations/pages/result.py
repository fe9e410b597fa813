"""意见反馈: what changed because of whom, each point with its opinions, and every single answer."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from backend.consultations.enums.consultation import Status
from backend.consultations.pages.frame import ConsultationPage, load
from backend.consultations.queries.result import get_answered_point, get_result
from backend.consultations.schemas.result import AnsweredPoint, ResultShown
from backend.consultations.schemas.shown import ConsultationShown
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page
from backend.opinions.queries.figures import figures_of
from backend.opinions.queries.published import list_published_of_point
from backend.opinions.queries.report import get_report, list_answers
from backend.opinions.schemas.report import AnswerLine
from backend.opinions.schemas.shown import Figures, OpinionPublic
from backend.web.guards import PUBLIC
from backend.web.render import public_page

FIRST_ANSWERS = 20  # of the table, on the page of the whole result
PAGE_SIZE = 50  # answers
POINT_SIZE = 20  # opinions of a point


class ResultPage(ConsultationPage):
    """The whole result; `here` is its address: a preview stands at the desk."""

    template: ClassVar[str] = "consultations/result.html"
    tab: str = "result"
    result: ResultShown
    answers: Page[AnswerLine]
    here: str
    more: str  # where the table goes on
    point_paths: dict[int, str]  # addresses of the points, by their numbers
    is_changed_only: bool = False
    back: str = ""  # of a preview: the desk's page it belongs to


class ResultAwaitedPage(ConsultationPage):
    """What will be here, and by when."""

    template: ClassVar[str] = "consultations/result_awaited.html"
    tab: str = "result"
    figures: Figures


class AnswersPage(ConsultationPage):
    """The table of every opinion and its answer."""

    template: ClassVar[str] = "consultations/answers.html"
    tab: str = "result"
    places: dict[str, int]
    point_paths: dict[int, str]
    answers: Page[AnswerLine]
    is_first: bool


class PointPage(ConsultationPage):
    """An opinion point, its answer, and who said it."""

    template: ClassVar[str] = "consultations/point.html"
    tab: str = "result"
    answered: AnsweredPoint
    found: Page[OpinionPublic]
    is_first: bool


@get("/consultations/{slug:str}/result", opt=PUBLIC, include_in_schema=False)
async def result_show(
    request: Request[Any, Any, Any], slug: FromPath[str], changed: FromQuery[int] = 0
) -> Response[str]:
    """Show the result, or what is still to come."""
    shown = await load(slug)
    if shown.status is not Status.ANSWERED:
        figures = await figures_of(shown.subject_id)
        return public_page(request, ResultAwaitedPage(shown=shown, figures=figures))
    return public_page(request, await result_page(shown, is_changed_only=bool(changed)))


@get("/consultations/{slug:str}/result/answers", opt=PUBLIC, include_in_schema=False)
async def answer_index(
    request: Request[Any, Any, Any], slug: FromPath[str], after: FromQuery[str] = ""
) -> Response[str]:
    """Show every opinion with what became of it and why, in the order they came."""
    shown = await load_answered(slug)
    result = ResultShown(report=await get_report(shown.subject_id))
    answers = await list_answers(shown.subject_id, after or None, size=PAGE_SIZE)
    page = AnswersPage(
        shown=shown,
        places=result.places,
        point_paths=point_paths(shown.slug, result),
        answers=answers,
        is_first=not after,
    )
    return public_page(request, page)


@get("/consultations/{slug:str}/result/points/{position:int}", opt=PUBLIC, include_in_schema=False)
async def point_show(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    position: FromPath[int],
    after: FromQuery[str] = "",
) -> Response[str]:
    """Show one opinion point with the published opinions that make it."""
    shown = await load_answered(slug)
    answered = await get_answered_point(shown.id, shown.subject_id, position)
    found = await list_published_of_point(
        shown.subject_id, answered.point.id, cursor=after or None, size=POINT_SIZE
    )
    page = PointPage(shown=shown, answered=answered, found=found, is_first=not after)
    return public_page(request, page)


async def load_answered(slug: str) -> ConsultationShown:
    """Return a consultation whose result is out; raise NotFound for any other."""
    shown = await load(slug)
    if shown.status is not Status.ANSWERED:
        raise NotFound
    return shown


async def result_page(shown: ConsultationShown, *, is_changed_only: bool = False) -> ResultPage:
    """Return the page of a published result."""
    here = f"/consultations/{shown.slug}/result"
    result = await get_result(shown.id, shown.subject_id)
    return ResultPage(
        shown=shown,
        result=result,
        point_paths=point_paths(shown.slug, result),
        answers=await list_answers(shown.subject_id, size=FIRST_ANSWERS),
        here=here,
        more=f"{here}/answers",
        is_changed_only=is_changed_only,
    )


def point_paths(slug: str, result: ResultShown) -> dict[int, str]:
    """Return the addresses of the points' own pages, by their numbers."""
    root = f"/consultations/{slug}/result/points"
    return {point.position: f"{root}/{point.position}" for point in result.report.points}


ROUTES = [result_show, answer_index, point_show]
