"""What the desk should look at before a report goes on: one sentence for unlike opinions."""

from collections.abc import Sequence

from backend.kernel.text.likeness.cohesion import UNLIKE, unlike
from backend.opinions.queries.standing import given_reasons, texts_of
from backend.opinions.rules.sameness import GivenReason, repeated, warning_of
from backend.opinions.schemas.points import Caution

MOST_COMPARED = 60  # opinions one sentence was given to, taken evenly from all of them


async def cautions_of(subject_id: int) -> tuple[Caution, ...]:
    """Return the sentences that were given to different points, or to unlike opinions.

    Opinions that are alike may well share their answer: those are no cause for a warning.
    """
    found = repeated(await given_reasons(subject_id))
    return tuple(
        [warning_of(words, given) for words, given in found.items() if await _is_unlike(given)]
    )


async def _is_unlike(given: Sequence[GivenReason]) -> bool:
    if any(one.point for one in given):
        return True
    numbers = [one.opinion for one in given if one.opinion is not None]
    step = -(-len(numbers) // MOST_COMPARED)
    return unlike(await texts_of(numbers[::step])) >= UNLIKE
