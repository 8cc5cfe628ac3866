"""Strangers' tables become events: by preset, by guess or by a mapping, with every loss told."""

import gzip
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.bundled import bundled
from viewer.errors import FileProblem
from viewer.formats import foreign, read, write_events
from viewer.formats.foreign import NeedsMapping, inspect, inspect_pasted, preview, read_mapped, read_sheet
from viewer.formats.mapping import Mapping, When, Who, fingerprint
from viewer.formats.presets import presets
from viewer.formats.saved_mappings import SavedMappings
from viewer.formats.tabular_writing import dropped

TEXT = """id,date,until,title,parties,kind,where
a,1/2/2001,3/25/2001,Talks,"Soviet Union; FRA",agree,Geneva
b,13/13/2001,,War,"Ruritania; DEU",duel,
c,5/1/2001,4/1/2001,Pact,NA,agree,Paris
c,5/1/2001,4/1/2001,Pact,NA,agree,Paris
d,,,Nothing known,,,
"""
BY_HAND = Mapping(
    id="{id}",
    title="{title} at {where}",
    start=When(("date",)),
    end=When(("until",)),
    category="kind",
    who=(Who("parties", role="signatory", separator=";"),),
)


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "talks.csv"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_mapping_makes_events_and_tells_what_it_could_not_use(text_file):
    """Every row opens; each bad cell is told with its row, each unknown name once with its count."""
    table = read_mapped(text_file, BY_HAND)
    assert (len(table), table.read) == (5, 5)
    first = table.event(0)
    assert (first.id, first.title, first.date.text, first.category) == (
        "a",
        "Talks at Geneva",
        "2001-01-02/2001-03-25",
        "agree",
    )
    assert {(p.code, p.role) for p in first.participants} == {("SUHH", "signatory"), ("FRA", "signatory")}
    war = table.event(1)
    assert war.date is None
    assert "13/13/2001" in war.date_note
    assert set(war.tags) == {"duel", "Ruritania"}
    assert table.event(2).date.text == "2001-05-01"
    assert table.event(3).id == "c-2"
    said = {(p.row, p.field): p.message for p in table.problems}
    assert "no month 13" in said[3, "date"]
    assert "ends before it starts" in said[4, "until"]
    assert "occurs once" in said[0, "parties"]
    assert "Row 4" in said[5, "title"]


def test_a_preview_is_the_mapping_of_the_sample(text_file):
    """It can be made again and again, and tells its problems anew each time."""
    sheet = inspect(text_file)
    twice = [preview(sheet, BY_HAND) for _ in range(2)]
    assert [len(table) for table in twice] == [5, 5]
    assert twice[0].problems == twice[1].problems
    assert sheet.rows[0][0] == "a"


def test_a_clear_table_is_guessed(text_file):
    """Names and values together say which column is what."""
    guess = inspect(text_file).guess
    assert guess.certain
    assert guess.mapping.start.columns == ("date",)
    assert guess.mapping.start.order == "month-day"
    assert "title" in guess.mapping.title
    assert guess.mapping.who[0].column == "parties"


def test_who_takes_part_is_found_though_some_are_unknown(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("date,what,who\n2001-02-03,Talks,Ruritania / Iran\n2001-02-04,Note,Freedonia / Turkey\n", "utf-8")
    assert inspect(path).guess.mapping.who == (Who("who", separator=" / "),)


def test_a_title_of_many_events_gets_who_takes_part_unless_it_says_so(tmp_path):
    path = tmp_path / "x.csv"
    rows = [f"{1990 + n}-10-03,{'France' if n % 2 else 'Italy'}" for n in range(24)]
    for title, wanted in (("Talks", "{title}: {country}"), ("Talks with France and Italy", "{title}")):
        path.write_text("date,country,title\n" + "".join(f"{row},{title}\n" for row in rows), "utf-8")
        assert inspect(path).guess.mapping.title == wanted


def test_an_undecidable_order_is_asked_and_stated_when_nobody_answers(tmp_path):
    """The default is the same every time, and is a problem of the file."""
    path = tmp_path / "x.csv"
    path.write_text("date,title\n1/2/2001,Talks\n3/4/2001,War\n", "utf-8")
    questions = inspect(path).guess.questions
    assert [question.field for question in questions] == ["order"]
    with pytest.raises(NeedsMapping):
        read(path)
    table = read_mapped(path, Mapping(title="{title}", start=When(("date",))))
    assert table.event(0).date.text == "2001-02-01"
    assert any("day or month" in problem.message for problem in table.problems)


def test_parts_precision_bounds_and_open_ends(tmp_path):
    """Year, month and day in columns of their own; a month known; four bounds; 9999 for "goes on"."""
    path = tmp_path / "x.csv"
    path.write_text(
        "y,m,d,end,known,late\n1999,5,0,9999-12-31,day,\n1999,5,7,,month,\n1999,5,7,,,1999-05-09\n", "utf-8"
    )
    parts = When(("y", "m", "d"), precision="known", precisions={"month": "month"})
    table = read_mapped(path, Mapping(title="{y}", start=parts, end=When(("end",)), start_latest=When(("late",))))
    assert [table.event(row).date.text for row in range(3)] == ["1999-05/..", "1999-05", "[1999-05-07..1999-05-09]"]


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("iyear,imonth,iday", ("iyear", "imonth", "iday"), ()),
        ("StYear,StMon,StDay,EndYear,EndMon,EndDay", ("StYear", "StMon", "StDay"), ("EndYear", "EndMon", "EndDay")),
        ("calendar year,calendar month", ("calendar year", "calendar month"), ()),
    ],
)
def test_parts_of_dates_are_guessed_whatever_stands_around_their_names(tmp_path, header, start, end):
    path = tmp_path / "x.csv"
    path.write_text(f"name,{header}\nTalks on trade,1990,5,3,1990,6,4\nWar and peace,1991,12,1,1992,1,2\n", "utf-8")
    mapping = inspect(path).guess.mapping
    assert (mapping.start.columns, mapping.end.columns) == (start, end)


def test_state_numbers_are_read_with_the_date(tmp_path):
    """365 is the Soviet Union until the end of 1991."""
    path = tmp_path / "x.csv"
    path.write_text("date,title,ccode\n1950-01-01,Note handed over,365\n2000-01-01,Note handed back,365\n", "utf-8")
    table = read(path)
    assert [table.event(row).participants[0].code for row in range(2)] == ["SUHH", "RUS"]


def test_votes_are_named_by_their_states_and_kept_apart_by_their_numbers(tmp_path):
    """What a table beside the file says stands in the title, which has no empty brackets where that says nothing."""
    (tmp_path / "un_roll_calls.csv").write_text("rcid,short,unres\n3,RULES,R/1/66\n4,ADEN,\n5,,R/1/70\n", "utf-8")
    path = tmp_path / "votes.csv"
    path.write_text("rcid,vote,ccode,date\n3,1,2,1/13/1946\n4,3,365,1/14/1946\n5,8,2,\n", "utf-8")
    table = read(path)
    assert [table.event(row).id for row in range(2)] == ["3-2", "4-365"]
    assert [table.event(row).title for row in range(3)] == ["Yes: RULES (R/1/66)", "No: ADEN", "Absent: R/1/70"]
    assert "Columns short, unres came from un_roll_calls.csv" in table.problems[0].message
    mapping = Mapping(title="{short} ({unres})", start=When(("date",)))
    assert read_mapped(path, mapping).event(1).title == "ADEN"


def test_saved_mappings_are_found_by_their_header(text_file, tmp_path):
    """They survive as plain data, and are preferred to every guess."""
    saved = SavedMappings(tmp_path / "mappings")
    sheet = inspect(text_file)
    assert saved.find(sheet.columns) is None
    saved.save(sheet.columns, BY_HAND)
    again = inspect(text_file, saved=saved).guess
    assert (again.mapping, again.origin) == (BY_HAND, "saved")
    assert Mapping.from_json(json.loads(json.dumps(BY_HAND.to_json()))) == BY_HAND
    assert fingerprint(["A ", "b"]) == fingerprint(["a", "B"]) != fingerprint(["a", "c"])


@pytest.mark.parametrize("wrong", [[], {"colour": 1}, {"title": 5}, None])
def test_what_is_no_mapping_is_refused(wrong):
    """A damaged file of mappings is told."""
    with pytest.raises(FileProblem):
        Mapping.from_json(wrong)


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.geojson", "x.parquet", "x.feather", "x.csv.gz"])
def test_records_open_from_every_kind_of_file(tmp_path, name):
    """The same records in six formats make the same events."""
    records = [{"date": f"2001-02-0{n}", "title": f"Talks {n}", "country": "France"} for n in range(1, 4)]
    path = tmp_path / name
    if name.endswith(".json"):
        path.write_text(json.dumps({"result": {"items": records}}))
    elif name.endswith("jsonl"):
        path.write_text("\n".join(map(json.dumps, records)))
    elif name.endswith("geojson"):
        features = [{"properties": r, "geometry": {"type": "Point", "coordinates": [2.5, 48.5]}} for r in records]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    elif name.endswith("parquet"):
        pq.write_table(pa.Table.from_pylist(records), path)
    elif name.endswith("feather"):
        table = pa.Table.from_pylist(records)
        with pa.ipc.new_file(str(path), table.schema) as file:
            file.write_table(table)
    else:
        rows = [",".join(r.values()) for r in records]
        path.write_bytes(gzip.compress("\n".join(["date,title,country", *rows]).encode()))
    table = read(path)
    assert [table.event(row).title for row in range(3)] == ["Talks 1", "Talks 2", "Talks 3"]
    assert table.event(2).date.text == "2001-02-03"
    assert table.event(2).participants[0].code == "FRA"


def test_bad_lines_of_json_are_told_and_the_others_open(tmp_path):
    """With the number of the line."""
    path = tmp_path / "x.jsonl"
    path.write_text('{"date":"2001","title":"Talks"}\n{"date":\n{"date":"2002","title":"Talks again"}\n')
    table = read(path)
    assert len(table) == 2
    assert [p.row for p in table.problems] == [2]


def test_pasted_cells_become_events():
    """From the clipboard, by a mapping."""
    sheet = inspect_pasted("date\ttitle\n2001\tPact\n")
    assert read_sheet(sheet, Mapping(title="{title}", start=When(("date",)))).event(0).title == "Pact"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_written_as_a_table_comes_back(tmp_path, suffix):
    """The bundled chronology keeps all that a table has room for; the rest is counted."""
    table = read(bundled("data/events.json"))
    path = tmp_path / f"x{suffix}"
    write_events(table, path)
    again = read(path)
    assert not again.problems
    for row in range(len(table)):
        ours, theirs = table.event(row), again.event(row)
        for name in ("id", "title", "date", "category", "status", "importance", "place", "tags", "summary"):
            assert getattr(ours, name) == getattr(theirs, name)
        assert set(ours.participants) == set(theirs.participants)
    assert any("relations" in sentence for sentence in dropped(table))


def test_no_cell_of_a_written_table_is_a_formula(tmp_path):
    """An apostrophe stands before it in CSV and is taken off again by our reader."""
    source = tmp_path / "a.csv"
    source.write_text('date,title\n2001,"=HYPERLINK(""http://x"")"\n-0489,@SUM(A1)\n', "utf-8")
    table = read_mapped(source, Mapping(title="{title}", start=When(("date",))))
    write_events(table, tmp_path / "b.csv")
    cells = (tmp_path / "b.csv").read_text("utf-8-sig").replace('"', "").replace("\n", ",").split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    again = read(tmp_path / "b.csv")
    assert [again.event(row).title for row in range(2)] == ['=HYPERLINK("http://x")', "@SUM(A1)"]
    write_events(table, tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_workbooks_that_would_fill_the_memory_are_refused(tmp_path, monkeypatch):
    """One far-away cell, or much more than is allowed once it is unpacked, in a small file."""
    monkeypatch.setattr("viewer.formats.spreadsheets.UNPACKED_LIMIT", 2**22)
    far = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    for name, text in (("far.xlsx", far), ("bomb.xlsx", " " * 6_000_000)):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/worksheets/sheet1.xml", text)
        with pytest.raises(FileProblem, match="too large"):
            read(tmp_path / name)


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(200), b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_damaged_workbooks_are_told(tmp_path, data):
    """In one sentence, whoever reads them."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(FileProblem):
        read(path)


def test_presets_are_sound():
    """Each has a title and a date, and is known by columns it can name."""
    assert len(presets()) >= 15
    for preset in presets():
        assert preset.mapping.title or preset.name
        assert preset.mapping.start.columns, preset.name
        assert all(len(names) == int(count) for count, names in preset.shapes.items())


@pytest.mark.parametrize(
    ("name", "preset", "rows", "dated"),
    [
        ("treaties/many/HUGGO_clean.csv", "HUGGO agreements", 4532, 4520),
        ("treaties/uk_treaties_online/uk_treaties_dedup.jsonl", "UK Treaties Online", 12697, 8100),
        ("ucdp/ucdp-peace-agreements-221.csv", "UCDP peace agreements", 374, 374),
        ("ucdp/ucdp-peace-agreements-221.xlsx", "UCDP peace agreements", 374, 374),
        ("ucdp/ucdp_prio_conflicts.csv", "UCDP/PRIO armed conflicts", 2752, 2752),
        ("ucdp/GEDEvent_v23_1.geojson", "UCDP georeferenced events", 1848, 1848),
        ("ucdp/derived/ucdpged_sample1000.csv", "UCDP georeferenced events", 1000, 1000),
        ("battles/battles.csv", "CDB90 battles", 660, 655),
        ("unga/derived/un_roll_calls.csv", "Roll calls of the UN General Assembly", 6203, 6203),
        ("unsc/unsc_vetoes_1946_sept2022.csv", "Vetoes in the UN Security Council", 214, 214),
        ("gdelt/20191024143000.export.CSV", "GDELT events", 2111, 2111),
        ("gdelt/20190121220000.export2.CSV", "GDELT events", 1629, 1629),
        ("gdelt/reed9999_events.csv", "GDELT events", 710, 710),
        ("wikidata/historicEvents.json", "", 9125, 9125),
        ("wikidata/data.csv", "", 575, 570),
    ],
)
def test_real_files_open_whole(shared_data, name, preset, rows, dated):
    """Recognised or guessed, every row an event, nearly every date read."""
    path = shared_data(name)
    assert inspect(path).guess.mapping.name == preset
    table = read(path)
    assert (len(table), table.read) == (rows, rows)
    assert int(table.events["dated"].sum()) >= dated


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mutated_tables_open_or_are_refused(tmp_path_factory, data):
    """A damaged file never ends the program."""
    raw = bytearray(TEXT.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    path = tmp_path_factory.mktemp("fuzz") / "x.csv"
    path.write_bytes(bytes(raw))
    try:
        table = foreign.read_mapped(path, foreign.inspect(path).guess.mapping)
    except FileProblem:
        return
    assert len(table) <= table.read


FRAME = [
    ["date", "title", "country"],
    ["2001-01-02", "First meeting", "France"],
    ["2001-02-03", "Second one", "Italie"],
]
TERM = {"type": "literal"}


@pytest.mark.parametrize(
    "value",
    [
        FRAME,
        {"columns": FRAME[0], "index": [0, 1], "data": FRAME[1:]},
        {name: [row[at] for row in FRAME[1:]] for at, name in enumerate(FRAME[0])},
        {name: {str(n): row[at] for n, row in enumerate(FRAME[1:])} for at, name in enumerate(FRAME[0])},
        {
            "head": {"vars": FRAME[0]},
            "results": {
                "bindings": [
                    {name: TERM | {"value": cell} for name, cell in zip(FRAME[0], row, strict=True)}
                    for row in FRAME[1:]
                ]
            },
        },
    ],
    ids=["rows", "split", "columns", "numbered columns", "SPARQL"],
)
def test_tables_in_json_are_read_whichever_way_they_stand(value, tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps(value), "utf-8")
    found = [(e.date.text, e.title, e.participants[0].code) for e in map(read(path).event, range(2))]
    assert found == [("2001-01-02", "First meeting", "FRA"), ("2001-02-03", "Second one", "ITA")]


@pytest.mark.parametrize(
    ("text", "encoding", "dates"),
    [
        (
            "Datum;Titel;Land\r\n31.12.1989;Öffnung der Grenze;Österreich\r\n1.2.1990;Zölle;Ungarn\r\n",
            "cp1252",
            "1989-12-31",
        ),
        ("Дата;Событие;Страна\n12 апреля 1961;Полёт;СССР\nмай 1945;Победа;Франция\n", "cp1251", "1961-04-12"),
        ("التاريخ,الحدث,البلد\n14 يوليو 1958,ثورة تموز,العراق\n6 أكتوبر 1973,حرب أكتوبر,مصر\n", "cp1256", "1958-07-14"),
        (
            "日付,出来事,国\n1951-09-08,平和条約が調印された,日本\n1972-09-29,日中共同声明が発表,中国\n",
            "shift_jis",
            "1951-09-08",
        ),
        (
            "Year,Month,Day,Event,Country\n1979,Dec,24,Intervention,Afghanistan\n1980,5,,Boycott,USA\n",
            "utf-8",
            "1979-12-24",
        ),
        ("2001-01-02,First meeting of all,France\n2001-02-03,Second meeting of all,Spain\n", "utf-16-le", "2001-01-02"),
    ],
)
def test_tables_of_the_world_explain_themselves(text, encoding, dates, tmp_path):
    """Headers, months and countries in other languages; encodings without a word about them."""
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    table = read(path)
    assert [table.event(0).date.text, len(table.event(0).participants), len(table)] == [dates, 1, 2]


def test_codes_of_a_list_of_its_own_are_explained_by_its_preset(shared_data):
    """The European Union takes part in 226 treaties as "EUU"; what nobody can explain is still told."""
    table = read(shared_data("treaties/many/HUGGO_env_original.csv"))
    assert int((table.participants["code"] == "EU").sum()) == 226
    assert {problem.value for problem in table.problems if problem.kind == "name"} == {"HES"}
