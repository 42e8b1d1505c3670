"""Circles in a dated tree: pure reasoning over the few rows that may stand in one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edge:
    """A child under a parent for `valid_from <= day < valid_to`, and where that is written."""

    child: int
    parent: int
    valid_from: date
    valid_to: date
    line: int | None = None
    file: str | None = None


def cycles(edges: Sequence[Edge]) -> Iterator[tuple[Edge, date]]:
    """Yield, for each circle that exists on some day, its edge written last and the first day of the circle.

    A circle begins on a day on which one of its edges begins, so only those days are looked at.
    """
    seen: set[frozenset[int]] = set()
    for day in sorted({edge.valid_from for edge in edges}):
        standing = {edge.child: edge for edge in edges if edge.valid_from <= day < edge.valid_to}
        for circle in _circles_of(standing):
            members = frozenset(edge.child for edge in circle)
            if members not in seen:
                seen.add(members)
                yield max(circle, key=_written), day


def _written(edge: Edge) -> tuple[bool, str, int]:
    return edge.line is not None, edge.file or "", edge.line or 0


def _circles_of(standing: dict[int, Edge]) -> Iterable[list[Edge]]:
    """Every node has one parent at most: walk up from each until a node comes back."""
    done: set[int] = set()
    for start in standing:
        path: dict[int, int] = {}
        node = start
        while node in standing and node not in done and node not in path:
            path[node] = len(path)
            node = standing[node].parent
        if node in path:
            yield [standing[child] for child, place in path.items() if place >= path[node]]
        done |= path.keys()
