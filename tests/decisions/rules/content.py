"""A complete decision, to be changed one field at a time."""

from datetime import date

from backend.decisions.enums import (
    Category,
    DecisionState,
    ProcedureKind,
    StepKind,
    Topic,
)
from backend.decisions.schemas.content import (
    BasisLine,
    DecisionContent,
    PlannedStep,
    Requirement,
    UnitName,
)

COMPLETE = DecisionContent(
    code="QZ-2026-01",
    year=2026,
    seq=1,
    title="城区公共停车管理办法",
    category=Category.PUBLIC_POLICY,
    topic=Topic.OTHER,
    lead_unit=UnitName(code="urban", name="县综合行政执法局"),
    co_units=(UnitName(code="police", name="县公安局"),),
    contact_unit=UnitName(code="urban", name="县综合行政执法局"),
    problem="城区高峰时段泊位缺口约2100个，路内停车无序。",
    basis=(
        BasisLine(name="《重大行政决策程序暂行条例》", article="第三条"),
        BasisLine(name="《道路交通安全法》", article="第三十三条"),
    ),
    procedure=tuple(
        Requirement(
            kind=kind,
            is_required=kind is not ProcedureKind.HEARING,
            reason="不直接定价" if kind is ProcedureKind.HEARING else "",
            methods=("向社会公开征求意见",) if kind is ProcedureKind.PARTICIPATION else (),
        )
        for kind in ProcedureKind
    ),
    plan=(
        PlannedStep(
            seq=1,
            kind=StepKind.INITIATE,
            name="决策启动",
            planned_start=date(2026, 6, 20),
            planned_end=date(2026, 6, 30),
        ),
        PlannedStep(
            seq=2,
            kind=StepKind.PARTICIPATION,
            name="公众参与",
            planned_start=date(2026, 7, 1),
            planned_end=date(2026, 8, 15),
        ),
    ),
    planned_month=date(2026, 12, 1),
    state=DecisionState.IN_PROCEDURE,
)


def changed(**fields):
    """Return the complete decision with some fields changed."""
    return COMPLETE.model_copy(update=fields)
