"""Handing a citizen's opinion to the ledger."""

from backend.consultations.rules.slugs import is_slug
from backend.consultations.schemas.writing import Signed
from backend.consultations.tables import OptionPreference
from backend.decisions.queries.visible import visible_rows
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.language import say
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.schemas.receiving import Arrival, Receipt

SUBJECT = """
SELECT c.id, c.subject FROM consultation c LEFT JOIN visible v ON v.id = c.decision
WHERE c.slug = {} AND c.state IN ('published', 'concluded')
  AND (c.decision IS NULL OR v.id IS NOT NULL)
"""


async def submit_opinion(slug: str, sent: Signed, arrival: Arrival) -> Receipt:
    """Enter an opinion on a consultation; a repeated sending gets the first one's receipt.

    Raises NotFound, Invalid by field, TooLate after the last day by the database's clock.
    """
    found = await visible_rows(SUBJECT, slug) if is_slug(slug) else []
    if not found:
        raise NotFound
    if sent.option is None:
        return await receive_opinion(found[0]["subject"], sent.to_draft(), arrival)
    async with transaction():
        await _require_option(found[0]["id"], sent.option)
        receipt = await receive_opinion(found[0]["subject"], sent.to_draft(), arrival)
        if not receipt.is_repeated:
            chosen = OptionPreference(opinion=receipt.number, option=sent.option)
            await OptionPreference.insert(chosen)
    return receipt


async def _require_option(consultation: int, option: int) -> None:
    known = await rows(
        "SELECT 1 FROM consultation_option WHERE id = {} AND consultation = {}",
        option,
        consultation,
    )
    if not known:
        raise Invalid(fields={"option": say("没有这个方案，请重新选。")})
