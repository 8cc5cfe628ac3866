"""All checks of a file that comes in pieces: threads share what can be said of each, the rest is said of all.

    pieces ──► texts, ids, titles ──┬─► codes, dates, sources, tags ──► united ──► links ──► tables
                                    └─► is an id used twice? (then that comes first, and once more the others)

What is found does not depend on which thread is faster: a piece has a list of problems of its own, and those are
put together in the order of the pieces.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.checks import Checks
from viewer.events.columns import one
from viewer.events.connections import Connections
from viewer.events.gathering import PARTS, nothing, united
from viewer.events.problems import Problems
from viewer.events.scanning import may_repeat

_THREADS = 2
_WAITING = 3  # pieces that may be under way; more would only fill the memory
T = TypeVar("T")


def checked(
    pieces: Iterable[dict[str, Any]],
    problems: Problems,
    *,
    declared: Collection[str],
    unreadable: Sequence[int],
    numbers: NDArray[np.int64] | None = None,
) -> tuple[Connections, int]:
    """All events with only good values in them, and how many records there were.

    Args:
        pieces: as of ``gathering``.
        problems: those found here are added.
        declared: codes of organisations that the file declares.
        unreadable: see ``EventTable.build``.
        numbers: see ``EventTable.checked``.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        named = list(_in_turn(pool, problems, _named, _numbered(pieces, unreadable, numbers)))
        read = sum(piece.size for piece in named)
        named = named or [Checks(nothing(), np.zeros(0, np.int64), Problems())]
        ids = pa.chunked_array([one(piece.tables["events"]["id"]) for piece in named])
        repeating = pool.submit(may_repeat, ids)  # meanwhile it is taken for granted that each occurs once
        valued = partial(_valued, declared=declared)
        later = Problems(problems.room)
        good = list(_in_turn(pool, later, valued, named))
        if repeating.result():
            _leave_out(named, ids, problems)
            later = Problems(problems.room)
            good = list(_in_turn(pool, later, valued, named))
        problems.extend(later)
        del named
        whole = Connections(_together(good), np.concatenate([piece.record for piece in good]), problems)
        whole.run(pool)
    return whole, read


def _numbered(
    pieces: Iterable[dict[str, Any]], unreadable: Sequence[int], numbers: NDArray[np.int64] | None
) -> Iterator[tuple[Checks, NDArray[np.int64]]]:
    """Each piece with the places of its events in the file, and which of them cannot be read."""
    begin = 0
    for tables in pieces:
        end = begin + len(tables["events"])
        record = np.arange(begin, end) if numbers is None else numbers[begin:end] - 1
        lost = np.array([number - begin for number in unreadable if begin <= number < end], np.int64)
        yield Checks(tables, record, Problems()), lost
        begin = end


def _in_turn(
    pool: Executor, problems: Problems, work: Callable[[T, Problems], Checks], items: Iterable[T]
) -> Iterator[Checks]:
    """What work makes of each item, in order; a few items at a time are under way."""
    waiting: deque[Future[Checks]] = deque()

    def first() -> Checks:
        piece = waiting.popleft().result()
        problems.extend(piece.problems)
        return piece

    for item in items:
        if len(waiting) == _WAITING:
            yield first()
        waiting.append(pool.submit(work, item, Problems(problems.room)))
    while waiting:
        yield first()


def _named(item: tuple[Checks, NDArray[np.int64]], problems: Problems) -> Checks:
    piece, lost = item
    piece.problems = problems
    piece.names(lost)
    return piece


def _valued(piece: Checks, problems: Problems, declared: Collection[str]) -> Checks:
    """The piece stays as it is, since it may be needed once more."""
    other = Checks(dict(piece.tables), piece.record, problems)
    other.values(declared)
    return other


def _leave_out(pieces: Iterable[Checks], ids: Any, problems: Problems) -> None:
    """Report and take out the events that have the id of an earlier one."""
    again = ids.to_pandas().duplicated().to_numpy()
    begin = 0
    for piece in pieces:
        end = begin + len(piece.record)
        piece.problems = Problems(problems.room)
        piece.repeated(again[begin:end])
        problems.extend(piece.problems)
        begin = end


def _together(pieces: Sequence[Checks]) -> dict[str, Any]:
    """The tables of all pieces in one, as chunks, with the rows counted through; the pieces lose theirs."""
    begin = 0
    for piece in pieces:
        for name in PARTS:
            table = piece.tables[name]
            piece.put(name, "row", pa.array(one(table["row"]).to_numpy() + np.int32(begin)))
            if name != "relations":  # nothing will be said of the others any more
                piece.tables[name] = piece.tables[name].drop_columns(["nth"])
        begin += len(piece.record)
    return {name: united([piece.tables.pop(name) for piece in pieces]) for name in ("events", *PARTS)}
