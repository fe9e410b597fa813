"""What the holder of a receipt code sends in."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from backend.kernel.language import say
from backend.opinions.enums import ContactKind
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.contact import Contact, TypedContact

LEAST_APPEAL, MOST_APPEAL = 5, 2000  # characters


def _given(contact: Contact) -> Contact:
    if contact.kind is ContactKind.NONE:
        raise ValueError(say("请填新的手机号或者电子邮箱。"))
    return contact


class Proof(Frozen):
    """The contact that was left, typed again; empty where none was."""

    proof: TypedContact = Contact()


class ContactCorrection(Proof):
    """Another contact in place of the one left before."""

    contact: Annotated[TypedContact, AfterValidator(_given)]


class AppealDraft(Frozen):
    """Why withholding was wrong, in the person's words."""

    text: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=LEAST_APPEAL, max_length=MOST_APPEAL),
    ]
