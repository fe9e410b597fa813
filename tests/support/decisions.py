"""Catalogues and decisions for tests, made the way staff make them."""

from datetime import UTC, date, datetime
from typing import Any

from backend.decisions.enums import Category, ProcedureKind, StepKind
from backend.decisions.operations import drafting, publishing
from backend.decisions.schemas.drafts import (
    ApprovalDraft,
    BasisDraft,
    CatalogueDraft,
    DecisionDraft,
    DecisionRef,
    RequirementDraft,
    StepDraft,
)
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from tests.support import factories

LEAD_UNIT = "transport"
SECRET_TITLE = "不公开的事项甲"


def catalogue_draft(year: int = 2026, **fields: Any) -> CatalogueDraft:
    """Return a year's catalogue with a complete record of agreement."""
    return CatalogueDraft(
        **{
            "year": year,
            "title": f"青泽县人民政府{year}年度重大行政决策事项目录",
            "doc_no": f"青政办字〔{year}〕27号",
            "meeting": "县政府第57次常务会议",
            "party_consent": "县委常委会第12次会议",
            "party_consent_on": date(year, 5, 20),
            **fields,
        }
    )


def decision_draft(year: int = 2026, number: int = 1, **fields: Any) -> DecisionDraft:
    """Return a decision that lacks nothing."""
    return DecisionDraft(
        **{
            "year": year,
            "title": f"城乡公交一体化实施方案第{number}号",
            "category": Category.PUBLIC_POLICY,
            "lead_unit": LEAD_UNIT,
            "contact_unit": LEAD_UNIT,
            "problem": "城区与乡镇公交票价不一、末班过早、换乘不便。",
            "planned_month": date(year, 12, 1),
            "basis": (BasisDraft(name="《重大行政决策程序暂行条例》", article="第三条"),),
            "procedure": tuple(map(requirement, ProcedureKind)),
            "plan": (
                step(StepKind.INITIATE, date(year, 6, 1), date(year, 6, 30)),
                step(StepKind.PARTICIPATION, date(year, 7, 1), date(year, 8, 15)),
                step(StepKind.LEGALITY, date(year, 9, 1), date(year, 9, 30)),
                step(StepKind.COLLECTIVE, date(year, 12, 1), date(year, 12, 20)),
            ),
            **fields,
        }
    )


def requirement(kind: ProcedureKind) -> RequirementDraft:
    """Return a part of the procedure: all required but the hearing."""
    is_hearing = kind is ProcedureKind.HEARING
    methods = ("向社会公开征求意见", "座谈会") if kind is ProcedureKind.PARTICIPATION else ()
    return RequirementDraft(
        kind=kind,
        is_required=not is_hearing,
        reason="不直接调整价格" if is_hearing else "",
        methods=methods,
    )


def step(kind: StepKind, start: date, end: date, *, is_internal: bool = False) -> StepDraft:
    """Return a planned step under its usual name."""
    return StepDraft(
        kind=kind,
        name=str(kind.label),
        planned_start=start,
        planned_end=end,
        is_internal=is_internal,
    )


async def editor() -> StaffMember:
    """Return a new catalogue editor of the justice bureau."""
    return await factories.staff(unit_code="justice", roles=(Role.CATALOGUE_EDITOR,))


async def officer() -> StaffMember:
    """Return a new member of the office."""
    return await factories.staff(unit_code="office", roles=(Role.OFFICE,))


async def drafter(unit_code: str = LEAD_UNIT) -> StaffMember:
    """Return a new drafter of a unit."""
    return await factories.staff(unit_code=unit_code, roles=(Role.DRAFTER,))


async def draft_catalogue(
    year: int = 2026, count: int = 3, *, by: StaffMember | None = None, **fields: Any
) -> list[DecisionRef]:
    """Draft a year's catalogue with so many complete public decisions."""
    author = by or await editor()
    await factories.unit(LEAD_UNIT, "县交通运输局")
    await drafting.draft_catalogue(catalogue_draft(year), staff=author)
    return [
        await drafting.draft_decision(decision_draft(year, number, **fields), staff=author)
        for number in range(1, count + 1)
    ]


async def publish(year: int = 2026, *, now: datetime | None = None) -> None:
    """Submit, approve and publish a drafted catalogue, by the persons it takes."""
    moment = now or datetime(year, 5, 29, 2, 0, tzinfo=UTC)
    office = await officer()
    submitted = await publishing.submit_catalogue(year, staff=await editor())
    seen = ApprovalDraft(revision=submitted.revision)
    await publishing.approve_catalogue(year, seen, staff=office, now=moment)
    await publishing.publish_catalogue(year, staff=office, now=moment)


async def published_catalogue(
    year: int = 2026, count: int = 3, *, hidden: int = 0, **fields: Any
) -> list[DecisionRef]:
    """Publish a year's catalogue and return its public decisions, in order.

    `hidden` non-public matters, titled SECRET_TITLE, are published within it, numbered apart.
    """
    author = await editor()
    shown = await draft_catalogue(year, count, by=author, **fields)
    for _ in range(hidden):
        await drafting.draft_decision(
            decision_draft(
                year,
                title=SECRET_TITLE,
                is_public=False,
                nondisclosure_basis="保守国家秘密法第十三条",
            ),
            staff=author,
        )
    await publish(year)
    return shown
