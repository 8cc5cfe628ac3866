"""Hypothesis strategies for dates: EDTF text of every kind that is accepted, and text that is nearly so."""

from hypothesis import strategies as st

from viewer.events.calendars import civil_from_days, days_from_civil
from viewer.events.dates import is_edtf

MARKS = st.sampled_from(["", "", "?", "~", "%"])
_FIRST, _LAST = days_from_civil(-9999, 1, 1), days_from_civil(9999, 12, 31)


def year_text(year: int) -> str:
    """A year of at most four digits as EDTF."""
    return f"{year:05}" if year < 0 else f"{year:04}"


def day_text(days: int) -> str:
    """A count of days since 1970-01-01 as EDTF."""
    year, month, day = civil_from_days(days)
    return f"{year_text(year)}-{month:02}-{day:02}"


years = st.integers(-9999, 9999).map(year_text)
days = st.integers(_FIRST, _LAST).map(day_text)
months = days.map(lambda day: day[:-3])
seasons = st.builds("{}-{}".format, years, st.integers(21, 41))
plain_dates = st.one_of(days, months, years, seasons)

long_years = st.one_of(
    st.builds("Y{}{}".format, st.sampled_from(["", "-"]), st.integers(10_000, 10**11)),
    st.builds("Y{}{}E{}".format, st.sampled_from(["", "-"]), st.integers(1, 99), st.integers(5, 9)),
)
rounded_years = st.builds("{}S{}".format, st.one_of(years, long_years), st.integers(1, 5)).filter(is_edtf)


@st.composite
def unspecified_dates(draw: st.DrawFn) -> str:
    """A day, month or year with some digits replaced by X; only those that fit some day."""
    text = draw(st.one_of(days, months, years))
    hidden = draw(st.sets(st.integers(0, len(text) - 1), min_size=1))
    masked = "".join("X" if at in hidden and digit.isdigit() else digit for at, digit in enumerate(text))
    return masked.replace("-0000", "-000X", 1) if masked.startswith("-0000") else masked


@st.composite
def qualified_dates(draw: st.DrawFn) -> str:
    """A date with qualifiers before and after any of its parts."""
    text = draw(st.one_of(days, months, years))
    sign, parts = ("-", text[1:].split("-")) if text[0] == "-" else ("", text.split("-"))
    parts[0] = sign + parts[0]
    return "-".join(f"{draw(MARKS)}{part}{draw(MARKS)}" for part in parts)


@st.composite
def timed_dates(draw: st.DrawFn) -> str:
    """A day with a time of day, with or without a difference from UTC."""
    hour, minute, second = draw(st.integers(0, 23)), draw(st.integers(0, 59)), draw(st.integers(0, 59))
    clock = draw(st.sampled_from(["{:02}", "{:02}:{:02}", "{:02}:{:02}:{:02}", "{:02}:{:02}:{:02}.25"]))
    shift = draw(st.sampled_from(["", "Z", "+05", "-04:30", "+14:00", "-12:00", "\u221203:00"]))
    return f"{draw(days)}T{clock.format(hour, minute, second)}{shift}"


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, str]:
    """Two plain dates, the first no later than the second."""
    first, last = sorted(draw(st.tuples(st.integers(_FIRST, _LAST), st.integers(_FIRST, _LAST))))
    cut = draw(st.sampled_from([10, 7, 4]))
    one, other = day_text(first), day_text(last)
    return tuple(text[: cut + (text[0] == "-")] for text in (one, other))


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """An interval: closed, open, unknown, qualified."""
    first, last = draw(ranges())
    kind = draw(st.sampled_from(["{}/{}", "{}/..", "../{1}", "{}/", "/{1}", "../..", "/..", "../", "{}~/{}?"]))
    return kind.format(first, last)


@st.composite
def sets(draw: st.DrawFn) -> str:
    """One of several dates or all of them, with ranges, perhaps open at either edge."""
    members = draw(st.lists(st.one_of(plain_dates, ranges().map("..".join)), min_size=1, max_size=4))
    if ".." not in members[0] and draw(st.booleans()):
        members[0] = ".." + members[0]
    if ".." not in members[-1] and draw(st.booleans()):
        members[-1] += ".."
    opening, closing = draw(st.sampled_from(["[]", "{}"]))
    return f"{opening}{','.join(members)}{closing}"


short_years = st.one_of(st.integers(0, 99).map("{:02}".format), st.integers(-99, -1).map("{:03}".format))
decades = st.one_of(st.integers(0, 999).map("{:03}".format), st.integers(-999, -1).map("{:04}".format))

edtf_texts = st.one_of(
    plain_dates, long_years, rounded_years, unspecified_dates(), qualified_dates(), timed_dates(), intervals(), sets(),
    short_years, decades,
)  # fmt: skip
nearly_edtf = st.text(alphabet="0123456789-/X?~%.[]{},YESTZ:+ \u2212", max_size=24)
