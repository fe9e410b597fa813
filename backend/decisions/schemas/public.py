"""What programs read of the catalogue: the exact fields of the API and of the JSON download.

No field names a person: units answer, by their own telephone. Names of kinds and states are given
in Chinese beside the codes, as the county publishes them.
"""

from datetime import date
from typing import Any

from pydantic import Field

from backend.decisions.enums import Category, DecisionState, ProcedureKind, StepState, Topic
from backend.decisions.schemas.content import DecisionContent, Frozen
from backend.decisions.schemas.listing import CatalogueShown, DecisionLine
from backend.decisions.schemas.public_parts import (
    AttachmentPublic,
    BasisPublic,
    FiguresPublic,
    Month,
    Path,
    RequirementPublic,
    ResultPublic,
    StepPublic,
    SuspensionPublic,
    UnitNamePublic,
    VersionPublic,
)
from backend.decisions.schemas.shown import DecisionShown


class DecisionSummaryPublic(Frozen):
    """One decision in a list."""

    code: str = Field(examples=["QZ-2026-01"])
    year: int = Field(examples=[2026])
    seq: int = Field(description="Number within the year's public series", examples=[1])
    title: str
    path: Path
    category: Category = Field(description="Kind of matter, art. 3(1) of State Council Order 713")
    category_name: str
    lead_unit: UnitNamePublic
    state: DecisionState
    state_name: str
    planned_month: Month | None = Field(description="Month in which a decision is planned")
    required_procedures: tuple[ProcedureKind, ...]
    steps_done: int
    steps_total: int
    result: ResultPublic | None

    @classmethod
    def of(cls, line: DecisionLine) -> "DecisionSummaryPublic":
        """Return the public form of a row of the list."""
        counted = [step for step in line.steps if step.state is not StepState.CANCELLED]
        return cls(
            code=line.code,
            year=line.year,
            seq=line.seq,
            title=line.title,
            path=f"/decisions/{line.code}",
            category=line.category,
            category_name=str(line.category.label),
            lead_unit=UnitNamePublic.of(line.lead_unit),
            state=line.state,
            state_name=str(line.state.label),
            planned_month=_month(line.planned_month),
            required_procedures=tuple(part.kind for part in line.procedure if part.is_required),
            steps_done=sum(step.state is StepState.COMPLETED for step in counted),
            steps_total=len(counted),
            result=ResultPublic.of(line.result) if line.result else None,
        )


class DecisionPagePublic(Frozen):
    """Some decisions, and where the next ones begin."""

    items: tuple[DecisionSummaryPublic, ...]
    next: str | None = Field(description="Pass as `after` for the next page; null on the last")


class DecisionPublic(Frozen):
    """One decision: what was published, and how far it has come since."""

    code: str = Field(examples=["QZ-2026-01"])
    year: int = Field(examples=[2026])
    seq: int
    title: str
    path: Path
    category: Category
    category_name: str
    topic: Topic
    topic_name: str
    lead_unit: UnitNamePublic
    co_units: tuple[UnitNamePublic, ...]
    contact_unit: UnitNamePublic | None
    contact_phone: str = Field(description="Office telephone")
    problem: str = Field(description="What the decision is to solve")
    basis: tuple[BasisPublic, ...]
    procedure: tuple[RequirementPublic, ...]
    plan: tuple[StepPublic, ...]
    planned_month: Month | None
    state: DecisionState
    state_name: str
    result: ResultPublic | None
    evaluation: str
    participation_figures: FiguresPublic | None
    attachments: tuple[AttachmentPublic, ...]
    suspensions: tuple[SuspensionPublic, ...]
    version: int = Field(description="Number of the version in force")
    versions: tuple[VersionPublic, ...] = Field(description="Oldest first")

    @classmethod
    def of(cls, shown: DecisionShown) -> "DecisionPublic":
        """Return the public form of a decision."""
        code = shown.content.code
        return cls(
            **_said(shown.content),
            plan=tuple(map(StepPublic.of, shown.steps)),
            state=shown.state,
            state_name=str(shown.state.label),
            result=ResultPublic.of(shown.result) if shown.result else None,
            evaluation=shown.evaluation,
            participation_figures=FiguresPublic.of(shown.figures) if shown.figures else None,
            attachments=tuple(AttachmentPublic.of(file, code) for file in shown.attachments),
            suspensions=tuple(map(SuspensionPublic.of, shown.suspensions)),
            version=shown.current_version,
            versions=tuple(map(VersionPublic.of, shown.versions)),
        )


class CataloguePublic(Frozen):
    """A year's published catalogue, whole."""

    year: int
    title: str
    doc_no: str
    meeting: str
    published_on: date
    adjusted_on: tuple[date, ...]
    decisions: tuple[DecisionPublic, ...]

    @classmethod
    def of(
        cls, catalogue: CatalogueShown, decisions: tuple[DecisionShown, ...]
    ) -> "CataloguePublic":
        """Return the public form of a catalogue and its decisions."""
        return cls(
            year=catalogue.year,
            title=catalogue.title,
            doc_no=catalogue.doc_no,
            meeting=catalogue.meeting,
            published_on=catalogue.published_on,
            adjusted_on=catalogue.adjusted_on,
            decisions=tuple(map(DecisionPublic.of, decisions)),
        )


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None


def _said(content: DecisionContent) -> dict[str, Any]:
    """Return the public fields of what the version in force says."""
    copied = ("code", "year", "seq", "title", "category", "topic", "contact_phone", "problem")
    contact = content.contact_unit
    return {name: getattr(content, name) for name in copied} | {
        "path": f"/decisions/{content.code}",
        "category_name": str(content.category.label),
        "topic_name": str(content.topic.label),
        "lead_unit": UnitNamePublic.of(content.lead_unit),
        "co_units": tuple(map(UnitNamePublic.of, content.co_units)),
        "contact_unit": UnitNamePublic.of(contact) if contact else None,
        "basis": tuple(map(BasisPublic.of, content.basis)),
        "procedure": tuple(map(RequirementPublic.of, content.procedure)),
        "planned_month": _month(content.planned_month),
    }
