"""Recording a hearing: its events in their order, its roster, and who confirmed the record."""

from datetime import date, datetime
from typing import Any

from backend.decisions.enums import Gate, RecordState
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
    write_record,
)
from backend.decisions.rules.gates import hearing as rules
from backend.decisions.rules.gates.hearing_events import by_field, gaps_before_held
from backend.decisions.rules.gates.lacks import Measures
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.hearing import (
    ConfirmationDraft,
    HearingDraft,
    HearingRecord,
    RosterDraft,
)
from backend.decisions.schemas.gates.roster import RosterLine
from backend.decisions.tables import Hearing, HearingParticipant
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def record_hearing(
    code: str, draft: HearingDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record a hearing's events; it is not held before those that come first (art. 16).

    Raises Invalid by field, also for what must come before it; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.HEARING, staff=staff, now=now)
        before = dossier.hearing
        must_be_current(before.revision if before else None, draft.revision)
        refuse(rules.faults(draft, measures.today))
        if draft.held_on:
            _must_be_prepared(draft, draft.held_on, dossier, measures)
        await write_record(Hearing, dossier, _values(draft), staff=staff, now=now)
        payload = draft.model_dump(exclude={"summary", "revision"})
        await record("decision.record_hearing", dossier, staff=staff, payload=payload)


async def record_roster(
    code: str, draft: RosterDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record who takes part, in place of the roster before.

    Raises Invalid when somebody saved in between, Conflict once the hearing was held; Forbidden.
    """
    async with transaction():
        dossier, _ = await dossier_to_change(code, Gate.HEARING, staff=staff, now=now)
        if dossier.hearing is None:
            await write_record(Hearing, dossier, {}, staff=staff, now=now)
        elif dossier.hearing.held_on:
            raise Conflict(say("听证会已经举行，名单不能再改。"))
        else:
            must_be_current(dossier.hearing.revision, draft.revision)
            await write_record(Hearing, dossier, {}, staff=staff, now=now)
        await _write_roster(await _hearing_id(dossier), draft.lines)
        payload = {"participants": len(draft.lines)}  # names stay out of what is never deleted
        await record("decision.record_roster", dossier, staff=staff, payload=payload)


async def record_confirmations(
    code: str, draft: ConfirmationDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record what some participants did with the record of the hearing (art. 17).

    Raises Invalid by field; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.HEARING, staff=staff, now=now)
        refuse(rules.faults_of_confirmation(draft, dossier.hearing, measures.today))
        await HearingParticipant.update(
            {
                HearingParticipant.record_state: draft.record_state.value,
                HearingParticipant.record_on: draft.record_on,
                HearingParticipant.record_note: draft.record_note,
            }
        ).where(HearingParticipant.id.is_in(draft.participants))
        await record(
            "decision.record_confirmations",
            dossier,
            staff=staff,
            payload={"participants": len(draft.participants), "state": draft.record_state.value},
        )


def _must_be_prepared(
    draft: HearingDraft, held_on: date, dossier: Dossier, measures: Measures
) -> None:
    """Raise Invalid with everything that should have come before the hearing."""
    people = dossier.hearing.participants if dossier.hearing else ()
    seen = HearingRecord(
        **draft.model_dump(exclude={"sides", "revision"}),
        sides=draft.side_names,
        participants=people,
        revision=draft.revision,
    )
    gaps = list(gaps_before_held(seen, dossier.matter, measures.book, held_on))
    if gaps:
        said = say("举行听证会以前，还差 {n} 项。", n=len(gaps))
        raise Invalid(said, fields=by_field(gaps))


def _values(draft: HearingDraft) -> dict[str, Any]:
    values = draft.model_dump(exclude={"revision"})
    return {
        **values,
        "sides": list(draft.side_names),
        "stages": [stage.value for stage in draft.stages],
    }


async def _hearing_id(dossier: Dossier) -> int:
    found = await rows("SELECT id FROM hearing WHERE decision = {}", dossier.matter.id)
    return int(found[0]["id"])


async def _write_roster(hearing: int, lines: tuple[RosterLine, ...]) -> None:
    await HearingParticipant.delete().where(HearingParticipant.hearing == hearing)
    await HearingParticipant.insert(
        *[
            HearingParticipant(
                hearing=hearing,
                position=place,
                record_state=RecordState.PENDING.value,
                **line.model_dump(),
            )
            for place, line in enumerate(lines, start=1)
        ]
    )
