"""A test mail, sent at once and past the outbox, and what the server says to it."""

import asyncio
import json
import secrets

from aiosmtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from backend.kernel.clock import now
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.kernel.mail_server import is_configured, mail_server
from backend.kernel.sealing import seal
from backend.notifications.enums import Channel
from backend.notifications.mail import composed, envelope_sender
from backend.notifications.operations.outbox import CONTEXT
from backend.notifications.rendering import worded
from backend.notifications.schemas import ToDeliver, Trial

PATIENCE = 15.0  # seconds, for the whole conversation: a person waits
LONGEST_SAID = 600  # characters
NOT_CONNECTED = say(
    "还没有接通邮件服务器。请管理员设置 HUIYIN_SMTP_URL、HUIYIN_MAIL_FROM 和 HUIYIN_ORIGIN"
    " 三项，再重新启动。"
)


async def send_trial(address: str, *, language: str = "zh", patience: float = PATIENCE) -> Trial:
    """Send a test mail to an address and return the server's own answer, whichever it is.

    Raises Invalid while no server is configured, saying how to.
    """
    if not is_configured():
        raise Invalid(NOT_CONNECTED)
    message = _message(language)
    content = composed(worded(message), message, recipient=address)
    try:
        async with asyncio.timeout(patience), mail_server(patience=patience) as server:
            _, said = await server.sendmail(envelope_sender(), [address], content)
    except TimeoutError:
        return Trial(is_taken=False, said=f"no answer within {patience:.0f} seconds")
    except (SMTPException, OSError, ValueError) as error:
        return Trial(is_taken=False, said=_in_its_words(error)[:LONGEST_SAID])
    return Trial(is_taken=True, said=" ".join(str(said).split())[:LONGEST_SAID])


def _message(language: str) -> ToDeliver:
    return ToDeliver(
        id=0,
        channel=Channel.MAIL,
        template="contact/trial",
        language=language,
        origin="",
        unsubscribe_path="",
        context=seal(json.dumps({}), purpose=CONTEXT),
        recipient="",
        message_id=secrets.token_hex(16),
        attempts=1,
        created_at=now(),
    )


def _in_its_words(error: Exception) -> str:
    """Return what the server said, or what kept us from talking to it."""
    if isinstance(error, SMTPRecipientsRefused):
        return _in_its_words(error.recipients[0])
    if isinstance(error, SMTPResponseException):
        return f"{error.code} {' '.join(str(error.message).split())}"
    return str(error) or type(error).__name__
