"""No public schema has a field that names a person, or an account, or a way into the desk."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

import backend

# Words of a field's name that would mean a person. Units have names, telephones and addresses.
PERSONAL = {
    *("staff", "username", "password", "totp", "session", "token", "person", "citizen", "author"),
    *("drafted", "submitted", "reviewed", "recorded", "proposed", "uploaded", "added"),
    *("id", "ids", "participant", "mobile", "gender", "age", "birth", "household", "actor"),
}
ALLOWED = {
    "JournalPublic.id",  # the number of an entry
    "JournalPublic.actor_unit",  # a unit, never its people
    "JournalPublic.recorded_at",
    "JournalPublic.subject_id",  # a public code
}


def public_schemas() -> Iterator[type[BaseModel]]:
    for found in pkgutil.walk_packages(backend.__path__, "backend."):
        if ".schemas" not in found.name and not found.name.endswith(".api"):
            continue
        for value in vars(importlib.import_module(found.name)).values():
            is_schema = isinstance(value, type) and issubclass(value, BaseModel)
            if is_schema and value.__name__.endswith("Public") and value.__module__ == found.name:
                yield value


SCHEMAS = sorted(set(public_schemas()), key=lambda schema: schema.__name__)


def test_there_are_public_schemas_to_look_at() -> None:
    assert {"DecisionPublic", "UnitPublic", "JournalPublic"} <= {s.__name__ for s in SCHEMAS}


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
def test_no_field_names_a_person(schema: type[BaseModel]) -> None:
    personal = {
        f"{schema.__name__}.{name}"
        for name in schema.model_fields
        if set(name.split("_")) & PERSONAL or name in ("name_masked", "contact_name")
    }
    assert personal - ALLOWED == set()


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
def test_a_public_schema_cannot_be_changed_on_its_way_out(schema: type[BaseModel]) -> None:
    assert schema.model_config.get("frozen") is True
