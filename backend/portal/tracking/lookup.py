"""The form for a code, and the receipt it opens."""

from datetime import timedelta
from typing import Any, ClassVar, NamedTuple

import segno
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from pydantic import BaseModel, ConfigDict, field_validator

from backend.consultations.queries.tracked import OwnClause, Pointed, clauses_now
from backend.kernel.clock import today
from backend.kernel.errors import NotFound, TooMany
from backend.kernel.ids import read_code
from backend.kernel.language import Text, say
from backend.kernel.limits.operations import address_key, count_against
from backend.kernel.limits.rules import Limit
from backend.opinions.enums import OpinionState, SubjectKind
from backend.opinions.queries.tracking import find_by_code
from backend.opinions.schemas.shown import TrackedOpinion
from backend.web.address import client_address
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, page, public_page
from backend.web.view import view_of

# `no-referrer` would make old browsers send `Origin: null` with the forms, which is refused.
KEPT_TO_ONESELF = {"X-Robots-Tag": "noindex", "Referrer-Policy": "strict-origin"}
QR_MARGIN = 1  # modules
MISSES = Limit(most=60, per=timedelta(hours=1))  # codes nobody holds, from one address


class CodeAsked(BaseModel):
    """A receipt code as somebody typed it."""

    model_config = ConfigDict(frozen=True)

    code: str

    @field_validator("code")
    @classmethod
    def _checked(cls, typed: str) -> str:
        found = read_code(typed)
        if found is None:
            raise ValueError(say("这个查询码不对，请对照回执再看一遍，例如 7KQM-2ABX-9TRW。"))
        return found


class Standing(NamedTuple):
    """Where an opinion stands, in a word and its tone."""

    label: Text
    tone: str


class TrackPage(PageContext):
    """Where one types the code."""

    template: ClassVar[str] = "portal/track.html"
    form: Form[Any]


class ReceiptPage(PageContext):
    """The receipt, and all that became of the opinion."""

    template: ClassVar[str] = "portal/receipt.html"
    opinion: TrackedOpinion
    standing: Standing
    clauses: tuple[OwnClause, ...]
    clause_path: str
    qr: str  # a picture as a data: address
    is_new: bool
    done: str  # the drafts a browser may let go of
    form: Form[Any]
    part: str  # which of the forms was sent


@get("/track", opt=PUBLIC, include_in_schema=False)
async def track(request: Request[Any, Any, Any]) -> Response[str]:
    """Ask for the code."""
    return public_page(request, TrackPage(form=blank_form()))


@post("/track", opt=PUBLIC, include_in_schema=False)
async def track_code(request: Request[Any, Any, Any]) -> Response[Any]:
    """Go to the receipt of a code; a code nobody holds is told beside the field."""
    form = await parse_form(request, CodeAsked)
    if form.draft:
        if await find_by_code(form.draft.code):
            path = view_of(request.scope).href(f"/track/{form.draft.code}")
            return Redirect(path, status_code=HTTP_303_SEE_OTHER)
        form.errors["code"] = await _missed(request)
    return page(request, TrackPage(form=form), status=422)


@get("/track/{code:str}", opt=PUBLIC, include_in_schema=False)
async def receipt(
    request: Request[Any, Any, Any], code: FromPath[str], received: FromQuery[int] = 0
) -> Response[str]:
    """Show the receipt and what became of the opinion; raise NotFound for no such code."""
    if await find_by_code(read_code(code) or "") is None:
        await _count_miss(request)
    return await receipt_page(request, code, is_new=bool(received))


async def receipt_page(
    request: Request[Any, Any, Any],
    code: str,
    *,
    form: Form[Any] | None = None,
    part: str = "",
    is_new: bool = False,
) -> Response[str]:
    """Answer with the receipt, a sent form of it marked where it is off."""
    opinion = await get_tracked(code)
    address = f"{origin_of(request)}/track/{opinion.code}"
    context = ReceiptPage(
        opinion=opinion,
        standing=_standing(opinion),
        clauses=await _clauses(opinion),
        clause_path=opinion.subject_path + ("/result" if opinion.answer else "/draft"),
        qr=segno.make(address, error="m").svg_data_uri(border=QR_MARGIN, dark="#1b2a2f"),
        is_new=is_new,
        done=f"opinion:{opinion.subject_key}:*",
        form=form or blank_form(),
        part=part,
    )
    status = 422 if form and form.is_invalid else 200
    return page(request, context, status=status, headers=KEPT_TO_ONESELF)


async def get_tracked(code: str) -> TrackedOpinion:
    """Return the opinion of a code; raise NotFound."""
    read = read_code(code)
    found = await find_by_code(read) if read else None
    if found is None:
        raise NotFound(say("没有找到这个查询码，请对照回执再看一遍。"))
    return found


async def _count_miss(request: Request[Any, Any, Any]) -> None:
    """Raise TooMany for an address that tries codes; guessing is hopeless anyway."""
    key = address_key(client_address(request), today())
    await count_against("track", key, MISSES)


async def _missed(request: Request[Any, Any, Any]) -> Text:
    """Return what to say of a code nobody holds; what was typed stays, however often it was."""
    try:
        await _count_miss(request)
    except TooMany as refused:
        return refused.message
    return say("没有找到这个查询码，请对照回执再看一遍。")


async def _clauses(opinion: TrackedOpinion) -> tuple[OwnClause, ...]:
    if opinion.subject_kind != SubjectKind.CONSULTATION:
        return ()
    passages = tuple(passage.id for passage in opinion.passages)
    return await clauses_now(Pointed(opinion.subject_id, opinion.number, passages))


def _standing(opinion: TrackedOpinion) -> Standing:
    if opinion.answer:
        return Standing(say("已答复"), "done")
    if opinion.state in (OpinionState.WITHHELD, OpinionState.WITHDRAWN):
        return Standing(opinion.state.label, "plain")
    return Standing(say("等待答复"), "wait")


ROUTES = [track, track_code, receipt]
