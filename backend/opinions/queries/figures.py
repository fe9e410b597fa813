"""The figures: how many opinions came, by which way, and where they stand."""

from collections.abc import Sequence

from backend.kernel.database import rows
from backend.kernel.health import Figure
from backend.opinions.enums import Channel, OpinionState
from backend.opinions.rules.figures import Count, add_up
from backend.opinions.schemas.shown import Figures

COUNTED = """
SELECT c.channel, c.state, c.opinions, coalesce(r.code, '') AS rule,
       coalesce(r.title, '') AS rule_title, coalesce(r.is_answered, TRUE) AS is_answered
FROM ({counts}) c LEFT JOIN moderation_rule r ON r.id = c.rule
ORDER BY r.position, r.id, c.channel, c.state
"""
TALLIED = COUNTED.format(
    counts="SELECT channel, state, rule, sum(opinions)::int AS opinions FROM opinion_tally"
    " WHERE subject = {} GROUP BY channel, state, rule"
)
RAW = COUNTED.format(
    counts="SELECT channel, state, rule, count(*)::int AS opinions FROM opinion"
    " WHERE subject = {} GROUP BY channel, state, rule"
)
RECEIVED = """
SELECT subject, sum(opinions)::int AS opinions FROM opinion_tally
WHERE subject = ANY({}::int[]) GROUP BY subject
"""
OF_PASSAGES = """
SELECT t.passage, sum(t.opinions)::int AS opinions
FROM opinion_passage p JOIN opinion_passage_tally t ON t.passage = p.id
WHERE p.subject = {} GROUP BY t.passage HAVING sum(t.opinions) > 0
"""
UNRECONCILED = """
WITH told AS (
    SELECT subject, channel, state, coalesce(rule, 0) AS rule, sum(opinions) AS opinions
    FROM opinion_tally GROUP BY 1, 2, 3, 4 HAVING sum(opinions) <> 0
), counted AS (
    SELECT subject, channel, state, coalesce(rule, 0) AS rule, count(*) AS opinions
    FROM opinion GROUP BY 1, 2, 3, 4
), told_of_passages AS (
    SELECT passage, sum(opinions) AS opinions FROM opinion_passage_tally
    GROUP BY 1 HAVING sum(opinions) <> 0
), counted_of_passages AS (
    SELECT r.passage, count(*) AS opinions
    FROM opinion_reference r JOIN opinion o ON o.id = r.opinion AND o.state = 'published' GROUP BY 1
)
SELECT subject FROM told FULL JOIN counted USING (subject, channel, state, rule)
WHERE told.opinions IS DISTINCT FROM counted.opinions
UNION
SELECT p.subject FROM told_of_passages t FULL JOIN counted_of_passages c USING (passage)
JOIN opinion_passage p ON p.id = passage WHERE t.opinions IS DISTINCT FROM c.opinions
ORDER BY 1
"""
BY_STATE = "SELECT state, sum(opinions)::int AS opinions FROM opinion_tally GROUP BY state"
OLDEST = """
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float AS seconds
FROM opinion WHERE state = 'received'
"""


async def figures_of(subject_id: int) -> Figures:
    """Return how a subject's opinions add up, from what was counted when they changed."""
    return await _figures(TALLIED, subject_id)


async def count_raw(subject_id: int) -> Figures:
    """Return the same from the opinions themselves: slow, and never different."""
    return await _figures(RAW, subject_id)


async def _figures(sql: str, subject_id: int) -> Figures:
    found = await rows(sql, subject_id)
    return add_up(
        Count(**{**row, "channel": Channel(row["channel"]), "state": OpinionState(row["state"])})
        for row in found
    )


async def received_by_subject(ids: Sequence[int]) -> dict[int, int]:
    """Return how many opinions came on each of these subjects; one without any is left out."""
    if not ids:
        return {}
    return {row["subject"]: row["opinions"] for row in await rows(RECEIVED, list(ids))}


async def passage_counts(subject_id: int) -> dict[int, int]:
    """Return how many published opinions point at each passage that any points at."""
    return {row["passage"]: row["opinions"] for row in await rows(OF_PASSAGES, subject_id)}


async def figures() -> list[Figure]:
    """Return how many opinions stand where, and how long the oldest waits for a moderator."""
    counts = {row["state"]: row["opinions"] for row in await rows(BY_STATE)}
    meaning = "Opinions by where they stand."
    found = [
        Figure("huiyin_opinions", meaning, counts.get(state.value, 0), {"state": state.value})
        for state in OpinionState
    ]
    waits = "How long the oldest opinion that nobody has looked at has waited."
    return [
        *found,
        Figure("huiyin_opinions_oldest_seconds", waits, (await rows(OLDEST))[0]["seconds"]),
    ]


async def list_unreconciled() -> tuple[int, ...]:
    """Return the subjects whose figures differ from their opinions, both seen in one moment."""
    return tuple(row["subject"] for row in await rows(UNRECONCILED))
