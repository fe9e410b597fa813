"""Writing versions: what the catalogue says of a decision from now on, sealed with its hash."""

import hashlib
from collections.abc import Mapping
from datetime import date

from backend.decisions.schemas.content import DecisionContent
from backend.decisions.tables import Decision, DecisionVersion
from backend.journal.operations import canonical


async def write_versions(
    contents: Mapping[int, DecisionContent],
    *,
    number: int,
    published_on: date,
    adjustment: int | None = None,
) -> None:
    """Write version `number` of these decisions and make it the current one."""
    if not contents:
        return
    found = [
        _version(decision_id, content, number, published_on=published_on, adjustment=adjustment)
        for decision_id, content in contents.items()
    ]
    await DecisionVersion.insert(*found)
    await Decision.update(
        {Decision.current_version: number, Decision.revision: Decision.revision + 1}
    ).where(Decision.id.is_in(list(contents)))


def _version(
    decision_id: int,
    content: DecisionContent,
    number: int,
    *,
    published_on: date,
    adjustment: int | None,
) -> DecisionVersion:
    text = canonical(content)
    return DecisionVersion(
        decision=decision_id,
        number=number,
        adjustment=adjustment,
        published_on=published_on,
        content=text,
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
