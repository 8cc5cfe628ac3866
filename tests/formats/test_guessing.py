"""Columns are guessed from their names and from what stands in them."""

from viewer.formats.guessing import guess
from viewer.formats.tables import read_pasted


def test_numbers_are_dates_only_where_their_column_is_called_so():
    rows = [f"{199_001 + at}\t{1_000 + at}.5\tTalks {at}\t1990-01-{at + 1:02}" for at in range(12)]
    table = read_pasted("\n".join(["reference\tcost\ttitle\theld", *rows]))
    assert guess(table).mapping.start.columns == ("held",)
