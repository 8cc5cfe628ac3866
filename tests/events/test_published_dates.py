"""The strings that other projects published to test EDTF, read in place."""

import csv
import re

from viewer.events.calendars import SECONDS_PER_DAY, seconds_from_civil
from viewer.events.dates import is_edtf, parse

# Where a published list contradicts the standard (or the other lists), and why.
SPACES = "EDTF has no spaces: the same list refuses “[1667,1668, 1670..1672]”"
NOT_A_LEAP_YEAR = "29 February of a year that has none"
VERDICTS_THAT_ERR = {
    "Y-61000/-2000": "61001 BCE lies before 2001 BCE, and nothing keeps a long year out of an interval",
    "[1667, 1668, 1670..1672]": SPACES,
    "[1760-01, 1760-02, 1760-12..]": SPACES,
    "[1667, 1760-12]": SPACES,
    "{1667,1668, 1670..1672}": SPACES,
    "{1960, 1961-12}": SPACES,
    "[2020, 2021]": SPACES,
    "[2020, 2021, 2023]": SPACES,
    "{2020, 2021}": SPACES,
    "1900-02-29": NOT_A_LEAP_YEAR,
    "2019-02-29": NOT_A_LEAP_YEAR,
}
CALENDAR_QUARTER = "that list takes a season for the calendar quarter of the same number"
SIGNED_DIGITS = "the sign and leading digits of the years: -01 is -0199 to -0100, as -01XX is"
PADDED = "that list puts an unknown end ten years away"
BOUNDS_THAT_ERR = {
    **dict.fromkeys(
        ["2020-21", "2020-22", "2020-23", "2020-24", "1999-24", "2020-25", "2020-30", "2001-21"], CALENDAR_QUARTER
    ),
    "2010-24": "that list cuts winter off at the end of its December",
    "2020-37": "that list gives a third of the year five months",
    **dict.fromkeys(["-01", "-05", "-99", "-005"], SIGNED_DIGITS),
    **dict.fromkeys(["/2006", "2004-06-01/", "1984-06-02?/"], PADDED),
    "2020-05-01T10:30:00\u221205:00": "five hours behind UTC at 10:30 is 15:30 UTC, not 14:30",
    "2020-05-01T00:00:00+14:00": "fourteen hours ahead of UTC at midnight is 10:00 UTC",
    "2020-05-01T00:00:00-12:00": "twelve hours behind UTC at midnight is noon UTC",
    "Y100000": "the bounds given lie in 2062",
    "Y-10000": "the bounds given once are those of -9999",
}


def published(shared_data):
    """The rows of the published strings: text, verdict, level, source, note."""
    with shared_data("edtf/derived/edtf_vectors.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def day(text: str) -> int:
    """Seconds at the start of a day written year-month-day."""
    year, month, number = re.fullmatch(r"(-?\d+)-(\d\d)-(\d\d)", text).groups()
    return seconds_from_civil(int(year), int(month), int(number))


def bounds_of(row) -> tuple[int | None, int | None]:
    """First second and first second after, as the note of a row gives them; None where it does not."""
    note = row["note"]
    if found := re.search(r"min=(\S*) max=(\S*)", note):
        low, high = found.groups()
        if low == high == "0":  # that list's way to leave them out
            return None, None
        timed = "T" in row["string"]
        return (
            int(low) // 1000 if low not in {"", "-Infinity"} else None,
            int(high) // 1000 + 1 if high not in {"", "Infinity"} and not timed else None,
        )
    if not note.startswith("bounds="):
        return None, None
    given = note.removeprefix("bounds=").split("|")
    if re.search(r"S\d", row["string"]):  # the years that share the significant digits come second
        given = given[2:]
    low, high = (given[0], given[0]) if len(given) in {1, 3} else (given[0], given[1])
    return (
        day(low) if low != "-inf" else None,
        day(high) + SECONDS_PER_DAY if high != "inf" else None,
    )


def test_every_published_string_is_accepted_or_refused(shared_data):
    """Three independent lists of EDTF agree with the parser, but for strings where a list errs."""
    disagreeing = {
        row["string"] for row in published(shared_data) if is_edtf(row["string"]) != (row["verdict"] == "valid")
    }
    assert disagreeing == set(VERDICTS_THAT_ERR)


def test_bounds_are_those_published(shared_data):
    """Where a list gives bounds they are ours, but for strings where the list errs."""
    disagreeing, compared = set(), 0
    for row in published(shared_data):
        if row["verdict"] != "valid" or not is_edtf(row["string"]):
            continue
        ours = parse(row["string"])
        low, high = bounds_of(row)
        compared += low is not None or high is not None
        timed = "T" in row["string"] and row["note"].startswith("bounds=")  # those are given to the day only
        start, end = (
            (ours.start_min // SECONDS_PER_DAY * SECONDS_PER_DAY, -(-ours.end_max // SECONDS_PER_DAY) * SECONDS_PER_DAY)
            if timed
            else (ours.start_min, ours.end_max)
        )
        if (low is not None and low != start) or (high is not None and high != end):
            disagreeing.add(row["string"])
    assert compared > 200
    assert disagreeing == set(BOUNDS_THAT_ERR)
