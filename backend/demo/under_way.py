"""What the demo county's staff are in the middle of: next year's draft, a proposal that waits."""

from typing import Any

from backend.decisions.operations.adjusting import propose_adjustment
from backend.decisions.operations.drafting import draft_catalogue, draft_decision
from backend.decisions.schemas.drafts import AdjustmentDraft, CatalogueDraft, DecisionDraft
from backend.demo.catalogue import at
from backend.demo.county import People


async def load(content: dict[str, Any], people: People) -> None:
    """Open next year's catalogue with unfinished drafts, and propose a change to decide on."""
    await draft_catalogue(CatalogueDraft(**content["catalogue"]), staff=people["justice"])
    for draft in content["drafts"]:
        by = people[draft.pop("by")]
        await draft_decision(DecisionDraft(**draft), staff=by)
    for proposal in content["proposals"]:
        code, by = proposal.pop("code"), people[proposal.pop("by")]
        draft = AdjustmentDraft(**proposal)
        await propose_adjustment(code, draft, staff=by, now=at(draft.adjusted_on))
