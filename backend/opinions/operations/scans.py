"""Scans sent with a form that may still have faults: kept once, known again by a sealed token.

No row names them before the opinion is entered. What never is gets swept away with the orphans.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import ValidationError

from backend.kernel.documents.storage import Readable, file_store
from backend.kernel.errors import Forbidden, Invalid, Unavailable
from backend.kernel.language import Text, say
from backend.kernel.sealing import seal, unseal
from backend.opinions.rules.attachments import MOST_FILES
from backend.opinions.rules.entering import may_enter
from backend.opinions.rules.purposes import KEPT_SCAN
from backend.opinions.schemas.entering import KeptScan, ScansKept
from backend.organisation.schemas import StaffMember

KEPT_FOR = timedelta(hours=24)  # orphans are swept after two days


class Sent(NamedTuple):
    """A file as it was sent."""

    source: Readable
    name: str


async def keep_scans(
    subject_id: int,
    sent: Sequence[Sent],
    tokens: Sequence[str],
    *,
    staff: StaffMember,
    now: datetime,
) -> ScansKept:
    """Return the files kept before by their tokens and those sent now; raise Forbidden.

    A file that is too large, empty, of a kind not taken or one too many is told in words, and so
    is one kept a day ago: none of them keeps the others from being there.
    """
    if not may_enter(staff):
        raise Forbidden
    own = {token: scan for token in tokens[:MOST_FILES] if (scan := _opened(token))}
    own = {t: s for t, s in own.items() if (s.staff, s.subject) == (staff.id, subject_id)}
    kept = {token: scan for token, scan in own.items() if now - scan.kept_at <= KEPT_FOR}
    refusals = [_gone(scan) for token, scan in own.items() if token not in kept]
    if len(sent) > MOST_FILES - len(kept):
        refusals.append(say("扫描件太多了，最多 {most} 个。", most=MOST_FILES))
    for one in sent[: MOST_FILES - len(kept)]:
        try:
            stored = await file_store().put(one.source, name=one.name)
        except Invalid as refused:
            refusals.append(say("“{name}”没有收下：{why}", name=one.name, why=refused.message))
            continue
        scan = KeptScan(**stored.model_dump(), staff=staff.id, subject=subject_id, kept_at=now)
        kept[seal(scan.model_dump_json(), purpose=KEPT_SCAN)] = scan
    return ScansKept(scans=tuple(kept.values()), tokens=tuple(kept), refusals=tuple(refusals))


def _gone(scan: KeptScan) -> Text:
    return say("“{name}”放得太久，请重新选一次。", name=scan.name)


def _opened(token: str) -> KeptScan | None:
    """Return what a token stands for; None for one that was not made here."""
    try:
        return KeptScan.model_validate_json(unseal(token, purpose=KEPT_SCAN))
    except (Unavailable, ValidationError):
        return None
