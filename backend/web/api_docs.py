"""Serves the API's description: `/api/openapi.json` for programs, `/api/docs` for people."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from litestar import Request, Response, get
from litestar.enums import MediaType
from litestar.handlers import HTTPRouteHandler

from backend.web.answers import public_bytes
from backend.web.guards import PUBLIC
from backend.web.openapi import document
from backend.web.render import PageContext, public_page


class ParameterShown(NamedTuple):
    """One parameter of an operation."""

    name: str
    place: str
    kind: str
    words: str
    example: str


class AnswerShown(NamedTuple):
    """One answer of an operation, or what it takes, with an example."""

    status: str
    schema: str
    example: str


class OperationShown(NamedTuple):
    """One thing the API can be asked."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    parameters: tuple[ParameterShown, ...]
    body: AnswerShown | None
    answers: tuple[AnswerShown, ...]


class FieldShown(NamedTuple):
    """One field of a schema."""

    name: str
    kind: str
    words: str


class SchemaShown(NamedTuple):
    """One schema, with its fields or its values."""

    name: str
    words: str
    fields: tuple[FieldShown, ...]
    values: tuple[str, ...]


class ApiPage(PageContext):
    """The API's description, readable."""

    template: ClassVar[str] = "api/index.html"
    title: str
    words: tuple[str, ...]
    operations: tuple[OperationShown, ...]
    schemas: tuple[SchemaShown, ...]


def routes(handlers: Sequence[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """Return the two addresses that describe these handlers."""
    described = document(handlers)
    as_data = json.dumps(described, ensure_ascii=False).encode()
    as_page = _page(described)

    @get("/api/openapi.json", opt=PUBLIC, include_in_schema=False)
    async def api_document() -> Response[Any]:
        """Hand out the OpenAPI document."""
        return public_bytes(as_data, MediaType.JSON)

    @get(["/api", "/api/docs"], opt=PUBLIC, include_in_schema=False)
    async def api_page(request: Request[Any, Any, Any]) -> Response[str]:
        """Show the same as a page."""
        return public_page(request, as_page)

    return [api_document, api_page]


def _page(described: dict[str, Any]) -> ApiPage:
    info = described["info"]
    return ApiPage(
        title=info["title"],
        words=tuple(line.removeprefix("* ") for line in info["description"].splitlines() if line),
        operations=tuple(_operations(described["paths"])),
        schemas=tuple(
            SchemaShown(
                name,
                schema.get("description", ""),
                tuple(_fields(schema)),
                tuple(str(value) for value in schema.get("enum", ())),
            )
            for name, schema in sorted(described["components"]["schemas"].items())
        ),
    )


def _operations(paths: dict[str, Any]) -> Iterator[OperationShown]:
    for path, methods in sorted(paths.items()):
        for method, operation in methods.items():
            yield OperationShown(
                operation["operationId"],
                method.upper(),
                path,
                operation.get("summary", ""),
                operation.get("description", ""),
                tuple(map(_parameter, operation.get("parameters", ()))),
                _answer("JSON", operation["requestBody"]) if "requestBody" in operation else None,
                tuple(_answer(status, spec) for status, spec in operation["responses"].items()),
            )


def _parameter(spec: dict[str, Any]) -> ParameterShown:
    schema = spec.get("schema", {})
    examples = [example["value"] for example in spec.get("examples", {}).values()]
    return ParameterShown(
        spec["name"],
        spec["in"],
        kind_of(schema),
        spec.get("description", "") or schema.get("description", ""),
        str(examples[0]) if examples else "",
    )


def _answer(status: str, spec: dict[str, Any]) -> AnswerShown:
    content: dict[str, Any] = next(iter(spec.get("content", {}).values()), {})
    examples = [example["value"] for example in content.get("examples", {}).values()]
    shown = json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else ""
    return AnswerShown(status, kind_of(content.get("schema", {})), shown)


def _fields(schema: dict[str, Any]) -> Iterator[FieldShown]:
    for name, field in schema.get("properties", {}).items():
        yield FieldShown(name, kind_of(field), field.get("description", ""))


def kind_of(schema: dict[str, Any]) -> str:
    """Return a schema's kind in a few characters: `string (date) | null`, `DecisionPublic[]`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "oneOf" in schema or "anyOf" in schema:
        parts = schema.get("oneOf") or schema.get("anyOf") or []
        return " | ".join(dict.fromkeys(kind_of(part) for part in parts))
    if schema.get("type") == "array":
        return kind_of(schema.get("items", {})) + "[]"
    kind = schema.get("type", "any")
    named = " | ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{named} ({schema['format']})" if "format" in schema else named
