"""Earlier versions: each keeps its address for ever, and says that it is not the last word."""

from typing import Any, ClassVar

from litestar import Request, Response, get
from litestar.params import FromPath

from backend.decisions.queries import visible_decisions
from backend.decisions.rules.difference import difference
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.difference import FieldChange
from backend.decisions.schemas.shown import DecisionShown, VersionLine
from backend.kernel.errors import NotFound
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, public_page


class VersionPage(PageContext):
    """One version as it was published."""

    template: ClassVar[str] = "decisions/version.html"
    code: str
    version: VersionLine
    content: DecisionContent
    versions: tuple[VersionLine, ...]
    following: VersionLine | None
    changes: tuple[FieldChange, ...]


@get("/decisions/{code:str}/versions/{number:int}", opt=PUBLIC, include_in_schema=False)
async def version_show(
    request: Request[Any, Any, Any], code: FromPath[str], number: FromPath[int]
) -> Response[str]:
    """Show a version, what it said, and what the next one changed."""
    shown = await visible_decisions.get_visible(code)
    return public_page(request, _page(code, shown, number))


def _page(code: str, shown: DecisionShown, number: int) -> VersionPage:
    found = {line.number: line for line in shown.versions}
    if number not in found:
        raise NotFound
    version, following = found[number], found.get(number + 1)
    return VersionPage(
        code=code,
        version=version,
        content=version.content,
        versions=shown.versions,
        following=following,
        changes=difference(version.content, following.content) if following else (),
    )
