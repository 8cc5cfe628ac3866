"""Dates as people write them in prose, into EDTF: ranges, quarters, seasons, centuries, "c.", months in any language.

What is strict is read by ``dates_in_tables``; here a phrase is taken apart until its parts are.  The words are in
``resources/vocabularies/date_words.json``, without case and accents.

    March–May 1999      1999-03/1999-05        early 1950s       [1950..1953]
    12-15 June 1985     1985-06-12/1985-06-15  19. Jahrhundert   18XX
    1914-18             1914/1918              Q3 1998           1998-35
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from viewer.bundled import bundled
from viewer.events.dates import is_edtf
from viewer.events.refusals import MONTHS
from viewer.formats.written_dates import qualified

LONGEST = 80  # characters; no date is written longer
_LONG_NUMBER = re.compile(r"\d{5}")
Read = Callable[[str], str]  # a part of the phrase as EDTF, "" when it is no date
_WORD = re.compile(r"[^\W\d_]+(?:[’'׳״][^\W\d_]+)*[׳]?")
_CJK = re.compile(r"(\d{1,4})[年년]\s*(?:(\d\d?)[月월]\s*(?:(\d\d?)[日일号])?)?")
_ROMAN = re.compile(r"(\d\d?)[. /-]+([IVX]+)[. /-]+(\d{4})")
_ORDINAL_DAY = re.compile(r"\b(\d\d?)(?:er|º|ª|°|-е|-го)(?=\s)")
_BETWEEN = re.compile(r"\s*[–—−]\s*|\s+-+\s*|\s*-+\s+|\s+(?:to|until|till|through|thru|bis|au|до|по|hasta)\s+")
_FRAME = re.compile(r"^(?:from|between|vom|von|du|с)\s+(?=.*\d)")
_YEARS = re.compile(r"(\d{3,4})\s*[-–—−/]\s*(\d{2})")
_MONTH_FIGURES = re.compile(r"(\d\d?)\s*[-–—−]\s*(\d\d?)[./](\d{4})")
_DAY_FIGURES = re.compile(r"(\d\d?)\.?\s*[-–—−]\s*(\d\d?)(\.\d\d?\.\d{4})")
_SUFFIXES = ("st", "nd", "rd", "th", "er", "e", "eme", "s", "t", "z", "q", "h", "x", "го", "е", "и")
_DAYS = re.compile(r"(\d\d?)\.?\s*[-–—−/]\s*(\d\d?)(\.?\s+\D+\s+\d{3,4})")
_DAYS_US = re.compile(r"(\D+\s+)(\d\d?)\s*[-–—−]\s*(\d\d?),?(\s+\d{4})")
_QUARTER = re.compile(r"(?:q([1-4])[\s./-]*(\d{4})|(\d{4})[\s./-]*q([1-4])|([1-4])q[\s./-]*(\d{4}))")
_NTH = re.compile(
    r"([1-4]|first|second|third|fourth)(?:st|nd|rd|th|\.)?\s+(quarter|quartal|trimestre|quarto|квартал|half|halbjahr)\s+(\d{4})"
)
_ORDINALS = ("first", "second", "third", "fourth")
_ROMAN_NUMBER = re.compile(r"[ivx]+(?:e|eme)?")
_HALF = re.compile(r"h([12])[\s/-]*(\d{4})|(\d{4})[\s/-]*h([12])")
_CENTURY = re.compile(r"(\d\d?|[ivx]+?)(?:st|nd|rd|th|e|eme|\.|-и)?\s+(\D+)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_MONTHS_OF = {"early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12")}
_DAYS_OF = {"early": "0X", "mid": "1X", "late": "2X"}


@cache
def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(bundled("resources/vocabularies/date_words.json").read_text("utf-8"))
    return found


@cache
def _english() -> Mapping[str, str]:
    """What each word means: the English name of a month or season, or "" for a word that says nothing."""
    named = {word: MONTHS[at] for at, words in enumerate(_words()["months"]) for word in words}
    for words in _words()["seasons"]:
        named.update(dict.fromkeys(words, words[0]))
    return named | dict.fromkeys(_words()["ignored"], "")


@cache
def _known() -> frozenset[str]:
    """Every word that may stand in a date; a text with another one is none, which is soon said."""
    listed = [
        text for kind in _words().values() for part in kind for text in ([part] if isinstance(part, str) else part)
    ]
    named = [name.lower()[:size] for name in MONTHS for size in range(3, len(name) + 1)]
    listed += [
        "quarter quartal trimestre quarto квартал half halbjahr",
        "to through thru and und et y au до between von",
    ]
    return frozenset([*_WORD.findall(" ".join(listed)), *named, *_ORDINALS, *_SUFFIXES, "sept"])


@cache
def _opening(kind: str) -> re.Pattern[str]:
    """The words of a kind at the beginning of a phrase."""
    words = sorted(map(re.escape, _words()[kind]), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(words)})\b[\s.-]*(?=\S)", re.IGNORECASE)


def phrase(raw: str, read: Read) -> str:
    """What a phrase means as EDTF, "" when it is no date.

    Args:
        raw: the text, with single spaces.
        read: reads a date in English or in figures.
    """
    if len(raw) > LONGEST or _LONG_NUMBER.search(raw):
        return ""
    folded = _folded(raw)
    if not all(word in _known() or _ROMAN_NUMBER.fullmatch(word) for word in _WORD.findall(folded)):
        return ""
    found = _of(_in_english(folded), read)
    return found if found and is_edtf(found) else ""


def plain(text: str) -> str:
    """The phrase in ASCII figures, with English months and seasons, without case, accents and idle words."""
    return _in_english(_folded(text))


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.strip().casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in folded)
    folded = _CJK.sub(lambda m: "-".join(part.zfill(2) for part in m.groups() if part), folded)
    return re.sub(r"(?<=\d)\.\s+(?=\d)", ".", folded)


def _in_english(folded: str) -> str:
    folded = _ORDINAL_DAY.sub(r"\1", folded)
    for two, name in _english().items():
        folded = folded.replace(two, name.lower()) if " " in two else folded
    for era in _words()["bce"]:
        if folded.endswith(era) and folded[: -len(era)][-1:] in ("", " ", *"0123456789"):
            folded = folded[: -len(era)].strip() + " BC"
            break
    named = _WORD.sub(lambda m: _english().get(m[0], m[0]), folded)
    return " ".join(re.sub(r"(?<=[^\W\d_])\.|,|(?<!\S)\.", " ", named).split()).replace(" bc", " BC")


def _of(text: str, read: Read) -> str:
    for part in (_marked, _special, _vague, _bounded, _range):
        if found := part(text, read):
            return found
    return ""


def _marked(text: str, read: Read) -> str:
    """A date with a hedge before or after it, or one that only had to be put into English."""
    if found := read(text):
        return found
    if about := _opening("about").match(text):
        return qualified(_of(text[about.end() :], read), "~")
    for ending, mark in ((r"\s*(?:\(\?\)|\?+)$", "?"), (r"\s*\((?:ca|approx|circa|about)\)$", "~")):
        if (bare := re.sub(ending, "", text)) != text:
            return qualified(_of(bare, read), mark)
    return ""


def _special(text: str, read: Read) -> str:  # noqa: ARG001 - one of several ways
    """Quarters, halves, seasons, centuries and months in Roman figures."""
    if found := _QUARTER.fullmatch(text):
        number, year = next((a, b) for a, b in ((found[1], found[2]), (found[4], found[3]), (found[5], found[6])) if a)
        return f"{year}-{32 + int(number)}"
    if found := _NTH.fullmatch(text):
        number = _ORDINALS.index(found[1]) + 1 if found[1] in _ORDINALS else int(found[1])
        return f"{found[3]}-{(39 if found[2].startswith('hal') else 32) + number}"
    if found := _HALF.fullmatch(text):
        return f"{found[2] or found[3]}-{39 + int(found[1] or found[4])}"
    for at, words in enumerate(_words()["seasons"]):
        if found := re.fullmatch(rf"{words[0]} (\d{{4}})(?:\s*[-/–]\s*\d{{2,4}})?", text):
            return f"{found[1]}-{21 + at}"
    if found := _ROMAN.fullmatch(text.upper()):
        return f"{found[3]}-{_roman(found[2].lower()):02}-{int(found[1]):02}"
    return _century(text)


def _century(text: str) -> str:
    found = _CENTURY.fullmatch(text)
    if not found or found[2].strip() not in _words()["century"]:
        return ""
    number = int(found[1]) if found[1].isdigit() else _roman(found[1])
    return f"{number - 1:02}XX" if 1 <= number <= 21 else ""


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _vague(text: str, read: Read) -> str:
    """The beginning, middle or end of a decade, century, year or month."""
    for kind in ("early", "mid", "late"):
        if said := _opening(kind).match(text):
            whole, (first, last) = _of(text[said.end() :], read), _THIRDS[kind]
            if re.fullmatch(r"\d{3}X", whole):
                return f"[{whole[:3]}{first}..{whole[:3]}{last}]"
            if re.fullmatch(r"\d\dXX", whole):
                return f"[{whole[:2]}{first}0..{whole[:2]}{last}9]"
            if re.fullmatch(r"\d{4}", whole):
                return f"[{whole}-{_MONTHS_OF[kind][0]}..{whole}-{_MONTHS_OF[kind][1]}]"
            return f"{whole}-{_DAYS_OF[kind]}" if re.fullmatch(r"\d{4}-\d\d", whole) else ""
    return ""


def _bounded(text: str, read: Read) -> str:
    """Before, after, since, until; and what goes on."""
    for kind, form in (("since", "{}/.."), ("until", "../{}"), ("before", "[..{}]"), ("after", "[{}..]")):
        if said := _opening(kind).match(text):
            found = _of(text[said.end() :], read)
            if found and "/" not in found and "[" not in found:
                return form.format(found)
    now = "|".join(map(re.escape, _words()["now"]))
    begun = re.sub(rf"\s*(?:-|–|—|to)\s*(?:{now})?$", "", text)
    found = read(begun) if begun != text else ""
    return f"{found}/.." if found and "/" not in found else ""


def _range(text: str, read: Read) -> str:
    """From one date to another; what both have in common may stand but once."""
    if (found := _YEARS.fullmatch(text)) and int(found[2]) > int(found[1][-2:]):
        return f"{int(found[1]):04}/{int(found[1][:-2]):02}{found[2]}"
    if found := _MONTH_FIGURES.fullmatch(text):
        return _joined(read(f"{found[1]}/{found[3]}"), read(f"{found[2]}/{found[3]}"))
    if found := _DAY_FIGURES.fullmatch(text):
        return _joined(read(found[1] + found[3]), read(found[2] + found[3]))
    if found := _DAYS.fullmatch(text):
        return _joined(read(found[1] + found[3].lstrip(".")), read(found[2] + found[3].lstrip(".")))
    if found := _DAYS_US.fullmatch(text):
        return _joined(read(found[1] + found[2] + found[4]), read(found[1] + found[3] + found[4]))
    bare = _FRAME.sub("", text)
    cuts = [*_BETWEEN.finditer(bare)] or [*re.finditer(r"(?<=\d{4})[-/](?=\d)|(?<=[^\W\d])[-/](?=[^\W\d])", bare)]
    if bare != text and not cuts:
        cuts = [*re.finditer(r"\s+(?:and|und|et|y)\s+", bare)]
    for cut in cuts:
        first, last = bare[: cut.start()], bare[cut.end() :]
        if made := _joined(*_completed(first, last, read)):
            return made
    return ""


def _completed(first: str, last: str, read: Read) -> tuple[str, str]:
    """Both ends; the first may lack the year, or the era, that stands with the last."""
    end = _part(last, read)
    if not end:
        return "", ""
    if last.endswith(" BC") and not first.endswith(" BC") and (start := _part(f"{first} BC", read)):
        return start, end
    if start := _part(first, read):
        return start, end
    year = re.search(r"\b\d{3,4}(?: BC)?$", last)
    return (_part(f"{first} {year[0]}", read) if year else ""), end


def _part(text: str, read: Read) -> str:
    """One end of a range."""
    return next((found for way in (_marked, _special) if (found := way(text, read)) and "/" not in found), "")


def _joined(first: str, last: str) -> str:
    made = f"{first}/{last}"
    return made if first and last and is_edtf(made) else ""
