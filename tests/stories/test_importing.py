"""Other people's tables in the real window: mapped, remembered, pasted, dropped; names answered, twins merged."""

import gzip
import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from viewer.cli import main
from viewer.formats.mapping import Mapping, When, Who
from viewer.ui.duplicates_dialog import DuplicatesDialog
from viewer.ui.import_dialog import ImportDialog

LEFT = Qt.MouseButton.LeftButton
TALKS = """Meeting,When,Ends,Countries,Kind
Talks on trade,1/2/2001,3/2/2001,"Soviet Union; France",consult
War council,3/4/2001,,"Ruritania; Germany",duel
Pact of friendship,5/6/2001,4/6/2001,NA,agree
Pact of  friendship,5/6/2001,6/6/2001,Turkiye,agree
Nothing known,,,Ruritania,
"""


@pytest.fixture
def talks(tmp_path):
    path = tmp_path / "talks.csv"
    path.write_text(TALKS, "utf-8")
    return path


@pytest.fixture
def asked(window, qtbot):
    """A function that waits for the dialog and for what it shows."""

    def wait():
        qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=10_000)
        dialog = window.findChild(ImportDialog)
        settled(dialog)
        return dialog

    def settled(dialog):
        work = dialog.work
        qtbot.waitUntil(
            lambda: (
                dialog.form.complete and not dialog._pause.isActive() and work.preview.fresh and work.proposals.fresh
            )
        )

    wait.settled, wait.window = settled, window
    return wait


def press(dialog, qtbot, title):
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == title and b.isVisible())
    qtbot.mouseClick(button, LEFT)


def opened(window, qtbot, count):
    qtbot.waitUntil(lambda: window.session.store is not None and len(window.session.store.table) == count)
    return window.session.store.table


def column(dialog, number):
    return [row[number] for row in dialog.events._rows]


def test_an_unclear_table_is_asked_about_and_known_the_next_time(window, qtbot, talks, asked):
    """The question is answered with the mouse; the preview follows; the answer is kept with its header."""
    window.session.open(talks)
    dialog = asked()
    assert window.session.store is None
    assert column(dialog, 2)[:2] == ["1–3 Feb 2001", "3 Apr 2001"]
    press(dialog, qtbot, "The month")
    asked.settled(dialog)
    assert column(dialog, 2)[:2] == ["2 Jan – 2 Mar 2001", "4 Mar 2001"]
    assert not dialog.questions.isVisible()
    qtbot.mouseClick(dialog.open_, LEFT)
    table = opened(window, qtbot, 5)
    assert table.event(1).date.text == "2001-03-04"
    assert window.bar.text.startswith("Opened all 5 events; ")
    again = talks.with_name("more talks.csv")
    again.write_text(TALKS + "Last talks,7/8/2001,,France,consult\n", "utf-8")
    window.session.open(again)
    assert opened(window, qtbot, 6).event(5).date.text == "2001-07-08"
    assert window.session.mapped.mapping.name == "talks"


def test_a_table_is_opened_by_keys_alone(window, qtbot, talks, asked):
    """The question comes first, then Open; Tab goes on to the fields, not back to where a widget was made."""
    window.session.open(talks)
    dialog = asked()

    def press_key(key):
        qtbot.keyClick(dialog.focusWidget(), key)

    assert dialog.focusWidget().text() == "The day"
    press_key(Qt.Key.Key_Tab)
    assert dialog.focusWidget().text() == "The month"
    press_key(Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.form.whens["start"].columns[0]
    press_key(Qt.Key.Key_Backtab)
    press_key(Qt.Key.Key_Space)
    assert dialog.focusWidget() is dialog.open_
    press_key(Qt.Key.Key_Return)
    assert opened(window, qtbot, 5).event(1).date.text == "2001-03-04"


def test_tab_leaves_the_preview(window, qtbot, talks, asked):
    window.session.open(talks)
    dialog = asked()
    dialog.event_table.setFocus()
    qtbot.keyClick(dialog.event_table, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.cell_table
    dialog.reject()


def test_leaving_the_dialog_changes_nothing(sample, qtbot, talks, asked):
    store, view = sample.session.store, sample.session.view
    sample.session.open(talks)
    dialog = asked()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sample.findChild(ImportDialog) is None)
    assert (sample.session.store, sample.session.view) == (store, view)
    assert sample.session.mappings.all() == ()


def test_names_nobody_knows_are_answered_by_typing(window, qtbot, talks, asked):
    """Found as it is typed, kept with the mapping, and reachable after opening."""
    window.session.open(talks)
    dialog = asked()
    press(dialog, qtbot, "The day")
    dialog.tabs.setCurrentWidget(dialog.names)
    view = dialog.names.view
    qtbot.waitUntil(lambda: view.model().rowCount() == 2)
    assert [view.model().index(0, at).data() for at in range(4)] == ["Ruritania", "Countries", "2", "— a tag"]
    where = view.visualRect(view.model().index(0, 3)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=where)
    editor = view.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "roman")
    offers = editor.completer().model().stringList()
    assert "Romania (ROU)" in offers
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.names.model.names == {"Ruritania": "ROU"})
    asked.settled(dialog)
    assert column(dialog, 3)[4] == "Romania"
    qtbot.mouseClick(dialog.open_, LEFT)
    assert "Ruritania" not in opened(window, qtbot, 5).event(4).tags
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)
    window.actions_.perform("file.names")
    dialog = asked()
    assert dialog.tabs.currentWidget() is dialog.names
    qtbot.waitUntil(lambda: dialog.names.model.rowCount() == 2)
    assert dialog.names.model.index(0, 3).data() == "Romania (ROU)"
    dialog.reject()


def test_categories_nobody_knows_are_answered_like_names(window, qtbot, tmp_path, asked):
    """They are counted, offered categories, and no longer tags; the tab says how many are left."""
    path = tmp_path / "kinds.csv"
    kinds = ["Plauderei", "Plauderei", *("agree", "trade") * 3]
    rows = "".join(f"Event {day},2001-03-{day:02},France,{kind}\n" for day, kind in enumerate(kinds, 1))
    path.write_text(f"Title,Date,Country,Category\n{rows}Last,2001-04-01,Ruritania,agree\n", "utf-8")
    window.session.open(path)
    qtbot.waitUntil(lambda: window.session.store is not None)
    before = window.session.store
    window.actions_.perform("file.names")
    dialog = asked()
    qtbot.waitUntil(lambda: dialog.names.model.rowCount() == 2)
    assert dialog.tabs.tabText(1) == "Unknown names (2)"
    view = dialog.names.view
    assert [view.model().index(0, at).data() for at in range(4)] == ["Plauderei", "Category", "2", "— a tag"]
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(0, 3)).center())
    editor = view.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "consu")
    assert not any("(COG)" in offer for offer in editor.completer().model().stringList())
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.names.model.categories.get("Plauderei") == "consult")
    assert dialog.tabs.tabText(1) == "Unknown names (1)"
    asked.settled(dialog)
    qtbot.mouseClick(dialog.open_, LEFT)
    qtbot.waitUntil(lambda: window.session.store is not before)
    event = window.session.store.table.event(0)
    assert (event.category, event.tags) == ("consult", ())


def test_another_mapping_to_begin_with_brings_its_own_answers(window, qtbot, talks, asked):
    """Also where the names were looked at before."""
    who, answers = (Who("Countries", separator=";"),), {"Ruritania": "ROU"}
    mine = Mapping(name="Mine", title="Meeting", start=When(("When",)), who=who, names=answers)
    window.session.mappings.save(("Meeting", "When", "Countries", "Elsewhere"), mine)
    window.session.open(talks)
    dialog = asked()
    dialog.tabs.setCurrentWidget(dialog.names)
    qtbot.waitUntil(lambda: dialog.names.model.rowCount() == 2)
    assert dialog.names.model.names == {}
    dialog.begin.setCurrentIndex(dialog.begin.findText("Mine (yours)"))
    dialog.begin.picked.emit()
    assert dialog.names.model.names == dialog._edited().names == answers
    dialog.reject()


def test_a_table_that_has_gone_meanwhile_is_told(window, qtbot, talks, asked):
    """Neither its names nor another look can be had; what is chosen stays as it was."""
    window.session.open(talks)
    dialog = asked()
    talks.unlink()
    dialog.tabs.setCurrentWidget(dialog.names)
    qtbot.waitUntil(lambda: dialog.names.heading.text() == "The table could not be looked through.")
    assert talks.name in dialog.fault.text().replace("\u200b", "")  # where long words may break
    qtbot.mouseClick(dialog.headed, LEFT, pos=QPoint(8, dialog.headed.height() // 2))
    qtbot.waitUntil(lambda: dialog.work.looked.error is not None)
    assert dialog.headed.isChecked()
    dialog.reject()


def test_cells_of_a_spreadsheet_are_pasted(window, qtbot, asked):
    QGuiApplication.clipboard().setText("Title\tYear\tMonth\tDay\nPact\t1990\t10\t3\nTalks\t1991\t\t\n")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = asked()
    assert dialog.form.whens["start"].value.columns == ("Year", "Month", "Day")
    assert column(dialog, 2) == ["3 Oct 1990", "1991"]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert opened(window, qtbot, 2).event(0).date.text == "1990-10-03"
    assert window.session.path is None
    assert not window.session.workspace.recent


def test_while_typing_the_clipboard_goes_into_the_text(sample, qtbot):
    QGuiApplication.clipboard().setText("Pakistan")
    sample.activateWindow()
    sample.search.setFocus()
    qtbot.waitUntil(sample.search.hasFocus)
    qtbot.keyClick(sample.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert sample.search.text() == "Pakistan"
    assert sample.findChild(ImportDialog) is None


def test_an_empty_clipboard_is_told(window):
    window.actions_.perform("edit.paste")
    assert "no text on the clipboard" in window.bar.text


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, modifier = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 400), action, data, LEFT, modifier)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), action, data, LEFT, modifier))


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".csv.gz", ".jsonl", ".json", ".geojson"])
def test_tables_of_every_kind_are_dropped(window, qtbot, tmp_path, suffix):
    """What is clear opens at once, whatever it is written in."""
    rows = [{"date": f"1990-10-0{n}", "title": f"Talks number {n}", "country": "France"} for n in range(1, 5)]
    by = "\t" if suffix == ".tsv" else ","
    texts = {
        ".jsonl": "\n".join(map(json.dumps, rows)),
        ".json": json.dumps({"items": rows}),
        ".geojson": json.dumps({"type": "FeatureCollection", "features": [{"properties": row} for row in rows]}),
    }
    lines = "\n".join([by.join(rows[0]), *(by.join(row.values()) for row in rows)])
    text = texts.get(suffix, lines).encode()
    path = tmp_path / f"talks{suffix}"
    path.write_bytes(gzip.compress(text) if suffix.endswith(".gz") else text)
    drop(window, path)
    assert opened(window, qtbot, 4).event(0).participants[0].code == "FRA"
    assert window.session.path == path


def test_of_several_files_none_is_taken_for_the_one_that_is_meant(sample, talks):
    store = sample.session.store
    drop(sample, talks, talks.with_name("more.csv"))
    assert sample.bar.text.startswith("2 files were dropped")
    assert sample.session.store is store


def test_sheets_are_chosen_and_headers_denied(window, qtbot, tmp_path, asked, monkeypatch):
    """The second sheet of a workbook, opened on demand; a header that is none becomes an event."""
    import xlsxwriter

    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        big, small = book.add_worksheet("Big"), book.add_worksheet("Small")
        for row, cells in enumerate([("date", "title", "x"), *((f"19{n}", f"Event {n}", "") for n in range(60, 70))]):
            big.write_row(row, 0, cells)
        for row, cells in enumerate([("Congress", "1814-09-18"), ("Treaty", "1815-11-20")]):
            small.write_row(row, 0, cells)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.actions_.perform("file.open-mapped")
    dialog = asked()
    dialog.part.setCurrentIndex(dialog.part.findData("Small"))
    dialog.part.picked.emit()
    assert not dialog.open_.isEnabled()  # the sheet before is not what would be opened
    qtbot.waitUntil(lambda: dialog.work.sheet.part == "Small")
    asked.settled(dialog)
    if dialog.headed.isChecked():
        qtbot.mouseClick(dialog.headed, LEFT, pos=QPoint(8, dialog.headed.height() // 2))
        qtbot.waitUntil(lambda: not dialog.work.sheet.headed)
    asked.settled(dialog)
    assert dialog.work.sheet.columns == ("Column 1", "Column 2")
    qtbot.mouseClick(dialog.open_, LEFT)
    assert [event.title for event in opened(window, qtbot, 2).records()] == ["Congress", "Treaty"]
    window.session.open(path)
    opened(window, qtbot, 2)


def test_twins_are_merged_and_the_file_stays(window, qtbot, tmp_path):
    path = tmp_path / "twins.csv"
    text = "date,title,country,url\n1990-10-03,Unity of Germany,DEU,https://a.org\n"
    text += "1990-10-03,Unity of Germany,FRA,https://b.org\n1991-01-01,Other news here,FRA,\n"
    path.write_text(text, "utf-8")
    window.session.open(path)
    opened(window, qtbot, 3)
    window.actions_.perform("file.duplicates")
    dialog = window.findChild(DuplicatesDialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1)
    assert not dialog.merge.isEnabled()
    press(dialog, qtbot, "Choose all")
    qtbot.mouseClick(dialog.merge, LEFT)
    event = opened(window, qtbot, 2).event(0)
    assert {party.code for party in event.participants} == {"DEU", "FRA"}
    assert {source.url for source in event.sources} == {"https://a.org", "https://b.org"}
    assert path.read_text("utf-8") == text
    assert window.bar.text == "Merged: 2 events are left. The file stays as it is."
    press(window.bar, qtbot, "Undo")
    assert len(opened(window, qtbot, 3)) == 3


def test_the_list_of_twins_goes_when_another_file_is_open(window, qtbot, tmp_path):
    """Its rows are of the file before."""
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    for path, count in ((one, 2), (other, 3)):
        path.write_text("date,title,country\n" + count * "1990-10-03,Unity of Germany,DEU\n", "utf-8")
    window.session.open(one)
    opened(window, qtbot, 2)
    window.actions_.perform("file.duplicates")
    dialog = window.findChild(DuplicatesDialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1)
    window.session.open(other)
    opened(window, qtbot, 3)
    qtbot.waitUntil(lambda: window.findChild(DuplicatesDialog) is None)


def test_a_mapping_saved_in_the_window_converts_on_the_command_line(qtbot, talks, asked, monkeypatch, capsys):
    asked.window.session.open(talks)
    dialog = asked()
    press(dialog, qtbot, "The month")
    mapping, out = talks.with_name("mine.json"), talks.with_name("out.json")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(mapping), ""))
    qtbot.mouseClick(dialog.to_file, LEFT)
    dialog.reject()
    assert main(["convert", str(talks), str(out)]) == 3
    capsys.readouterr()
    assert main(["convert", str(talks), str(out), "--mapping", str(mapping)]) == 0
    told = capsys.readouterr()
    assert "opened 5 of 5 events" in told.out
    assert "Opened all 5 events" in told.err
    assert "not known, kept as tags: “Ruritania”" in told.err
    assert json.loads(out.read_text("utf-8"))["events"][1]["date"] == "2001-03-04"
