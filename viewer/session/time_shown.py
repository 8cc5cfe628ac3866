"""The time that a picture draws, as an option says it: "2024-12/2026-01", "last 90 days"; and back from a span.

A span of the screen becomes whole days where these are too short to be seen in it, else whole seconds: what is said
of it is then the span itself, and a recipe draws what the window exports.
"""

from datetime import date

from viewer.errors import QueryError
from viewer.events.calendars import SECONDS_PER_DAY, civil_from_days
from viewer.events.dates import DISTANT_FUTURE, DISTANT_PAST
from viewer.events.query import Query
from viewer.session.relative import stretch
from viewer.timeline.scale import TimeSpan

_LONG = 1_000 * SECONDS_PER_DAY  # seconds from which a day is less than a px or two


def span_called(words: str, today: date) -> TimeSpan:
    """The span that words stand for, the whole of its last day or second included.

    Raises:
        QueryError: they are no stretch of time, or one without an end.
    """
    begin, end = Query().with_range(*stretch(words, today)).bounds() or (DISTANT_PAST, DISTANT_FUTURE)
    if begin == DISTANT_PAST or end == DISTANT_FUTURE:
        raise QueryError(f"show: “{words}” is open at an end.", "Give both its first and its last day.")
    return TimeSpan(float(begin), float(end))


def called(span: TimeSpan) -> str:
    """The shortest stretch of whole days, or seconds, that holds a span, as EDTF."""
    step = SECONDS_PER_DAY if span.length >= _LONG else 1
    begin, end = int(span.begin // step) * step, int(-(-span.end // step)) * step
    return f"{_moment(begin, step)}/{_moment(end - step, step)}"


def _moment(instant: int, step: int) -> str:
    days, seconds = divmod(instant, SECONDS_PER_DAY)
    year, month, day = civil_from_days(days)
    if abs(year) > 9_999:  # of which EDTF knows no days
        return f"Y{year}"
    sign = "-" if year < 0 else ""
    clock = "" if step > 1 else f"T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{sign}{abs(year):04}-{month:02}-{day:02}{clock}"
