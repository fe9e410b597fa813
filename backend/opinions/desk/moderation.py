"""The moderators' queue: a list over all subjects, one opinion beside it, acts on one or many."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.kernel.clock import now, today
from backend.kernel.paging import Page
from backend.opinions.enums import Channel, Route
from backend.opinions.operations import appeals, moderating, undoing
from backend.opinions.queries import queue
from backend.opinions.queries.appeals import count_open_appeals
from backend.opinions.queries.moderation_rules import list_rules
from backend.opinions.queries.opinion_at_hand import get_at_hand
from backend.opinions.rules import masking
from backend.opinions.rules.moderation import may_moderate_all
from backend.opinions.rules.notices import notice_of, written
from backend.opinions.schemas.moderation import (
    ManyDraft,
    OneDraft,
    RowResult,
    RuleChoice,
    UndoDraft,
    new_batch,
)
from backend.opinions.schemas.queue import (
    Notice,
    OpinionAtHand,
    QueueFilter,
    QueueRow,
    ShelfCount,
    SubjectChoice,
    TextPart,
    Told,
)
from backend.organisation.desk.doorway import go
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import PageContext, page

MODERATION = "/desk/moderation"
ONE = f"{MODERATION}/{{number:int}}"
MODERATORS = [requires_role(Role.MODERATOR, Role.OFFICE, Role.DRAFTER)]
READERS = [requires_role(Role.MODERATOR, Role.OFFICE)]


class QueuePage(PageContext):
    """The list, and one opinion of it beside."""

    template: ClassVar[str] = "opinions/desk/moderation/index.html"
    wanted: QueueFilter
    listed: Page[QueueRow]
    shelves: tuple[ShelfCount, ...]
    subjects: tuple[SubjectChoice, ...]
    opinion: OpinionAtHand | None
    is_one: bool  # a phone shows the opinion alone
    rules: tuple[RuleChoice, ...]
    notice: Notice | None
    appeals: int
    many: Form[Any]
    one: Form[Any]
    may_read_original: bool
    channels: tuple[Channel, ...] = tuple(Channel)
    routes: tuple[Route, ...] = tuple(Route)


class OriginalPage(PageContext):
    """The sealed original of a withheld opinion, opened this once."""

    template: ClassVar[str] = "opinions/desk/moderation/original.html"
    opinion: OpinionAtHand
    original: tuple[TextPart, ...]


async def queue_page(
    request: StaffRequest,
    number: int | None = None,
    *,
    many: Form[Any] | None = None,
    one: Form[Any] | None = None,
) -> QueuePage:
    """Return the queue as the address narrows it, with that opinion or the first one beside."""
    wanted, staff = read_query(request, QueueFilter), request.user
    told = read_query(request, Told)
    listed = await queue.list_queue(wanted, staff)
    first = listed.items[0].number if listed.items else None
    beside = number or first
    batch = await queue.list_batch(told.done, staff) if told.done else ()
    return QueuePage(
        wanted=wanted,
        listed=listed,
        shelves=await queue.shelf_counts(wanted, staff),
        subjects=await queue.subject_choices(staff),
        opinion=await get_at_hand(beside, staff) if beside else None,
        is_one=number is not None,
        rules=await list_rules(today()),
        notice=notice_of(told.done, batch, told.rows),
        appeals=await count_open_appeals(),
        many=many or blank_form({"batch": new_batch()}),
        one=one or blank_form({"batch": new_batch()}),
        may_read_original=may_moderate_all(staff),
    )


@get(MODERATION, guards=MODERATORS, include_in_schema=False)
async def moderation_index(request: StaffRequest) -> Response[str]:
    """Show the queue."""
    return page(request, await queue_page(request))


@get(ONE, guards=MODERATORS, include_in_schema=False)
async def moderation_show(request: StaffRequest, number: FromPath[int]) -> Response[str]:
    """Show one opinion, the queue beside it."""
    return page(request, await queue_page(request, number))


@post(f"{MODERATION}/batches", guards=MODERATORS, include_in_schema=False)
async def moderation_batch(request: StaffRequest) -> Response[Any]:
    """Do one act to the opinions that are ticked."""
    form = await parse_form(request, ManyDraft)
    results = await form.submit(
        lambda draft: moderating.moderate(
            draft.decision, staff=request.user, now=now(), origin=origin_of(request)
        )
    )
    if results is None:
        return page(request, await queue_page(request, many=form), status=422)
    return _back(request, form.value("batch"), results)


@post(f"{ONE}/acts", guards=MODERATORS, include_in_schema=False)
async def moderation_act(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Do one act to one opinion."""
    form = await parse_form(request, OneDraft)
    result = await form.submit(
        lambda draft: moderating.moderate_one(
            number, draft, staff=request.user, now=now(), origin=origin_of(request)
        )
    )
    if result is None:
        return page(request, await queue_page(request, number, one=form), status=422)
    return _back(request, form.value("batch"), (result,))


@post(f"{MODERATION}/reversals", guards=MODERATORS, include_in_schema=False)
async def moderation_reversal(request: StaffRequest) -> Response[Any]:
    """Take a batch back, or some of it."""
    form = await parse_form(request, UndoDraft)
    results = await form.submit(
        lambda draft: undoing.undo_batch(
            draft, staff=request.user, now=now(), origin=origin_of(request)
        )
    )
    return _back(request, form.value("batch") or "", results or ())


@post(f"{ONE}/original", status_code=200, guards=READERS, include_in_schema=False)
async def moderation_original(request: StaffRequest, number: FromPath[int]) -> Response[str]:
    """Open a sealed original; the journal keeps who did."""
    original = await appeals.read_original(number, staff=request.user)
    opinion = await get_at_hand(number, request.user)
    context = OriginalPage(opinion=opinion, original=masking.parts_of(original))
    return page(request, context)


def _back(request: StaffRequest, batch: str, results: tuple[RowResult, ...]) -> Response[Any]:
    """Go back to the queue, with what came of each."""
    wanted = read_query(request, QueueFilter)
    query = wanted.as_query(done=batch, rows=written(results))
    return go(request, f"{MODERATION}{query}")


ROUTES = [
    moderation_index,
    moderation_show,
    moderation_batch,
    moderation_act,
    moderation_reversal,
    moderation_original,
]
