"""Letters as the wire takes them: headers, a plain and an HTML part, and nothing from elsewhere.

Built from `email.mime`: the newer `EmailMessage` parses every header it is given, and takes ten
times as long for the same letter.
"""

from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr

from backend.kernel.clock import in_county
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.kernel.text.mail_address import mail_address
from backend.notifications.schemas import Letter, ToDeliver
from backend.web.language import TAGS, translate

WIRE = compat32.clone(linesep="\r\n")


def composed(letter: Letter, message: ToDeliver, *, recipient: str) -> bytes:
    """Return the whole letter; raise ValueError for an address no mail can go to."""
    if mail_address(recipient) is None:
        raise ValueError("no mail can go to this address")
    headers = {
        "From": _sender(message.language),
        "To": recipient,
        "Subject": Header(letter.subject, "utf-8", header_name="Subject").encode(),
        "Date": format_datetime(in_county(message.created_at)),
        "Message-ID": f"<{message.message_id}@{envelope_sender().rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": TAGS[message.language],
    }
    mail = MIMEMultipart("alternative")
    for name, value in headers.items():
        mail[name] = value
    mail.attach(MIMEText(letter.text, "plain", "utf-8"))
    mail.attach(MIMEText(letter.html, "html", "utf-8"))
    return mail.as_bytes(policy=WIRE)


def envelope_sender() -> str:
    """Return the address that mail comes from, and returns to."""
    return parseaddr(get_settings().mail_from)[1]


def _sender(language: str) -> str:
    """Return the sender as people see it; the setting may name it, else it is the county."""
    name, address = parseaddr(get_settings().mail_from)
    usual = translate(say("{county}回音", county=get_settings().county_name), language)
    return formataddr((name or usual, address))
