"""What people write below a table and what is no record of it: sums, sources and footnotes.

In doubt a row is a record: one without a date is seen and removed, one that is left out is missed.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from viewer.formats.dates_in_tables import Layout, edtf_of

LOOKED_AT = 20  # rows at the end of a table
_NARROW = 2  # columns of a table whose rows are not told from notes
_SUM = re.compile(
    r"(?i)(grand |sub-?)?totals?|sums?|averages?|mean|summe|gesamt|insgesamt|suma|totale|итого|всего|合[計计]|toplam"
)
_NOTE = re.compile(
    r"(?i)[*†‡©]|\[\w{1,3}\]\s"
    r"|(sources?|(foot)?notes?|remarks?|quellen?|anmerkung(en)?|fuentes?|notas?|fonti?|источники?|примечани[ея])\s*:"
)
_SAID = re.compile(  # of the table, where a row stands apart
    r"(?i)((compiled|prepared|generated|exported|retrieved|downloaded|accessed|(last )?updated) .*"
    r"|all (dates|times|figures|numbers) .*)",
    re.DOTALL,
)
_NUMBER = re.compile(r"[-+(]?[\d., '\u00a0\u202f]*\d[)%]?")
_IN_TIME = re.compile(r"1\d{3}|20\d\d|(1\d|20)\d{6}|\d\d?\.\d\d?\.\d{2,4}")  # numbers that may be dates


def below(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> int:
    """How many of the last rows of a table stand below it.

    Those are sums named so, and rows with nothing but their first cell that are named as notes, or follow an empty row
    and speak of the table.

    Args:
        rows: the last ones, of equal width; empty ones are not among them.
        numbers: of each of them in the file.
    """
    found = 0
    for count, at in enumerate(range(len(rows) - 1, 0, -1), 1):
        above, text = rows[:at], rows[at][0].strip()
        is_sum = _is_sum(rows[at], above)
        if len(rows[at]) <= _NARROW or not (is_sum or (_is_alone(rows[at]) and not _dated(text))):
            break
        apart = numbers[at] > numbers[at - 1] + 1 and all(b == a + 1 for a, b in pairwise(numbers[:at]))
        if is_sum or _is_note(text, above) or (apart and _is_of_all(text, above)):
            found = count
    return found


def _is_alone(row: Sequence[str]) -> bool:
    """Whether nothing but the first cell of a row is filled."""
    return bool(row[0].strip()) and not any(cell.strip() for cell in row[1:])


def _dated(text: str) -> bool:
    return bool(edtf_of(text, Layout()).edtf)


def _is_sum(row: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """Whether a row names itself a sum, and holds but numbers, none of them in a column of dates."""
    name, *others = [at for at, cell in enumerate(row) if cell.strip()] or [0]
    cells = [row[at].strip() for at in others]
    if not (_SUM.fullmatch(row[name].strip().rstrip(" :")) and all(map(_NUMBER.fullmatch, cells))):
        return False
    in_time = [at for at, cell in zip(others, cells, strict=True) if _IN_TIME.fullmatch(cell)]
    return not any(all(_may_be_date(r[at].strip()) for r in above if r[at].strip()) for at in in_time)


def _may_be_date(text: str) -> bool:
    return bool(_IN_TIME.fullmatch(text)) or (not _NUMBER.fullmatch(text) and _dated(text))


def _is_note(text: str, above: Sequence[Sequence[str]]) -> bool:
    """Whether a text begins as notes do, and records do not."""
    return bool(_NOTE.match(text)) and not any(_NOTE.match(row[0].strip()) for row in above if not _is_alone(row))


def _is_of_all(text: str, above: Sequence[Sequence[str]]) -> bool:
    """Whether a text that stands apart speaks of the table, and is not one more of its titles."""
    if any(map(_is_alone, above)):
        return False
    if _SAID.fullmatch(text):
        return True
    firsts = [row[0].strip() for row in above if row[0].strip()]
    if all(map(_dated, firsts)):
        return not any(map(str.isdigit, text))
    return text.endswith(".") and not any(first.endswith(".") for first in firsts)
