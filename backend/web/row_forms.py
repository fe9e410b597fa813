"""Forms with rows, without JavaScript: fields `basis-0-name`, `basis-1-name`, buttons add and drop.

A button `add=basis` asks for one more row at the end, `add=basis-2` for one below row 2,
`drop=basis-2` takes that row away; the form comes back with everything else as it was typed.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.exceptions import HTTPException
from pydantic import BaseModel, ValidationError

from backend.kernel.language import say
from backend.web.forms import Form, field_value, takes_many, unreadable, worded
from backend.web.sent import sent_values

Draft = TypeVar("Draft", bound=BaseModel)
Rows = dict[str, type[BaseModel]]
MOST_ROWS = 200
BUTTON = re.compile(r"([a-z_]+)(?:-(\d{1,3}))?")


async def parse_row_form(request: Request[Any, Any, Any], schema: type[Draft]) -> Form[Draft]:
    """Read a sent form whose schema holds tuples of schemas; blank rows are nobody's error.

    `form.value("basis")` is the list of row numbers in order. After an add or drop button the
    form has neither draft nor errors: show it again. Otherwise as `forms.parse_form`.
    """
    try:
        sent = await sent_values(request)
    except (HTTPException, ValueError):
        return Form(message=say("表单没有传完整，请再提交一次。"))
    rows = row_schemas(schema)
    form: Form[Draft] = Form(values=_values(sent, schema, rows))
    if not _reshape(form.values, sent, rows):
        _validate(form, schema, rows)
    return form


def row_values(draft: BaseModel) -> dict[str, Any]:
    """Return a draft as the values of such a form."""
    rows = row_schemas(type(draft))
    values: dict[str, Any] = {}
    for name, value in draft:
        values[name] = list(range(len(value))) if name in rows else value
        for place, row in enumerate(value if name in rows else ()):
            values |= {f"{name}-{place}-{part}": found for part, found in row}
    return values


def row_schemas(schema: type[BaseModel]) -> Rows:
    """Return the schema's fields that hold rows, with the schema of one row."""
    found = {}
    for name, part in schema.model_fields.items():
        inner = get_args(part.annotation)
        if inner and isinstance(inner[0], type) and issubclass(inner[0], BaseModel):
            found[name] = inner[0]
    return found


def _values(sent: FormMultiDict, schema: type[BaseModel], rows: Rows) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, part in schema.model_fields.items():
        if name not in rows:
            many = takes_many(part.annotation)
            values[name] = field_value(sent.getall(name, []), is_many=many)
            continue
        values[name] = _row_numbers(sent, name)
        for number in values[name]:
            for inner, kind in rows[name].model_fields.items():
                full = f"{name}-{number}-{inner}"
                many = takes_many(kind.annotation)
                values[full] = field_value(sent.getall(full, []), is_many=many)
    return values


def _row_numbers(sent: FormMultiDict, name: str) -> list[int]:
    """Return the numbers of the rows in the order they stood on the page."""
    shape = re.compile(rf"{name}-(\d{{1,3}})-[a-z_]+")
    matches = (shape.fullmatch(key) for key in sent)
    return list(dict.fromkeys(int(found[1]) for found in matches if found))[:MOST_ROWS]


def _reshape(values: dict[str, Any], sent: FormMultiDict, rows: Rows) -> bool:
    """Add or drop the row a button asked for; return whether one did."""
    for action in ("add", "drop"):
        found = BUTTON.fullmatch(str(sent.get(action, "")))
        if found and found[1] in rows:
            numbers = values[found[1]]
            at = int(found[2]) if found[2] else None
            if action == "drop" and at in numbers:
                numbers.remove(at)
            elif action == "add" and len(numbers) < MOST_ROWS:
                place = numbers.index(at) + 1 if at in numbers else len(numbers)
                numbers.insert(place, max(numbers, default=-1) + 1)
            return True
    return False


def _validate(form: Form[Any], schema: type[BaseModel], rows: Rows) -> None:
    for name, value in form.values.items():
        if name not in rows and (found := unreadable(value)):
            form.errors[name] = found
    if form.errors:
        return
    kept = {name: _filled_rows(form.values, name, rows[name]) for name in rows}
    given = {name: form.values[name] for name in schema.model_fields if name not in rows}
    try:
        form.draft = schema.model_validate(
            {**_stated(given), **{name: list(found.values()) for name, found in kept.items()}}
        )
    except ValidationError as invalid:
        for detail in invalid.errors(include_url=False):
            form.errors.setdefault(_field(detail["loc"], kept), worded(detail))


def _filled_rows(
    values: Mapping[str, Any], name: str, schema: type[BaseModel]
) -> dict[int, dict[str, Any]]:
    """Return what stands in the rows where something was typed, by row number."""
    marks: frozenset[str] = getattr(
        schema, "row_marks", frozenset()
    )  # there in every row, typed by nobody
    found = {}
    for number in values[name]:
        row = _stated({part: values.get(f"{name}-{number}-{part}") for part in schema.model_fields})
        if row.keys() - marks:
            found[number] = row
    return found


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _field(loc: tuple[int | str, ...], kept: Mapping[str, Mapping[int, Any]]) -> str:
    """Return the field a complaint is about, under the number its row has on the page."""
    match loc:
        case (str(name), int(place), str(part), *_) if name in kept:
            return f"{name}-{list(kept[name])[place]}-{part}"
        case (name, *_):
            return str(name)
    return ""
