"""Columns are guessed from their names and from what stands in them."""

from viewer.formats.guessing import guess
from viewer.formats.tables import read_pasted


def test_numbers_are_dates_only_where_their_column_is_called_so():
    rows = [f"{199_001 + at}\t{1_000 + at}.5\tTalks {at}\t1990-01-{at + 1:02}" for at in range(12)]
    table = read_pasted("\n".join(["reference\tcost\ttitle\theld", *rows]))
    assert guess(table).mapping.start.columns == ("held",)


def test_when_a_record_was_changed_is_not_when_it_happened():
    table = read_pasted(
        "mag\ttitle\ttime\tupdated\n"
        + "".join(f"6.{at}\tM 6.{at} quake\t-86400000{at}\t165000000000{at}\n" for at in range(6))
    )
    assert guess(table).mapping.start.columns == ("time",)


def test_dates_that_are_often_missing_are_filled_from_when_it_started():
    rows = [
        f"Congress {at}\t{'' if at % 2 else f'1999-05-0{at}'}\t{f'1814-09-1{at}' if at % 2 else ''}"
        for at in range(1, 9)
    ]
    start = guess(read_pasted("\n".join(["eventLabel\tpointInTime\tstartTime", *rows]))).mapping.start
    assert set(start.columns) == {"pointInTime", "startTime"}
    assert start.instead


def test_alliances_have_years_in_short_and_members_by_number():
    header = "atopid\tbegyr\tbegmo\tbegday\tendyr\tendmo\tendday\tmem1\tmem2"
    mapping = guess(
        read_pasted(f"{header}\n1005\t1815\t1\t3\t1815\t2\t8\t200\t220\n3300\t1961\t7\t6\t0\t0\t0\t731\t365")
    ).mapping
    assert mapping.start.columns == ("begyr", "begmo", "begday")
    assert mapping.end.columns == ("endyr", "endmo", "endday")
    assert [(who.column, who.codes) for who in mapping.who] == [("mem1", "cow"), ("mem2", "cow")]


def test_no_is_not_norway_and_senders_may_be_organisations():
    rows = ["EU\tBelarus\t1998-07-09\tNo", "USA\tCuba\t1962-02-03\tNo", "UN\tIraq\t1990-08-06\tNo"]
    who = guess(read_pasted("\n".join(["sender\ttarget_country\tdate\thistoric", *rows]))).mapping.who
    assert [one.column for one in who] == ["sender", "target_country"]
