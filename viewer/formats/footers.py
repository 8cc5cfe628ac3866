"""What people write below a table and what is no record of it: sums, sources and footnotes."""

import re
from collections.abc import Sequence

LOOKED_AT = 20  # rows at the end of a table
_NARROW = 2  # columns of a table whose rows are not told from notes
_SUM = re.compile(
    r"(?i)(grand |sub-?)?totals?|sums?|summe|gesamt|insgesamt|suma|somme|totale|итого|всего|合[計计]|toplam"
)
_NOTE = re.compile(
    r"(?i)[*†‡©].*|(sources?|(foot)?notes?|remarks?|quellen?|anmerkung(en)?|fuentes?|notas?|fonti?|источники?|примечани[ея])\s*:.*",
    re.DOTALL,
)
_NUMBER = re.compile(r"[-+(]?[\d., '\u00a0\u202f]*\d[)%]?")


def below(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> int:
    """How many of the last rows of a table stand below it.

    Those are sums named so, and rows with nothing but their first cell that are named as notes or follow an empty row.

    Args:
        rows: the last ones, of equal width; empty ones are not among them.
        numbers: of each of them in the file.
    """
    found = 0
    for count, at in enumerate(range(len(rows) - 1, 0, -1), 1):
        filled = [cell.strip() for cell in rows[at] if cell.strip()]
        alone = bool(rows[at][0].strip()) and len(filled) == 1
        if len(rows[at]) <= _NARROW or not (alone or _is_sum(filled)):
            break
        if numbers[at] > numbers[at - 1] + 1 or _is_sum(filled) or _NOTE.fullmatch(filled[0]):
            found = count
    return found


def _is_sum(filled: Sequence[str]) -> bool:
    name, *others = filled or [""]
    return _SUM.fullmatch(name.rstrip(" :")) is not None and all(map(_NUMBER.fullmatch, others))
