"""Reads a sent JSON object against a schema, in the words of the pages."""

from typing import Any, TypeVar

from litestar import Request
from litestar.exceptions import SerializationException
from pydantic import BaseModel

from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.web.forms import unreadable
from backend.web.query import checked

Sent = TypeVar("Sent", bound=BaseModel)


async def parse_json(request: Request[Any, Any, Any], schema: type[Sent]) -> Sent:
    """Return the body as the schema; raise Invalid with a word for each field that is off.

    Names the schema does not know are ignored. Control characters are refused by name, never
    dropped, as in a form.
    """
    try:
        found = await request.json()
    except (SerializationException, RecursionError, UnicodeError) as error:
        raise _no_object() from error
    if not isinstance(found, dict):
        raise _no_object()
    sent = {name: found[name] for name in schema.model_fields if name in found}
    faults = {name: fault for name, value in sent.items() if (fault := unreadable(value))}
    if faults:
        raise Invalid(fields=faults)
    return checked(schema, sent)


def _no_object() -> Invalid:
    return Invalid(say("请求内容不是完整的 JSON 对象。"))
