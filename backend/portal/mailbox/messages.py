"""What was sent to whom, what was not and why; words are shown only where nobody can be sent them.

A message that waits or failed may hold the code that proves a contact, or opens a receipt: whoever
read it here could use it.
"""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel import mail_server, sms_gateway
from backend.kernel.paging import Page
from backend.notifications import queries
from backend.notifications.enums import Channel, MessageState
from backend.notifications.rendering import texted, worded
from backend.notifications.schemas import Letter, MessageCount, MessageLine, ToDeliver
from backend.organisation.desk.doorway import go
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.portal import operations
from backend.web.language import TAGS
from backend.web.render import PageContext, page

MAILBOX = "/desk/mailbox"
OFFICE = [requires_role(Role.OFFICE)]


class MailboxPage(PageContext):
    """Messages, newest first."""

    template: ClassVar[str] = "notifications/desk/index.html"
    messages: Page[MessageLine]
    counts: tuple[MessageCount, ...]
    state: str
    way: str
    is_configured: bool
    open_ways: tuple[Channel, ...]
    ways: tuple[Channel, ...] = tuple(Channel)


class MessagePage(PageContext):
    """One message: to whom, how it went, and its words if it is kept for want of a way out."""

    template: ClassVar[str] = "notifications/desk/show.html"
    message: MessageLine
    letter: Letter | None
    letter_lang: str = ""
    open_ways: tuple[Channel, ...]


@get(MAILBOX, guards=OFFICE, include_in_schema=False)
async def mailbox(
    request: StaffRequest,
    *,
    standing: FromQuery[str] = "",
    way: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[str]:
    """Show what was sent, waits, or failed."""
    state = next((known for known in MessageState if known == standing), None)
    channel = next((known for known in Channel if known == way), None)
    return page(request, await _mailbox_page(state, channel, after))


async def _mailbox_page(
    state: MessageState | None, channel: Channel | None, after: str
) -> MailboxPage:
    open_ways = _open_ways()
    return MailboxPage(
        messages=await queries.list_messages(state, after, channel=channel),
        counts=await queries.count_messages(channel),
        state=state or "",
        way=channel or "",
        is_configured=Channel.MAIL in open_ways,
        open_ways=open_ways,
    )


def _open_ways() -> tuple[Channel, ...]:
    is_open = {
        Channel.MAIL: mail_server.is_configured(),
        Channel.SMS: sms_gateway.is_configured(),
    }
    return tuple(known for known in Channel if is_open[known])


@get(f"{MAILBOX}/{{message_id:int}}", guards=OFFICE, include_in_schema=False)
async def message_show(request: StaffRequest, message_id: FromPath[int]) -> Response[str]:
    """Show a message and what became of it."""
    return page(request, await _message_page(message_id))


async def _message_page(message_id: int) -> MessagePage:
    line = await queries.get_line(message_id)
    if not line.is_readable:
        return MessagePage(message=line, letter=None, open_ways=_open_ways())
    kept = await queries.get_readable(message_id)
    return MessagePage(
        message=line,
        letter=_as_sent(kept),
        letter_lang=TAGS[kept.language],
        open_ways=_open_ways(),
    )


def _as_sent(message: ToDeliver) -> Letter:
    """Return a message as it will be read; one to a phone has no subject."""
    if message.channel is Channel.SMS:
        return Letter(subject="", text=texted(message), html="")
    return worded(message)


@post(f"{MAILBOX}/{{message_id:int}}/attempts", guards=OFFICE, include_in_schema=False)
async def message_attempt(request: StaffRequest, message_id: FromPath[int]) -> Response[Any]:
    """Send a message anew."""
    await operations.resend_message(message_id, staff=request.user)
    return go(request, MAILBOX)


@post(f"{MAILBOX}/{{message_id:int}}/suppression", guards=OFFICE, include_in_schema=False)
async def message_suppression(request: StaffRequest, message_id: FromPath[int]) -> Response[Any]:
    """Send nothing more to where a message could not go."""
    await operations.suppress_recipient(message_id, staff=request.user)
    return go(request, MAILBOX)


ROUTES = [mailbox, message_show, message_attempt, message_suppression]
