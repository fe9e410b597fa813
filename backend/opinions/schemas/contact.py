"""How to reach a person: read from one field, kept sealed, found by a keyed index."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator

from backend.kernel.language import say
from backend.kernel.text.mail_address import mail_address
from backend.opinions.enums import ContactKind
from backend.opinions.schemas import Frozen

PHONE = re.compile(r"(?:\+?86)?(1\d{10}|0\d{2,3}\d{7,8}(?:-\d{1,5})?|\d{7,8})")
LONGEST = 200  # characters


class Contact(Frozen):
    """A phone number or an e-mail address in its one comparable form; none is empty."""

    kind: ContactKind = ContactKind.NONE
    value: str = ""


def read_contact(typed: Any) -> Any:
    """Return what was typed as a contact; raise ValueError in the words of the page."""
    if not isinstance(typed, str):
        return typed
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not plain:
        return Contact()
    if len(plain) <= LONGEST and (address := mail_address(plain)):
        return Contact(kind=ContactKind.EMAIL, value=address)
    digits = re.sub(r"[\s\-—()（）.]", "", plain)
    if found := PHONE.fullmatch(digits):
        return Contact(kind=ContactKind.PHONE, value=found[1])
    raise ValueError(say("请填 11 位手机号、固定电话（带区号）或者电子邮箱。"))


TypedContact = Annotated[Contact, BeforeValidator(read_contact)]
"""A field one types a phone number or an e-mail address into."""
