"""Circles among links between events: an event cannot follow, or be part of, what comes out of itself."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray


def closing(source: NDArray[np.int32], target: NDArray[np.int32]) -> list[int]:
    """Positions of the links that close a circle; without them the others form none.

    Args:
        source: row of the event that holds the link, shape (links,).
        target: row of the event it points to, same shape.

    Depth-first search without recursion (Tarjan 1972: a link to an event still on the path closes a circle).
    """
    if bool(np.all(target < source)):  # every link points back in the file, the usual case
        return []
    outgoing: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for position, (begin, end) in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
        outgoing[begin].append((position, end))
    done: set[int] = set()
    found: list[int] = []
    for first in list(outgoing):
        if first in done:
            continue
        on_path = {first}
        path = [(first, iter(outgoing[first]))]
        while path:
            node, links = path[-1]
            for position, end in links:
                if end in on_path:
                    found.append(position)
                elif end in outgoing and end not in done:
                    on_path.add(end)
                    path.append((end, iter(outgoing[end])))
                    break
            else:
                path.pop()
                on_path.discard(node)
                done.add(node)
    return sorted(found)
