"""What was sent to whom, what was not and why; no words are shown that somebody received."""

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
from backend.portal.operations import resend_message
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
    """One message nobody has received, as it will be."""

    template: ClassVar[str] = "notifications/desk/show.html"
    message: MessageLine
    letter: Letter
    letter_lang: str


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
    is_open = {
        Channel.MAIL: mail_server.is_configured(),
        Channel.SMS: sms_gateway.is_configured(),
    }
    return MailboxPage(
        messages=await queries.list_messages(state, after, channel=channel),
        counts=await queries.count_messages(channel),
        state=state or "",
        way=channel or "",
        is_configured=is_open[Channel.MAIL],
        open_ways=tuple(known for known in Channel if is_open[known]),
    )


@get(f"{MAILBOX}/{{message_id:int}}", guards=OFFICE, include_in_schema=False)
async def message_show(request: StaffRequest, message_id: FromPath[int]) -> Response[str]:
    """Show a message nobody has received."""
    message = await queries.get_undelivered(message_id)
    context = MessagePage(
        message=await queries.get_line(message_id),
        letter=_as_sent(message),
        letter_lang=TAGS[message.language],
    )
    return page(request, context)


def _as_sent(message: ToDeliver) -> Letter:
    """Return a message as it will be read; one to a phone has no subject."""
    if message.channel is Channel.SMS:
        return Letter(subject="", text=texted(message), html="")
    return worded(message)


@post(f"{MAILBOX}/{{message_id:int}}/attempts", guards=OFFICE, include_in_schema=False)
async def message_attempt(request: StaffRequest, message_id: FromPath[int]) -> Response[Any]:
    """Send a message anew."""
    await resend_message(message_id, staff=request.user)
    return go(request, MAILBOX)


ROUTES = [mailbox, message_show, message_attempt]
