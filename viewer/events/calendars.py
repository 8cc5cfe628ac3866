"""Whole-number calendar arithmetic: days since 1970-01-01 to and from year, month and day, for any year.

Years are astronomical (0 is 1 BCE).  Every function accepts any integer day and is exact; whether a calendar was in
use at that time, or agrees with what was then observed, is for the caller to judge (see each docstring).
"""

SECONDS_PER_DAY = 86_400
GREGORIAN_REFORM = -141_427  # 15 October 1582, the first day of the Gregorian calendar

_CIVIL_EPOCH = 719_468  # days from 1 March of year 0 to 1970-01-01, proleptic Gregorian
_JULIAN_EPOCH = 719_470  # the same, counted from 1 March of year 0 of the Julian calendar
_ISLAMIC_EPOCH = -492_148  # 16 July 622 (Julian), a Friday
_SOLAR_HIJRI_EPOCH = -492_268  # 21 March 622 (Gregorian), where this arithmetic puts 1 Farvardin of year 1
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether the Gregorian year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Length of a Gregorian month in days."""
    return 29 if month == 2 and is_leap(year) else _DAYS_IN_MONTH[month - 1]


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a proleptic Gregorian date.

    The year is taken to begin in March, so that the leap day comes last (as in Howard Hinnant's "chrono-compatible
    low-level date algorithms").
    """
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 1 - _CIVIL_EPOCH


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day of a count of days since 1970-01-01; the inverse of `days_from_civil`."""
    days += _CIVIL_EPOCH
    era, day_of_era = divmod(days, 146_097)
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    return _from_march(400 * era + year_of_era, day_of_year)


def seconds_from_civil(year: int, month: int = 1, day: int = 1) -> int:
    """Seconds from 1970-01-01 UTC to the midnight that begins a proleptic Gregorian date."""
    return days_from_civil(year, month, day) * SECONDS_PER_DAY


def days_from_julian(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the (proleptic) Julian calendar."""
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 + (153 * month - 457) // 5 + day - 1 - _JULIAN_EPOCH


def julian_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day in the Julian calendar; the inverse of `days_from_julian`."""
    era, day_of_era = divmod(days + _JULIAN_EPOCH, 1_461)
    year_of_era = (day_of_era - day_of_era // 1_460) // 365
    return _from_march(4 * era + year_of_era, day_of_era - 365 * year_of_era)


def days_from_islamic(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the tabular Islamic calendar.

    The civil variant: epoch 16 July 622 (Julian), leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of each thirty
    (Reingold and Dershowitz, *Calendrical Calculations*).  Observation and Umm al-Qura may differ by a day or two.
    """
    return _islamic_year_start(year) + 29 * (month - 1) + month // 2 + day - 1


def islamic_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day in the tabular Islamic calendar; the inverse of `days_from_islamic`."""
    year = (30 * (days - _ISLAMIC_EPOCH) + 10_646) // 10_631
    day_of_year = days - _islamic_year_start(year)
    month = min(12, 2 * day_of_year // 59 + 1)
    return year, month, day_of_year - 29 * (month - 1) - month // 2 + 1


def days_from_solar_hijri(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the Solar Hijri (Iranian) calendar.

    Arithmetic with eight leap years in 33 (Borkowski, "The Persian calendar for 3000 years", 1996).  The calendar in
    force follows the equinox at Tehran; the two agree on every day from 1277 to 1502, and drift apart beyond.
    """
    return _solar_hijri_year_start(year) + 30 * (month - 1) + min(month - 1, 6) + day - 1


def solar_hijri_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day in the Solar Hijri calendar; the inverse of `days_from_solar_hijri`."""
    year = (33 * (days - _SOLAR_HIJRI_EPOCH) + 12_056) // 12_053
    day_of_year = days - _solar_hijri_year_start(year)
    month = day_of_year // 31 + 1 if day_of_year < 186 else (day_of_year - 186) // 30 + 7
    return year, month, day_of_year - 30 * (month - 1) - min(month - 1, 6) + 1


def _from_march(year: int, day_of_year: int) -> tuple[int, int, int]:
    """Turn a year that begins in March, and the day of it counted from 0, into year, month and day."""
    month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month + 2) // 5 + 1
    return (year, month + 3, day) if month < 10 else (year + 1, month - 9, day)


def _islamic_year_start(year: int) -> int:
    return _ISLAMIC_EPOCH + 354 * (year - 1) + (11 * year + 3) // 30


def _solar_hijri_year_start(year: int) -> int:
    return _SOLAR_HIJRI_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33
