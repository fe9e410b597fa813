"""Finds what kept its order when a row was rearranged."""

from bisect import bisect_left
from collections.abc import Sequence


def heaviest_rising(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Return the indexes of the rising selection of distinct places that weighs most.

    Takes n·log n steps: `best` holds ends of selections that grow in place and in weight alike.
    """
    ends: list[int] = []
    best: list[tuple[int, int]] = []  # weight and last index, for each end
    before: list[int] = []
    for index, (place, weight) in enumerate(zip(places, weights, strict=True)):
        at = bisect_left(ends, place)
        total, last = best[at - 1] if at else (0, -1)
        before.append(last)
        total += weight
        upto = at
        while upto < len(ends) and best[upto][0] <= total:
            upto += 1
        ends[at:upto], best[at:upto] = [place], [(total, index)]
    chosen: set[int] = set()
    index = best[-1][1] if best else -1
    while index >= 0:
        chosen.add(index)
        index = before[index]
    return chosen
