"""Handing a citizen's opinion to the ledger."""

from backend.consultations.rules.slugs import is_slug
from backend.consultations.schemas.writing import Signed
from backend.consultations.tables import OptionPreference
from backend.decisions.queries.visible import VISIBLE, visible_rows
from backend.kernel.database import transaction
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.language import say
from backend.opinions.operations.receiving import Sought, count_arrival, receive_opinion
from backend.opinions.schemas.receiving import Arrival, Receipt

IS_KNOWN = """
SELECT {}::int IN (SELECT id FROM consultation_option WHERE consultation = c.id) AS is_known
"""
SEEN = """
FROM consultation c LEFT JOIN visible v ON v.id = c.decision
WHERE c.slug = {} AND c.state IN ('published', 'concluded')
  AND (c.decision IS NULL OR v.id IS NOT NULL)
"""


async def submit_opinion(slug: str, sent: Signed, arrival: Arrival) -> Receipt:
    """Enter an opinion on a consultation; a repeated sending gets the first one's receipt.

    Raises NotFound, Invalid by field, TooLate after the last day by the database's clock.
    """
    if not is_slug(slug):
        raise NotFound
    subject = Sought(f"{VISIBLE} SELECT c.subject {SEEN}", (slug,))
    if sent.option is None:
        return await receive_opinion(subject, sent.to_draft(), arrival)
    arrival = await count_arrival(arrival)
    async with transaction():
        await _require_option(slug, sent.option)
        receipt = await receive_opinion(subject, sent.to_draft(), arrival)
        if not receipt.is_repeated:
            chosen = OptionPreference(opinion=receipt.number, option=sent.option)
            await OptionPreference.insert(chosen)
    return receipt


async def _require_option(slug: str, option: int) -> None:
    """Raise NotFound for no such consultation, Invalid for an option that is another's."""
    found = await visible_rows(IS_KNOWN + SEEN, option, slug)
    if not found:
        raise NotFound
    if not found[0]["is_known"]:
        raise Invalid(fields={"option": say("没有这个方案，请重新选。")})
