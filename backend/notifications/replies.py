"""What the mail server's replies mean: whose fault a refusal is, and whether it lasts."""

from aiosmtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from backend.kernel import log
from backend.notifications.rules import says_no_mailbox

PERMANENT = range(500, 600)
TOO_LARGE = 552  # told already when the sender is named


def is_about_us(error: Exception) -> bool:
    """Whether it is us whom the server refuses, before it heard of the message."""
    return isinstance(error, SMTPSenderRefused) and error.code != TOO_LARGE


def is_lasting(error: Exception) -> bool:
    """Whether trying again would not help."""
    return code_of(error) in PERMANENT


def leaves_open(error: Exception) -> bool:
    """Whether nobody knows any more where the conversation stands."""
    return not isinstance(error, SMTPResponseException | SMTPRecipientsRefused)


def is_of_no_mailbox(error: Exception) -> bool:
    """Whether the server says that there is no such mailbox: no letter will ever arrive there."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    refused = error.recipients[0]
    return says_no_mailbox(refused.code, str(refused.message))


def code_of(error: Exception) -> int:
    """Return the server's reply code, or 0 where it did not reply."""
    if isinstance(error, SMTPRecipientsRefused):
        return int(error.recipients[0].code)
    return int(error.code) if isinstance(error, SMTPResponseException) else 0


def told(error: Exception) -> str:
    """Return the server's words without addresses and long numbers, or what kind of mishap it was.

    In the words a mail administrator looks for; they are never translated.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return told(error.recipients[0])
    if isinstance(error, SMTPResponseException):
        return log.blotted(f"{error.code} {' '.join(str(error.message).split())}")
    return log.told(error)
