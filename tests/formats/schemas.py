"""As much of JSON Schema 2020-12 as the published schema uses: an opinion on records apart from the reader's."""

# ruff: noqa: ARG005 - every rule is called alike

import re

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description"}


def valid(value, schema, root):
    """Whether a value satisfies a schema; an unknown keyword is an error of the test."""
    return all(check(value, keyword, wanted, schema, root) for keyword, wanted in schema.items())


def check(value, keyword, wanted, schema, root):
    if keyword in ANNOTATIONS:
        return True
    if keyword == "$ref":
        return valid(value, root["$defs"][wanted.removeprefix("#/$defs/")], root)
    if keyword == "type":
        names = [wanted] if isinstance(wanted, str) else wanted
        return not isinstance(value, bool) and isinstance(value, tuple(_flat(TYPES[n] for n in names)))
    if keyword in ("anyOf", "oneOf"):
        good = sum(valid(value, one, root) for one in wanted)
        return good == 1 if keyword == "oneOf" else good > 0
    if keyword in ("const", "enum"):
        return value in ([wanted] if keyword == "const" else wanted)
    return GUARDS[keyword](value, wanted, schema, root)


def _flat(kinds):
    for kind in kinds:
        yield from kind if isinstance(kind, tuple) else (kind,)


def _of(kind, rule):
    return lambda value, wanted, schema, root: not isinstance(value, kind) or rule(value, wanted, schema, root)


NUMBER = (int, float)
GUARDS = {
    "required": _of(dict, lambda v, w, s, r: set(w) <= v.keys()),
    "additionalProperties": _of(dict, lambda v, w, s, r: v.keys() <= s["properties"].keys()),
    "properties": _of(dict, lambda v, w, s, r: all(valid(v[k], w[k], r) for k in v.keys() & w.keys())),
    "dependentRequired": _of(dict, lambda v, w, s, r: all(set(w[k]) <= v.keys() for k in v.keys() & w.keys())),
    "items": _of(list, lambda v, w, s, r: all(valid(item, w, r) for item in v)),
    "minimum": _of(NUMBER, lambda v, w, s, r: v >= w),
    "maximum": _of(NUMBER, lambda v, w, s, r: v <= w),
    "minLength": _of(str, lambda v, w, s, r: len(v) >= w),
    "maxLength": _of(str, lambda v, w, s, r: len(v) <= w),
    "pattern": _of(str, lambda v, w, s, r: re.search(w, v) is not None),
}
