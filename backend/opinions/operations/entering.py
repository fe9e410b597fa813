"""Typing in what somebody said by letter, on the phone or at a counter: it counts the same."""

from collections.abc import Sequence
from datetime import datetime

from backend.kernel.database import transaction
from backend.kernel.errors import Forbidden, Invalid
from backend.kernel.ids import digest
from backend.kernel.language import say
from backend.opinions.operations.attachments import attach_kept
from backend.opinions.operations.locking import share_subject
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.queries.entering import current_passages
from backend.opinions.rules import entering as rules
from backend.opinions.rules.citing import read_citation
from backend.opinions.rules.privacy import CURRENT
from backend.opinions.rules.windows import Window
from backend.opinions.schemas.entering import EntryDraft, KeptScan
from backend.opinions.schemas.receiving import Arrival, Receipt
from backend.organisation.schemas import StaffMember

MOST_QUOTED = 40  # characters of a clause that is not there


async def enter_opinion(
    subject_id: int,
    draft: EntryDraft,
    scans: Sequence[KeptScan] = (),
    *,
    staff: StaffMember,
    now: datetime,
    origin: str = "",
) -> Receipt:
    """Enter an opinion with its scans and return its receipt; the same form twice is one opinion.

    Raises Forbidden, NotFound, Invalid by field (also for a day outside of the period), and
    Conflict once the answers are published.
    """
    if not rules.may_enter(staff):
        raise Forbidden
    async with transaction():
        subject = await share_subject(subject_id)
        window = Window(subject.opens_at, subject.closes_at, subject.concluded_at)
        if refused := rules.closed_to_entries(window, now):
            raise Invalid(refused.message)
        received_at = rules.moment_of(draft.received_on, draft.received_time, subject.opens_at)
        if fault := rules.fault_of(received_at, window, now):
            raise Invalid(fields={"received_on": fault})
        arrival = Arrival(
            channel=draft.channel,
            privacy_version=CURRENT,
            received_at=received_at,
            entered_by=staff,
            idempotency_key=_key(draft),
            origin=origin,
        )
        receipt = await receive_opinion(subject_id, await _pointing(subject_id, draft), arrival)
        for scan in () if receipt.is_repeated else scans:
            await attach_kept(receipt.number, scan, staff=staff)
    return receipt


async def _pointing(subject_id: int, draft: EntryDraft) -> EntryDraft:
    """Return the draft with the passages its clauses name; raise Invalid for one that is not."""
    cited = read_citation(draft.clauses, await current_passages(subject_id))
    if cited.unknown:
        words = "、".join(cited.unknown)[:MOST_QUOTED]
        message = say("没有找到“{words}”，请对照条款清单写条号，例如 5、12。", words=words)
        raise Invalid(fields={"clauses": message})
    return draft.model_copy(update={"passages": cited.passages})


def _key(draft: EntryDraft) -> str | None:
    """Return what one press of the button is known by; with other words it is another press."""
    return f"{draft.entry_key} {digest(draft.text)}" if draft.entry_key else None
