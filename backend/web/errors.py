"""One table from what went wrong to status and words: a page for people, one shape of JSON."""

import logging
from typing import Any, ClassVar

import asyncpg
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import ExceptionHandlersMap

from backend.kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TooMany,
    Unavailable,
)
from backend.kernel.language import Text, say
from backend.web.language import translate
from backend.web.render import PageContext, page
from backend.web.view import view_of

logger = logging.getLogger(__name__)

STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    Invalid: 422,
    TooMany: 429,
    Unavailable: 503,
}
FROM_FRAMEWORK: dict[int, tuple[str, Text]] = {
    400: ("invalid", say("请求不完整，请返回上一页再试一次。")),
    401: ("signed_out", say("请先登录。")),
    403: ("forbidden", say("您没有办理这件事的权限。")),
    404: ("not_found", say("没有找到您要看的内容。")),
    405: ("method_not_allowed", say("这个地址不支持这样的操作。")),
    413: ("too_large", say("文件太大了。")),
    429: ("too_many", say("操作太频繁，请过一会儿再试。")),
}
UNEXPECTED = ("error", say("系统出了点问题，我们已经记录下来。请稍后再试。"))


class ErrorPage(PageContext):
    """What a person sees when something cannot be shown or done."""

    template: ClassVar[str] = "errors/show.html"
    status: int
    message: Text
    fields: dict[str, Text]


def _wants_json(request: Request[Any, Any, Any]) -> bool:
    path: str = request.scope["path"]
    return path.startswith("/api/") or "application/json" in request.headers.get("accept", "")


def error_answer(
    request: Request[Any, Any, Any],
    status: int,
    code: str,
    message: Text,
    *,
    fields: dict[str, Text] | None = None,
    headers: dict[str, str] | None = None,
) -> Response[Any]:
    """Return the error as a page, or as `{"status","code","message","fields"}`."""
    if _wants_json(request):
        language = view_of(request.scope).language
        return Response(
            {
                "status": status,
                "code": code,
                "message": translate(message, language),
                "fields": {n: translate(text, language) for n, text in (fields or {}).items()},
            },
            status_code=status,
            headers={"Cache-Control": "no-store", **(headers or {})},
        )
    context = ErrorPage(status=status, message=message, fields=fields or {})
    return page(request, context, status=status, headers=headers)


def on_domain_error(request: Request[Any, Any, Any], error: DomainError) -> Response[Any]:
    """Answer a broken promise with its status."""
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else None
    fields = error.fields if isinstance(error, Invalid) else None
    return error_answer(request, status, error.code, error.message, fields=fields, headers=headers)


def on_http_exception(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """Answer the framework's own refusals in our words."""
    if error.status_code >= HTTP_500_INTERNAL_SERVER_ERROR:
        return on_unexpected(request, error)
    code, message = FROM_FRAMEWORK.get(error.status_code, FROM_FRAMEWORK[400])
    return error_answer(request, error.status_code, code, message)


def on_bad_parameters(request: Request[Any, Any, Any], error: ValidationException) -> Response[Any]:
    """Answer parameters the framework could not read as any other form: with a word for each."""
    faults = error.extra if isinstance(error.extra, list) else []
    names = [fault["key"] for fault in faults if isinstance(fault, dict) and "key" in fault]
    fields = {str(name): say("这一项填得不对，请检查。") for name in names}
    return on_domain_error(request, Invalid(fields=fields))


def on_impossible_value(request: Request[Any, Any, Any], _: asyncpg.DataError) -> Response[Any]:
    """Answer a value no column can hold, such as a number out of range: there is no such thing."""
    logger.warning("impossible_value", extra={"route": request.scope.get("path_template")})
    return error_answer(request, 404, *FROM_FRAMEWORK[404])


def on_unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer what nobody foresaw: the trace goes to the log, never to the person."""
    logger.error("unexpected", exc_info=error, extra={"route": request.scope.get("path_template")})
    return error_answer(request, 500, *UNEXPECTED)


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    DomainError: on_domain_error,
    ValidationException: on_bad_parameters,
    HTTPException: on_http_exception,
    asyncpg.DataError: on_impossible_value,
    Exception: on_unexpected,
}
