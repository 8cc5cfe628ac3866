"""All checks of a file that comes in pieces: threads share what can be said of each, the rest is said of all.

    pieces ──► tables ──► texts, ids, titles ──┬─► codes, dates, sources, tags ──► united; ``frames`` has links made
                                               └─► is an id used twice?
                                                   (then that comes first, and once more the others)

What is found does not depend on which thread is faster: a piece has lists of problems of its own, and those are
put together in the order of the pieces.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from viewer.events.checks import Checks
from viewer.events.columns import one
from viewer.events.connections import Connections
from viewer.events.gathering import PARTS, Piece, nothing, united
from viewer.events.problems import Problems
from viewer.events.scanning import may_repeat, prints
from viewer.events.turns import in_turn

_THREADS = 2


class _Placed(NamedTuple):
    """A piece with the 0-based places of its events in the file, and which of them cannot be read."""

    piece: Piece
    record: NDArray[np.integer]
    lost: NDArray[np.int64]


class _Judged(NamedTuple):
    """A piece after its checks: with all events that have a name, with only good values in them, ``prints`` of ids."""

    named: Checks
    good: Checks
    prints: NDArray[np.uint64]


def checked(
    pieces: Iterable[Piece],
    problems: Problems,
    *,
    declared: Collection[str],
    unreadable: Sequence[int],
    numbers: NDArray[np.int64] | None = None,
) -> tuple[Connections, int]:
    """All events with only good values in them, whose links are yet to be made, and how many records there were.

    Args:
        pieces: as of ``gathering``.
        problems: those found here are added.
        declared: codes of organisations that the file declares.
        unreadable: see ``EventTable.build``.
        numbers: see ``EventTable.checked``.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        later = Problems(problems.room)
        judge = partial(_judged, declared=declared, most=problems.room)
        judged = []
        for piece in in_turn(pool, judge, _placed(pieces, unreadable, numbers)):
            problems.extend(piece.named.problems)
            later.extend(piece.good.problems)
            judged.append(piece)
        read = sum(piece.named.size for piece in judged)
        good, ids = [piece.good for piece in judged], [piece.prints for piece in judged]
        if any(pool.map(partial(may_repeat, ids, parts=_THREADS), range(_THREADS))):
            named = [piece.named for piece in judged]
            _leave_out(named, problems)
            good = list(in_turn(pool, partial(_valued, declared=declared, most=problems.room), named))
            later, ids = Problems(problems.room), [_ids(again) for again in good]
            for again in good:
                later.extend(again.problems)
            del named
        problems.extend(later)
        del judged, piece
        whole = Connections(_together(pool, good), np.concatenate([piece.record for piece in good]), problems, ids)
    return whole, read


def _placed(pieces: Iterable[Piece], unreadable: Sequence[int], numbers: NDArray[np.int64] | None) -> Iterator[_Placed]:
    """Each piece with its places; one without events where there is none."""
    begin = 0
    for piece in pieces:
        end = begin + piece.size
        record = np.arange(begin, end, dtype=np.int32) if numbers is None else numbers[begin:end] - 1
        yield _Placed(piece, record, np.array([n - begin for n in unreadable if begin <= n < end], np.int64))
        begin = end
    if not begin:
        yield _Placed(nothing(), np.zeros(0, np.int64), np.zeros(0, np.int64))


def _judged(placed: _Placed, declared: Collection[str], most: int) -> _Judged:
    """All that can be said of a piece alone, as if no id of it occurred before; ``most`` problems are listed."""
    problems = Problems(most)
    named = Checks(placed.piece.tables(problems), placed.record, problems)
    named.names(placed.lost)
    return _Judged(named, _valued(named, declared, most), _ids(named))


def _ids(piece: Checks) -> NDArray[np.uint64]:
    """The ``prints`` of its ids."""
    return prints(one(piece.tables["events"]["id"]))


def _valued(piece: Checks, declared: Collection[str], most: int) -> Checks:
    """The piece stays as it is, since it may be needed once more."""
    other = Checks(dict(piece.tables), piece.record, Problems(most))
    other.values(declared)
    return other


def _leave_out(pieces: Sequence[Checks], problems: Problems) -> None:
    """Report and take out the events that have the id of an earlier one."""
    ids = pa.chunked_array([one(piece.tables["events"]["id"]) for piece in pieces])
    again = ids.to_pandas().duplicated().to_numpy()
    begin = 0
    for piece in pieces:
        end = begin + len(piece.record)
        piece.problems = Problems(problems.room)
        piece.repeated(again[begin:end])
        problems.extend(piece.problems)
        begin = end


def _together(pool: Executor, pieces: Sequence[Checks]) -> dict[str, Any]:
    """The tables of all pieces in one, as chunks, with the rows counted through; the pieces lose theirs."""
    begins = accumulate((len(piece.record) for piece in pieces), initial=0)
    list(pool.map(_counted_on, pieces, begins))
    return {name: united([piece.tables.pop(name) for piece in pieces]) for name in ("events", *PARTS)}


def _counted_on(piece: Checks, begin: int) -> None:
    """Number the rows of a piece on from those before it."""
    for name in PARTS:
        table = piece.tables[name]
        piece.put(name, "row", pa.array(one(table["row"]).to_numpy() + np.int32(begin)))
        if name == "relations":  # of which more will be said
            piece.put(name, "nth", table["nth"].cast(pa.int32()))
        else:
            piece.tables[name] = piece.tables[name].drop_columns(["nth"])
