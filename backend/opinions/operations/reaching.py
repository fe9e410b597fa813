"""By which way somebody who left a contact can be written to."""

from backend.kernel import sms_gateway
from backend.kernel.text.mail_address import mail_address
from backend.kernel.text.phone import mobile_number
from backend.notifications.enums import Channel
from backend.opinions.enums import ContactKind


def reached_kinds() -> tuple[ContactKind, ...]:
    """Return the kinds of contact something can be written to here and now."""
    has_gateway = sms_gateway.is_configured()
    return (ContactKind.EMAIL, ContactKind.PHONE) if has_gateway else (ContactKind.EMAIL,)


def way_to(kind: ContactKind, contact: str) -> Channel | None:
    """Return the way to a contact; None for a landline, and for any phone without a gateway."""
    if kind is ContactKind.EMAIL:
        return Channel.MAIL if mail_address(contact) else None
    if kind is ContactKind.PHONE and sms_gateway.is_configured() and mobile_number(contact):
        return Channel.SMS
    return None
