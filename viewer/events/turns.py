"""Work on one thing after the other by several threads, whose results come in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

_WAITING = 3  # things that may be under way; more would only fill the memory
S = TypeVar("S")
T = TypeVar("T")


def in_turn(pool: Executor, work: Callable[[S], T], items: Iterable[S]) -> Iterator[T]:
    """What work makes of each item, in order; a few items at a time are under way."""
    waiting: deque[Future[T]] = deque()
    for item in items:
        if len(waiting) == _WAITING:
            yield waiting.popleft().result()
        waiting.append(pool.submit(work, item))
    while waiting:
        yield waiting.popleft().result()
