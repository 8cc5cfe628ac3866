"""What commands need from the window: the file that is asked for, lists that belong to one file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from viewer.ui.problems_panel import ProblemsDialog


def test_open_offers_every_kind_of_file_that_opens(window, monkeypatch):
    """Not only chronologies of our own."""
    filters = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *asked: filters.append(asked[-1]) or ("", ""))
    window.actions_.perform("file.open")
    assert {"*.json", "*.csv", "*.xlsx", "*.ics", "*.parquet"} <= set(filters[0].split(";;")[0][8:-1].split())


def test_problems_of_another_file_do_not_stay(window, qtbot, tmp_path):
    """Its rows would be looked for in the one that is open now."""
    bad = tmp_path / "bad.csv"
    bad.write_text("date,title\n1975-08-01,Helsinki\n1975-02-30,Nowhere\n1976-01-01,Elsewhere\n")
    for path in (bad, Path(__file__).resolve().parents[2] / "data" / "events.json"):
        window.session.open(path)
        qtbot.waitUntil(lambda path=path: window.session.path == path)
        if path == bad:
            window.actions_.perform("file.problems")
            assert [dialog.isVisible() for dialog in window.findChildren(ProblemsDialog)] == [True]
    assert not any(dialog.isVisible() for dialog in window.findChildren(ProblemsDialog))
