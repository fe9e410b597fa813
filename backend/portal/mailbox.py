"""The desk's mailbox: what was sent to whom, what was not and why; it shows no delivered words."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel.mail_server import is_configured
from backend.kernel.paging import Page
from backend.notifications import queries
from backend.notifications.enums import MessageState
from backend.notifications.rendering import worded
from backend.notifications.schemas import Letter, MessageLine
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
    state: str
    is_configured: bool
    states: tuple[MessageState, ...] = tuple(MessageState)


class MessagePage(PageContext):
    """One message nobody has received, as it will be."""

    template: ClassVar[str] = "notifications/desk/show.html"
    message: MessageLine
    letter: Letter
    letter_lang: str


@get(MAILBOX, guards=OFFICE, include_in_schema=False)
async def mailbox(
    request: StaffRequest, *, standing: FromQuery[str] = "", after: FromQuery[str] = ""
) -> Response[str]:
    """Show what was sent, waits, or failed."""
    wanted = next((known for known in MessageState if known == standing), None)
    messages = await queries.list_messages(wanted, after)
    context = MailboxPage(messages=messages, state=wanted or "", is_configured=is_configured())
    return page(request, context)


@get(f"{MAILBOX}/{{message_id:int}}", guards=OFFICE, include_in_schema=False)
async def message_show(request: StaffRequest, message_id: FromPath[int]) -> Response[str]:
    """Show a message nobody has received."""
    message = await queries.get_undelivered(message_id)
    context = MessagePage(
        message=await queries.get_line(message_id),
        letter=worded(message),
        letter_lang=TAGS[message.language],
    )
    return page(request, context)


@post(f"{MAILBOX}/{{message_id:int}}/attempts", guards=OFFICE, include_in_schema=False)
async def message_attempt(request: StaffRequest, message_id: FromPath[int]) -> Response[Any]:
    """Send a message anew."""
    await resend_message(message_id, staff=request.user)
    return go(request, MAILBOX)


ROUTES = [mailbox, message_show, message_attempt]
