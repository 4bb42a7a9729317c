"""An axis that people can read: from nothing, by steps of 1, 2 or 5 of any power of ten."""

from __future__ import annotations

from itertools import count

MOST_STEPS = 4


def ticks(highest: int, most: int = MOST_STEPS) -> range:
    """Return the marks of an axis from 0 to the first at or above an amount.

    The step is the smallest of 1, 2, 5, 10, 20, … that takes no more than so many steps.
    """
    step = next(
        step
        for power in count()
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if step * most >= highest
    )
    steps = max(1, -(-highest // step))
    return range(0, step * steps + 1, step)
