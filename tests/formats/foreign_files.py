"""A text of another program as a file, read by the door everybody uses."""

from viewer.formats import read


def opened(tmp_path, name, text):
    """The table of a file of that name and text."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read(path)


def events(tmp_path, name, text):
    """Its events, in order."""
    table = opened(tmp_path, name, text)
    return [table.event(row) for row in range(len(table))]


def dates(tmp_path, name, text):
    """The EDTF of each event, None for one without a date."""
    return [event.date.text if event.date else None for event in events(tmp_path, name, text)]


def said(table):
    """All messages of its problems."""
    return [problem.message for problem in table.problems]
