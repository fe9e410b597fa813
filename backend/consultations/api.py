"""Consultations for programs: `/api/v1/consultations`; no more than the pages show.

An opinion sent in here takes the way of one from the page: the same limits, the same queue. A
program cannot show the signs of a person, so somebody reads it before it is shown.
"""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.openapi.spec import Example
from litestar.params import HeaderParameter, PathParameter, QueryParameter

from backend.consultations import api_examples as examples
from backend.consultations.enums.consultation import Status
from backend.consultations.operations.submitting import submit_opinion
from backend.consultations.pages.frame import load
from backend.consultations.queries.visible import list_all
from backend.consultations.queries.visible_parts import get_draft
from backend.consultations.schemas.public.consultation import (
    ConsultationPagePublic,
    ConsultationPublic,
    ConsultationSummaryPublic,
)
from backend.consultations.schemas.public.opinions import (
    DraftPublic,
    PublishedOpinionPagePublic,
    PublishedOpinionPublic,
    ReceiptPublic,
)
from backend.consultations.schemas.public.report import (
    AdoptionAnswerPagePublic,
    AdoptionAnswerPublic,
    AdoptionReportPublic,
)
from backend.consultations.schemas.sending import KEY, SentOpinion
from backend.kernel.clock import now, today
from backend.kernel.limits.operations import address_key, count_against, usual_limit
from backend.kernel.paging import LARGEST_PAGE
from backend.kernel.trust import Trust
from backend.opinions.enums import Channel
from backend.opinions.queries.published import get_published, list_published
from backend.opinions.queries.report import get_report, list_answers
from backend.opinions.schemas.receiving import Arrival
from backend.web.address import client_address
from backend.web.answers import origin_of, public_json
from backend.web.guards import PUBLIC
from backend.web.json_body import parse_json
from backend.web.openapi import MISSING, REFUSED, answer, refusal, takes
from backend.web.render import PRIVATE
from backend.web.view import view_of

ROOT = "/api/v1/consultations"
MOST_SENT = 200_000  # bytes

Slug = Annotated[
    str,
    PathParameter(
        description="Address of the consultation", examples=[Example(value="qz-2025-02")]
    ),
]
Number = Annotated[
    int, PathParameter(description="Number of the text", examples=[Example(value=1)])
]
Opinion = Annotated[
    int, PathParameter(description="Number of the opinion", examples=[Example(value=3)])
]
Clause = Annotated[int | None, QueryParameter(description="Only those that point at this passage")]
Standing = Annotated[
    Status | None, QueryParameter(name="status", description="Only those that stand so now")
]
After = Annotated[str, QueryParameter(description="`next` of the page before", max_length=200)]
Limit = Annotated[int, QueryParameter(description="Rows per page", ge=1, le=LARGEST_PAGE)]
Key = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        pattern=KEY,
        description="Sent again with the same key, the first receipt comes back",
    ),
]
NOT_TAKEN = {
    409: refusal(409, "conflict", "征集已经截止，没有收下这条意见。"),
    429: refusal(429, "too_many", "提交得太频繁了，请过 5 分钟再试。"),
}


@get(
    ROOT,
    opt=PUBLIC,
    tags=["consultations"],
    summary="List consultations",
    responses=answer(ConsultationPagePublic, examples.CONSULTATIONS) | REFUSED,
)
async def list_consultations(
    standing: Standing = None, after: After = "", limit: Limit = 20
) -> Response[ConsultationPagePublic]:
    """Every published consultation, the newest first."""
    found = await list_all(now(), status=standing, after=after, size=limit)
    items = tuple(map(ConsultationSummaryPublic.of, found.items))
    return public_json(ConsultationPagePublic(items=items, next=found.next))


@get(
    ROOT + "/{slug:str}",
    opt=PUBLIC,
    tags=["consultations"],
    summary="Read a consultation",
    responses=answer(ConsultationPublic, examples.CONSULTATION) | MISSING,
)
async def read_consultation(slug: Slug) -> Response[ConsultationPublic]:
    """The notice, the drafting note, what it means in plain words, and its texts."""
    return public_json(ConsultationPublic.whole(await load(slug)))


@get(
    ROOT + "/{slug:str}/versions/{number:int}",
    opt=PUBLIC,
    tags=["consultations"],
    summary="Read a text of the draft",
    responses=answer(DraftPublic, examples.DRAFT) | MISSING,
)
async def read_draft(slug: Slug, number: Number) -> Response[DraftPublic]:
    """The clauses of one published text, with how many published opinions point at each."""
    shown = await load(slug)
    draft = await get_draft(shown.id, shown.versions, number=number, subject=shown.subject_id)
    return public_json(DraftPublic.of(draft, slug))


@get(
    ROOT + "/{slug:str}/opinions",
    opt=PUBLIC,
    tags=["consultations"],
    summary="List published opinions",
    responses=answer(PublishedOpinionPagePublic, examples.OPINIONS) | MISSING | REFUSED,
)
async def list_opinions(
    slug: Slug, clause: Clause = None, after: After = "", limit: Limit = 20
) -> Response[PublishedOpinionPagePublic]:
    """Those who agreed to be shown, personal data covered, the newest first."""
    shown = await load(slug)
    found = await list_published(shown.subject_id, passage=clause, cursor=after or None, size=limit)
    items = tuple(PublishedOpinionPublic.of(opinion, slug) for opinion in found.items)
    return public_json(PublishedOpinionPagePublic(items=items, next=found.next))


@get(
    ROOT + "/{slug:str}/opinions/{number:int}",
    opt=PUBLIC,
    tags=["consultations"],
    summary="Read a published opinion",
    responses=answer(PublishedOpinionPublic, examples.OPINION) | MISSING,
)
async def read_opinion(slug: Slug, number: Opinion) -> Response[PublishedOpinionPublic]:
    """One published opinion, with its answer once that is out."""
    shown = await load(slug)
    opinion = await get_published(shown.subject_id, number)
    return public_json(PublishedOpinionPublic.of(opinion, slug))


@post(
    ROOT + "/{slug:str}/opinions",
    opt={**PUBLIC, **takes(SentOpinion, examples.SENT)},
    tags=["consultations"],
    summary="Send an opinion",
    request_max_body_size=MOST_SENT,
    responses=answer(ReceiptPublic, examples.RECEIPT, status=201, words="Received")
    | MISSING
    | REFUSED
    | NOT_TAKEN,
)
async def send_opinion(
    request: Request[Any, Any, Any], slug: Slug, key: Key = None
) -> Response[Any]:
    """Give an opinion while the consultation is open; it is counted, read and answered."""
    sent = await parse_json(request, SentOpinion)
    address = address_key(client_address(request), today())
    await count_against("opinion", address, usual_limit())
    arrival = arrival_of(request, sent, address, key=key)
    receipt = ReceiptPublic.of(await submit_opinion(slug, sent, arrival))
    return Response(
        receipt.model_dump_json().encode(), media_type="application/json", headers=PRIVATE
    )


@get(
    ROOT + "/{slug:str}/adoption-report",
    opt=PUBLIC,
    tags=["consultations"],
    summary="Read the adoption report",
    responses=answer(AdoptionReportPublic, examples.REPORT) | MISSING,
)
async def read_report(slug: Slug) -> Response[AdoptionReportPublic]:
    """Figures that reconcile, and every opinion point with its result and reason."""
    shown = await load(slug)
    return public_json(AdoptionReportPublic.of(await get_report(shown.subject_id), slug))


@get(
    ROOT + "/{slug:str}/adoption-report/answers",
    opt=PUBLIC,
    tags=["consultations"],
    summary="List the answers",
    responses=answer(AdoptionAnswerPagePublic, examples.ANSWERS) | MISSING | REFUSED,
)
async def list_adoption_answers(
    slug: Slug, after: After = "", limit: Limit = 50
) -> Response[AdoptionAnswerPagePublic]:
    """Every opinion in the order it came, with what became of it and why."""
    shown = await load(slug)
    found = await list_answers(shown.subject_id, after or None, size=limit)
    items = tuple(map(AdoptionAnswerPublic.of, found.items))
    return public_json(AdoptionAnswerPagePublic(items=items, next=found.next))


def arrival_of(
    request: Request[Any, Any, Any], sent: SentOpinion, address: str, *, key: str | None
) -> Arrival:
    """Return how an opinion comes that a program sent."""
    return Arrival(
        channel=Channel.WEB,
        privacy_version=sent.privacy_version,
        idempotency_key=key or sent.idempotency_key,
        address_key=address,
        trust=Trust.UNSURE,
        language=view_of(request.scope).language,
        origin=origin_of(request),
    )


ROUTES: list[Any] = [
    list_consultations,
    read_consultation,
    read_draft,
    list_opinions,
    read_opinion,
    send_opinion,
    read_report,
    list_adoption_answers,
]
