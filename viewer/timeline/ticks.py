"""Lines and words of the time axis: two levels of calendar units, for any stretch of time.

    2024     | 2025                              major: always one label in sight, at the left edge if need be
    Nov  Dec | Jan  Feb  Mar  Apr  May           minor: the finest unit whose words fit

Whole-number calendar arithmetic throughout; years before 1 are counted as "BCE", without a year 0.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import floor, inf

from viewer.events.calendars import SECONDS_PER_DAY, civil_from_days, days_from_civil, seconds_from_civil
from viewer.timeline.picture import Axis, Tick
from viewer.timeline.scale import TimeScale

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR = 31_556_952  # seconds, mean Gregorian
_MILLION, _BILLION = 10**6, 10**9
_FAR = 1e6  # px to either side, beyond which no boundary stands


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Boundaries number ``..., -1, 0, 1, ...`` of a calendar unit.

    Attributes:
        seconds: the usual distance of two boundaries.
        room: px that a label needs.
        index: the number of the last boundary at or before an instant (whole seconds).
        start: the instant of a boundary.
        label: the words of a boundary.
    """

    seconds: int
    room: float
    index: Callable[[int], int]
    start: Callable[[int], int]
    label: Callable[[int], str]


def axis(scale: TimeScale) -> Axis:
    """The ticks of a scale: from the last boundary at or before its begin to its end.

    Strictly increasing in x; a label is never nearer to the next than its room, hence at most one tick for 24 px.
    """
    minor, major = _units(scale.seconds_per_px)
    return Axis(_ticks(major, scale), _ticks(minor, scale))


def year_in_words(year: int) -> str:
    """An astronomical year: "2025", "12,000", "490 BCE" (-489), "3.5 million BCE"."""
    count, era = (year, "") if year > 0 else (1 - year, " BCE")
    for size, name in ((_BILLION, " billion"), (_MILLION, " million")):
        if count >= size:
            # Boundaries after the epoch are multiples; before it, counts are.
            return f"{_decimal(count, size)}{name}{era}"
    if year > 0 and count < 1000:
        era = " CE"
    return f"{count:,}{era}" if count >= 10_000 else f"{count}{era}"


def _decimal(count: int, size: int) -> str:
    whole, rest = divmod(count, size)
    digits = f"{rest:0{len(str(size)) - 1}d}".rstrip("0")
    return f"{whole:,}.{digits}" if digits else f"{whole:,}"


def _ticks(unit: Unit, scale: TimeScale) -> tuple[Tick, ...]:
    """From the last boundary at or before the left edge to the right one; each is as wide as it is far to the next."""
    index = unit.index(floor(scale.span.begin))
    most = 2 * int((scale.x1 - scale.x0) / 24) + 8
    begin, x0, x1, q = scale.span.begin, scale.x0, scale.x1, scale.seconds_per_px
    places: list[tuple[float, str]] = []
    before = -inf
    for number in range(index, index + most):
        start, label = _boundary(unit, number)
        x = min(max(x0 + (start - begin) / q, -_FAR), _FAR)
        if x > before:
            places.append((x, label))
        before = x
        if x > x1:
            break
    return tuple([Tick(x, label, end - x) for (x, label), (end, _) in pairwise(places)])


@lru_cache(maxsize=4096)
def _boundary(unit: Unit, number: int) -> tuple[float, str]:
    """The instant and the words of a boundary: while one pans they are asked for again and again."""
    return float(unit.start(number)), unit.label(number)


def _units(seconds_per_px: float) -> tuple[Unit, Unit]:
    ladder = _ladder()
    for minor, major in ladder:
        if minor.room * seconds_per_px <= minor.seconds:
            return minor, major
    wanted = 72 * seconds_per_px / _YEAR
    power = 10
    while True:
        for step in (power, 2 * power, 5 * power):
            if step >= wanted:
                return _year_pair(step)
        power *= 10


@lru_cache(maxsize=1)
def _ladder() -> tuple[tuple[Unit, Unit], ...]:
    """Pairs of a unit and the larger one above it, finest first."""
    day_above = Unit(SECONDS_PER_DAY, 90, _day_index, _day_start, _full_day)
    month_above = Unit(30 * SECONDS_PER_DAY, 64, _month_index, _month_start, _full_month)
    pairs = [(_clock(step), day_above) for step in (1, 5, 10, 15, 30)]
    pairs += [(_clock(60 * step), day_above) for step in (1, 2, 5, 10, 15, 30)]
    pairs += [(_clock(3600 * step), day_above) for step in (1, 2, 3, 6, 12)]
    pairs += [
        (Unit(SECONDS_PER_DAY, 60, _day_index, _day_start, _day_of_week), month_above),
        (Unit(SECONDS_PER_DAY, 26, _day_index, _day_start, _day_of_month), month_above),
    ]
    pairs += [(_days(step), month_above) for step in (2, 5, 10)]
    pairs += [(_months(step), _years(1)) for step in (1, 3)]
    pairs += [_year_pair(step) for step in (1, 2, 5)]
    return tuple(pairs)


@lru_cache(maxsize=64)
def _year_pair(step: int) -> tuple[Unit, Unit]:
    above = 10
    while above < 5 * step:
        above *= 10
    return _years(step), _ages(above)


def _clock(step: int) -> Unit:
    def label(number: int) -> str:
        hours, seconds = divmod(number * step % SECONDS_PER_DAY, 3600)
        words = f"{hours:02d}:{seconds // 60:02d}"
        return f"{words}:{seconds % 60:02d}" if step < 60 else words

    return Unit(step, 64 if step < 60 else 48, lambda t: t // step, lambda number: number * step, label)


def _day_index(t: int) -> int:
    return t // SECONDS_PER_DAY


def _day_start(number: int) -> int:
    return number * SECONDS_PER_DAY


def _full_day(number: int) -> str:
    year, month, day = civil_from_days(number)
    return f"{day} {MONTHS[month - 1]} {year_in_words(year)}"


def _day_of_month(number: int) -> str:
    return str(civil_from_days(number)[2])


def _day_of_week(number: int) -> str:
    return f"{('Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed')[number % 7]} {_day_of_month(number)}"


def _days(step: int) -> Unit:
    """Every so many days of each month, beginning with the first; the stub before the next month is left out."""
    firsts = tuple(range(1, 31 - step // 2, step))

    def index(t: int) -> int:
        year, month, day = civil_from_days(t // SECONDS_PER_DAY)
        return (12 * year + month - 1) * len(firsts) + bisect_right(firsts, day) - 1

    def start(number: int) -> int:
        months, nth = divmod(number, len(firsts))
        return _month_start(months) + (firsts[nth] - 1) * SECONDS_PER_DAY

    return Unit(
        step * SECONDS_PER_DAY,
        {2: 30, 5: 36, 10: 44}[step],
        index,
        start,
        lambda number: str(firsts[number % len(firsts)]),
    )


def _month_index(t: int) -> int:
    year, month, _ = civil_from_days(t // SECONDS_PER_DAY)
    return 12 * year + month - 1


def _month_start(number: int) -> int:
    year, month = divmod(number, 12)
    return days_from_civil(year, month + 1, 1) * SECONDS_PER_DAY


def _full_month(number: int) -> str:
    year, month = divmod(number, 12)
    return f"{MONTHS[month]} {year_in_words(year)}"


def _months(step: int) -> Unit:
    return Unit(
        step * 30 * SECONDS_PER_DAY,
        34,
        lambda t: _month_index(t) // step,
        lambda number: _month_start(number * step),
        lambda number: MONTHS[number * step % 12],
    )


def _year_of(number: int, step: int) -> int:
    """The astronomical year of a boundary; counted from 1 CE forwards and from 1 BCE backwards."""
    if step == 1 or number > 0:
        return number * step
    return 1 + number * step


def _year_index(t: int, step: int) -> int:
    year = civil_from_days(t // SECONDS_PER_DAY)[0]
    if step == 1:
        return year
    return year // step if year > 0 else (year - 1) // step


def _years(step: int) -> Unit:
    return Unit(
        step * _YEAR,
        48 if step < 10 else 64,
        lambda t: _year_index(t, step),
        lambda number: seconds_from_civil(_year_of(number, step)),
        lambda number: year_in_words(_year_of(number, step)),
    )


def _ages(step: int) -> Unit:
    """Decades and longer ages, named by their first and last year."""

    def label(number: int) -> str:
        first, last = _year_of(number, step), _year_of(number + 1, step) - 1
        if first > 0:
            if step == 10 and first >= 1000:
                return f"{first}s"
            if step >= _MILLION:
                return f"from {year_in_words(first)}"
            return f"{first:,}–{last:,}" if last >= 10_000 else f"{first}–{last}" + (" CE" if last < 1000 else "")
        if step >= _MILLION:
            return f"from {year_in_words(first)}"
        return f"{year_in_words(first).removesuffix(' BCE')}–{year_in_words(last)}"

    return Unit(
        step * _YEAR,
        90,
        lambda t: _year_index(t, step),
        lambda number: seconds_from_civil(_year_of(number, step)),
        label,
    )
