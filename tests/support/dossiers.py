"""Dossiers for tests of the gates: a complete one, to take something away from."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from backend.decisions.enums import (
    AffectedGroup,
    AttachmentKind,
    DecisionState,
    ExpertConclusion,
    FairConclusion,
    HearingStage,
    LegalityConclusion,
    MeetingOutcome,
    ParticipationMethod,
    ProcedureKind,
    RecordState,
    RiskLevel,
    RiskResult,
    StepKind,
    StepState,
    Topic,
)
from backend.decisions.rules.gates.lacks import Measures
from backend.decisions.schemas.content import Requirement
from backend.decisions.schemas.gates.dossier import Dossier, Matter
from backend.decisions.schemas.gates.experts import ExpertRecord
from backend.decisions.schemas.gates.fair_competition import FairCompetitionRecord
from backend.decisions.schemas.gates.hearing import HearingRecord, ParticipantRecord
from backend.decisions.schemas.gates.legality import LegalityRound
from backend.decisions.schemas.gates.meeting import MeetingRound, PackFile, SubmissionRound
from backend.decisions.schemas.gates.participation import (
    Figures,
    GroupRecord,
    ParticipationRecord,
)
from backend.decisions.schemas.gates.result import ResultRecord
from backend.decisions.schemas.gates.risk import RiskRecord
from backend.decisions.schemas.gates.rulebook import RuleBook, RuleLine
from backend.decisions.schemas.gates.steps import StepRecord
from backend.kernel.calendar.schemas import PublishedYear, WorkCalendar

SEEDS = Path(__file__).parents[2] / "seeds"
TODAY = date(2026, 12, 31)


def rulebook() -> RuleBook:
    """Return the law's numbers as they are seeded."""
    lines = [
        RuleLine(**rule)
        for path in sorted((SEEDS / "rules").glob("*.json"))
        for rule in json.loads(path.read_text())
    ]
    return RuleBook(lines=tuple(lines))


def work_calendar() -> WorkCalendar:
    """Return the working days of 2025 and 2026 as they are seeded."""
    years = [
        PublishedYear(**json.loads(path.read_text()))
        for path in sorted((SEEDS / "calendar").glob("20*.json"))
    ]
    return WorkCalendar(
        days={day.day: day for year in years for day in year.days},
        published_years=frozenset(year.year for year in years),
    )


def measures(today: date = TODAY) -> Measures:
    """Return what the gates measure with."""
    return Measures(rulebook(), work_calendar(), today)


def matter(**fields: Any) -> Matter:
    """Return a matter under way."""
    plain = {
        "id": 1,
        "code": "QZ-2026-01",
        "title": "城乡公交一体化实施方案",
        "year": 2026,
        "topic": Topic.OTHER,
        "state": DecisionState.IN_PROCEDURE,
        "is_public": True,
        "is_kept": True,
        "is_of_wide_concern": False,
        "lead_unit_id": 7,
        "lead_unit_code": "transport",
        "lead_unit_name": "县交通运输局",
    }
    return Matter(**{**plain, **fields})


def requirements(**asked: bool) -> tuple[Requirement, ...]:
    """Return the procedure: all of it required but the hearing and the congress, or as asked."""
    usual = {"hearing": False, "congress_report": False, **asked}
    return tuple(
        Requirement(kind=kind, is_required=usual.get(kind.value, True)) for kind in ProcedureKind
    )


def step(seq: int, kind: StepKind, **fields: Any) -> StepRecord:
    """Return a planned step."""
    plain = {"id": seq, "seq": seq, "kind": kind, "name": str(kind.label), "revision": 1}
    return StepRecord(**{**plain, "state": StepState.PLANNED, **fields})


def done(seq: int, kind: StepKind, **fields: Any) -> StepRecord:
    """Return a completed step."""
    days = {"actual_start": date(2026, 6, 1), "actual_end": date(2026, 6, 5)}
    return step(seq, kind, state=StepState.COMPLETED, **{**days, **fields})


def file(kind: AttachmentKind, **fields: Any) -> PackFile:
    """Return an attached file."""
    plain = {
        "kind": kind,
        "title": str(kind.label),
        "file_name": f"{kind.value}.pdf",
        "size": 12,
        "sha256": "a" * 64,
        "storage_key": "b" * 32,
    }
    return PackFile(**{**plain, **fields})


def participation(**fields: Any) -> ParticipationRecord:
    """Return a participation of lawful length, with a poll."""
    plain = {
        "methods": (ParticipationMethod.PUBLIC_CALL, ParticipationMethod.FORUM),
        "opened_on": date(2026, 7, 1),
        "closed_on": date(2026, 7, 31),
        "poll_held_on": date(2026, 7, 20),
        "poll_held_by": "省城调查队",
        "poll_is_independent": True,
        "adoption_summary": "采纳关于末班车时间的意见。",
        "revision": 1,
    }
    return ParticipationRecord(**{**plain, **fields})


def groups(**evidence: str) -> tuple[GroupRecord, ...]:
    """Return the checklist: groups named here are affected."""
    return tuple(
        GroupRecord(
            affected_group=group,
            is_affected=group.value in evidence,
            evidence=evidence.get(group.value, ""),
        )
        for group in AffectedGroup
    )


def participant(number: int, side: str, **fields: Any) -> ParticipantRecord:
    """Return a participant who confirmed the record."""
    plain = {
        "id": number,
        "name": f"参加人{number}",
        "side": side,
        "is_interested": False,
        "is_consumer": False,
        "record_state": RecordState.CONFIRMED,
        "record_on": date(2026, 9, 10),
    }
    return ParticipantRecord(**{**plain, **fields})


def hearing(**fields: Any) -> HearingRecord:
    """Return a hearing held as it should be, for prices too: 6 of 10 interested, 5 consumers."""
    users = [participant(n, "用户", is_interested=True, is_consumer=n <= 5) for n in range(1, 7)]
    others = [participant(n, "供热企业") for n in range(7, 11)]
    plain = {
        "place": "县政务服务中心三楼",
        "sides": ("用户", "供热企业"),
        "selection_method": "报名后随机抽取",
        "selection_published_on": date(2026, 8, 1),
        "notice_published_on": date(2026, 8, 5),
        "roster_published_on": date(2026, 8, 20),
        "materials_sent_on": date(2026, 8, 20),
        "held_on": date(2026, 9, 10),
        "stages": (HearingStage.PRESENTED, HearingStage.STATED),
        "summary": "多数参加人同意分档计价。",
        "participants": tuple(users + others),
        "revision": 1,
    }
    return HearingRecord(**{**plain, **fields})


def expert(number: int = 1, **fields: Any) -> ExpertRecord:
    """Return a signed opinion."""
    plain = {
        "id": number,
        "name": f"专家{number}",
        "organisation": f"第{number}规划设计院",
        "declared_on": date(2026, 8, 1),
        "conclusion": ExpertConclusion.FEASIBLE,
        "opinion": "方案可行。",
        "signed_on": date(2026, 8, 10),
        "adoption": "已采纳。",
        "revision": 1,
    }
    return ExpertRecord(**{**plain, **fields})


def risk(**fields: Any) -> RiskRecord:
    """Return a concluded assessment."""
    plain = {
        "assessor": "泰山评估咨询公司",
        "started_on": date(2026, 8, 1),
        "concluded_on": date(2026, 8, 20),
        "level": RiskLevel.LOW,
        "result": RiskResult.CONTROLLABLE,
        "report_reference": "青稳评〔2026〕3号",
        "revision": 1,
    }
    return RiskRecord(**{**plain, **fields})


def fair(**fields: Any) -> FairCompetitionRecord:
    """Return a concluded review."""
    plain = {
        "reviewer": "县市场监管局",
        "concluded_on": date(2026, 8, 25),
        "conclusion": FairConclusion.NO_EFFECT,
        "revision": 1,
    }
    return FairCompetitionRecord(**{**plain, **fields})


def review(**fields: Any) -> LegalityRound:
    """Return a concluded legality review: nine working days."""
    plain = {
        "round": 1,
        "received_on": date(2026, 9, 14),
        "concluded_on": date(2026, 9, 28),
        "conclusion": LegalityConclusion.LAWFUL,
        "opinion_no": "青司法审〔2026〕5号",
        "opinion": "权限、程序、内容合法。",
        "revision": 1,
    }
    return LegalityRound(**{**plain, **fields})


def meeting(**fields: Any) -> MeetingRound:
    """Return a sitting that passed the matter."""
    plain = {
        "name": "县政府第60次常务会议",
        "held_on": date(2026, 10, 20),
        "outcome": MeetingOutcome.PASSED,
        "dissent": "某副县长持保留意见",
        "party_reported_on": date(2026, 10, 18),
        "party_report": "已报告",
        "revision": 1,
    }
    return MeetingRound(**{**plain, **fields})


def submission() -> SubmissionRound:
    """Return a pack that was handed over."""
    return SubmissionRound(
        round=1, submitted_on=date(2026, 10, 12), manifest="{}", manifest_sha256="c" * 64
    )


def complete(**parts: Any) -> Dossier:
    """Return a decision that lacks nothing, or lacks what is overridden."""
    plain = {
        "matter": matter(),
        "requirements": requirements(),
        "files": tuple(file(kind) for kind in AttachmentKind),
        "participation": participation(),
        "groups": groups(women="召开妇女代表座谈会"),
        "figures": Figures(received=9, valid=8, adopted=3, partly_adopted=2, not_adopted=3),
        "hearing": hearing(),
        "experts": (expert(1), expert(2)),
        "risk": risk(),
        "fair_competition": fair(),
        "legality": (review(),),
        "submissions": (submission(),),
        "meetings": (meeting(),),
        "result": ResultRecord(
            doc_no="青政发〔2026〕9号", published_on=date(2026, 11, 3), revision=1
        ),
    }
    return Dossier(**{**plain, **parts})


def words(lacks: Any) -> list[str]:
    """Return what is missing, as people read it."""
    return [str(found.text) for found in lacks]
