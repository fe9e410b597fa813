"""What letters tell: what a subject is called, and what became of opinions."""

from collections.abc import Sequence

from backend.kernel.database import rows
from backend.opinions.enums import Result
from backend.opinions.schemas.telling import AnswerTold, SubjectTold

SUBJECT = "SELECT title, path FROM opinion_subject WHERE id = {}"
# Who said the same thing twice is answered by the first; the second stands in no table.
ANSWERS = """
SELECT o.id AS number, v.id AS original, a.result, a.reason,
       'withheld' IN (o.state, v.state) AS is_withheld
FROM opinion o JOIN opinion v ON v.id = coalesce(o.duplicate_of, o.id)
JOIN opinion_answer a ON a.opinion = v.id
WHERE o.id = ANY({}::bigint[]) ORDER BY o.id
"""


async def subject_told(subject_id: int) -> SubjectTold:
    """Return what a subject is called and where it is shown."""
    return SubjectTold(**(await rows(SUBJECT, subject_id))[0])


async def answers_told(numbers: Sequence[int]) -> dict[int, AnswerTold]:
    """Return the published answers to these opinions; nothing for those that have none.

    A duplicate has its original's.
    """
    found = await rows(ANSWERS, list(numbers)) if numbers else []
    return {row["number"]: AnswerTold(**{**row, "result": Result(row["result"])}) for row in found}
