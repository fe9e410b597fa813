"""What everybody may read of moderation: the rules in force, the order of the list, appeals."""

from typing import Any, ClassVar

from litestar import Request, Response, get

from backend.kernel.clock import today
from backend.opinions.queries.moderation_rules import list_rules
from backend.opinions.schemas.moderation import RuleChoice
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page


class ModerationPage(PageContext):
    """The published rules of moderation (跟帖评论服务管理规定 art. 12-13)."""

    template: ClassVar[str] = "opinions/moderation.html"
    rules: tuple[RuleChoice, ...]


@get("/moderation", opt=PUBLIC, include_in_schema=False)
async def moderation_rules(request: Request[Any, Any, Any]) -> Response[str]:
    """Show by which rules an opinion may be withheld."""
    return public_page(request, ModerationPage(rules=await list_rules(today())))


ROUTES = [moderation_rules]
