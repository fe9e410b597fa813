from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, Request, post

from backend.kernel.trust import Trust, verdict
from backend.web.human.fields import (
    KEY_SHAPE,
    TRAP,
    HumanFields,
    carried_on,
    fields_in,
    fresh_fields,
    sent_fields,
    signs_of,
)
from backend.web.human.proofs import is_worked

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=40)
KEY = "3f0c7a52-0d6e-4f53-9f4e-0c3c5ad0a1b2"
FRESH = fresh_fields("opinions", NOW)
PROOF = next(str(n) for n in count() if is_worked(FRESH.stamp, KEY, str(n), bits=14))
WORKED = FRESH._replace(idempotency_key=KEY, proof=PROOF)

TEXTS = st.text(max_size=60)
SENT = st.builds(HumanFields, *[st.one_of(TEXTS, st.just(word)) for word in WORKED])


def trust(fields: HumanFields, now: datetime = LATER) -> Trust:
    return verdict(signs_of(fields, form="opinions", now=now))


def test_a_page_for_everyone_holds_no_key():
    assert FRESH[1:] == ("", "", "")


def test_a_person_whose_browser_worked_is_trusted():
    assert trust(WORKED) is Trust.TRUSTED


def test_without_scripts_a_person_is_unsure_and_no_worse():
    assert trust(FRESH) is Trust.UNSURE


def test_who_fills_what_nobody_sees_is_a_machine():
    assert trust(WORKED._replace(trap="Great post")) is Trust.MACHINE


def test_another_forms_stamp_tells_nothing():
    assert verdict(signs_of(WORKED, form="surveys", now=LATER)) is Trust.UNSURE


@given(SENT, TEXTS)
def test_nothing_that_can_be_sent_breaks_the_judgement(fields, form):
    assert verdict(signs_of(fields, form=form, now=LATER)) in Trust


@given(st.dictionaries(st.sampled_from(["stamp", "idempotency_key", "proof", TRAP]), TEXTS))
def test_what_is_read_has_a_well_formed_key_or_none(values):
    key = fields_in(values).idempotency_key
    assert not key or KEY_SHAPE.fullmatch(key)


def test_a_file_in_place_of_a_text_is_nothing():
    assert fields_in({"stamp": object(), "idempotency_key": 7}) == HumanFields()


def test_the_next_page_keeps_key_age_and_work():
    carried = carried_on(WORKED, form="opinions", now=LATER)
    assert carried == WORKED
    assert trust(carried) is Trust.TRUSTED


def test_the_next_page_makes_the_key_a_browser_without_scripts_could_not():
    first = carried_on(FRESH, form="opinions", now=LATER)
    second = carried_on(FRESH, form="opinions", now=LATER)
    assert KEY_SHAPE.fullmatch(first.idempotency_key)
    assert first.idempotency_key != second.idempotency_key
    assert first.stamp == FRESH.stamp


def test_a_forged_stamp_is_replaced_and_its_proof_dropped():
    forged = WORKED._replace(stamp="1763631000-1-" + "0" * 32)
    carried = carried_on(forged, form="opinions", now=LATER)
    assert carried == HumanFields(fresh_fields("opinions", LATER).stamp, KEY)


def test_a_trap_once_filled_stays_filled():
    assert carried_on(WORKED._replace(trap="x"), form="opinions", now=LATER).trap == "x"


@given(SENT)
def test_carrying_on_twice_changes_nothing_more(fields):
    once = carried_on(fields, form="opinions", now=LATER)
    assert carried_on(once, form="opinions", now=LATER + timedelta(hours=1)) == once


@pytest.mark.anyio
async def test_the_fields_are_read_from_the_form_as_it_was_sent():
    @post("/", opt={"is_public": True})
    async def take(request: Request[Any, Any, Any]) -> list[str]:
        return list(await sent_fields(request))

    app = Litestar([take], openapi_config=None, logging_config=None)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://huiyin.test") as client:
        named = {**WORKED._asdict(), TRAP: "", "words": "多设座椅"}
        assert (await client.post("/", data=named)).json() == list(WORKED)
        broken = {"content-type": "multipart/form-data"}
        answer = await client.post("/", content=b"--x", headers=broken)
        assert answer.json() == list(HumanFields())
