"""A record that has not the shape of the schema: say what is wrong field by field, and keep the rest.

Only such records come here; the others never pay for it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

R = TypeVar("R", bound=msgspec.Struct)
Report = Callable[[str, object, str, str], None]  # field, value, message, remedy

_EXPECTED = {
    "importance": "a whole number from 1 to 5",
    "lat": "a number of degrees from -90 to 90",
    "lon": "a number of degrees from -180 to 180",
    "value": "a number",
}
_REMEDIES = {"date": 'Write dates as EDTF text in quotes, such as "2025-06-22".'}


def mended(kind: type[R], value: object, report: Report, path: str = "") -> R | None:
    """``value`` (decoded JSON) as a ``kind``, without the fields that do not fit; None when it is no object at all."""
    if not isinstance(value, Mapping):
        report(path or "record", value, "This is not an object.", "Write it in braces: {…}.")
        return None
    known = _fields(kind)
    kept: dict[str, Any] = {}
    for key, item in value.items():
        where = f"{path}.{key}" if path else key
        if key not in known:
            report(where, item, f"The schema has no “{key}” here.", _nearest(key, tuple(known)))
            continue
        name, expected = known[key]
        fitting = _fitted(expected, item, report, where)
        if fitting is not None:
            kept[name] = fitting
    return kind(**kept)


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, tuple[str, Any]]:
    """Key in the file → (attribute, type without None)."""
    hints = get_type_hints(kind, include_extras=True)
    return {f.encode_name: (f.name, _without_none(hints[f.name])) for f in msgspec.structs.fields(kind)}


def _without_none(hint: Any) -> Any:
    if isinstance(hint, UnionType) or (get_origin(hint) is not None and type(None) in get_args(hint)):
        return next(a for a in get_args(hint) if a is not type(None))
    return hint


def _fitted(expected: Any, item: object, report: Report, path: str) -> Any:
    """``item`` as ``expected``, or what of it fits; None when nothing does."""
    if item is None:
        return None
    if get_origin(expected) is list:
        if not isinstance(item, list):
            report(path, item, "This is not a list.", "Write it in brackets: […].")
            return None
        for number, part in enumerate(item):
            if part is None:
                report(f"{path}[{number}]", None, "A member of the list is null.", "Remove it.")
        parts = (_fitted(get_args(expected)[0], part, report, f"{path}[{n}]") for n, part in enumerate(item))
        return [part for part in parts if part is not None]
    if isinstance(expected, type) and issubclass(expected, msgspec.Struct):
        return mended(expected, item, report, path)
    if isinstance(item, float) and item.is_integer() and abs(item) < 2**53:  # spreadsheets write 3 as 3.0
        item = int(item)
    try:
        return msgspec.convert(item, expected)
    except msgspec.ValidationError:
        name = path.rpartition(".")[2]
        report(path, item, f"This is not {_EXPECTED.get(name, 'text')}.", _REMEDIES.get(name, "Correct or remove it."))
        return None


def _nearest(key: str, known: tuple[str, ...]) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - needed for faulty files only

    near = process.extractOne(key, known, score_cutoff=60)
    return f"Did you mean “{near[0]}”?" if near else "Remove it, or use one of: " + ", ".join(known) + "."
