import json
import logging

import asyncpg
import pytest
from pydantic import BaseModel, Field, ValidationError

from backend.kernel import log
from backend.kernel.database import rows, transaction

PHONE = "13900007788"


class Draft(BaseModel):
    phone: str = Field(max_length=3)


@pytest.mark.parametrize(
    ("message", "blotted"),
    [
        (f"call {PHONE} now", "call [number] now"),
        ("139 0000 7788 or 139-0000-7788", "[number] or [number]"),
        ("１３９００００７７８８", "[number]"),
        ("11010519491231002X", "[number]"),
        ("write to li.min@example.cn, please", "write to [mail] please"),
        ("port 5432, 2026-11", "port 5432, 2026-11"),
    ],
)
def test_long_numbers_and_mail_addresses_are_blotted_out(message, blotted):
    assert log.blotted(message) == blotted


def test_a_refused_value_is_told_by_its_place_and_kind():
    with pytest.raises(ValidationError) as caught:
        Draft(phone=PHONE)
    assert log.told(caught.value).endswith("Draft phone=string_too_long")


@pytest.mark.anyio
async def test_a_refused_row_is_told_by_table_and_constraint(db):
    with pytest.raises(asyncpg.UniqueViolationError) as caught:
        async with transaction():
            await rows("CREATE TEMP TABLE probe (phone text UNIQUE)")
            for _ in range(2):
                await rows("INSERT INTO probe VALUES ({})", PHONE)
    said = log.told(caught.value)
    assert "23505 probe probe_phone_key" in said
    assert PHONE not in said


def test_a_trace_names_causes_and_places_but_no_values():
    def inner() -> None:
        int(f"x{PHONE}")

    try:
        try:
            inner()
        except ValueError as cause:
            raise RuntimeError("saving failed") from cause
    except RuntimeError as error:
        lines = log.trace_of(error)
    assert PHONE not in str(lines)
    assert any("test_log.py" in line and line.endswith("inner") for line in lines)
    assert lines[-1] == "builtins.RuntimeError: saving failed"


def test_the_libraries_write_the_same_shape(capsys):
    log.configure()
    token = log.REQUEST_ID.set("abc")
    logging.getLogger("library").warning("gone: %s", PHONE, extra={"route": "/x"})
    log.REQUEST_ID.reset(token)
    line = json.loads(capsys.readouterr().out)
    assert line["logger"] == "library"
    assert line["event"] == "gone: [number]"
    assert (line["request_id"], line["route"]) == ("abc", "/x")


def test_chatty_libraries_are_quiet(capsys):
    log.configure()
    logging.getLogger("httpx").info("GET http://huiyin.test/?word=secret")
    assert capsys.readouterr().out == ""
