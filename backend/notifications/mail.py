"""Letters as the wire takes them: headers, a plain and an HTML part, and nothing from elsewhere."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from backend.kernel.clock import in_county
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.kernel.text.mail_address import mail_address
from backend.notifications.schemas import Letter, ToDeliver
from backend.web.language import TAGS, translate


def composed(letter: Letter, message: ToDeliver, *, recipient: str) -> bytes:
    """Return the whole letter; raise ValueError for an address no mail can go to."""
    if mail_address(recipient) is None:
        raise ValueError("no mail can go to this address")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _sender(message.language)
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(in_county(message.created_at))
    mail["Message-ID"] = f"<{message.message_id}@{envelope_sender().rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    mail["Content-Language"] = TAGS[message.language]  # before, it would become the first part's
    return mail.as_bytes()


def envelope_sender() -> str:
    """Return the address that mail comes from, and returns to."""
    return parseaddr(get_settings().mail_from)[1]


def _sender(language: str) -> Address:
    """Return the sender as people see it; the setting may name it, else it is the county."""
    name, address = parseaddr(get_settings().mail_from)
    usual = translate(say("{county}回音", county=get_settings().county_name), language)
    return Address(display_name=name or usual, addr_spec=address)
