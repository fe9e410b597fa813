"""The adoption report for programs: figures that reconcile, points, and every answer."""

from datetime import datetime

from pydantic import Field

from backend.consultations.schemas import Frozen
from backend.consultations.schemas.public.consultation import Path
from backend.opinions.enums import Channel, OpinionState, Result
from backend.opinions.schemas.report import (
    AdoptionReportShown,
    AnswerLine,
    PointShown,
    ResultCount,
)
from backend.opinions.schemas.shown import ChannelFigures, Figures


class ChannelFiguresPublic(Frozen):
    """How the opinions of one channel add up."""

    channel: Channel
    channel_name: str
    received: int
    pending: int
    published: int
    counted_only: int
    withheld: int
    duplicate: int
    withdrawn: int

    @classmethod
    def of(cls, figures: ChannelFigures) -> "ChannelFiguresPublic":
        """Return the public form of a channel's figures."""
        return cls(**dict(figures), channel_name=str(figures.channel.label))


class WithheldPublic(Frozen):
    """How many were withheld by one published rule."""

    rule: str
    rule_name: str
    opinions: int


class OpinionFiguresPublic(Frozen):
    """received = pending + published + counted_only + withheld + duplicate + withdrawn."""

    received: int
    pending: int = Field(description="Not looked at yet")
    published: int
    counted_only: int = Field(description="No consent to be shown; counted and answered")
    withheld: int
    duplicate: int
    withdrawn: int
    valid: int = Field(description="Those that are owed an answer")
    channels: tuple[ChannelFiguresPublic, ...]
    withheld_by: tuple[WithheldPublic, ...]

    @classmethod
    def of(cls, figures: Figures) -> "OpinionFiguresPublic":
        """Return the public form of a subject's figures."""
        return cls(
            **figures.model_dump(exclude={"channels", "withheld_by"}),
            channels=tuple(map(ChannelFiguresPublic.of, figures.channels)),
            withheld_by=tuple(
                WithheldPublic(rule=one.code, rule_name=one.title, opinions=one.opinions)
                for one in figures.withheld_by
            ),
        )


class ResultCountPublic(Frozen):
    """How many came to one result."""

    result: Result
    result_name: str
    count: int

    @classmethod
    def of(cls, counted: ResultCount) -> "ResultCountPublic":
        """Return the public form of a count."""
        return cls(**dict(counted), result_name=str(counted.result.label))


class OpinionPointPublic(Frozen):
    """Like opinions under one name, answered once."""

    number: int
    path: Path
    title: str
    result: Result
    result_name: str
    reason: str
    unit: str
    opinions: int = Field(description="All that belong to it, shown or not")
    near_identical: int = Field(description="Of them, in nearly the same words")
    dissenting: int = Field(description="Of them, saying something else and answered on their own")

    @classmethod
    def of(cls, point: PointShown, slug: str) -> "OpinionPointPublic":
        """Return the public form of a point."""
        same = ("title", "result", "reason", "opinions", "near_identical", "dissenting")
        return cls(
            **{name: getattr(point, name) for name in same},
            number=point.position,
            path=f"/consultations/{slug}/result/points/{point.position}",
            result_name=str(point.result.label),
            unit=point.unit_name,
        )


class AdoptionReportPublic(Frozen):
    """What became of all opinions of a consultation, published at once."""

    published_at: datetime | None
    statement: str
    path: Path
    figures: OpinionFiguresPublic
    opinions_by_result: tuple[ResultCountPublic, ...]
    points_by_result: tuple[ResultCountPublic, ...]
    points: tuple[OpinionPointPublic, ...]

    @classmethod
    def of(cls, report: AdoptionReportShown, slug: str) -> "AdoptionReportPublic":
        """Return the public form of a report."""
        return cls(
            published_at=report.published_at,
            statement=report.statement,
            path=f"/consultations/{slug}/result",
            figures=OpinionFiguresPublic.of(report.figures),
            opinions_by_result=tuple(map(ResultCountPublic.of, report.by_result)),
            points_by_result=tuple(map(ResultCountPublic.of, report.points_by_result)),
            points=tuple(OpinionPointPublic.of(point, slug) for point in report.points),
        )


class AdoptionAnswerPublic(Frozen):
    """One line of the table: an opinion, what became of it, and why."""

    place: int
    number: int
    said_by: str
    channel: Channel
    channel_name: str
    state: OpinionState
    state_name: str
    text: str = Field(description="Empty where it is not shown")
    not_shown_because: str = Field(description="Empty where it is shown")
    result: Result | None = Field(description="null: nothing to be answered")
    result_name: str
    reason: str
    points: tuple[str, ...]
    passages: tuple[str, ...]

    @classmethod
    def of(cls, line: AnswerLine) -> "AdoptionAnswerPublic":
        """Return the public form of a line."""
        return cls(
            **line.model_dump(exclude={"passage_ids"}),
            channel_name=str(line.channel.label),
            state_name=str(line.state.label),
            result_name=str(line.result.label) if line.result else "",
        )


class AdoptionAnswerPagePublic(Frozen):
    """Some lines of the table in the order the opinions came, and where the next ones begin."""

    items: tuple[AdoptionAnswerPublic, ...]
    next: str | None = Field(description="Pass as `after` for the next page; null on the last")
