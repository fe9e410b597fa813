"""The API's own description: built from the handlers, served as data and as a page of our own.

The viewers Litestar brings load scripts from other hosts and need inline ones; ours is a page.
"""

from collections.abc import Sequence
from typing import Any, cast

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.spec import Example, License, Server, Tag
from pydantic import BaseModel, ConfigDict, Field

DESCRIPTION = """\
Everything the county publishes here, as data, and a way to say something: no key, no sign-in.

* Answers carry an `ETag`; send it back in `If-None-Match` and an unchanged answer is a short 304.
* Lists are paged by key: pass the `next` of one page as `after` of the following one.
* Every error has one shape: `status`, `code`, `message` and `fields`.
* Any web page may read it (`Access-Control-Allow-Origin: *`).
* Names and texts are in Chinese; each kind and state has a stable English code beside its name.
"""
VERSION = "1"


class ErrorPublic(BaseModel):
    """Why a request was refused."""

    model_config = ConfigDict(frozen=True)

    status: int = Field(description="HTTP status", examples=[404])
    code: str = Field(description="Stable code", examples=["not_found"])
    message: str = Field(description="For people", examples=["没有找到您要看的内容。"])
    fields: dict[str, str] = Field(description="What is wrong with which parameter")


def refusal(status: int, code: str, message: str, **fields: str) -> ResponseSpec:
    """Return the description of an error answer, with an example."""
    example = {"status": status, "code": code, "message": message, "fields": fields}
    shown = Example(summary=code, value=example)
    return ResponseSpec(ErrorPublic, generate_examples=False, description=code, examples=[shown])


MISSING = {404: refusal(404, "not_found", "没有找到您要看的内容。")}
REFUSED = {422: refusal(422, "invalid", "有几处需要改一改。", limit="这一项填得不对，请检查。")}


def answer(
    schema: type[BaseModel], example: dict[str, Any], *, status: int = 200, words: str = "Found"
) -> dict[int, ResponseSpec]:
    """Return the description of the answer a request gets when all is well."""
    shown = Example(summary="An answer", value=example)
    spec = ResponseSpec(schema, generate_examples=False, description=words, examples=[shown])
    return {status: spec}


def takes(schema: type[BaseModel], example: dict[str, Any]) -> dict[str, Any]:
    """Return the mark of a handler that reads a JSON object of this schema by itself."""
    return {"json_body": schema, "json_example": example}


def document(handlers: Sequence[HTTPRouteHandler]) -> dict[str, Any]:
    """Return the OpenAPI document of these handlers."""
    config = OpenAPIConfig(
        title="回音 Huiyin",
        version=VERSION,
        description=DESCRIPTION,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        servers=[Server(url="/")],
        tags=[
            Tag(name="decisions", description="The yearly catalogues of major decisions"),
            Tag(name="consultations", description="Drafts put to the public, opinions, answers"),
            Tag(name="units", description="Who is responsible"),
        ],
        use_handler_docstrings=True,
        operation_id_creator=lambda handler, _method, _path: handler.handler_name,
    )
    described = Litestar(route_handlers=list(handlers), openapi_config=config)
    schema: dict[str, Any] = described.openapi_schema.to_schema()
    _describe(schema["components"]["schemas"], handlers)
    _add_bodies(schema, handlers)
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("400", None)  # ours is 422, in the one shape of errors
    return schema


def _describe(components: dict[str, Any], handlers: Sequence[HTTPRouteHandler]) -> None:
    """Give each schema the sentence of its class, which Litestar leaves out."""
    for handler in handlers:
        for spec in (handler.responses or {}).values():
            whole = cast("type[BaseModel]", spec.data_container).model_json_schema()
            for name, part in {whole["title"]: whole, **whole.get("$defs", {})}.items():
                if name in components and "description" in part:
                    components[name].setdefault("description", part["description"])


def _add_bodies(schema: dict[str, Any], handlers: Sequence[HTTPRouteHandler]) -> None:
    """Describe the JSON objects that handlers read by themselves, to answer in our words."""
    marked = {handler.handler_name: handler.opt for handler in handlers}
    operations = (one for methods in schema["paths"].values() for one in methods.values())
    for operation in operations:
        body = marked[operation["operationId"]].get("json_body")
        if body is None:
            continue
        parts = body.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**parts.pop("$defs", {}), body.__name__: parts}
        sent = {
            "schema": {"$ref": f"#/components/schemas/{body.__name__}"},
            "examples": {"sent": {"value": marked[operation["operationId"]]["json_example"]}},
        }
        operation["requestBody"] = {"required": True, "content": {"application/json": sent}}
