"""Keeping the figures cheap to add up: many differences become their sum."""

from backend.kernel.database import rows, transaction

WORTH_IT = 200  # differences of one subject, or one passage
AT_ONCE = 20_000  # in one statement, so that none takes long
CROWDED = "SELECT subject AS of FROM opinion_tally GROUP BY subject HAVING count(*) > {}"
CROWDED_PASSAGES = """
SELECT passage AS of FROM opinion_passage_tally GROUP BY passage HAVING count(*) > {}
"""
# Taken and put back in one statement: no reader ever sees a part of it.
FOLD = """
WITH taken AS (
    DELETE FROM opinion_tally WHERE id = ANY (ARRAY(
        SELECT id FROM opinion_tally
        WHERE subject = {} ORDER BY id LIMIT {} FOR UPDATE SKIP LOCKED))
    RETURNING subject, channel, state, rule, opinions
), folded AS (
    INSERT INTO opinion_tally (subject, channel, state, rule, opinions)
    SELECT subject, channel, state, rule, sum(opinions) FROM taken
    GROUP BY subject, channel, state, rule HAVING sum(opinions) <> 0
)
SELECT count(*) AS taken FROM taken
"""
FOLD_PASSAGES = """
WITH taken AS (
    DELETE FROM opinion_passage_tally WHERE id = ANY (ARRAY(
        SELECT id FROM opinion_passage_tally
        WHERE passage = {} ORDER BY id LIMIT {} FOR UPDATE SKIP LOCKED))
    RETURNING passage, opinions
), folded AS (
    INSERT INTO opinion_passage_tally (passage, opinions)
    SELECT passage, sum(opinions) FROM taken GROUP BY passage HAVING sum(opinions) <> 0
)
SELECT count(*) AS taken FROM taken
"""


async def fold_tallies(*, worth_it: int = WORTH_IT, at_once: int = AT_ONCE) -> int:
    """Fold what has grown long, while opinions arrive; return how many differences were taken."""
    taken = 0
    for crowded, fold in ((CROWDED, FOLD), (CROWDED_PASSAGES, FOLD_PASSAGES)):
        for found in await rows(crowded, worth_it):
            taken += await _fold(fold, found["of"], at_once)
    return taken


async def _fold(sql: str, whose: int, at_once: int) -> int:
    """Fold one subject or passage; what arrives meanwhile has higher numbers, so this ends."""
    taken = 0
    while True:
        async with transaction():
            part: int = (await rows(sql, whose, at_once))[0]["taken"]
        taken += part
        if part < at_once:
            return taken
