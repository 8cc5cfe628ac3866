"""Tables that are hard on a timeline, of any size: what is in them is told by their names."""

from itertools import islice

from viewer.events.records import EventRecord, ParticipantRecord
from viewer.events.table import EventTable

PEOPLE = ("PAK", "RUS", "IRN", "CHN")


def record(number, date, **fields):
    """An event with one of four countries."""
    people = [ParticipantRecord(country=PEOPLE[number % len(PEOPLE)])]
    made = EventRecord(id=f"e{number}", title=f"Event {number}", date=date, category="agree", participants=people)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def same_second(count):
    return (record(n, "2025-06-22T04:05:06Z") for n in range(count))


def all_time_and_instants(count):
    yield record(0, "-9999/9999")
    yield from (record(n, f"{1000 + n % 1000}-03-04T05:06:07Z") for n in range(1, count))


def long_labels(count):
    return (record(n, f"{1900 + n % 100}", title=f"{n} " + "long " * 20_000) for n in range(count))


def one_lane(count):
    return (record(4 * n, f"{1900 + n % 100}-01-02") for n in range(count))


def two_seconds(count):
    return (record(n, f"2025-06-22T04:05:0{6 + n % 2}Z") for n in range(count))


def ten_billion_years(count):
    return (record(n, "Y-9999999999/2025" if n % 2 else "2025-01-01T00:00:00Z") for n in range(count))


SHAPES = (same_second, all_time_and_instants, long_labels, one_lane, two_seconds, ten_billion_years)


def table_of(shape, count):
    """``count`` events of a shape, checked."""
    return EventTable.build(islice(shape(count), count))
