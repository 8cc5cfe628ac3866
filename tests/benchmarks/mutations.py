"""Files cut down and changed, byte by byte or by what they are made of: cells, lines, elements, members."""

import csv
import io
import json
import re
import zipfile
from copy import deepcopy
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

LARGEST = 4_000  # bytes of a seed
KEPT = 5  # members of a list or an element
VALUE = re.compile(rb"""[:,\[]\s*(?:"[^"]*"|-?\d+)|="[^"]*"|>[^<>]+<""")
TOKENS = (
    b"<", b">", b"&", b'"', b"'", b"{", b"}", b"[", b"]", b":", b";", b",", b"/", b"-", b"..", b"0", b"9999", b"-1",
    b"\x00", b"\r", b"\n", b"\xff", b"\xef\xbb\xbf",
    b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"FREQ=SECONDLY", b"FREQ=DAILY;",
    b"INTERVAL=0;", b"COUNT=999999999;", b"BYMONTHDAY=31;", b"BYMONTH=2;", b"BYDAY=5MO;", b"DURATION:P999999999D\n",
    b"DTSTART:00010101\n", b"DTEND:99991231\n", b"TZID=/x/Europe/Paris", b"RDATE:19970714T123000Z\n", b"null", b"1e999",
    b"true", b"<![CDATA[", b"<!--", b"<!DOCTYPE a>", b"&#0;", b"<date when='-0000'>", b"now", b"99999999999999",
    b"3 weeks", b"2025-06-22T25:61", b"-0001-02-29", b"1 May 1900 BC", b"[1..2]", b"Y1e99", b"//x", b"javascript:x",
)  # fmt: skip
WORDS = (
    "", " ", "NA", "-9", "9999-12-31", "0000-00-00", "2001-01-02", "2001-02-30", "13/13/2001", "7/8/1989", "c. 1850",
    "March–May 1999", "1914-18", "Q3 98", "early 1950s", "5 Tishri 5761", "450 BC", "20010203", "978307200000", "36526",
    "1e999", "NaN", "-inf", "2001-01-02T25:00", "2001-W05", "-0044-03-15", "Y-99999", "99999", "0", "1", "13", "TRUE",
    "France", "Soviet Union; USA", "['France', 'Italy']", "{a}", "{}", "}{", "=1+1", "@x", "http://x",
    "javascript:x", "https://a.b; https://c.d", "a\nb", "a\x00b", "\U0001f600",
    "\u202e\u200f", "x" * 300, '"', "'", "<b>x</b>", "365", "YUG", "9999", "٢٠٠١", "2001年1月2日", "1e+300",
    "12,5", "90.1",
)  # fmt: skip
NAMES = (
    "date", "start", "end", "year", "month", "day", "title", "name", "summary", "country", "country2", "organisation",
    "place", "lat", "lon", "category", "tags", "url", "source", "id", "status", "importance", "precision", "Datum", "",
    "a.b", "{x}", "date ", "ccode", "gwno", "start_time", "x" * 200,
)  # fmt: skip


def cut(data, suffix):
    """A real file made small; None where that is not possible."""
    try:
        if suffix in ("json", "geojson"):
            made = json.dumps(_fewer(json.loads(data)), ensure_ascii=False).encode()
        elif suffix in ("xml", "timeline"):
            made = ET.tostring(_few_elements(ET.fromstring(data)))
        elif suffix in ("xlsx", "xls", "parquet", "arrow"):
            made = data
        else:
            lines = data.splitlines(keepends=True)
            made = b"".join(lines[:12] if len(data) < 10 * LARGEST else lines[:1] + lines[len(lines) // 2 :][:12])
    except (ValueError, ET.ParseError, RecursionError):
        made = data
    return made if len(made) <= LARGEST else None if suffix in ("json", "geojson", "xml") else made[:LARGEST]


def _fewer(value):
    if isinstance(value, list):
        return [_fewer(one) for one in value[:KEPT]]
    if isinstance(value, dict):
        return {key: _fewer(one) for key, one in list(value.items())[:40]}
    return value[:200] if isinstance(value, str) else value


def _few_elements(root):
    for element in root.iter():
        del element[KEPT:]
        element.text = (element.text or "")[:200]
    return root


def twisted(data, chance, others):
    """A sound document with one to six of its values exchanged, so that more than its syntax is tried."""
    made = data
    for _ in range(chance.randint(1, 6)):
        values = list(VALUE.finditer(made))
        if not values:
            break
        value = chance.choice(values)
        inside = value[0].strip(b' :,[="<>\n\t')
        new = damaged(inside, chance, [b"x", *others[:1]]) if chance.random() < 0.5 else chance.choice(TOKENS)
        new = new.translate(None, b"\x00\r\n\"<>&\\'")
        new = new if value[0].rstrip().endswith((b'"', b"<")) else b"%d" % chance.randint(-(10**12), 10**12)
        made = made[: value.start()] + value[0].replace(inside, new, 1) + made[value.end() :]
    return made


def damaged(data, chance, others):
    """A seed with one to six changes of its bytes."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(7):
            case 0:
                made[at : at + chance.randint(1, 40)] = b""
            case 1:
                made[at:at] = chance.choice(TOKENS)
            case 2 if made:
                made[min(at, len(made) - 1)] ^= 1 << chance.randrange(8)
            case 3:
                made[at : at + 4] = str(chance.randint(-99999, 99999)).encode()
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                made[at:at] = other[begin : begin + chance.randint(1, 300)]
            case 5 if chance.random() < 0.2:
                del made[at:]
            case _:
                made[at:at] = bytes(made[at : at + chance.randint(1, 200)]) * chance.randint(1, 4)
    return bytes(made)


def repacked(data, chance):
    """A workbook with one of the files in it damaged."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            inside = old.read(name)
            new.writestr(name, twisted(inside, chance, []) if name == chosen else inside)
    return whole.getvalue()


def in_lines(data, chance):
    """Whole lines swapped, repeated, taken out."""
    lines = data.splitlines(keepends=True) or [b""]
    for _ in range(chance.randint(1, 5)):
        a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines[a], lines[b] = lines[b], lines[a]
            case 1:
                lines[a:a] = lines[min(a, b) : max(a, b)]
            case 2 if len(lines) > 2:
                del lines[a]
            case _:
                head, colon, _ = lines[a].partition(b":")
                lines[a] = head + colon + chance.choice(WORDS).encode() + b"\n"
    return b"".join(lines)[: 4 * LARGEST]


def in_members(data, chance):
    """JSON with members exchanged, moved, repeated, taken out; JSON Lines one line at a time."""
    try:
        top = json.loads(data)
    except ValueError:
        lines = data.splitlines()
        at = chance.randrange(max(1, len(lines)))
        try:
            lines[at : at + 1] = [in_members(json.dumps(json.loads(lines[at])).encode(), chance)]
        except (ValueError, IndexError):
            return damaged(data, chance, [data])
        return b"\n".join(lines)
    for _ in range(chance.randint(1, 5)):
        places = list(_places(top))
        if not places:
            break
        (holder, key), (other, name) = chance.choice(places), chance.choice(places)
        match chance.randrange(4):
            case 0:
                holder[key] = chance.choice((*WORDS, None, 1e308, 10**30, -1, True, [], {}, [[[]]], {"a": [{}]}))
            case 1:
                holder[key] = deepcopy(other[name])
            case 2 if isinstance(holder, dict):
                holder[chance.choice(NAMES)] = holder.pop(key)
            case _:
                holder[key] = [holder[key]] * chance.randint(0, 3)
    return json.dumps(top, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")[: 8 * LARGEST]


def _places(value):
    if isinstance(value, (dict, list)):
        for key, one in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from _places(one)


def in_elements(data, chance):
    """XML with elements moved, repeated and taken out, attributes and texts exchanged."""
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError):
        return damaged(data, chance, [data])
    for _ in range(chance.randint(1, 6)):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(5):
            case 0 if one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice(WORDS))
            case 1:
                one.text = chance.choice(WORDS)
            case 2 if len(elements) < 300:
                one.append(deepcopy(other))
            case 3 if len(one):
                one.remove(one[chance.randrange(len(one))])
            case _:
                one.tag = other.tag
    return ET.tostring(root)[: 8 * LARGEST].replace(b"&#0;", b"").replace(b"\x00", b"")


def rows_of(data, chance):
    """A table of real cells and hostile ones, or of hostile ones alone: its header and rows."""
    text = data.decode("utf-8", "replace").replace("\x00", "")
    delimiter = max(",;\t", key=text.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))[:12] if chance.random() < 0.6 else []
    if len(rows) < 2 or chance.random() < 0.3:
        width = chance.randint(2, 9)
        rows = [chance.sample(NAMES, width)]
        rows += [[chance.choice(WORDS) for _ in range(width)] for _ in range(chance.randint(1, 10))]
    for _ in range(chance.randint(1, 6)):
        row, other = chance.choice(rows), chance.choice(rows)
        if not row or not other:
            continue
        a, b = chance.randrange(len(row)), chance.randrange(len(other))
        match chance.randrange(4):
            case 0:
                row[a], other[b] = other[b], row[a]
            case 1 | 2:
                row[a] = chance.choice(WORDS)
            case _:
                rows.append(list(row))
    return rows


def in_cells(data, chance, suffix):
    """A table with cells swapped and exchanged, written as a file of a kind."""
    header, *rows = rows_of(data, chance)
    out = io.BytesIO()
    if suffix == "xlsx":
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate((header, *rows)):
                for column, cell in enumerate(row[:40]):
                    sheet.write_string(at, column, cell.replace("\x00", "")[:300])
        return out.getvalue()
    if suffix in ("parquet", "arrow"):
        table = _in_columns(header, rows, chance)
        if suffix == "parquet":
            pq.write_table(table, out)
        else:
            with pa.ipc.new_file(out, table.schema) as file:
                file.write_table(table)
        return out.getvalue()
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=chance.choice(",;\t|"),
        lineterminator=chance.choice(("\n", "\r\n", "\r")),
        quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )
    writer.writerows([header, *rows])
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "cp1251", "shift_jis"))
    return text.getvalue().encode(encoding, "replace")


def _in_columns(header, rows, chance):
    """Columns of many kinds: texts, numbers, days, moments, lists, codes."""
    names = list(dict.fromkeys(name or f"c{at}" for at, name in enumerate(header)))[:40]
    columns = {}
    for at, name in enumerate(names):
        texts = [row[at].encode("utf-8", "replace").decode() if at < len(row) else None for row in rows]
        numbers = [chance.choice((None, 0, chance.randint(-(2**40), 2**40))) for _ in texts]
        kinds = (
            lambda t=texts: pa.array(t, pa.string()),
            lambda t=texts: pa.array(t, pa.string()).dictionary_encode(),
            lambda t=texts: pa.array([[one] * chance.randint(0, 3) for one in t], pa.list_(pa.string())),
            lambda n=numbers: pa.array(n, pa.int64()),
            lambda n=numbers: pa.array([None if one is None else one / 3 for one in n], pa.float64()),
            lambda n=numbers: pa.array(n, pa.timestamp(chance.choice(("s", "ms", "us", "ns")))),
            lambda n=numbers: pa.array([None if one is None else one % 2**31 for one in n], pa.date32()),
            lambda t=texts: pa.array([None if one is None else one.encode() for one in t], pa.binary()),
            lambda t=texts: pa.array([{"a": one, "b": [one]} for one in t]),
        )
        columns[name] = kinds[0]() if chance.random() < 0.6 else chance.choice(kinds)()
    return pa.table(columns)
