"""What the desk pages of one subject share: its address, who may enter, what stands on top."""

from collections.abc import Iterable
from typing import Any, ClassVar

from litestar import Response
from pydantic import BaseModel

from backend.kernel.clock import today
from backend.kernel.errors import NotFound
from backend.opinions.enums import Result
from backend.opinions.queries.subjects_for_desk import clock_of, get_subject_for_desk, progress_of
from backend.opinions.schemas.workbench import Done, Head, JustDone, Progress, WorkbenchFilter
from backend.organisation.desk.doorway import go
from backend.organisation.guards import StaffRequest, requires_sign_in
from backend.organisation.queries.units import unit_choices
from backend.web.render import PageContext

SUBJECTS = "/desk/subjects"
SUBJECT = f"{SUBJECTS}/{{subject_id:int}}"
SIGNED_IN = [requires_sign_in]

Options = tuple[dict[str, Any], ...]


class SubjectPage(PageContext):
    """A page of one subject: every template of it sees its head and what was just done."""

    template: ClassVar[str]
    head: Head
    just_done: JustDone


class Empty(BaseModel):
    """A form with a button alone."""


async def head_of(subject_id: int, request: StaffRequest) -> Head:
    """Return the head of a subject's pages; raise NotFound to who has nothing to do with it.

    Who sees only what was handed to their unit is told no figures of the rest.
    """
    subject = await get_subject_for_desk(subject_id, request.user)
    progress = await progress_of(subject_id) if subject.is_whole_in_sight else Progress()
    return Head(subject=subject, progress=progress, clock=await clock_of(subject, today()))


async def whole_head_of(subject_id: int, request: StaffRequest) -> Head:
    """Return the head of a page on the whole subject; raise NotFound to who sees only a part."""
    head = await head_of(subject_id, request)
    if not head.subject.is_whole_in_sight:
        raise NotFound
    return head


def result_options() -> Options:
    """Return the results to choose from."""
    return tuple({"value": result.value, "text": result.label} for result in Result)


async def unit_options() -> Options:
    """Return the units in use to choose from."""
    return tuple({"value": unit.id, "text": unit.name} for unit in await unit_choices())


def options(found: Iterable[Any]) -> Options:
    """Return numbered things with titles, such as points, to choose from."""
    return tuple({"value": one.id, "text": f"{one.position}. {one.title}"} for one in found)


def back(
    request: StaffRequest,
    subject_id: int,
    path: str = "",
    *,
    done: Done = Done.SAVED,
    count: int = 0,
) -> Response[Any]:
    """Go on to a page of the subject, which says what was done."""
    told = f"done={done.value}" + (f"&count={count}" if count else "")
    page, _, place = path.partition("#")
    mark = "&" if "?" in page else "?"
    anchor = f"#{place}" if place else ""
    return go(request, f"{SUBJECTS}/{subject_id}{page}{mark}{told}{anchor}")


def to_list(
    request: StaffRequest, subject_id: int, wanted: WorkbenchFilter, *, done: Done, count: int
) -> Response[Any]:
    """Go back to the list as it was narrowed, from its first page."""
    return back(request, subject_id, wanted.as_query(after=""), done=done, count=count)
