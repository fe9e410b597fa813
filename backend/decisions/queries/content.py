"""Puts the published part of decisions together: six flat reads, however many decisions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from backend.decisions.enums import Category, DecisionState, ProcedureKind, StepKind, Topic
from backend.decisions.schemas.content import (
    BasisLine,
    DecisionContent,
    PlannedStep,
    Requirement,
    UnitName,
)
from backend.kernel.database import rows

DECISIONS = """
SELECT d.id, d.code, c.year, d.seq, d.title, d.category, d.topic, d.contact_name, d.contact_phone,
       d.problem, d.planned_month, d.state, l.code AS lead_code, l.name AS lead_name,
       k.code AS contact_code, k.name AS contact_unit_name
FROM decision d JOIN catalogue c ON c.id = d.catalogue JOIN unit l ON l.id = d.lead_unit
LEFT JOIN unit k ON k.id = d.contact_unit WHERE d.id = ANY({})
"""
CO_UNITS = """
SELECT o.decision, u.code, u.name FROM decision_co_unit o JOIN unit u ON u.id = o.unit
WHERE o.decision = ANY({}) ORDER BY o.decision, o.position, o.id
"""
BASIS = """
SELECT decision, name, article, point FROM decision_basis
WHERE decision = ANY({}) ORDER BY decision, position
"""
PROCEDURE = """
SELECT decision, kind, is_required, reason, methods FROM procedure_requirement
WHERE decision = ANY({})
"""
PLAN = """
SELECT decision, seq, kind, name, planned_start, planned_end FROM plan_step
WHERE decision = ANY({}) AND NOT is_internal ORDER BY decision, seq
"""
PROCEDURE_ORDER = {kind: place for place, kind in enumerate(ProcedureKind)}

Row = dict[str, Any]


async def load_contents(ids: Sequence[int]) -> dict[int, DecisionContent]:
    """Return each decision's content by id; ids that do not exist are left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    units = _by_decision(await rows(CO_UNITS, wanted))
    basis = _by_decision(await rows(BASIS, wanted))
    procedure = _by_decision(await rows(PROCEDURE, wanted))
    plan = _by_decision(await rows(PLAN, wanted))
    return {
        row["id"]: _content(
            row,
            co_units=units[row["id"]],
            basis=basis[row["id"]],
            procedure=procedure[row["id"]],
            plan=plan[row["id"]],
        )
        for row in await rows(DECISIONS, wanted)
    }


def _by_decision(found: Iterable[Row]) -> defaultdict[int, list[Row]]:
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in found:
        grouped[row["decision"]].append(row)
    return grouped


def _content(
    row: Row, *, co_units: list[Row], basis: list[Row], procedure: list[Row], plan: list[Row]
) -> DecisionContent:
    contact = row["contact_code"]
    return DecisionContent(
        code=row["code"],
        year=row["year"],
        seq=row["seq"],
        title=row["title"],
        category=Category(row["category"]),
        topic=Topic(row["topic"]),
        lead_unit=UnitName(code=row["lead_code"], name=row["lead_name"]),
        co_units=tuple(UnitName(code=unit["code"], name=unit["name"]) for unit in co_units),
        contact_unit=UnitName(code=contact, name=row["contact_unit_name"]) if contact else None,
        contact_name=row["contact_name"],
        contact_phone=row["contact_phone"],
        problem=row["problem"],
        basis=tuple(
            BasisLine(name=line["name"], article=line["article"], point=line["point"])
            for line in basis
        ),
        procedure=tuple(sorted(map(_requirement, procedure), key=_place)),
        plan=tuple(map(_step, plan)),
        planned_month=row["planned_month"],
        state=DecisionState(row["state"]),
    )


def _requirement(row: Row) -> Requirement:
    return Requirement(
        kind=ProcedureKind(row["kind"]),
        is_required=row["is_required"],
        reason=row["reason"],
        methods=tuple(row["methods"]),
    )


def _place(requirement: Requirement) -> int:
    return PROCEDURE_ORDER[requirement.kind]


def _step(row: Row) -> PlannedStep:
    return PlannedStep(
        seq=row["seq"],
        kind=StepKind(row["kind"]),
        name=row["name"],
        planned_start=row["planned_start"],
        planned_end=row["planned_end"],
    )
