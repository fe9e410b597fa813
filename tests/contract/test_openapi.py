"""The API's description is true: as committed, every route in it, its examples fitting."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler
from pydantic import BaseModel

from backend.app import API, litestar_app
from backend.kernel.changes import Changes
from backend.web.openapi import ErrorPublic, document

COMMITTED = Path(__file__).parents[2] / "docs" / "api" / "openapi.json"


def described() -> dict[str, Any]:
    return document(API)


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_the_committed_document_is_the_present_one() -> None:
    assert json.loads(COMMITTED.read_text()) == described(), "run bin/openapi and commit the change"


def test_every_route_of_the_api_is_described() -> None:
    served = {
        route.path_format
        for route in litestar_app(Changes()).routes
        if route.path.startswith("/api/v1/")
    }
    assert served == set(described()["paths"])


# What may be sent in; every other operation only reads.
SENT_IN = {"post /api/v1/consultations/{slug}/opinions"}


def test_the_api_only_reads_but_for_what_is_named_here() -> None:
    assert {name for name, _ in operations() if not name.startswith("get ")} == SENT_IN


def test_what_is_sent_in_is_described_with_an_example_that_fits() -> None:
    for name, operation in operations():
        if name in SENT_IN:
            body = operation["requestBody"]["content"]["application/json"]
            schema = described()["components"]["schemas"][body["schema"]["$ref"].split("/")[-1]]
            example = body["examples"]["sent"]["value"]
            assert set(schema["required"]) <= set(example) <= set(schema["properties"])


@pytest.mark.parametrize("handler", API, ids=lambda handler: handler.handler_name)
def test_examples_have_exactly_the_fields_of_their_schemas(handler: HTTPRouteHandler) -> None:
    for spec in handler.responses.values():
        schema = spec.data_container
        for example in spec.examples:
            kept = schema.model_validate(example.value).model_dump(mode="json")
            assert kept == example.value, f"{handler.handler_name}: {schema.__name__}"


def test_every_operation_parameter_and_answer_is_explained() -> None:
    silent = [
        f"{name} {part}"
        for name, operation in operations()
        for part in ("summary", "description")
        if not operation.get(part)
    ]
    silent += [
        f"{name} {parameter['name']}"
        for name, operation in operations()
        for parameter in operation.get("parameters", ())
        if not parameter.get("description")
    ]
    assert not silent


def test_every_schema_says_what_it_is() -> None:
    schemas = described()["components"]["schemas"]
    assert [name for name, schema in schemas.items() if not schema.get("description")] == []


def test_every_refusal_has_the_one_shape() -> None:
    for name, operation in operations():
        for status, answer in operation["responses"].items():
            if status >= "400":
                content = answer["content"]["application/json"]["schema"]
                assert content == {"$ref": f"#/components/schemas/{ErrorPublic.__name__}"}, name


def test_answers_are_schemas_named_public() -> None:
    for handler in API:
        for spec in handler.responses.values():
            assert issubclass(spec.data_container, BaseModel)
            assert spec.data_container.__name__.endswith("Public")


@pytest.mark.anyio
async def test_the_page_of_the_api_needs_no_script_and_no_other_host(client) -> None:
    page = (await client.get("/api/docs")).text
    main = page[page.index("<main") : page.index("</main>")]
    assert "<script" not in main
    assert "//" not in main.replace("https://", "").replace("http://", "") or "src=" not in main
    for name, _ in operations():
        assert name.split()[1] in main
