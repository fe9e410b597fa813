"""A contact as it is compared, and as its owner sees it."""

from backend.kernel.text.mail_address import masked_address, same_mailbox
from backend.opinions.enums import ContactKind
from backend.opinions.schemas.contact import Contact

ENDS_SHOWN = 3, 4  # characters of a phone number


def same_contact(contact: Contact) -> str:
    """Return what all spellings of a contact have in common, its kind included."""
    value = contact.value
    plain = same_mailbox(value) if contact.kind is ContactKind.EMAIL else value.replace("-", "")
    return f"{contact.kind.value}\n{plain}"


def masked_contact(contact: Contact) -> str:
    """Return 139****5678 or z***@example.com: its owner knows it again, nobody else learns it."""
    if contact.kind is ContactKind.EMAIL:
        return masked_address(contact.value)
    first, last = ENDS_SHOWN
    if len(contact.value) <= first + last:
        return "****" + contact.value[-2:] if contact.value else ""
    return f"{contact.value[:first]}****{contact.value[-last:]}"
