"""Chance that falls the same way every time: named streams of random numbers and weighted picks."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")


def chance(*words: str | int) -> Random:
    """Return the stream of this name; it does not depend on the process, the machine or other streams."""
    return Random("dangvu demo " + " ".join(map(str, words)))


class Weighted(Generic[Item]):
    """Items with weights, picked in the logarithm of their number."""

    def __init__(self, pairs: Iterable[tuple[Item, float]]) -> None:
        listed = list(pairs)
        self.items: Sequence[Item] = [item for item, _ in listed]
        self._sums = list(accumulate(weight for _, weight in listed))

    @classmethod
    def of(cls, weights: Mapping[Item, float]) -> "Weighted[Item]":
        return cls(weights.items())

    def pick(self, random: Random) -> Item:
        place = bisect_right(self._sums, random.random() * self._sums[-1])
        return self.items[min(place, len(self.items) - 1)]


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a whole number by weights, largest remainders first; the parts add up to it."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts
