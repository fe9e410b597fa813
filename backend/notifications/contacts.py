"""Where a message goes, in its one form, and as everybody but its owner sees it."""

from backend.kernel.text.mail_address import mail_address, masked_address
from backend.kernel.text.phone import masked_phone, mobile_number
from backend.notifications.enums import Channel


def read_contact(typed: str) -> tuple[Channel, str] | None:
    """Return the way and the address or mobile number, or None where no message can go."""
    if address := mail_address(typed):
        return Channel.MAIL, address
    if number := mobile_number(typed):
        return Channel.SMS, number
    return None


def masked(contact: str) -> str:
    """Return `z***@example.com` or `139****5678`."""
    return masked_address(contact) if "@" in contact else masked_phone(contact)
