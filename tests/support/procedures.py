"""A decision under way and the records of its gates, for tests, made the way staff make them."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from backend.decisions.enums import (
    AttachmentKind,
    ExpertConclusion,
    FairConclusion,
    LegalityConclusion,
    MeetingOutcome,
    ParticipationMethod,
    RiskLevel,
    RiskResult,
    StepKind,
)
from backend.decisions.operations import (
    experts,
    fair_competition,
    files,
    legality,
    meetings,
    participation,
    risks,
    steps,
    submission,
)
from backend.decisions.queries.dossier import load_dossier
from backend.decisions.schemas.files import AttachmentDraft
from backend.decisions.schemas.gates.experts import ExpertDraft
from backend.decisions.schemas.gates.fair_competition import FairCompetitionDraft
from backend.decisions.schemas.gates.legality import LegalityOpinionDraft, LegalityReceiptDraft
from backend.decisions.schemas.gates.meeting import MeetingDraft, SubmissionDraft
from backend.decisions.schemas.gates.participation import GroupsDraft, ParticipationDraft
from backend.decisions.schemas.gates.risk import RiskDraft
from backend.decisions.schemas.gates.steps import StepProgress
from backend.kernel.documents.storage import InMemory
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from tests.support import decisions, factories

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # a Friday, ten o'clock in the county
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PACK = (
    AttachmentKind.DRAFT,
    AttachmentKind.DRAFTING_NOTE,
    AttachmentKind.FAIR_COMPETITION_NOTE,
    AttachmentKind.ADOPTION_REPORT,
    AttachmentKind.EXPERT_REPORT,
)
PLAN = (
    StepKind.INITIATE,
    StepKind.PARTICIPATION,
    StepKind.HEARING,
    StepKind.EXPERT,
    StepKind.RISK,
    StepKind.FAIR,
    StepKind.LEGALITY,
    StepKind.COLLECTIVE,
    StepKind.PUBLISH,
    StepKind.EXECUTE,
    StepKind.EVALUATE,
)


class Procedure(NamedTuple):
    """A decision under way, and those who act on it."""

    code: str
    drafter: StaffMember
    reviewer: StaffMember
    office: StaffMember

    def seq(self, kind: StepKind) -> int:
        """Return the number of a step."""
        return PLAN.index(kind) + 1


async def under_way(**fields: Any) -> Procedure:
    """Publish a catalogue of one decision whose plan has every kind of step."""
    plan = tuple(
        decisions.step(kind, date(2026, 6, n), date(2026, 12, n))
        for n, kind in enumerate(PLAN, start=1)
    )
    ref = (await decisions.published_catalogue(2026, 1, **{"plan": plan, **fields}))[0]
    return Procedure(
        ref.code,
        await decisions.drafter(),
        await factories.staff(unit_code="justice", roles=(Role.REVIEWER,)),
        await decisions.officer(),
    )


async def attach(found: Procedure, *kinds: AttachmentKind) -> None:
    """Attach a small PDF of each kind."""
    for kind in kinds:
        await files.attach_file(
            found.code,
            AttachmentDraft(kind=kind),
            InMemory(PDF),
            name=f"{kind.label}.pdf",
            staff=found.drafter,
        )


async def revision(found: Procedure, kind: StepKind) -> int:
    """Return the revision of a step."""
    step = (await load_dossier(found.code)).step(found.seq(kind))
    assert step is not None
    return step.revision


async def complete(found: Procedure, kind: StepKind, day: date, **fields: Any) -> None:
    """Record a step as begun and completed on one day."""
    draft = StepProgress(
        **{
            "actual_start": day,
            "actual_end": day,
            "output": f"{kind.label}材料",
            "revision": await revision(found, kind),
            **fields,
        }
    )
    await steps.record_step(found.code, found.seq(kind), draft, staff=found.drafter, now=NOW)


def participation_draft(**fields: Any) -> ParticipationDraft:
    """Return a lawful participation with figures that reconcile."""
    return ParticipationDraft(
        **{
            "methods": [ParticipationMethod.PUBLIC_CALL],
            "opened_on": date(2026, 7, 1),
            "closed_on": date(2026, 7, 31),
            "adoption_summary": "采纳三条，理由已公开。",
            "received": 9,
            "valid": 8,
            "adopted": 3,
            "partly_adopted": 2,
            "not_adopted": 3,
            **fields,
        }
    )


def expert_draft(**fields: Any) -> ExpertDraft:
    """Return a signed opinion."""
    return ExpertDraft(
        **{
            "name": "沈工",
            "organisation": "省城交通设计院",
            "declared_on": date(2026, 8, 3),
            "conclusion": ExpertConclusion.FEASIBLE,
            "opinion": "线网方案可行。",
            "signed_on": date(2026, 8, 5),
            "adoption": "已采纳。",
            **fields,
        }
    )


def risk_draft(**fields: Any) -> RiskDraft:
    """Return a concluded assessment."""
    return RiskDraft(
        **{
            "assessor": "泰山评估咨询公司",
            "started_on": date(2026, 8, 3),
            "concluded_on": date(2026, 8, 20),
            "level": RiskLevel.LOW,
            "result": RiskResult.CONTROLLABLE,
            "report_reference": "青稳评〔2026〕3号",
            **fields,
        }
    )


def opinion_draft(**fields: Any) -> LegalityOpinionDraft:
    """Return the bureau's opinion."""
    return LegalityOpinionDraft(
        **{
            "concluded_on": date(2026, 9, 28),
            "conclusion": LegalityConclusion.LAWFUL,
            "opinion_no": "青司法审〔2026〕5号",
            "opinion": "权限、程序、内容合法。",
            "revision": 1,
            **fields,
        }
    )


def meeting_draft(**fields: Any) -> MeetingDraft:
    """Return a sitting that passed the matter, with dissent."""
    return MeetingDraft(
        **{
            "name": "县政府第60次常务会议",
            "held_on": date(2026, 10, 20),
            "outcome": MeetingOutcome.PASSED,
            "dissent": "某副县长持保留意见",
            "party_reported_on": date(2026, 10, 18),
            "party_report": "县委常委会第15次会议",
            **fields,
        }
    )


async def ready_for_legality(found: Procedure) -> None:
    """Record participation, experts, risk and fair competition, each complete."""
    acting: dict[str, Any] = {"staff": found.drafter, "now": NOW}
    await participation.record_participation(found.code, participation_draft(), **acting)
    await participation.record_groups(found.code, GroupsDraft(), **acting)
    await experts.add_expert(found.code, expert_draft(), **acting)
    await risks.record_risk(found.code, risk_draft(), **acting)
    await fair_competition.record_fair_competition(
        found.code,
        FairCompetitionDraft(
            reviewer="县市场监管局",
            concluded_on=date(2026, 8, 25),
            conclusion=FairConclusion.NO_EFFECT,
        ),
        **acting,
    )


async def reviewed(found: Procedure) -> None:
    """Bring the matter through the legality review."""
    await ready_for_legality(found)
    acting: dict[str, Any] = {"staff": found.reviewer, "now": NOW}
    receipt = LegalityReceiptDraft(received_on=date(2026, 9, 14))
    await legality.receive_for_legality(found.code, receipt, **acting)
    await legality.conclude_legality(found.code, opinion_draft(), **acting)


async def submitted(found: Procedure) -> None:
    """Hand the complete pack over."""
    await reviewed(found)
    await attach(found, *PACK)
    draft = SubmissionDraft(submitted_on=date(2026, 10, 12))
    await submission.submit_pack(found.code, draft, staff=found.drafter, now=NOW)


async def passed(found: Procedure) -> None:
    """Have the matter passed by the government's sitting."""
    await submitted(found)
    await meetings.record_meeting(found.code, meeting_draft(), staff=found.office, now=NOW)
