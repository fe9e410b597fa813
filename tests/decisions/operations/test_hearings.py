from datetime import date

import asyncpg
import pytest

from backend.decisions.enums import HearingStage, RecordState, StepKind
from backend.decisions.operations import hearings
from backend.decisions.queries.dossier import load_dossier
from backend.decisions.schemas.gates.hearing import ConfirmationDraft, HearingDraft, RosterDraft
from backend.decisions.tables import Hearing
from backend.journal.tables import JournalEntry
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Invalid
from tests.support import procedures
from tests.support.procedures import NOW

pytestmark = pytest.mark.anyio
ROSTER = "\n".join(
    [f"居民{n}，用户，利害关系人" for n in range(1, 6)] + [f"代表{n}，企业" for n in range(1, 5)]
)


def draft(**fields):
    return HearingDraft(
        **{
            "place": "县政务服务中心",
            "sides": "用户\n企业",
            "selection_method": "报名后随机抽取",
            "selection_published_on": date(2026, 8, 1),
            "notice_published_on": date(2026, 8, 5),
            "roster_published_on": date(2026, 8, 20),
            "materials_sent_on": date(2026, 8, 25),
            **fields,
        }
    )


async def prepared():
    found = await procedures.under_way()
    acting = {"staff": found.drafter, "now": NOW}
    await hearings.record_hearing(found.code, draft(), **acting)
    await hearings.record_roster(found.code, RosterDraft(roster=ROSTER, revision=1), **acting)
    return found, acting


async def test_a_hearing_is_prepared_held_and_confirmed(db):
    found, acting = await prepared()
    held = draft(
        held_on=date(2026, 9, 1),
        stages=[HearingStage.PRESENTED, HearingStage.STATED],
        summary="多数同意",
        revision=2,
    )
    await hearings.record_hearing(found.code, held, **acting)
    people = (await load_dossier(found.code)).hearing.participants
    confirmation = ConfirmationDraft(
        participants=[one.id for one in people],
        record_state=RecordState.CONFIRMED,
        record_on=date(2026, 9, 1),
    )
    await hearings.record_confirmations(found.code, confirmation, **acting)
    await procedures.complete(found, StepKind.HEARING, date(2026, 9, 1))


async def test_a_hearing_is_not_held_before_its_events(db):
    found, acting = await prepared()
    with pytest.raises(Invalid) as error:
        await hearings.record_hearing(
            found.code,
            draft(materials_sent_on=date(2026, 8, 26), held_on=date(2026, 9, 1), revision=2),
            **acting,
        )
    assert set(error.value.fields) == {"materials_sent_on"}
    assert "最迟 2026年8月25日" in str(error.value.fields["materials_sent_on"])
    assert (await load_dossier(found.code)).hearing.held_on is None


async def test_the_roster_is_closed_once_the_hearing_was_held(db):
    found, acting = await prepared()
    await hearings.record_hearing(found.code, draft(held_on=date(2026, 9, 1), revision=2), **acting)
    with pytest.raises(Conflict):
        await hearings.record_roster(
            found.code, RosterDraft(roster="甲，用户", revision=3), **acting
        )


async def test_a_roster_opens_the_record_and_overtaken_ones_are_refused(db):
    found = await procedures.under_way()
    acting = {"staff": found.drafter, "now": NOW}
    await hearings.record_roster(found.code, RosterDraft(roster=ROSTER), **acting)
    assert len((await load_dossier(found.code)).hearing.participants) == 9
    await hearings.record_roster(found.code, RosterDraft(roster="甲，用户", revision=1), **acting)
    with pytest.raises(Invalid):
        await hearings.record_roster(
            found.code, RosterDraft(roster="乙，用户", revision=1), **acting
        )


async def test_no_participants_name_enters_the_journal(db):
    await prepared()
    payloads = await JournalEntry.select(JournalEntry.payload).output(as_list=True)
    assert not any("居民1" in payload for payload in payloads)


async def test_the_database_keeps_the_order_too(db):
    await prepared()
    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction():
            await Hearing.update({Hearing.held_on: date(2026, 8, 20)}).where(Hearing.id > 0)
