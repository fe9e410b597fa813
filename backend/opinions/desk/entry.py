"""Typing in letters, calls and visits: several in a row, hands on the keyboard, a slip for each."""

from datetime import datetime, time
from typing import Annotated, Any, ClassVar

import segno
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from pydantic import BeforeValidator, ConfigDict, Field

from backend.kernel.clock import COUNTY_ZONE, now, today
from backend.kernel.documents.file_types import ACCEPT
from backend.kernel.errors import NotFound
from backend.kernel.ids import new_token
from backend.opinions.desk.heading import SUBJECT, Options
from backend.opinions.enums import AgeBand, Channel, SubmitterKind
from backend.opinions.operations.entering import enter_opinion
from backend.opinions.operations.scans import Sent, keep_scans
from backend.opinions.queries import entering as queries
from backend.opinions.rules.attachments import MOST_FILES
from backend.opinions.rules.entering import OFFLINE, closed_to_entries
from backend.opinions.rules.windows import Window
from backend.opinions.schemas.entering import (
    EntryDraft,
    EntrySubject,
    EntryView,
    ScansKept,
    Slip,
    SlipPrinted,
)
from backend.opinions.schemas.shown import PassageShown
from backend.organisation.desk.doorway import go
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.organisation.queries.units import list_towns
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import PageContext, page

ENTRY = f"{SUBJECT}/entry"
CLERKS = [requires_role(Role.OFFICE, Role.MODERATOR, Role.DRAFTER)]
RECENT = 12  # entries listed beside the form
QR_MARGIN = 1  # modules


def files_only(sent: Any) -> Any:
    """Return the files of a field that was perhaps left empty."""
    return [one for one in sent or () if isinstance(one, UploadFile)]


class EntryForm(EntryDraft):
    """The form, with files chosen now and those kept since it was sent first."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    scans: Annotated[list[UploadFile], BeforeValidator(files_only)] = Field(default_factory=list)
    kept: list[str] = Field(default_factory=list)


class EntryIndexPage(PageContext):
    """What one can enter opinions on."""

    template: ClassVar[str] = "opinions/desk/entry/index.html"
    subjects: tuple[EntrySubject, ...]
    now: datetime


class EntryPage(PageContext):
    """An empty sheet, and beside it what was entered last."""

    template: ClassVar[str] = "opinions/desk/entry/show.html"
    subject: EntrySubject
    is_closed: bool
    form: Form[Any]
    scans: ScansKept
    last: Slip | None
    recent: tuple[Slip, ...]
    passages: tuple[PassageShown, ...]
    towns: Options
    channels: tuple[Channel, ...] = OFFLINE
    kinds: tuple[SubmitterKind, ...] = tuple(SubmitterKind)
    ages: tuple[AgeBand, ...] = tuple(AgeBand)
    accept: str = ACCEPT
    most_files: int = MOST_FILES


class SlipsPage(PageContext):
    """Receipts to be cut apart, four on a sheet."""

    template: ClassVar[str] = "opinions/desk/entry/slips.html"
    subject: EntrySubject
    slips: tuple[SlipPrinted, ...]
    is_one: bool


@get("/desk/entry", guards=CLERKS, include_in_schema=False)
async def entry_index(request: StaffRequest) -> Response[str]:
    """Show what one can enter opinions on."""
    found = await queries.list_entry_subjects(request.user, now=now(), since=midnight())
    return page(request, EntryIndexPage(subjects=found, now=now()))


@get(ENTRY, guards=CLERKS, include_in_schema=False)
async def entry_new(request: StaffRequest, subject_id: FromPath[int]) -> Response[str]:
    """Show an empty sheet; the way it came and the day are as they were."""
    view = read_query(request, EntryView)
    values = {**view.model_dump(mode="json"), "entry_key": new_token()}
    form = blank_form({**values, "received_on": values["received_on"] or today().isoformat()})
    return page(request, await entry_page(request, subject_id, form, view=view))


@post(ENTRY, guards=CLERKS, include_in_schema=False)
async def entry_create(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Enter an opinion with its scans, and offer the next empty sheet."""
    form = await parse_form(request, EntryForm)
    kept = await _scans(request, subject_id, form)
    receipt = await form.submit(
        lambda draft: enter_opinion(
            subject_id, draft, kept.scans, staff=request.user, now=now(), origin=origin_of(request)
        )
    )
    if receipt is None or form.draft is None:
        context = await entry_page(request, subject_id, form, scans=kept)
        return page(request, context, status=422)
    return go(request, _next(subject_id, form.draft, receipt.number))


@get(f"{ENTRY}/slips", guards=CLERKS, include_in_schema=False)
async def entry_slips(request: StaffRequest, subject_id: FromPath[int]) -> Response[str]:
    """Show the slips of today's entries, or of one entry, to be printed."""
    view, staff = read_query(request, EntryView), request.user
    subject = await queries.get_entry_subject(subject_id, staff, midnight())
    one = view.entered and await queries.find_slip(subject_id, view.entered, staff)
    if view.entered and not one:
        raise NotFound
    found = (one,) if one else await queries.list_slips(subject_id, staff, since=midnight())
    slips = tuple(_printed(slip, origin_of(request)) for slip in found)
    return page(request, SlipsPage(subject=subject, slips=slips, is_one=bool(one)))


async def entry_page(
    request: StaffRequest,
    subject_id: int,
    form: Form[Any],
    *,
    view: EntryView | None = None,
    scans: ScansKept | None = None,
) -> EntryPage:
    """Return the sheet with everything typed so far; raise Conflict where nothing is taken."""
    staff, entered = request.user, view.entered if view else None
    subject = await queries.get_entry_subject(subject_id, staff, midnight())
    window = Window(subject.opens_at, subject.closes_at, subject.concluded_at)
    if not form.is_invalid and (refused := closed_to_entries(window, now())):
        raise refused
    return EntryPage(
        subject=subject,
        is_closed=subject.is_closed(now()),
        form=form,
        scans=scans or ScansKept(),
        last=await queries.find_slip(subject_id, entered, staff) if entered else None,
        recent=await queries.list_slips(subject_id, staff, since=midnight(), size=RECENT),
        passages=await queries.current_passages(subject_id),
        towns=tuple({"value": town.code, "text": town.name} for town in await list_towns()),
    )


async def _scans(request: StaffRequest, subject_id: int, form: Form[Any]) -> ScansKept:
    """Keep the files that came, also those of a form that is to be corrected."""
    sent = [Sent(file, file.filename) for file in files_only(form.value("scans"))]
    tokens = [token for token in form.value("kept") or () if isinstance(token, str)]
    kept = await keep_scans(subject_id, sent, tokens, staff=request.user, now=now())
    if kept.refusals:
        form.errors["scans"] = kept.refusals[0]
    return kept


def _next(subject_id: int, draft: EntryDraft, number: int) -> str:
    view = EntryView(
        entered=number,
        channel=draft.channel,
        received_on=draft.received_on,
        received_time=draft.received_time,
    )
    return f"/desk/subjects/{subject_id}/entry{view.query}"


def midnight() -> datetime:
    """Return the instant at which the county's day began."""
    return datetime.combine(today(), time(), COUNTY_ZONE)


def _printed(slip: Slip, origin: str) -> SlipPrinted:
    picture = segno.make(f"{origin}/track/{slip.code}", error="m")
    qr = picture.svg_data_uri(border=QR_MARGIN, dark="#1b2a2f")
    return SlipPrinted(**slip.model_dump(), qr=qr)


ROUTES = [entry_index, entry_new, entry_create, entry_slips]
