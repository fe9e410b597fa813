"""Reads the query of an address against a schema, in the words of the page."""

from collections.abc import Mapping
from typing import Any, TypeVar

from litestar import Request
from pydantic import BaseModel, ValidationError

from backend.kernel.errors import Invalid
from backend.web.forms import Form, unreadable, worded

Asked = TypeVar("Asked", bound=BaseModel)


def read_query(request: Request[Any, Any, Any], schema: type[Asked]) -> Asked:
    """Return what the address asks for; raise Invalid with a word for each field that is off.

    Names the schema does not know are ignored, as campaign links bring their own.
    """
    sent = request.query_params
    return checked(schema, {name: sent[name] for name in schema.model_fields if name in sent})


def checked(schema: type[Asked], found: Mapping[str, object]) -> Asked:
    """Return the values as the schema; raise Invalid with a word for each that is off."""
    try:
        return schema.model_validate(found)
    except ValidationError as refused:
        raise Invalid(
            fields={str(fault["loc"][0]): worded(fault) for fault in refused.errors()}
        ) from refused


def query_form(request: Request[Any, Any, Any], schema: type[Asked]) -> Form[Asked]:
    """Return an asking form with what the address says, its faults beside the fields.

    Nothing asked yet is a blank form, without faults and without a draft.
    """
    sent = {name: value.strip() for name, value in request.query_params.items()}
    values = {name: sent[name] for name in schema.model_fields if sent.get(name)}
    form: Form[Asked] = Form(values=dict(values))
    if not values:
        return form
    form.errors = {name: fault for name, value in values.items() if (fault := unreadable(value))}
    try:
        form.draft = schema.model_validate(values)
    except ValidationError as refused:
        for detail in refused.errors(include_url=False):
            form.errors.setdefault(str(detail["loc"][0]), worded(detail))
    return form
