"""A consultation for programs: a row of the list, and all that is published about it."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from backend.consultations.enums.consultation import (
    ConsultationType,
    ExtensionKind,
    Stage,
    Status,
)
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.shown import (
    ConsultationLine,
    ConsultationShown,
    ExtensionShown,
    FileShown,
    VersionShown,
)

Path = Annotated[str, Field(description="Path of the page, on this host")]


class ConsultationSummaryPublic(Frozen):
    """One consultation in a list."""

    slug: str = Field(examples=["qz-2025-02"])
    title: str
    path: Path
    type: ConsultationType
    type_name: str
    lead_unit: str
    decision: str | None = Field(description="Code of the decision it is about")
    status: Status
    status_name: str
    opens_on: date
    closes_on: date = Field(description="The last day on which opinions are taken")
    feedback_due_on: date = Field(description="The day by which every opinion is answered")
    feedback_published_on: date | None
    is_overdue: bool = Field(description="The answers should have been published by now")
    received: int = Field(description="Opinions received so far, by all channels")

    @classmethod
    def of(cls, line: ConsultationLine) -> "ConsultationSummaryPublic":
        """Return the public form of a row of the list."""
        return cls(**summary_of(line))


class ConsultationPagePublic(Frozen):
    """Some consultations, and where the next ones begin."""

    items: tuple[ConsultationSummaryPublic, ...]
    next: str | None = Field(description="Pass as `after` for the next page; null on the last")


class WaysPublic(Frozen):
    """The other ways to say something."""

    email: str
    phone: str
    postal_address: str
    postcode: str
    envelope_note: str
    venues: tuple[str, ...]


class DraftingNotePublic(Frozen):
    """Why and how the draft was made."""

    background: str
    basis: tuple[str, ...]
    process: str
    main_content: tuple[str, ...]
    focus_questions: tuple[str, ...]
    affected_groups: tuple[str, ...]


class PlainChangePublic(Frozen):
    """Before and after in plain words."""

    before: str
    after: str


class PlainAnswerPublic(Frozen):
    """A question about the draft and its answer."""

    question: str
    answer: str


class OptionPublic(Frozen):
    """One of the ways the draft leaves open."""

    number: int = Field(description="To be sent as `option` with an opinion that prefers it")
    letter: str
    title: str
    text: str
    reason: str
    preferred_by: int = Field(description="Opinions that prefer it; not representative")


class ConsultationFilePublic(Frozen):
    """A file published with the draft."""

    title: str
    path: Path
    media_type: str
    size: int = Field(description="bytes")


class ExtensionPublic(Frozen):
    """A last day that was moved, and why."""

    kind: ExtensionKind
    kind_name: str
    former_on: date
    until_on: date
    reason: str
    extended_at: datetime

    @classmethod
    def of(cls, extension: ExtensionShown) -> "ExtensionPublic":
        """Return the public form of an extension."""
        return cls(**dict(extension), kind_name=str(extension.kind.label))


class DraftVersionPublic(Frozen):
    """One published text of the draft."""

    number: int
    stage: Stage
    stage_name: str
    note: str = Field(description="What changed, in a sentence")
    published_at: datetime
    sha256: str = Field(description="Of its clauses; a published text never changes")
    path: Path

    @classmethod
    def of(cls, version: VersionShown, slug: str) -> "DraftVersionPublic":
        """Return the public form of a text."""
        path = f"/consultations/{slug}/draft?version={version.number}"
        return cls(**dict(version), stage_name=str(version.stage.label), path=path)


class ConsultationPublic(ConsultationSummaryPublic):
    """One consultation with all that is published about it but its clauses and its opinions."""

    opens_at: datetime
    closes_at: datetime = Field(description="The first instant that is too late")
    published_at: datetime
    period_days: int
    shortened_reason: str = Field(description="Why the period is shorter than usual, if it is")
    announcement: str
    ways: WaysPublic
    drafting_note: DraftingNotePublic
    plain_summary: str
    plain_changes: tuple[PlainChangePublic, ...]
    plain_answers: tuple[PlainAnswerPublic, ...]
    options: tuple[OptionPublic, ...]
    files: tuple[ConsultationFilePublic, ...]
    extensions: tuple[ExtensionPublic, ...]
    versions: tuple[DraftVersionPublic, ...]

    @classmethod
    def whole(cls, shown: ConsultationShown) -> "ConsultationPublic":
        """Return the public form of a consultation."""
        same = ("opens_at", "closes_at", "published_at", "period_days", "shortened_reason")
        return cls(
            **summary_of(shown),
            **{name: getattr(shown, name) for name in same},
            announcement=shown.announcement,
            ways=WaysPublic(**dict(shown.ways)),
            drafting_note=DraftingNotePublic(**dict(shown.note)),
            plain_summary=shown.plain_summary,
            plain_changes=tuple(PlainChangePublic(**dict(one)) for one in shown.changes),
            plain_answers=tuple(PlainAnswerPublic(**dict(one)) for one in shown.questions),
            options=tuple(
                OptionPublic(**one.model_dump(exclude={"id"}), number=one.id)
                for one in shown.options
            ),
            files=tuple(_file(one, shown.slug) for one in shown.files),
            extensions=tuple(map(ExtensionPublic.of, shown.extensions)),
            versions=tuple(DraftVersionPublic.of(one, shown.slug) for one in shown.versions),
        )


def summary_of(line: ConsultationLine) -> dict[str, Any]:
    """Return the fields every form of a consultation has."""
    same = ("slug", "title", "type", "status", "opens_on", "closes_on", "feedback_due_on")
    return {
        **{name: getattr(line, name) for name in same},
        "path": f"/consultations/{line.slug}",
        "type_name": str(line.type.label),
        "lead_unit": line.unit_name,
        "decision": line.decision_code or None,
        "status_name": str(line.status.label),
        "feedback_published_on": line.feedback_published_on,
        "is_overdue": line.is_overdue,
        "received": line.received,
    }


def _file(file: FileShown, slug: str) -> ConsultationFilePublic:
    path = f"/consultations/{slug}/files/{file.id}/{file.file_name}"
    return ConsultationFilePublic(
        title=file.title, path=path, media_type=file.media_type, size=file.size
    )
