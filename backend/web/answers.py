"""Public answers that are no pages: JSON for programs, files, feeds; any proxy may keep them."""

from typing import Any

from litestar import Request, Response
from litestar.enums import MediaType
from pydantic import BaseModel

from backend.kernel.settings import get_settings
from backend.web.render import PUBLIC


def public_json(content: BaseModel) -> Response[Any]:
    """Answer with exactly the fields of this schema."""
    return public_bytes(content.model_dump_json().encode(), MediaType.JSON)


def public_bytes(
    content: bytes, media_type: str, headers: dict[str, str] | None = None
) -> Response[Any]:
    """Answer with finished bytes."""
    return Response(content, media_type=media_type, headers={**PUBLIC, **(headers or {})})


def origin_of(request: Request[Any, Any, Any]) -> str:
    """Return the public address of this site, as set or as asked, without a slash at the end."""
    return get_settings().origin or str(request.base_url).rstrip("/")
