"""Entering an opinion: one statement, its entry in the journal, its mail, and they are one.

Whatever way it comes. Nothing is asked of the database before it is told: whether the subject takes
opinions at this instant, whether the form came before and whether the passages are the subject's is
found out by the statement itself, so that nothing can change between asking and writing.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import asyncpg

from backend.journal import operations as journal
from backend.journal.enums import ActorKind
from backend.journal.schemas import Actor
from backend.journal.schemas import Subject as Acted
from backend.kernel.database import database_now, open_connection, rows, transaction
from backend.kernel.errors import DomainError, Invalid, NotFound, Unavailable
from backend.kernel.ids import digest, new_code
from backend.kernel.sealing import keyed_hash, seal
from backend.kernel.text.mail_address import mail_address
from backend.kernel.trust import Trust
from backend.notifications.operations import enqueue
from backend.notifications.schemas import Message
from backend.opinions.enums import ContactKind, ModerationMode, OpinionState
from backend.opinions.rules import purposes
from backend.opinions.rules.arriving import (
    PASSAGES_CHANGED,
    Arrived,
    arrived,
    state_on_arrival,
)
from backend.opinions.rules.contacts import same_contact
from backend.opinions.rules.names import name_as_shown
from backend.opinions.rules.windows import Window, refusal_of
from backend.opinions.schemas.receiving import Arrival, OpinionDraft, Receipt

CITIZEN = Actor(kind=ActorKind.CITIZEN)
CODE_ONCE = "opinion_receipt_code_once"
OUT_OF_TIME = frozenset({"opinion_in_time", "opinion_before_conclusion"})
MOST_TRIES = 5  # for a receipt code: at a billion opinions the first is taken once in 10 million
TRACK = "/track"

# A repeated form finds its key taken: nothing is inserted, and no trigger asks for the time.
ENTER = """
WITH target AS (
    SELECT id, title, path, answer_due_on, moderation FROM opinion_subject WHERE id = $1
), pointed AS (
    SELECT id FROM opinion_passage WHERE subject = $1 AND is_current AND id = ANY($2::int[])
), entered AS (
    INSERT INTO opinion
        (subject, state, text, public_text, received_at, channel, entered_by, submitter_kind,
         organisation_name, name_sealed, name_masked, contact_kind, contact_sealed, contact_index,
         town, age_band, may_publish, privacy_version, language, priority, receipt_code,
         idempotency_key, address_key, trust)
    SELECT id, states.state, $5, CASE states.state WHEN 'published' THEN $6 END,
           coalesce($7::timestamptz, clock_timestamp()), $8, $9::int, $10,
           $11, $12, $13, $14, $15, $16, $17, $18, $19::boolean, $20, $21, $22::smallint, $23, $24,
           $25, $26
    FROM target, LATERAL (SELECT CASE moderation WHEN 'after' THEN $4 ELSE $3 END) states (state)
    WHERE (SELECT count(*) FROM pointed) = cardinality($2::int[])
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING id, received_at, state
), referred AS (
    INSERT INTO opinion_reference (opinion, passage)
    SELECT entered.id, pointed.id FROM entered, pointed
)
SELECT target.title, target.path, target.answer_due_on, entered.id, entered.received_at,
       entered.state
FROM target LEFT JOIN entered ON TRUE
"""
FIRST_TIME = """
SELECT o.id, o.receipt_code, o.received_at, o.state, s.title, s.path, s.answer_due_on, o.text
FROM opinion o JOIN opinion_subject s ON s.id = o.subject WHERE o.idempotency_key = {}
"""
WINDOW = "SELECT opens_at, closes_at, concluded_at FROM opinion_subject WHERE id = {}"


async def receive_opinion(
    subject_id: int,
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
    key = digest(f"{subject_id}\n{arrival.idempotency_key}") if arrival.idempotency_key else None
    for _ in range(MOST_TRIES):
        values = _values(draft, arrival, found, code=code(), key=key)
        try:
            async with transaction():
                receipt = await _enter(subject_id, values, draft=draft, arrival=arrival)
        except asyncpg.UniqueViolationError as taken:
            if taken.constraint_name != CODE_ONCE:
                raise
        except asyncpg.CheckViolationError as refused:
            if refused.constraint_name not in OUT_OF_TIME:
                raise
            raise await _refusal(subject_id, arrival.received_at) from refused
        else:
            return receipt or await receive_opinion(
                subject_id, draft, _with_other_words(arrival, found.text), code=code
            )
    raise Unavailable


def _with_other_words(arrival: Arrival, text: str) -> Arrival:
    """Return the arrival under a key of these words: pressed twice, they are one opinion too."""
    key = f"{arrival.idempotency_key}\n{digest(text)}"
    return arrival.model_copy(update={"idempotency_key": key, "trust": Trust.UNSURE})


async def _enter(
    subject_id: int, values: dict[str, Any], *, draft: OpinionDraft, arrival: Arrival
) -> Receipt | None:
    entered = await open_connection().fetchrow(ENTER, subject_id, *values.values())
    if entered is None:
        raise NotFound
    if entered["id"] is None:
        return await _first_receipt(values["idempotency_key"], values["text"])
    receipt = _receipt(entered, code=values["receipt_code"])
    await _record(receipt, values, arrival)
    if draft.contact.kind is ContactKind.EMAIL:
        await _enqueue_receipt(receipt, draft, arrival)
    return receipt


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
        number=row["id"],
        subject_title=row["title"],
        subject_path=row["path"],
        received_at=row["received_at"],
        state=OpinionState(row["state"]),
        answer_due_on=row["answer_due_on"],
        is_repeated=is_repeated,
    )


def _values(
    draft: OpinionDraft, arrival: Arrival, found: Arrived, *, code: str, key: str | None
) -> dict[str, Any]:
    """Return what ENTER is given after the subject, in its order."""
    before, after = (
        state_on_arrival(mode, found, may_publish=draft.may_publish, trust=arrival.trust)
        for mode in (ModerationMode.BEFORE, ModerationMode.AFTER)
    )
    return {
        "passages": sorted(set(draft.passages)),
        "state_before": before.value,
        "state_after": after.value,
        "text": found.text,
        "public_text": found.public_text,
        "received_at": arrival.received_at,
        "channel": arrival.channel.value,
        "entered_by": arrival.entered_by.id if arrival.entered_by else None,
        **_who(draft),
        "may_publish": draft.may_publish,
        "privacy_version": arrival.privacy_version,
        "language": arrival.language,
        "priority": found.priority,
        "receipt_code": code,
        "idempotency_key": key,
        "address_key": arrival.address_key,
        "trust": arrival.trust.value,
    }


def _who(draft: OpinionDraft) -> dict[str, str]:
    """Return who speaks, sealed where it is a person."""
    contact, has_contact = draft.contact, draft.contact.kind is not ContactKind.NONE
    index = purposes.CONTACT_INDEX
    return {
        "submitter_kind": draft.submitter_kind.value,
        "organisation_name": draft.organisation_name,
        "name_sealed": seal(draft.name, purpose=purposes.NAME) if draft.name else "",
        "name_masked": name_as_shown(
            draft.submitter_kind,
            name=draft.name,
            organisation_name=draft.organisation_name,
            age_band=draft.age_band,
        ),
        "contact_kind": contact.kind.value,
        "contact_sealed": seal(contact.value, purpose=purposes.CONTACT) if has_contact else "",
        "contact_index": keyed_hash(same_contact(contact), purpose=index) if has_contact else "",
        "town": draft.town,
        "age_band": draft.age_band.value if draft.age_band else "",
    }


async def _record(receipt: Receipt, values: dict[str, Any], arrival: Arrival) -> None:
    """Note that it came, and a mark by which its words can be proven unchanged; no word of it."""
    actor = arrival.entered_by.actor if arrival.entered_by else CITIZEN
    number = str(receipt.number)
    await journal.record(
        actor,
        "opinion.receive",
        Acted(kind="opinion", id=number, title=receipt.subject_title, path=receipt.subject_path),
        payload={
            "channel": values["channel"],
            "state": receipt.state.value,
            "received_at": receipt.received_at,
            "text_mark": keyed_hash(f"{number}\n{values['text']}", purpose=purposes.TEXT_MARK),
        },
    )


async def _enqueue_receipt(receipt: Receipt, draft: OpinionDraft, arrival: Arrival) -> None:
    """Write to the person, where the address is one that mail can go to."""
    due = receipt.answer_due_on
    address = mail_address(draft.contact.value)
    if address is None:
        return
    await enqueue(
        Message(
            template="opinions/receipt",
            to=address,
            dedupe_key=f"opinions/receipt:{receipt.number}",
            context={
                "number": receipt.number,
                "receipt_code": receipt.code,
                "subject_title": receipt.subject_title,
                "answer_due_on": due.isoformat() if due else None,
                "path": TRACK,
            },
            language="en" if arrival.language == "en" else "zh",
            origin=arrival.origin,
        )
    )


async def _refusal(subject_id: int, received_at: datetime | None) -> DomainError:
    found = await rows(WINDOW, subject_id)
    return refusal_of(Window(**found[0]), received_at or await database_now())
