"""What to tell someone whose date is not EDTF.  Nothing is guessed: the hint says how each reading would be written."""

import re

from viewer.errors import DateError

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_EXAMPLES = "Write year-month-day, as in 2025-06-22, 2024-12, 1979~, 197X or 2025-06-13/2025-06-24."
_MONTH = re.compile(r"(?i)\b(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|Sept)\b")
_YEAR = re.compile(r"(?<![0-9])([0-9]{4})(?![0-9])")
_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:])")
_BCE = re.compile(r"(?i)([0-9]{1,4}) ?(?:BCE?|B\.\s?C\.(?:\s?E\.)?)")
_CENTURY = re.compile(r"(?i)([0-9]{1,2})(?:st|nd|rd|th)[ -]cent(?:ury|\.)?")
_ABOUT = re.compile(r"(?i)(?:about|around|approximately|approx\.?|circa|ca\.?|c\.?) ?([0-9]{4})")
_PERHAPS = re.compile(r"(?i)(?:perhaps|possibly|probably|maybe) ([0-9]{4})|([0-9]{4}) ?\(\?\)")
_NUMERIC = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\-]?)([0-9]{1,2})\2([0-9]{1,2})")


def shortened(text: str) -> str:
    """Quote at most some forty characters of a text for a message."""
    return f"“{text[:40]}…”" if len(text) > 41 else f"“{text}”"


def not_edtf(text: str, whole: str) -> DateError:
    """Say that a text is not EDTF, and how what was probably meant is written."""
    where = "" if text == whole else f" in {shortened(whole)}"
    if not text:
        return DateError(f"A date is missing{where}.", _EXAMPLES)
    return DateError(f"{shortened(text)}{where} is not EDTF.", _hint(text, whole) or _EXAMPLES)


def _hint(text: str, whole: str) -> str:
    if whole != whole.strip() or text != text.strip():
        return "Leave out the spaces."
    if text != whole and re.fullmatch(r"[0-9]{1,3}", text):
        return "Write all four digits of a year."
    for reading in (_year_first, _numeric, _with_month, _with_words, _nearly):
        hint = reading(whole if reading is _year_first or reading is _numeric else text)
        if hint:
            return hint
    return ""


def _year_first(text: str) -> str:
    """2025/06/22, 2025-6-22 and 20250622."""
    found = _YEAR_FIRST.fullmatch(text)
    if not found or not _possible(int(found[3]), int(found[4])):
        return ""
    return f"Write {found[1]}-{int(found[3]):02}-{int(found[4]):02}."


def _numeric(text: str) -> str:
    """22/06/2025 and 22.6.2025; both orders where both are possible."""
    found = _NUMERIC.fullmatch(text)
    if not found:
        return ""
    one, other, year = int(found[1]), int(found[2]), found[3]
    readings = dict.fromkeys(
        f"{year}-{month:02}-{day:02}" for month, day in ((other, one), (one, other)) if _possible(month, day)
    )
    return f"Write {' or '.join(readings)}, year first." if readings else ""


def _with_month(text: str) -> str:
    """22 June 2025, Dec. 2024, early December 2024."""
    month, year = _MONTH.search(text), _YEAR.search(text)
    if not (month and year):
        return ""
    number = [name[:3] for name in MONTHS].index(month[1][:3].capitalize()) + 1
    stem = f"{year[1]}-{number:02}"
    for word, digit in (("early", "0"), ("beginning", "0"), ("mid", "1"), ("late", "2"), ("end", "2")):
        if re.search(rf"(?i)\b{word}\b", text):
            return f"Write {stem}-{digit}X for about those ten days, or {stem} for the whole month."
    days = [int(day) for day in _DAY.findall(text)]
    if len(days) == 1 and _possible(number, days[0]):
        return f"Write {stem}-{days[0]:02}."
    if len(days) == 2 and days[0] < days[1] and _possible(number, days[1]):
        return f"Write {stem}-{days[0]:02}/{stem}-{days[1]:02}."
    return f"Write {stem} for the month, {stem}-22 for a day of it."


def _with_words(text: str) -> str:
    """490 BC, 19th century, 1970s, about 1979, perhaps 1984."""
    if found := _BCE.fullmatch(text):
        year = 1 - int(found[1])
        return f"Write {year:05}: 1 BCE is 0000, 2 BCE is -0001." if year < 0 else "Write 0000 for 1 BCE."
    if found := _CENTURY.fullmatch(text):
        return f"Write {int(found[1]) - 1:02}XX." if int(found[1]) else ""
    if found := re.fullmatch(r"(?:the )?([0-9]{3})0'?s", text):
        return f"Write {found[1]}X."
    if found := _ABOUT.fullmatch(text):
        return f"Write {found[1]}~."
    if found := _PERHAPS.fullmatch(text):
        return f"Write {found[1] or found[2]}?."
    return ""


def _nearly(text: str) -> str:
    """Dates that miss EDTF by a character."""
    if found := re.fullmatch(r"[+]?(-?)0*([1-9][0-9]{4,11})", text):
        return f"Write Y{found[1]}{found[2]}: years of more than four digits begin with Y."
    if re.fullmatch(r"[+][0-9-]{4,10}", text):
        return f"Write {text[1:]}."
    if re.fullmatch(r"-?[0-9uUx?*-]{4,11}", text) and re.search(r"[uUx*]", text):
        return "Write X for a digit that is not known, as in 197X."
    if re.search(r"[tz]", text) and "T" not in text.upper()[:9] and text.upper() != text:
        return "Write T and Z as capitals."
    if ".." in text:
        return "Write 2020/2021 for an interval, 2020/.. for one that goes on, [2020..2021] for some year of them."
    if "T" in text and re.search(r"[?~%X]", text):
        return "A date with a time of day cannot be qualified or left unspecified."
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?", text):
        return f"Write {text.replace(' ', 'T')}."
    if " " in text:
        return "EDTF has no spaces. " + _EXAMPLES
    return ""


def _possible(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31
