"""A contact as it is compared, and as its owner sees it."""

from backend.kernel.text.mail_address import masked_address, same_mailbox
from backend.kernel.text.phone import masked_phone
from backend.opinions.enums import ContactKind
from backend.opinions.schemas.contact import Contact


def same_contact(contact: Contact) -> str:
    """Return what all spellings of a contact have in common, its kind included."""
    value = contact.value
    plain = same_mailbox(value) if contact.kind is ContactKind.EMAIL else value.replace("-", "")
    return f"{contact.kind.value}\n{plain}"


def masked_contact(contact: Contact) -> str:
    """Return 139****5678 or z***@example.com: its owner knows it again, nobody else learns it."""
    is_email = contact.kind is ContactKind.EMAIL
    return masked_address(contact.value) if is_email else masked_phone(contact.value)
