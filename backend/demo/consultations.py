"""The demo county's consultations: notices, drafts and notes as the units published them."""

from datetime import date
from typing import Any

from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.operations.backfill import load_past_consultation
from backend.consultations.operations.drafting import amend_part, draft_consultation
from backend.consultations.operations.publishing import publish_consultation, submit_consultation
from backend.consultations.operations.texts import write_text
from backend.consultations.queries.content import load_part, load_whole
from backend.consultations.schemas.drafting import (
    AnnouncementDraft,
    BasicsDraft,
    ChangeRow,
    ConsultationRef,
    InterpretationDraft,
    NoteDraft,
    PastConsultation,
    PeriodDraft,
    QuestionRow,
    RevisionSeen,
)
from backend.consultations.schemas.versions import TextDraft
from backend.demo.county import People
from backend.kernel.clock import now
from backend.opinions.enums import ModerationMode

TYPES = {
    "重大行政决策": ConsultationType.MAJOR_DECISION,
    "行政规范性文件": ConsultationType.NORMATIVE_DOCUMENT,
}
SOURCE = "县政府门户网站原意见征集专栏"


async def load(said: list[dict[str, Any]], people: People) -> dict[str, ConsultationRef]:
    """Enter every consultation, past, running or to come; return them by their demo names."""
    return {
        one["id"]: await (_to_come(one, people) if _is_to_come(one) else _past(one, people))
        for one in said
    }


def _is_to_come(one: dict[str, Any]) -> bool:
    return date.fromisoformat(one["opened_on"]) > now().date()


async def _past(one: dict[str, Any], people: People) -> ConsultationRef:
    past = PastConsultation(
        basics=_basics(one),
        period=_period(one),
        announcement=_announcement(one),
        note=_note(one),
        interpretation=_interpretation(one),
        text=text_of(one["draft"]["articles"]),
        feedback_due_on=one["feedback_due_on"],
        source=SOURCE,
    )
    return await load_past_consultation(past, staff=people["office"], now=now())


async def _to_come(one: dict[str, Any], people: People) -> ConsultationRef:
    """Draw a consultation up, submit it and let another person publish it."""
    drafter, moment = people[one["lead_unit"]], now()
    ref = await draft_consultation(_basics(one), staff=drafter, now=moment)
    for part in (_period(one), _announcement(one), _note(one), _interpretation(one)):
        seen = (await load_part(ref.id, type(part))).seen
        await amend_part(ref.id, part.model_copy(update={"seen": seen}), staff=drafter)
    text = TextDraft(text=text_of(one["draft"]["articles"]))
    await write_text(ref.id, 1, text, staff=drafter)
    _, standing = await load_whole(ref.id)
    drawn_up = RevisionSeen(revision=standing.revision)
    submitted = await submit_consultation(ref.id, drawn_up, staff=drafter, now=moment)
    as_submitted = RevisionSeen(revision=submitted.revision)
    return await publish_consultation(ref.id, as_submitted, staff=people["office"], now=moment)


def text_of(articles: list[dict[str, Any]]) -> str:
    """Return the draft as a person would paste it."""
    lines, chapter = [], ""
    for article in articles:
        if article["chapter"] != chapter:
            chapter = article["chapter"]
            lines.append(chapter)
        lines += [f"{article['label']}　{article['heading']}", article["text"]]
    return "\n".join(lines)


def _basics(one: dict[str, Any]) -> BasicsDraft:
    return BasicsDraft(
        title=one["title"],
        type=TYPES[one["type"]],
        lead_unit=one["lead_unit"],
        decision=one["decision_id"] or "",
        moderation=ModerationMode.BEFORE,
    )


def _period(one: dict[str, Any]) -> PeriodDraft:
    shortened = one["shortened"]
    return PeriodDraft(
        opens_on=one["opened_on"],
        closes_on=one["closes_on"],
        shortened_reason=shortened["reason"] or "",
        shortened_approved_by=shortened["approved_by"] or "",
    )


def _announcement(one: dict[str, Any]) -> AnnouncementDraft:
    ways = one["channels"]
    mail = ways["mail"] or {}
    return AnnouncementDraft(
        announcement=one["announcement"],
        email=ways["email"] or "",
        phone=ways["phone"] or "",
        postal_address=mail.get("address", ""),
        postcode=mail.get("postcode", ""),
        envelope_note=mail.get("envelope_note", ""),
        venues="\n".join(ways["venue"] or ()),
    )


def _note(one: dict[str, Any]) -> NoteDraft:
    note = one["drafting_note"]
    listed = ("basis", "main_content", "focus_questions", "affected_groups")
    return NoteDraft(
        background=note["background"],
        process=note["process"],
        **{name: "\n".join(note[name]) for name in listed},
    )


def _interpretation(one: dict[str, Any]) -> InterpretationDraft:
    said = one["interpretation"]
    return InterpretationDraft(
        plain_summary=said["plain_summary"],
        changes=tuple(ChangeRow(**row) for row in said["changes"]),
        questions=tuple(QuestionRow(question=row["q"], answer=row["a"]) for row in said["qa"]),
    )
