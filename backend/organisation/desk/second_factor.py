"""Enrolling a phone, and recovery codes; secrets are shown here once and never kept."""

from typing import Any, ClassVar

import segno
from litestar import Response, get, post

from backend.organisation.authentication import give_cookie
from backend.organisation.desk.doorway import device, go
from backend.organisation.guards import StaffRequest, requires_own_session
from backend.organisation.operations import second_factor
from backend.organisation.queries.staff import count_recovery_codes, get_staff
from backend.organisation.schemas.sign_in import CodeDraft, Enrolment, EnrolmentStart, PasswordProof
from backend.web.address import client_address
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

ENROLMENT = "/desk/second-factor/enrolment"
GROUP = 4  # characters: a secret is typed in by hand where a camera is missing


class EnrolmentPage(PageContext):
    """A code to scan, or the step before."""

    template: ClassVar[str] = "organisation/desk/enrolment.html"
    form: Form[Any]
    is_replacement: bool
    picture: str = ""
    secret: str = ""


class RecoveryCodesPage(PageContext):
    """How many codes are left, or the new ones."""

    template: ClassVar[str] = "organisation/desk/recovery_codes.html"
    form: Form[Any]
    left: int
    codes: tuple[str, ...] = ()


@get(ENROLMENT, guards=[requires_own_session], include_in_schema=False)
async def show_enrolment(request: StaffRequest) -> Response[str]:
    """Show what the phone has to scan, or offer to begin."""
    return page(request, await _enrolment_page(request, blank_form()))


@post(ENROLMENT, guards=[requires_own_session], include_in_schema=False)
async def take_enrolment(request: StaffRequest) -> Response[Any]:
    """Prepare a new secret."""
    form = await parse_form(request, EnrolmentStart)
    await form.submit(
        lambda draft: second_factor.enrol_second_factor(
            session=request.auth, address=client_address(request), password=draft.password
        )
    )
    if form.is_invalid:
        return page(request, await _enrolment_page(request, form), status=422)
    return go(request, ENROLMENT)


@post(f"{ENROLMENT}/confirmation", guards=[requires_own_session], include_in_schema=False)
async def take_confirmation(request: StaffRequest) -> Response[Any]:
    """Put the phone in force, and show the recovery codes this once."""
    form = await parse_form(request, CodeDraft)
    done = await form.submit(
        lambda draft: second_factor.confirm_second_factor(
            draft.code, session=request.auth, device=device(request)
        )
    )
    if done is None:
        return page(request, await _enrolment_page(request, form), status=422)
    codes = done.recovery_codes
    answer = page(request, RecoveryCodesPage(form=blank_form(), left=len(codes), codes=codes))
    give_cookie(answer, done.opened.token)
    return answer


@get("/desk/recovery-codes", guards=[requires_own_session], include_in_schema=False)
async def show_recovery_codes(request: StaffRequest) -> Response[str]:
    """Tell how many recovery codes are left."""
    left = await count_recovery_codes(request.auth.staff.id)
    return page(request, RecoveryCodesPage(form=blank_form(), left=left))


@post("/desk/recovery-codes", guards=[requires_own_session], include_in_schema=False)
async def take_recovery_codes(request: StaffRequest) -> Response[str]:
    """Replace the recovery codes, and show the new ones this once."""
    form = await parse_form(request, PasswordProof)
    codes = await form.submit(
        lambda proof: second_factor.renew_recovery_codes(
            proof.password, session=request.auth, address=client_address(request)
        )
    )
    left = await count_recovery_codes(request.auth.staff.id)
    context = RecoveryCodesPage(form=form, left=left, codes=codes or ())
    return page(request, context, status=200 if codes else 422)


async def _enrolment_page(request: StaffRequest, form: Form[Any]) -> EnrolmentPage:
    waiting = await second_factor.find_enrolment(session=request.auth)
    staff = await get_staff(request.auth.staff.username)
    return EnrolmentPage(
        form=form,
        is_replacement=staff.has_second_factor,
        picture=_picture(waiting) if waiting else "",
        secret=_grouped(waiting.secret) if waiting else "",
    )


def _picture(enrolment: Enrolment) -> str:
    code = segno.make(enrolment.address, error="m")
    return str(code.svg_data_uri(scale=5, border=4, dark="#1b2a2f", light="#ffffff"))


def _grouped(secret: str) -> str:
    return " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP))


ROUTES = [
    show_enrolment,
    take_enrolment,
    take_confirmation,
    show_recovery_codes,
    take_recovery_codes,
]
