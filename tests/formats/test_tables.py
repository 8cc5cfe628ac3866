"""Text tables of any layout, encoding and line end; what is wrong with a row is told with its number."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.errors import FileProblem
from viewer.formats.encodings import text_file
from viewer.formats.tables import dialect_of, read_pasted, read_table

ROWS = [("date", "title", "who"), ("2001-02-03", "Talks; in two parts", "FRA, DEU"), ("2002", 'A "pact"', "Türkiye")]


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def csv_text(delimiter, end="\n"):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in f'{delimiter}"\n\r') else text

    return end.join(delimiter.join(map(cell, row)) for row in ROWS) + end


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_layout_and_encoding_are_found(tmp_path, delimiter, end, encoding):
    """The same table comes out of every way to write it."""
    grid = read_table(written(tmp_path / "x.csv", csv_text(delimiter, end), encoding))
    assert tuple(grid.columns) == ROWS[0]
    assert grid.rows(9) == tuple(ROWS[1:])
    assert grid.numbers.tolist() == [2, 3]


def test_gzip_is_unpacked(tmp_path):
    """Whatever the file is called."""
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(csv_text(",").encode()))
    assert read_table(path).rows(9) == tuple(ROWS[1:])


def test_a_table_without_a_header_numbers_its_columns(tmp_path):
    """Values in the first row are no names."""
    grid = read_table(written(tmp_path / "x.tsv", "20010203\t5\tFRA\n20010204\t6\tDEU\n"))
    assert tuple(grid.columns) == ("Column 1", "Column 2", "Column 3")
    assert not grid.headed
    assert len(grid) == 2


def test_lines_within_cells_and_nul_bytes_stay_within_them(tmp_path):
    """A record may have several lines; rows are counted as spreadsheets do."""
    text = 'date,title\n2001,"One\rtwo\nthree"\n2002,\x00four\n'
    grid = read_table(written(tmp_path / "x.csv", text))
    assert grid.rows(9) == (("2001", "One\rtwo\nthree"), ("2002", "\x00four"))
    assert grid.numbers.tolist() == [2, 3]


def test_rows_of_another_width_are_told(tmp_path):
    """Missing cells count as empty, those beyond the header are left out with their row."""
    grid = read_table(written(tmp_path / "x.csv", "a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n"))
    assert grid.rows(9)[1] == ("1", "2", "")
    assert [(p.row, p.value) for p in grid.problems.listed()] == [(3, ""), (4, "4")]


def test_names_of_columns_are_made_fit_for_use(tmp_path):
    """None is empty, none stands twice, none holds braces."""
    grid = read_table(written(tmp_path / "x.csv", "a,a,,{b},d\n1,2,3,4,5\n"))
    assert tuple(grid.columns) == ("a", "a (2)", "Column 3", "(b)", "d")


def test_a_title_above_the_header_is_passed_over(tmp_path):
    """Rows keep the numbers they have in the file."""
    grid = read_table(written(tmp_path / "x.csv", "Treaties,,\n,,\ndate,title,who\n2001,Pact,FRA\n"))
    assert tuple(grid.columns) == ("date", "title", "who")
    assert grid.numbers.tolist() == [4]


def test_stray_bytes_in_utf_8_are_read_and_told(tmp_path):
    """A file of two encodings keeps the letters of both."""
    path = tmp_path / "x.csv"
    path.write_bytes("a,b\nTürkiye ü ö ä,2\n".encode() + "Köln,3\n".encode("cp1252"))
    grid = read_table(path)
    assert [row[0] for row in grid.rows(9)] == ["Türkiye ü ö ä", "Köln"]
    assert [p.field for p in grid.problems.listed()] == ["encoding"]


def test_too_many_columns_are_cut_and_told(tmp_path):
    """Of a hundred thousand columns the first two thousand are read."""
    header = ",".join(f"c{number}" for number in range(100_000))
    grid = read_table(written(tmp_path / "x.csv", f"{header}\n{','.join(['x'] * 100_000)}\n"))
    assert len(grid.columns) == 2_000
    assert "100,000 columns" in grid.problems.listed()[0].message


def test_only_the_wanted_columns_are_kept(tmp_path):
    """A mapping names what it needs, the rest costs no memory."""
    assert tuple(read_table(written(tmp_path / "x.csv", csv_text(",")), only={"who"}).columns) == ("who",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"only words here\nand here\n", "no table"),
        (bytes(range(256)) * 40, "no table|not a text|damaged"),
        (b"\x00" * 100, "not a text"),
        (b"\x1f\x8b\x08" + b"x" * 50, "damaged gzip"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path, data, said):
    """Whatever the name promises."""
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(FileProblem, match=said):
        read_table(path)


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_file(tmp_path):
    """The row where it stands is named."""
    text = 'a,b\n1,2\n3,"4\n' + "5,6\n" * 30_000
    with pytest.raises(FileProblem, match="line 3"):
        read_table(written(tmp_path / "x.csv", text))


def test_a_line_without_end_is_refused(tmp_path, monkeypatch):
    """Memory is bounded whatever comes."""
    monkeypatch.setattr("viewer.formats.encodings.LINE_LIMIT", 1000)
    with pytest.raises(FileProblem, match="line 2 is longer"):
        read_table(written(tmp_path / "x.csv", "a,b\n" + "x" * 5000))


def test_pasted_cells_are_a_table():
    """Spreadsheets put tabs on the clipboard."""
    assert read_pasted("date\ttitle\n2001\tPact\n").rows(5) == (("2001", "Pact"),)


def test_missing_files_and_folders_are_told(tmp_path):
    """No exception of the system reaches the reader."""
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(FileProblem):
            read_table(path)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, data):
    """No crash, and every column as long as the table."""
    path = tmp_path_factory.mktemp("fuzz") / "x.csv"
    path.write_bytes(data)
    try:
        grid = read_table(path)
    except FileProblem:
        return
    assert all(len(column) == len(grid) for column in grid.columns.values())


@given(st.lists(st.lists(st.text(alphabet='ab,;\t"|\n\r\x00 1', max_size=5), max_size=4), max_size=8))
def test_a_dialect_reads_its_own_sample(rows):
    """Whatever layout is decided for a sample, its records can be read by it."""
    sample = [",".join(row) + "\n" for row in rows]
    dialect = dialect_of(sample)
    if dialect is not None:
        assert dialect.width > 1
        assert any(dialect.records(sample))


def test_what_is_written_while_it_is_read_is_left_for_the_next_time(tmp_path):
    """Else a program that writes as fast as this one reads would keep it for ever."""
    path = tmp_path / "log.csv"
    row = b"2001-01-02,Talks\n"
    path.write_bytes(row * 200_000)

    def growing(rows):
        def grow(_done):
            assert path.stat().st_size < 2**26, "it goes on for ever"
            with path.open("ab") as file:
                file.write(row * rows)

        return grow

    found = text_file(path, growing(100_000))
    assert found.size == len(row) * 200_000
    size = path.stat().st_size
    assert sum(1 for _ in found.lines(growing(10_000))) == size // len(row)
