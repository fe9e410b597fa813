"""Parts of the public JSON: units, steps, files, versions; no field names a person."""

from datetime import date
from typing import Annotated

from pydantic import Field

from backend.decisions.enums import (
    AdjustmentKind,
    AttachmentKind,
    ProcedureKind,
    StepKind,
    StepState,
)
from backend.decisions.schemas.content import BasisLine, Frozen, Requirement, UnitName
from backend.decisions.schemas.listing import ResultLine
from backend.decisions.schemas.shown import (
    AttachmentShown,
    FiguresShown,
    StepShown,
    SuspensionShown,
    VersionLine,
)

Month = Annotated[str, Field(pattern=r"^\d{4}-\d{2}$", examples=["2026-12"])]
Path = Annotated[str, Field(description="Address on this site", examples=["/decisions/QZ-2026-01"])]


class UnitNamePublic(Frozen):
    """A unit of the county, by code and name."""

    code: str = Field(examples=["transport"])
    name: str = Field(examples=["县交通运输局"])

    @classmethod
    def of(cls, unit: UnitName) -> "UnitNamePublic":
        """Return the public form of a unit's name."""
        return cls(code=unit.code, name=unit.name)


class ResultPublic(Frozen):
    """What was decided; absent until the decision is published."""

    meeting: str
    decided_on: date | None
    doc_no: str
    published_on: date

    @classmethod
    def of(cls, result: ResultLine) -> "ResultPublic":
        """Return the public form of a result."""
        return cls(**dict(result))


class BasisPublic(Frozen):
    """A law, plan or task a decision rests on."""

    name: str
    article: str
    point: str

    @classmethod
    def of(cls, line: BasisLine) -> "BasisPublic":
        """Return the public form of a basis."""
        return cls(name=line.name, article=line.article, point=line.point)


class RequirementPublic(Frozen):
    """Whether a part of the procedure is required, and why or why not."""

    kind: ProcedureKind
    name: str
    is_required: bool
    reason: str
    methods: tuple[str, ...]

    @classmethod
    def of(cls, part: Requirement) -> "RequirementPublic":
        """Return the public form of a requirement."""
        return cls(name=str(part.kind.label), **dict(part))


class StepPublic(Frozen):
    """A step of the plan: planned, actual, and what came out of it."""

    seq: int
    kind: StepKind
    name: str
    state: StepState
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    output: str

    @classmethod
    def of(cls, step: StepShown) -> "StepPublic":
        """Return the public form of a step."""
        return cls(**dict(step))


class AttachmentPublic(Frozen):
    """A file anyone may take."""

    kind: AttachmentKind
    title: str
    path: Path
    size: int = Field(description="Bytes")
    content_type: str
    sha256: str
    published_on: date
    step_seq: int | None = Field(description="Step it belongs to; null: the decision as a whole")

    @classmethod
    def of(cls, file: AttachmentShown, code: str) -> "AttachmentPublic":
        """Return the public form of a file of a decision."""
        return cls(
            kind=file.kind,
            title=file.title,
            path=f"/decisions/{code}/files/{file.public_code}/{file.file_name}",
            size=file.size,
            content_type=file.content_type,
            sha256=file.sha256,
            published_on=file.published_on,
            step_seq=file.step_seq,
        )


class VersionPublic(Frozen):
    """A published version, with the adjustment that made it; most first ones have none."""

    number: int
    published_on: date
    path: Path
    sha256: str = Field(description="SHA-256 of the canonical JSON kept of this version")
    adjustment: AdjustmentKind | None
    adjustment_name: str
    adjusted_on: date | None
    reason: str
    approval: str

    @classmethod
    def of(cls, line: VersionLine) -> "VersionPublic":
        """Return the public form of a version."""
        return cls(
            number=line.number,
            published_on=line.published_on,
            path=f"/decisions/{line.content.code}/versions/{line.number}",
            sha256=line.content_sha256,
            adjustment=line.kind,
            adjustment_name=str(line.kind.label) if line.kind else "",
            adjusted_on=line.adjusted_on,
            reason=line.reason,
            approval=line.approval,
        )


class SuspensionPublic(Frozen):
    """A time the decision was stopped."""

    suspended_on: date
    reason: str
    ordered_by: str
    resumed_on: date | None
    resume_reason: str

    @classmethod
    def of(cls, line: SuspensionShown) -> "SuspensionPublic":
        """Return the public form of a suspension."""
        return cls(**dict(line))


class FiguresPublic(Frozen):
    """Opinions received on paper or elsewhere, before this platform."""

    received: int
    valid: int
    adopted: int
    partly_adopted: int
    not_adopted: int

    @classmethod
    def of(cls, line: FiguresShown) -> "FiguresPublic":
        """Return the public form of the figures."""
        return cls(**dict(line))
