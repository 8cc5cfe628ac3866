"""What nobody should send: bombs, endless lines, deep nests, files that change under our hands.

    python -m tests.benchmarks.hostile [--only WORD]

Each input is read in a process of its own with bounded memory.  A table tells what was said, the seconds of
work and the peak of memory; what takes longer than five seconds, needs more than 2 GiB or ends in anything but one
sentence fails.
"""

import argparse
import gzip
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
import zipfile
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from viewer.errors import FileProblem
from viewer.events.problems import in_words
from viewer.formats import foreign, read

LIMIT, STUCK, MEMORY = 5.0, 60, 2**31  # seconds of work; seconds by the clock; bytes
MEGA, GIGA = 10**6, 10**9
CALENDAR = b"BEGIN:VCALENDAR\r\n%sEND:VCALENDAR\r\n"
MEETING = b"BEGIN:VEVENT\r\nUID:%d\r\nSUMMARY:%s\r\nDTSTART:%s\r\n%sEND:VEVENT\r\n"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
YEARS = (b"0000", b"99999", b"Y999999", b"Y1E99", b"-9999")
HEAD = b'{"format":"diplomatic-timeline","version":1,"events":['


def meeting(number=1, title=b"Talks", start=b"20250101", rest=b""):
    """One event of a calendar."""
    return MEETING % (number, title, start, rest)


def squeezed(member, times):
    """A gzip archive of one piece many times over."""
    return gzip.compress(member) * times


def workbook(sheet, compression=zipfile.ZIP_DEFLATED):
    """Writes the least there is to a workbook around the XML of its sheet, which comes in pieces."""

    def write(path):
        kinds = "http://schemas.openxmlformats.org/package/2006"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        with zipfile.ZipFile(path, "w", compression) as book:
            book.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{kinds}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                "</Types>",
            )
            link = (
                f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="r1" Type="{office}/%s" Target="%s"/>'
            )
            book.writestr("_rels/.rels", link % ("officeDocument", "xl/workbook.xml") + "</Relationships>")
            book.writestr(
                "xl/workbook.xml",
                f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
                "</workbook>",
            )
            book.writestr(
                "xl/_rels/workbook.xml.rels", link % ("worksheet", "worksheets/sheet1.xml") + "</Relationships>"
            )
            with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
                file.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
                for piece in sheet:
                    file.write(piece)
                file.write(b"</sheetData></worksheet>")

    return write


def cell(text, at="A1", kind="inlineStr"):
    """A cell of a workbook."""
    return b'<c r="%s" t="%s"><is><t>%s</t></is></c>' % (at.encode(), kind.encode(), text)


def row(number, *texts):
    """A row of a workbook."""
    cells = b"".join(cell(text, f"{'ABC'[at]}{number}") for at, text in enumerate(texts))
    return b'<row r="%d">%s</row>' % (number, cells)


def columns(count):
    """A file in columns that has too many of them."""
    return lambda path: pq.write_table(pa.table({f"c{n}": ["2001-01-02"] for n in range(count)}), path)


def sparse(size):
    """A file of zeros that takes no room on the disk."""

    def write(path):
        path.touch()
        os.truncate(path, size)

    return write


def during(data, change):
    """A file that something happens to as soon as a part of it was read."""

    def write(path):
        path.write_bytes(data)
        return lambda _done: change(path)

    return write


def grown(path):
    """Another program writes on."""
    with path.open("ab") as file:
        file.write(b"2001-01-02,More\n" * 1000)


SMALL = {  # what it is: name of the file, and its bytes or what writes it
    "entities within entities": ("x.xml", b"<!DOCTYPE a [<!ENTITY l0 'ha'>" + LAUGHS + b"]><TEI>&l9;</TEI>"),
    "entity of another file": ("x.xml", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><TEI>&x;</TEI>"),
    "entity of the web": ("x.xml", b"<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/x'> %x;]><TEI/>"),
    "entities in SIMILE": ("x.xml", b"<!DOCTYPE a [<!ENTITY l0 'ha'>" + LAUGHS + b"]><data><event/>&l9;</data>"),
    "cell at the far corner": (
        "x.xlsx",
        workbook([row(1, b"date", b"title"), b'<row r="1048576">' + cell(b"x", "XFD1048576") + b"</row>"]),
    ),
    "entities in a workbook": ("x.xlsx", workbook([b"<!DOCTYPE a [" + LAUGHS + b"]>&l9;"])),
    "formulas in a workbook": (
        "x.xlsx",
        workbook([row(1, b"date", b"title"), row(2, b"2001-01-02", b"=cmd|'/c calc'!A1")]),
    ),
    "formulas in a table": ("x.csv", b'date,title\n2001-01-02,=HYPERLINK("http://x")\n2002-01-02,@SUM(1)\n'),
    "gzip of rubbish": ("x.csv.gz", b"\x1f\x8b\x08" + os.urandom(1000)),
    "NUL in every cell": ("x.csv", b"date,title\n" + b"2001\x00-01-02,Ta\x00lks\n" * 10_000),
    "NUL in a calendar": ("x.ics", CALENDAR % meeting(title=b"Ta\x00lks")),
    "mixed encodings": (
        "x.csv",
        b"date,title\n"
        + "2001-01-02,Gespräch\n".encode() * 50
        + "2001-01-02,Gespräch\n".encode("cp1252")
        + "2001-01-02,Разговор\n".encode("cp1251"),
    ),
    "half of UTF-16": ("x.csv", "date,title\n2001-01-02,Talks\n".encode("utf-16")[:-1]),
    "deep JSON in lines": ("x.jsonl", b'{"date":"2001","title":"a"}\n' + b'{"a":' * 1000 + b"1" + b"}" * 1000),
    **{
        f"endless rule, {rule.decode()}": (
            "x.ics",
            CALENDAR % b"".join(meeting(n, rest=b"RRULE:" + rule + b"\r\n") for n in range(20)),
        )
        for rule in (
            b"FREQ=SECONDLY",
            b"FREQ=DAILY",
            b"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            b"FREQ=DAILY;COUNT=999999999",
            b"FREQ=YEARLY;INTERVAL=999999",
            b"FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=300",
        )
    },
    "years without end": (
        "x.csv",
        b"date,title\n" + b"".join(b"%s,Talks\n" % year for year in (*YEARS, b"0", b"-1", b"1e99")),
    ),
    "years without end, JSON": (
        "x.json",
        HEAD + b",".join(b'{"id":"%s","title":"A","date":"%s"}' % (year, year) for year in YEARS) + b"]}",
    ),
    "years without end, calendar": (
        "x.ics",
        CALENDAR % (meeting(1, start=b"00000101") + meeting(2, start=b"999990101") + meeting(3, start=b"99991231")),
    ),
    "link to itself": ("x.csv", lambda path: path.symlink_to(path)),
    "link to a device": ("x.csv", lambda path: path.symlink_to("/dev/zero")),
    "link to the terminal": ("x.json", lambda path: path.symlink_to("/dev/tty")),
    "link to memory": ("x.json", lambda path: path.symlink_to("/proc/self/mem")),
    "folder": ("x.csv", lambda path: path.mkdir()),
    "pipe": ("x.csv", os.mkfifo),
    "nothing": ("x.csv", Path),
}


def large():
    """As ``SMALL``, made one after the other."""
    table = b"date,title\n" + b"2001-01-02,Talks\n" * 600_000
    events = HEAD + b",".join(b'{"id":"e%d","title":"Talks"}' % n for n in range(400_000)) + b"]}"
    yield (
        "one long entity many times",
        "x.xml",
        b"<!DOCTYPE a [<!ENTITY l '" + b"a" * MEGA + b"'>]><TEI>" + b"&l;" * 50_000 + b"</TEI>",
    )
    yield ("bomb in a workbook, 1 GB", "x.xlsx", workbook(b" " * MEGA for _ in range(1000)))
    yield "bomb of cells in a workbook", "x.xlsx", workbook(b"<row>" + b"<c/>" * 200_000 for _ in range(400))
    yield ("gzip bomb, one line of 10 GB", "x.csv.gz", lambda path: path.write_bytes(squeezed(b"a" * 100 * MEGA, 100)))
    yield ("gzip bomb, zeros", "x.csv.gz", lambda path: path.write_bytes(squeezed(bytes(100 * MEGA), 100)))
    yield (
        "gzip bomb, rows",
        "x.csv.gz",
        lambda path: path.write_bytes(gzip.compress(b"date,title\n") + squeezed(b"2001-01-02,Talks\n" * 6 * MEGA, 100)),
    )
    yield ("line of 100 MB", "x.csv", b"date,title\n2001-01-02," + b"a" * 100 * MEGA)
    yield ("lines of 16 MB", "x.csv", b"date,title\n" + (b"2001-01-02," + b"a" * 16 * MEGA + b"\n") * 10)
    for kind in ("csv", "json", "ics", "xml", "xlsx"):
        yield f"10 GB of zeros, {kind}", f"x.{kind}", sparse(10 * GIGA)
    for what, (name, data) in (
        {
            f"deep JSON, {begin.decode()}": ("x.json", begin * (20 * MEGA // len(begin)))
            for begin in (b"[", b'{"a":', b'[{"a":', b'{"events":[')
        }
    ).items():
        yield what, name, data
    yield ("deep JSON in an event", "x.json", HEAD + b'{"id":"a","title":' + b"[" * MEGA + b"]" * MEGA + b"}]}")
    yield ("deep XML, 60 MB", "x.xml", b"<TEI>" + b"<a>" * 20 * MEGA)
    yield ("deep XML, closed", "x.xml", b"<TEI>" + b"<a>" * MEGA + b"</a>" * MEGA + b"</TEI>")
    yield ("wide XML, 60 MB", "x.xml", b"<TEI>" + b"<a/>" * 15 * MEGA + b"</TEI>")
    yield ("deep HTML in a title", "x.ics", CALENDAR % meeting(title=b"<b>" * 300_000))
    for what, (name, data) in (
        {
            f"cell of 12 MB, {name}": (
                "x.csv",
                b"date,title,text\n2001-01-02,Talks," + piece * (12 * MEGA // len(piece)),
            )
            for name, piece in {
                "letters": b"a",
                "spaces": b" ",
                "digits": b"1",
                "dashes": b"1-",
                "lists": b"France; ",
                "links": b"http:// ",
                "quotes": b'"',
                "signs": b"\xe2\x86\x92 ",
            }.items()
        }
    ).items():
        yield what, name, data
    yield ("date of 12 MB", "x.csv", b"date,title\n2001-01-02,Talks\n" + b"1-" * 6 * MEGA + b",Talks\n")
    yield ("country of 12 MB", "x.csv", b"date,title,country\n2001,Talks," + b"France;" * 2 * MEGA + b"\n")
    yield (
        "cell of 12 MB in a workbook",
        "x.xlsx",
        workbook([row(1, b"date", b"title"), row(2, b"2001-01-02", b"a b " * 3 * MEGA)]),
    )
    yield ("text of 12 MB in JSON", "x.json", HEAD + b'{"id":"a","date":"2001","title":"' + b"a " * 6 * MEGA + b'"}]}')
    yield ("date of 12 MB in JSON", "x.json", HEAD + b'{"id":"a","title":"A","date":"' + b"1-" * 6 * MEGA + b'"}]}')
    yield ("value of 12 MB in records", "x.json", b'[{"date":"2001-01-02","title":"' + b"a " * 6 * MEGA + b'"}]')
    yield ("text of 12 MB in a calendar", "x.ics", CALENDAR % meeting(title=b"a " * 6 * MEGA))
    yield ("text of 12 MB in XML", "x.xml", b"<data><event start='1850'>" + b"a " * 6 * MEGA + b"</event></data>")
    yield ("text of 12 MB in Markwhen", "x.mw", b"2001-01-02: " + b"a " * 6 * MEGA)
    yield (
        "tags of 12 MB in HTML",
        "x.json",
        b'{"events":[{"start_date":{"year":"1961"},"text":{"headline":"' + b"<b " * 4 * MEGA + b'"}}]}',
    )
    yield (
        "100,000 columns",
        "x.csv",
        b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + (b"," * 99_999 + b"\n") * 50 + b"2001" + b",a" * 99_999,
    )
    yield ("100,000 columns, Parquet", "x.parquet", columns(100_000))
    yield ("100,000 keys", "x.json", b"[{" + b",".join(b'"k%d":"2001-01-02"' % n for n in range(100_000)) + b"}]")
    yield (
        "100,000 keys, each once",
        "x.jsonl",
        b"\n".join(b'{"date":"2001-01-02","title":"a","k%d":1}' % n for n in range(100_000)),
    )
    yield ("a million attributes", "x.xml", b"<TEI " + b" ".join(b'a%d=""' % n for n in range(MEGA)) + b"/>")
    yield (
        "2,000 endless rules",
        "x.ics",
        CALENDAR % b"".join(meeting(n, rest=b"RRULE:FREQ=DAILY\r\n") for n in range(2000)),
    )
    yield ("shrinking table", "x.csv", during(table, lambda path: os.truncate(path, 1000)))
    yield ("emptied table", "x.csv", during(table, lambda path: os.truncate(path, 0)))
    yield ("growing table", "x.csv", during(table, grown))
    yield ("vanishing table", "x.csv", during(table, lambda path: path.unlink(missing_ok=True)))
    yield ("shrinking chronology", "x.json", during(events, lambda path: os.truncate(path, 1000)))
    yield ("vanishing chronology", "x.json", during(events, lambda path: path.unlink(missing_ok=True)))
    yield (
        "shrinking calendar",
        "x.ics",
        during(CALENDAR % (meeting() * 100_000), lambda path: os.truncate(path, 1000)),
    )


def told(path, change):
    """What the program says of a file, and whether that is a sentence."""
    try:
        table = read(path, change)
    except foreign.NeedsMapping as asked:
        return f"asks: {asked.message}", True
    except FileProblem as error:
        return f"refused: {error.message}", bool(error.hint)
    except Exception as error:  # noqa: BLE001 - that is what is being looked for
        return f"FAILED {type(error).__name__}: {error}", False
    return f"opened {len(table):,} of {table.read:,}; {in_words(len(table), table.problems)}".strip(), True


def apart(path, change):
    """What is said, whether it is a sentence, seconds and peak in MB; read in a process with bounded memory."""
    receive, send = os.pipe()
    if not (child := os.fork()):
        os.close(receive)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY + resident(), MEMORY + resident()))
        signal.alarm(STUCK)
        before, begin = resident(), time.process_time()
        said, good = told(path, change)
        seconds = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
        with os.fdopen(send, "wb") as pipe:
            pickle.dump((said, good, seconds, peak / MEGA), pipe)
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else ("THE PROCESS DIED", False, 0.0, 0.0)


def resident():
    """Bytes of memory in use now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def main():
    """Read each; 1 when any failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="read those whose description holds this")
    only = parser.parse_args().only
    failed = 0
    print("| input | what is said | s | MB |\n|---|---|---|---|")
    every = chain(((what, *one) for what, one in SMALL.items()), large())
    for what, name, data in (one for one in every if only in one[0]):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            change = path.write_bytes(data) and None if isinstance(data, bytes) else data(path)
            said, good, seconds, peak = apart(path, change if callable(change) else None)
        slow = "" if seconds < LIMIT else " SLOW"
        failed += not good or bool(slow)
        shown = said.replace("|", "/").replace("\n", " ").replace(folder + "/", "")
        print(f"| {what} | {shown[:230]} | {seconds:.2f}{slow} | {peak:,.0f} |", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
