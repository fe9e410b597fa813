"""The statement that enters an opinion with its entry in the journal and its mail, and its values.

One statement, so one round trip and one transaction by itself: with a BEGIN, a COMMIT and one for
each of the three it was six, and each costs as much as all the rest.
"""

from typing import Any

from backend.journal import operations as journal
from backend.journal.enums import ActorKind
from backend.journal.schemas import Actor
from backend.journal.schemas import Subject as Acted
from backend.kernel.sealing import keyed_hash, seal
from backend.notifications.enums import Channel
from backend.notifications.operations import outbox as notifications
from backend.notifications.schemas import Message
from backend.opinions.enums import ContactKind, ModerationMode
from backend.opinions.operations.reaching import way_to
from backend.opinions.rules import purposes
from backend.opinions.rules.arriving import Arrived, state_on_arrival
from backend.opinions.rules.contacts import same_contact
from backend.opinions.rules.names import name_as_shown
from backend.opinions.schemas.receiving import Arrival, Invited, OpinionDraft

CITIZEN = Actor(kind=ActorKind.CITIZEN)
TRACK = "/track"

OPINION = 27  # values of an opinion, the subject's and its own number among them
ENTRY = 11  # values of the journal's entry, before its payload
TOLD = f"""format(${OPINION + ENTRY + 1}, entered.state,
    to_char(entered.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'))"""
# A repeated form finds its key taken: nothing is inserted, and no trigger asks for the time.
PARTS = f"""
WITH pointed AS (
    SELECT id FROM opinion_passage WHERE subject = $1 AND is_current AND id = ANY($3::int[])
), entered AS (
    INSERT INTO opinion
        (subject, id, state, text, public_text, received_at, channel, entered_by, submitter_kind,
         organisation_name, name_sealed, name_masked, contact_kind, contact_sealed, contact_index,
         town, age_band, may_publish, privacy_version, language, priority, receipt_code,
         idempotency_key, address_key, trust)
    SELECT s.id, $2::bigint, states.state, $6, CASE states.state WHEN 'published' THEN $7 END,
           coalesce($8::timestamptz, clock_timestamp()), $9, $10::int, $11, $12, $13, $14, $15,
           $16, $17, $18, $19, $20::boolean, $21, $22, $23::smallint, $24, $25, $26, $27
    FROM opinion_subject s,
         LATERAL (SELECT CASE s.moderation WHEN 'after' THEN $5 ELSE $4 END) states (state)
    WHERE s.id = $1 AND (SELECT count(*) FROM pointed) = cardinality($3::int[])
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING id, received_at, state
), referred AS (
    INSERT INTO opinion_reference (opinion, passage)
    SELECT entered.id, pointed.id FROM entered, pointed
), noted AS ({journal.recording("entered", payload=TOLD, first=OPINION + 1)}
)"""  # noqa: S608 - constants of ours
MAILED = notifications.enqueueing("entered", first=OPINION + ENTRY + 2)
ENTERED = " SELECT received_at, state FROM entered"
ENTER = PARTS + ENTERED
ENTER_AND_WRITE = f"{PARTS}, mailed AS ({MAILED}){ENTERED}"


def opinion_values(
    invited: Invited,
    draft: OpinionDraft,
    arrival: Arrival,
    found: Arrived,
    *,
    code: str,
    key: str | None,
) -> tuple[Any, ...]:
    """Return the opinion's own values, in the order of the statement."""
    before, after = (
        state_on_arrival(mode, found, may_publish=draft.may_publish, trust=arrival.trust)
        for mode in (ModerationMode.BEFORE, ModerationMode.AFTER)
    )
    return (
        *(invited.id, invited.number, sorted(set(draft.passages)), before.value, after.value),
        *(found.text, found.public_text, arrival.received_at, arrival.channel.value),
        arrival.entered_by.id if arrival.entered_by else None,
        *_who(draft),
        *(draft.may_publish, arrival.privacy_version, arrival.language, found.priority),
        *(code, key, arrival.address_key, arrival.trust.value),
    )


def _who(draft: OpinionDraft) -> tuple[str, ...]:
    """Return who speaks, sealed where it is a person."""
    contact, has_contact = draft.contact, draft.contact.kind is not ContactKind.NONE
    index = purposes.CONTACT_INDEX
    return (
        draft.submitter_kind.value,
        draft.organisation_name,
        seal(draft.name, purpose=purposes.NAME) if draft.name else "",
        name_as_shown(
            draft.submitter_kind,
            name=draft.name,
            organisation_name=draft.organisation_name,
            age_band=draft.age_band,
        ),
        contact.kind.value,
        seal(contact.value, purpose=purposes.CONTACT) if has_contact else "",
        keyed_hash(same_contact(contact), purpose=index) if has_contact else "",
        draft.town,
        draft.age_band.value if draft.age_band else "",
    )


def entry_values(invited: Invited, text: str, arrival: Arrival) -> tuple[Any, ...]:
    """Return the journal's values: that it came, and a mark by which its words can be proven.

    No word of it. The statement fills in the state and the moment, which it alone knows.
    """
    actor = arrival.entered_by.actor if arrival.entered_by else CITIZEN
    number = str(invited.number)
    acted = Acted(kind="opinion", id=number, title=invited.title, path=invited.path)
    mark = keyed_hash(f"{number}\n{text}", purpose=purposes.TEXT_MARK)
    payload = {"channel": arrival.channel.value, "state": "%1$s", "received_at": "%2$s"}
    return (
        *journal.to_record(actor, "opinion.receive", acted),
        journal.canonical({**payload, "text_mark": mark}),
    )


def mail_values(
    invited: Invited, draft: OpinionDraft, arrival: Arrival, code: str
) -> tuple[str, ...]:
    """Return the message's values, or none where nothing can be written to the person.

    An address is taken as it is: where no mail can go there, the desk sees the message fail.
    """
    is_email = draft.contact.kind is ContactKind.EMAIL
    channel = Channel.MAIL if is_email else way_to(draft.contact.kind, draft.contact.value)
    if channel is None:
        return ()
    due = invited.answer_due_on
    message = Message(
        template="opinions/receipt",
        to=draft.contact.value,
        dedupe_key=f"opinions/receipt:{invited.number}",
        context={
            "number": invited.number,
            "receipt_code": code,
            "subject_title": invited.title,
            "answer_due_on": due.isoformat() if due else None,
            "path": TRACK,
        },
        language="en" if arrival.language == "en" else "zh",
        channel=channel,
        origin=arrival.origin,
    )
    return notifications.to_enqueue(message)
