"""What the holder of a code may do: withdraw, appeal, change the contact, be forgotten."""

from typing import Any

from litestar import Request, Response, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from backend.opinions.operations import own
from backend.opinions.schemas.own import AppealDraft, ContactCorrection, Proof
from backend.portal.tracking.lookup import receipt_page
from backend.web.forms import parse_form
from backend.web.guards import PUBLIC
from backend.web.view import view_of


@post("/track/{code:str}/withdrawal", opt=PUBLIC, include_in_schema=False)
async def withdrawal(request: Request[Any, Any, Any], code: FromPath[str]) -> Response[Any]:
    """Withdraw the opinion."""
    await own.withdraw_opinion(code)
    return _back(request, code)


@post("/track/{code:str}/appeal", opt=PUBLIC, include_in_schema=False)
async def appeal(request: Request[Any, Any, Any], code: FromPath[str]) -> Response[Any]:
    """File an appeal against withholding."""
    form = await parse_form(request, AppealDraft)
    await form.submit(lambda draft: own.appeal(code, draft))
    if form.is_invalid:
        return await receipt_page(request, code, form=form, part="appeal")
    return _back(request, code)


@post("/track/{code:str}/contact", opt=PUBLIC, include_in_schema=False)
async def contact(request: Request[Any, Any, Any], code: FromPath[str]) -> Response[Any]:
    """Put another contact in place of the one that was left."""
    form = await parse_form(request, ContactCorrection)
    await form.submit(lambda draft: own.correct_contact(code, draft))
    if form.is_invalid:
        return await receipt_page(request, code, form=form, part="contact")
    return _back(request, code)


@post("/track/{code:str}/erasure", opt=PUBLIC, include_in_schema=False)
async def erasure(request: Request[Any, Any, Any], code: FromPath[str]) -> Response[Any]:
    """Forget who it was; the anonymised opinion stays."""
    form = await parse_form(request, Proof)
    await form.submit(lambda draft: own.erase_identity(code, draft))
    if form.is_invalid:
        return await receipt_page(request, code, form=form, part="erasure")
    return _back(request, code)


def _back(request: Request[Any, Any, Any], code: str) -> Redirect:
    path = view_of(request.scope).href(f"/track/{code}")
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


ROUTES = [withdrawal, appeal, contact, erasure]
