"""What a notebook uses: open, ask, frame, picture."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date, datetime

import pandas as pd
import pytest

import viewer
from tests.builders import a_table, an_event
from viewer.bundled import bundled
from viewer.errors import QueryError, ViewerError
from viewer.events.query import Query
from viewer.formats import write_events
from viewer.session.time_shown import span_called
from viewer.session.view import View
from viewer.session.workspace import Workspace
from viewer.ui.remembered import memory


def test_asked_events_come_as_a_frame():
    """The frame holds exactly the matching events, with times and lists of codes."""
    asked = viewer.open().query(country="Pakistan", since="2024-12", until="2025-12")
    frame = asked.frame()
    assert len(frame) == len(asked) == len(list(asked)) > 10
    assert all("PAK" in codes for codes in frame["countries"])
    assert frame["start"].dtype == "datetime64[s]"
    assert (frame["end"].dropna() > datetime(2024, 12, 1)).all()  # noqa: DTZ001 - the frame is UTC without saying so
    assert list(frame.index) == [event.id for event in asked]
    assert "Pakistan" in repr(asked)


def test_open_and_unknown_ends_have_no_time(tmp_path):
    """Neither an undated event nor an open end gets an invented instant; the far past keeps its own."""
    path = tmp_path / "x.json"
    events = [an_event("a", at=None), an_event("b", at="2020/.."), an_event("c", at="-0489-09", who="FRA")]
    write_events(a_table(*events), path)
    frame = viewer.open(path).frame()
    assert frame["start"].isna().tolist() == [True, False, False]
    assert frame["end"].isna().tolist() == [True, True, False]
    assert frame["start"].dt.year.loc["c"] == -489
    assert frame["countries"].tolist() == [(), (), ("FRA",)]
    assert isinstance(frame, pd.DataFrame)


def test_a_picture_shows_itself_and_is_saved(qapp, tmp_path):
    """As SVG and PNG in a cell, and in every format as a file."""
    picture = (
        viewer.open().query(country=["PAK", "RUS"], since="2025").picture(size="a5", theme="contrast", title="Two")
    )
    root = ET.fromstring(picture._repr_svg_())
    assert "Two" in " ".join(root.itertext())
    assert picture._repr_png_().startswith(b"\x89PNG")
    for ending in ("png", "svg", "pdf", "html"):
        assert picture.save(tmp_path / f"a.{ending}").stat().st_size > 1_000
    with pytest.raises(ViewerError, match="exists"):
        picture.save(tmp_path / "a.png")
    poster = picture.save(tmp_path / "wall.pdf", tiles="200x150mm").read_bytes()
    assert poster.count(b"/Type /Page\n") > 2
    with pytest.raises(ViewerError, match="take a PDF"):
        picture.save(tmp_path / "wall.png", tiles="a4")


@pytest.mark.parametrize(
    "wrong",
    [
        {"lanes": "colour"},
        {"theme": "pink"},
        {"parts": ["legned"]},
        {"size": "a9"},
        {"size": (0, 0)},
        {"text_size": 1},
        {"font": "Noto Sons"},
    ],
)
def test_what_a_picture_cannot_be_is_said(qapp, wrong):
    """With the choices there are."""
    with pytest.raises(ViewerError):
        viewer.open().picture(**wrong)


def test_a_name_that_nobody_has_is_said():
    """With the nearest one."""
    with pytest.raises(QueryError, match="Pakistan"):
        viewer.open().query(country="Pakistn")


def test_it_needs_no_display_and_nothing_until_used():
    """Importing the package is quick; drawing works where there is no display at all."""
    code = (
        "import os, sys; [os.environ.pop(n, None) for n in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM')];"
        "import viewer; assert not {'PySide6', 'pandas', 'numpy'} & set(sys.modules);"
        "assert '<svg' in viewer.open().picture()._repr_svg_(); assert 'QT_QPA_PLATFORM' not in os.environ"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_package_knows_its_other_names_only():
    """A misspelt name is an AttributeError like any other."""
    with pytest.raises(AttributeError, match="opne"):
        viewer.opne  # noqa: B018


def test_a_view_saved_in_the_window_is_opened_by_name(qapp):
    """With its filters, its time and its lanes; a name that is not there is answered with the nearest."""
    workspace = Workspace(memory(), pytest.fail)
    query, span = Query().with_text("ceasefire"), span_called("2025-06", date(2026, 1, 31))
    workspace.named.keep(bundled("data/events.json"), "Twelve days", View(query, span, "quad"))
    workspace.save()
    seen = viewer.open().view("Twelve days")
    assert 0 < len(seen) < len(viewer.open())
    assert (
        seen.picture()._repr_svg_()
        == viewer.open().query(text="ceasefire").picture(show="2025-06", lanes="quad")._repr_svg_()
    )
    with pytest.raises(QueryError, match="Twelve days"):
        viewer.open().view("Twelve day")
