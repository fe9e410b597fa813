"""One published year of the demo county: drafted, agreed, published, adjusted, reported."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.decisions.enums import AdjustmentKind
from backend.decisions.operations.adjusting import approve_adjustment, propose_adjustment
from backend.decisions.operations.backfill import enter_past_progress
from backend.decisions.operations.drafting import draft_catalogue, draft_decision
from backend.decisions.operations.publishing import (
    approve_catalogue,
    publish_catalogue,
    submit_catalogue,
)
from backend.decisions.operations.reporting import publish_completion_report
from backend.decisions.schemas.drafts import (
    AdjustmentDraft,
    ApprovalDraft,
    CatalogueDraft,
    ReportDraft,
)
from backend.demo.county import People
from backend.demo.drafts import decision_draft, month, past_progress

WORKING_HOUR = time(2, 0, tzinfo=UTC)  # ten in the morning in the county


def at(day: date | str) -> datetime:
    """Return ten o'clock of that day in the county."""
    return datetime.combine(date.fromisoformat(str(day)), WORKING_HOUR)


async def load(year: dict[str, Any], items: list[dict[str, Any]], people: People) -> None:
    """Bring one year to where it stands today."""
    await draft_catalogue(_catalogue(year), staff=people["justice"])
    later = [item for item in items if _is_added(item)]
    codes = {}
    for item in items:
        if item not in later:
            codes[item["id"]] = await _draft(item, people)
    await _publish(year, people)
    for item in later:
        codes[item["id"]] = await _draft(item, people)
    for item in items:
        for change in item["adjustments"]:
            codes[item["id"]] = await _adjust(codes[item["id"]], item, change, people=people)
        past = past_progress(item, codes[item["id"]])
        await enter_past_progress(past, staff=people["justice"])
    if year["year_end_summary"]:
        report = ReportDraft(summary=year["year_end_summary"])
        on = at(year["year_end_disclosure_on"])
        await publish_completion_report(year["year"], report, staff=people["office"], now=on)


def _is_added(item: dict[str, Any]) -> bool:
    return any(change["type"] == "add" for change in item["adjustments"])


def _catalogue(year: dict[str, Any]) -> CatalogueDraft:
    opened, closed = year["draft_comment_period"]
    return CatalogueDraft(
        year=year["year"],
        title=year["title"],
        doc_no=year["doc_no"],
        meeting=year["meeting"],
        party_consent=year["party_consent"],
        party_consent_on=year["party_consent_on"],
        comment_opened_on=opened,
        comment_closed_on=closed,
        comments_received=year["draft_comments_received"],
    )


async def _draft(item: dict[str, Any], people: People) -> str:
    return (await draft_decision(decision_draft(item), staff=people["justice"])).code


async def _publish(year: dict[str, Any], people: People) -> None:
    now = at(year["published_on"])
    submitted = await submit_catalogue(year["year"], staff=people["justice"])
    seen = ApprovalDraft(revision=submitted.revision)
    await approve_catalogue(
        year["year"], seen, staff=people["office"], now=now - timedelta(hours=1)
    )
    await publish_catalogue(year["year"], staff=people["office"], now=now)


async def _adjust(
    code: str, item: dict[str, Any], change: dict[str, Any], *, people: People
) -> str:
    kind = AdjustmentKind(change["type"])
    is_rescheduled = kind is AdjustmentKind.RESCHEDULE
    draft = AdjustmentDraft(
        kind=kind,
        reason=change["reason"],
        approval=change["approved_by"],
        adjusted_on=change["on"],
        planned_month=month(item["planned_decision_month"]) if is_rescheduled else None,
    )
    now = at(change["on"])
    proposed = await propose_adjustment(code, draft, staff=people["justice"], now=now)
    approved = await approve_adjustment(proposed.id, staff=people["office"], now=now)
    return approved.code
