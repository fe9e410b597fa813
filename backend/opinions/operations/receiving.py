"""Entering an opinion: one statement, its entry in the journal, its mail, and they are one.

Whatever way it comes. Whether the subject takes opinions at this instant, whether the form came
before and whether the passages are the subject's is found out by the statement itself, so that
nothing can change between asking and writing. What is asked before is how the subject is called
and which number the opinion will have, for those who are told.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import asyncpg

from backend.kernel.database import database_now, one_statement, rows
from backend.kernel.errors import DomainError, Invalid, NotFound, TooMany, Unavailable
from backend.kernel.ids import digest, new_code
from backend.kernel.limits.operations import COUNTING, count_act, counting_values
from backend.kernel.limits.rules import Counted, Standing, judged
from backend.kernel.trust import Trust
from backend.opinions.enums import OpinionState
from backend.opinions.operations.inserting import (
    ENTER,
    ENTER_AND_WRITE,
    entry_values,
    mail_values,
    opinion_values,
)
from backend.opinions.rules.arriving import PASSAGES_CHANGED, Arrived, arrived
from backend.opinions.rules.windows import Window, refusal_of
from backend.opinions.schemas.receiving import Arrival, Invited, OpinionDraft, Receipt

CODE_ONCE = "opinion_receipt_code_once"
OUT_OF_TIME = frozenset({"opinion_in_time", "opinion_before_conclusion"})
PURPOSE = "opinion"  # under which an address's sendings are counted
MOST_TRIES = 5  # for a receipt code: at a billion opinions the first is taken once in 10 million

INVITED = """
SELECT id, title, path, answer_due_on, nextval('opinion_id_seq') AS number
FROM opinion_subject WHERE id = ({subject})
"""
# Both at once: a round trip costs more than either. Who is refused takes no number.
COUNTED_AND_INVITED = f"""
WITH {COUNTING}, invited AS (
    SELECT id, title, path, answer_due_on, nextval('opinion_id_seq') AS number
    FROM opinion_subject WHERE (SELECT is_taken FROM counted) AND id = ({{subject}})
)
SELECT counted.*, invited.* FROM counted LEFT JOIN invited ON TRUE
"""  # noqa: S608 - constants of ours
FIRST_TIME = """
SELECT o.id AS number, o.receipt_code, o.received_at, o.state, o.text, s.title, s.path,
       s.answer_due_on
FROM opinion o JOIN opinion_subject s ON s.id = o.subject WHERE o.idempotency_key = {}
"""
WINDOW = "SELECT opens_at, closes_at, concluded_at FROM opinion_subject WHERE id = {}"


class Sought(NamedTuple):
    """A SELECT with `{}` blanks by which a room above says which subject, if it is to be seen."""

    sql: str
    values: tuple[object, ...]


async def receive_opinion(
    subject: int | Sought,
    draft: OpinionDraft,
    arrival: Arrival,
    *,
    code: Callable[[], str] = new_code,
) -> Receipt:
    """Enter an opinion and return its receipt; who may enter one for others is asked by the caller.

    A form of a key seen before gets the receipt of the first time. With other words it is somebody
    who went back and said more: another opinion, whose key proves nothing any more. Raises Invalid
    by field, TooLate and NotOpenYet by the database's clock, and NotFound for a subject that was
    never opened.
    """
    found = arrived(draft, arrival)
    invited, arrival = await _invited(subject, arrival)
    for _ in range(MOST_TRIES):
        try:
            receipt = await _enter(invited, draft, arrival, found, code=code())
        except asyncpg.UniqueViolationError as taken:
            if taken.constraint_name != CODE_ONCE:
                raise
        except asyncpg.CheckViolationError as refused:
            if refused.constraint_name not in OUT_OF_TIME:
                raise
            raise await _refusal(invited.id, arrival.received_at) from refused
        else:
            return receipt or await receive_opinion(
                invited.id, draft, _with_other_words(arrival, found.text), code=code
            )
    raise Unavailable


async def count_arrival(arrival: Arrival) -> Arrival:
    """Count an arrival before a transaction is opened, in which others of its address would wait.

    Raises TooMany past the utmost.
    """
    if arrival.limit is None:
        return arrival
    counted = await count_act(PURPOSE, arrival.address_key, arrival.limit)
    return _heard(arrival, counted)


async def _invited(subject: int | Sought, arrival: Arrival) -> tuple[Invited, Arrival]:
    """Return what is invited, with the number the opinion will have, and the arrival as counted.

    Numbers may be left out: one is drawn for what is refused later, or was there already.
    """
    sought = subject if isinstance(subject, Sought) else Sought("{}", (subject,))
    if arrival.limit is None:
        found = await rows(INVITED.replace("{subject}", sought.sql), *sought.values)
    else:
        allowance = counting_values(PURPOSE, arrival.address_key, arrival.limit)
        asked = COUNTED_AND_INVITED.replace("{subject}", sought.sql)
        found = await rows(asked, *allowance, *sought.values)
        arrival = _heard(arrival, judged(arrival.limit, **_taken(found[0])))
    if not found or found[0]["id"] is None:
        raise NotFound
    return Invited(**found[0]), arrival


def _taken(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row.pop(name) for name in ("is_taken", "whole_in")}


def _heard(arrival: Arrival, counted: Counted) -> Arrival:
    """Return the arrival once counted; who sends too much is heard all the same, but read first."""
    if counted.standing is Standing.REFUSED:
        raise TooMany(retry_after=counted.retry_after)
    is_over = counted.standing is Standing.OVER and arrival.trust is Trust.TRUSTED
    trust = Trust.UNSURE if is_over else arrival.trust
    return arrival.model_copy(update={"limit": None, "trust": trust})


def _with_other_words(arrival: Arrival, text: str) -> Arrival:
    """Return the arrival under a key of these words: pressed twice, they are one opinion too."""
    key = f"{arrival.idempotency_key}\n{digest(text)}"
    return arrival.model_copy(update={"idempotency_key": key, "trust": Trust.UNSURE})


async def _enter(
    invited: Invited, draft: OpinionDraft, arrival: Arrival, found: Arrived, *, code: str
) -> Receipt | None:
    key = digest(f"{invited.id}\n{arrival.idempotency_key}") if arrival.idempotency_key else None
    mail = mail_values(invited, draft, arrival, code)
    values = opinion_values(invited, draft, arrival, found, code=code, key=key)
    entry = entry_values(invited, found.text, arrival)
    async with one_statement() as connection:
        entered = await connection.fetchrow(
            ENTER_AND_WRITE if mail else ENTER, *values, *entry, *mail
        )
    if entered is None:
        return await _first_receipt(key, found.text)
    return _receipt({**invited.model_dump(), **entered}, code=code)


async def _first_receipt(key: str | None, text: str) -> Receipt | None:
    """Return the receipt a form's key got first, or None where that was for other words.

    Raises Invalid when it was not the key that kept the opinion out.
    """
    found = await rows(FIRST_TIME, key) if key else []
    if not found:
        raise Invalid(fields={"passages": PASSAGES_CHANGED})
    if found[0]["text"] not in (None, text):  # None: sealed, and what was sealed is not said
        return None
    return _receipt(found[0], code=found[0]["receipt_code"], is_repeated=True)


def _receipt(row: Any, *, code: str, is_repeated: bool = False) -> Receipt:
    return Receipt(
        code=code,
        number=row["number"],
        subject_title=row["title"],
        subject_path=row["path"],
        received_at=row["received_at"],
        state=OpinionState(row["state"]),
        answer_due_on=row["answer_due_on"],
        is_repeated=is_repeated,
    )


async def _refusal(subject_id: int, received_at: datetime | None) -> DomainError:
    found = await rows(WINDOW, subject_id)
    return refusal_of(Window(**found[0]), received_at or await database_now())
