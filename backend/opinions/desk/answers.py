"""One opinion's page: everything about it, its answer, what the desk says to each other."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.kernel.clock import now
from backend.opinions.desk.heading import (
    SIGNED_IN,
    SUBJECT,
    Empty,
    Options,
    SubjectPage,
    back,
    head_of,
    result_options,
)
from backend.opinions.operations import assigning, dispositions
from backend.opinions.queries.opinion_for_desk import get_opinion_for_desk
from backend.opinions.queries.suggestions import list_like
from backend.opinions.schemas.answering import NoteDraft, OpinionForDesk, Similar
from backend.opinions.schemas.answers import AnswerDraft, Clearing
from backend.opinions.schemas.workbench import Done, JustDone
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import page

OPINION = f"{SUBJECT}/opinions/{{number:int}}"


class OpinionPage(SubjectPage):
    """One opinion."""

    template: ClassVar[str] = "opinions/desk/workbench/opinion.html"
    opinion: OpinionForDesk
    similar: tuple[Similar, ...]
    results: Options
    form: Form[Any]
    note_form: Form[Any]


async def opinion_page(
    request: StaffRequest,
    subject_id: int,
    number: int,
    *,
    form: Form[Any] | None = None,
    note_form: Form[Any] | None = None,
) -> OpinionPage:
    """Return one opinion's page; a refused answer comes back with what stands there now."""
    head = await head_of(subject_id, request)
    opinion = await get_opinion_for_desk(head.subject, number, request.user)
    is_whole = head.subject.is_whole_in_sight and not opinion.is_sealed
    return OpinionPage(
        head=head,
        just_done=read_query(request, JustDone),
        opinion=opinion,
        similar=await list_like(head.subject, number, opinion.text) if is_whole else (),
        results=result_options(),
        form=form or blank_form(_as_it_stands(opinion)),
        note_form=note_form or blank_form(),
    )


@get(OPINION, guards=SIGNED_IN, include_in_schema=False)
async def opinion_show(
    request: StaffRequest, subject_id: FromPath[int], number: FromPath[int]
) -> Response[str]:
    """Show one opinion."""
    return page(request, await opinion_page(request, subject_id, number))


@post(f"{OPINION}/answer", guards=SIGNED_IN, include_in_schema=False)
async def opinion_answer(
    request: StaffRequest, subject_id: FromPath[int], number: FromPath[int]
) -> Response[Any]:
    """Answer it in its own words."""
    form = await parse_form(request, AnswerDraft)
    revision = await form.submit(
        lambda draft: dispositions.answer_opinion(
            subject_id, number, draft, staff=request.user, now=now()
        )
    )
    if revision is None:
        shown = await opinion_page(request, subject_id, number, form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, f"/opinions/{number}", done=Done.ANSWERED, count=1)


@post(f"{OPINION}/answer/reversal", guards=SIGNED_IN, include_in_schema=False)
async def opinion_answer_reversal(
    request: StaffRequest, subject_id: FromPath[int], number: FromPath[int]
) -> Response[Any]:
    """Take its own answer back."""
    form = await parse_form(request, Clearing)
    done = await form.submit(
        lambda draft: _done(
            dispositions.clear_answer(subject_id, number, draft, staff=request.user)
        )
    )
    if done is None:
        shown = await opinion_page(request, subject_id, number, form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, f"/opinions/{number}")


@post(f"{OPINION}/notes", guards=SIGNED_IN, include_in_schema=False)
async def opinion_note(
    request: StaffRequest, subject_id: FromPath[int], number: FromPath[int]
) -> Response[Any]:
    """Leave a note."""
    form = await parse_form(request, NoteDraft)
    done = await form.submit(
        lambda draft: _done(
            assigning.write_note(subject_id, number, draft, staff=request.user, now=now())
        )
    )
    if done is None:
        shown = await opinion_page(request, subject_id, number, note_form=form)
        return page(request, shown, status=422)
    return back(request, subject_id, f"/opinions/{number}#notes")


@post(f"{OPINION}/assignment/reversal", guards=SIGNED_IN, include_in_schema=False)
async def opinion_assignment_reversal(
    request: StaffRequest, subject_id: FromPath[int], number: FromPath[int]
) -> Response[Any]:
    """Take it back from the unit it was handed to."""
    await parse_form(request, Empty)
    await assigning.take_back(subject_id, number, staff=request.user)
    return back(request, subject_id, f"/opinions/{number}")


async def _done(act: Any) -> bool:
    """Wait for an act that returns nothing: it was done."""
    await act
    return True


def _as_it_stands(opinion: OpinionForDesk) -> dict[str, Any]:
    """Return the form's words before anything is typed: the present answer of its own."""
    if opinion.own is None:
        return {}
    return {"result": opinion.own.result.value, "reason": opinion.own.reason}


ROUTES = [
    opinion_show,
    opinion_answer,
    opinion_answer_reversal,
    opinion_note,
    opinion_assignment_reversal,
]
