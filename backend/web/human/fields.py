"""The fields `ui/human.html` puts into a form: made, read when sent, carried on, and judged."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from litestar import Request
from litestar.exceptions import HTTPException

from backend.kernel.ids import new_token
from backend.kernel.trust import HumanSigns
from backend.web.human.proofs import is_worked
from backend.web.human.stamps import age_of, new_stamp, read_stamp
from backend.web.sent import sent_values

TRAP = "second_title"  # tempting for a program, unknown to every browser's autofill
KEY_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
LONGEST = 200  # characters; ours are shorter


class HumanFields(NamedTuple):
    """What a form holds beside its words; `idempotency_key` is empty or well formed."""

    stamp: str = ""
    idempotency_key: str = ""
    proof: str = ""
    trap: str = ""


def fresh_fields(form: str, now: datetime) -> HumanFields:
    """Return the fields of a page that is the same for everyone: the browser adds its own key."""
    return HumanFields(stamp=new_stamp(form, now))


async def sent_fields(request: Request[Any, Any, Any]) -> HumanFields:
    """Return the fields of a sent form; empty ones where it cannot be read."""
    try:
        return fields_in(await sent_values(request))
    except (HTTPException, ValueError):
        return HumanFields()


def fields_in(values: Mapping[str, Any]) -> HumanFields:
    """Return the fields among sent values, without what cannot be ours."""
    key = _text(values, "idempotency_key")
    return HumanFields(
        stamp=_text(values, "stamp"),
        idempotency_key=key if KEY_SHAPE.fullmatch(key) else "",
        proof=_text(values, "proof"),
        trap=_text(values, TRAP),
    )


def carried_on(fields: HumanFields, *, form: str, now: datetime) -> HumanFields:
    """Return the fields for the next page of one person: review, or the form with its errors.

    Key and age are kept, a missing key is made, a stamp that is not ours is replaced (with the
    proof, which was worked for it). Never for a page that others may see.
    """
    key = fields.idempotency_key or new_token()
    is_ours = read_stamp(fields.stamp, form) is not None
    is_same = is_ours and bool(fields.idempotency_key)
    return HumanFields(
        stamp=fields.stamp if is_ours else new_stamp(form, now),
        idempotency_key=key,
        proof=fields.proof if is_same else "",
        trap=fields.trap,
    )


def signs_of(fields: HumanFields, *, form: str, now: datetime) -> HumanSigns:
    """Return what the fields of a sent form tell of who filled it in."""
    stamp = read_stamp(fields.stamp, form)
    return HumanSigns(
        is_trap_filled=bool(fields.trap),
        age=age_of(fields.stamp, form, now),
        is_worked=stamp is not None
        and is_worked(fields.stamp, fields.idempotency_key, fields.proof, bits=stamp.bits),
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    found = values.get(name, "")
    return found[:LONGEST] if isinstance(found, str) else ""
