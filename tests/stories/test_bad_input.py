"""Whatever is wrong with a file, the reader is told what and where, and what was open stays open."""

import json
import os

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from viewer.ui.chips import count_in_words
from viewer.ui.export_dialog import ExportDialog

HEAD = {"format": "diplomatic-timeline", "version": 1, "metadata": {"title": "T"}}


def event(number=1, **fields):
    return {"id": f"e{number}", "title": f"Event {number}", "date": "2025-01-01", "category": "agree", **fields}


def a_file(*events):
    return json.dumps({**HEAD, "events": list(events)}).encode()


UNREADABLE = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "truncated": a_file(event())[:-20],
    "not-ours": b'{"hello": 1}',
    "nested": b"[" * 5_000_000,
    "a-list": b"[]",
}


def opened(window, qtbot, tmp_path, content, name="bad.json"):
    """Open a file of these bytes in the window, and wait."""
    path = tmp_path / name
    path.write_bytes(content)
    window.session.open(path)
    qtbot.waitUntil(lambda: window.session.opening is None, timeout=20_000)
    return path


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_is_explained_and_the_old_one_stays(sample, qtbot, tmp_path, name):
    store, view, title = sample.session.store, sample.session.view, sample.windowTitle()
    opened(sample, qtbot, tmp_path, UNREADABLE[name])
    qtbot.waitUntil(sample.bar.isVisible, timeout=20_000)
    assert "bad.json" in sample.bar.text
    assert sample.session.store is store
    assert sample.session.view == view
    assert sample.windowTitle() == title
    assert sample.stage.stack.currentWidget() is sample.stage.canvas


def test_a_missing_file_and_a_folder_are_explained(sample, qtbot, tmp_path):
    store = sample.session.store
    for path in (tmp_path / "nowhere.json", tmp_path):
        sample.bar.hide()
        sample.session.open(path)
        qtbot.waitUntil(sample.bar.isVisible)
        assert path.name in sample.bar.text
        assert sample.session.store is store


PARTLY = {
    "duplicate ids": (event(1), event(1)),
    "impossible day": (event(1), event(2, date="2025-02-30")),
    "year beyond all time": (event(1), event(2, date="Y1000000000000000000")),
    "empty title": (event(1), event(2, title="")),
    "unknown category": (event(1), event(2, category="quarrel")),
    "end before start": (event(1), event(2, date="2025-02-01/2025-01-01")),
    "dangling part": (event(1), event(2, part_of="nobody")),
    "a circle": (event(1, part_of="e2"), event(2, part_of="e1")),
    "wrong type": (event(1), event(2, title=7)),
}


@pytest.mark.parametrize("name", PARTLY)
def test_a_partly_bad_file_opens_and_leads_to_the_list(window, qtbot, tmp_path, name):
    opened(window, qtbot, tmp_path, a_file(*PARTLY[name]))
    assert window.session.store is not None
    assert window.session.problems
    assert "problems" in window.bar.text
    window.bar._action.click()
    dialog = next(d for d in window.findChildren(QDialog) if d.windowTitle() == "Problems in the file")
    assert dialog.seen.rowCount() == len(window.session.problems)
    dialog.close()


EVIL = {
    "html": "<h1>Loud</h1><img src='https://example.org/x.png' onerror='x'>",
    "script": "<script>alert(1)</script>",
    "right to left": "abc \u202edcba\u2066 end",
    "controls": "bell\x07 null\x00 escape\x1b[31m",
    "arabic": "اتفاق وقف إطلاق النار",
    "astral": "🕊 𐎠𐎡 " + "e\u0301" * 40,
    "monstrous": "long " * 20_000,
    "one word": "x" * 100_000,
    "ampersand": "Trade & Aid && more",
}


@pytest.mark.parametrize("name", EVIL)
def test_text_of_every_kind_is_only_text(window, qtbot, tmp_path, name):
    text = EVIL[name]
    evil = event(
        1,
        title=text,
        summary=text,
        date_note=text,
        place={"name": text},
        tags=[text],
        participants=[{"country": "PAK", "role": "host"}],
        sources=[{"publisher": text, "title": text, "url": "javascript:alert(1)", "published": "2025"}],
    )
    opened(window, qtbot, tmp_path, a_file(evil, event(2)))
    window.actions_.perform("go.next-event")
    assert window.details.page is not None
    assert not window.grab().isNull()
    assert window.width() < 2_000
    for label in window.findChildren(QLabel):
        assert "\u202e" not in label.text()
    assert window.stage.describe(0)
    window.filters.sections["tag"].heading.click()
    window.filters.sections["tag"].switch(window.filters.sections["tag"]._values[0].value)
    totals = window.session.answers.totals.value
    assert (totals.shown, totals.total) == (1, 2)
    assert window.chips.count.text() in {count_in_words(totals), count_in_words(totals, short=True)}
    assert window.minimumSizeHint().width() <= 1280


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_open_or_are_named(window, qtbot, tmp_path, encoding):
    content = json.dumps({**HEAD, "events": [event(1, title="Café élysée")]}, ensure_ascii=False).encode(encoding)
    opened(window, qtbot, tmp_path, content)
    qtbot.waitUntil(lambda: window.session.store is not None or window.bar.isVisible())
    if window.session.store:
        assert window.session.store.event("e1").title == "Café élysée"
    else:
        assert "bad.json" in window.bar.text


def test_not_a_number_is_refused(sample, qtbot, tmp_path):
    store = sample.session.store
    content = a_file(event(1)).replace(b'"agree"', b'"agree", "importance": NaN')
    opened(sample, qtbot, tmp_path, content)
    qtbot.waitUntil(sample.bar.isVisible)
    assert sample.session.store is store or sample.session.problems


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_said(sample, tmp_path, qtbot):
    tmp_path.chmod(0o500)
    dialog = ExportDialog(sample.session, sample.door, sample.pool, sample)
    dialog.write(tmp_path / "x.png", force=False)
    qtbot.waitUntil(lambda: "may not be written" in dialog.fault.text())
    dialog.close()


def test_two_hundred_and_ninety_countries_in_one_event(window, qtbot, tmp_path):
    from viewer.events.vocabulary import countries

    everyone = [{"country": code, "role": "participant"} for code in countries()]
    opened(window, qtbot, tmp_path, a_file(event(1, participants=everyone), event(2)))
    window.actions_.perform("go.next-event")
    assert len(window.session.answers.lanes.value) >= len(everyone)
    assert not window.grab().isNull()


def test_a_file_without_events_says_so(window, qtbot, tmp_path):
    opened(window, qtbot, tmp_path, a_file())
    assert window.stage.state.title.text() == "This file holds no events"


def test_a_file_with_nothing_but_undated_events_says_so(window, qtbot, tmp_path):
    opened(window, qtbot, tmp_path, a_file(event(1, date=None), event(2, date=None)))
    assert window.stage.state.title.text() == "2 events match, none of them has a date"
