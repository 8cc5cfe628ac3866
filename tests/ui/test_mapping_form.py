"""The form shows a mapping and gives it back; what a hand changes is all that changes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget

from viewer.formats.mapping import Mapping, When, Who
from viewer.formats.presets import presets
from viewer.ui.mapping_form import MappingForm

EXAMPLES = {
    name: ["1", "2", "3"] for name in ("year", "month", "day", "clock", "name", "who", "exact", "where", "note")
}


@pytest.fixture
def shown(qtbot):
    """A function that shows a mapping in a form of its own."""
    form = MappingForm()
    qtbot.addWidget(form)

    def show(mapping, examples):
        form.take(mapping, examples)
        qtbot.waitUntil(lambda: form.complete)
        return form

    return show


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_every_preset_comes_back_as_it_was(shown, preset):
    mapping = replace(preset.mapping, sentinels=tuple(filter(None, preset.mapping.sentinels)))  # "" is one anyway
    columns = {name: ["x"] for name in mapping.columns()}
    assert shown(mapping, columns).edited(mapping) == mapping


def test_a_hand_changes_one_thing_at_a_time(shown):
    mapping = Mapping(title="{name}", start=When(("year",)), who=(Who("who"),), labels={"note": {"a": "b"}})
    form = shown(mapping, EXAMPLES)
    start = form.whens["start"]
    start.way.choose("parts")
    start.way.picked.emit()
    for box, column in zip(start.columns, ("year", "month", "day"), strict=True):
        box.setCurrentIndex(box.findText(column))
        box.picked.emit()
    parts = replace(mapping, start=When(("year", "month", "day")))
    assert form.edited(mapping) == parts
    start.more.setChecked(True)
    details = start.details
    details.precision.setCurrentIndex(details.precision.findText("exact"))
    details.precision.picked.emit()
    details.meanings["2"].choose("month")
    details.meanings["2"].picked.emit()
    known = replace(parts, start=replace(parts.start, precision="exact", precisions={"2": "month"}))
    assert form.edited(mapping) == known
    details.time.setCurrentIndex(details.time.findText("clock"))
    details.time.picked.emit()
    timed = replace(known, start=replace(known.start, time="clock"))
    assert form.edited(mapping) == timed
    form.who.rows[0].removed.emit()
    assert form.edited(mapping) == replace(timed, who=())


def test_an_end_that_is_but_a_time_of_day_can_be_seen_and_taken_away(shown):
    mapping = Mapping(title="{name}", start=When(("year",)), end=When(time="clock"))
    form = shown(mapping, EXAMPLES)
    assert form.edited(mapping) == mapping
    end = form.whens["end"]
    assert not end.more.isHidden()
    end.more.setChecked(True)
    end.details.time.setCurrentIndex(0)
    end.details.time.picked.emit()
    assert form.edited(mapping) == replace(mapping, end=When())


def test_a_column_of_names_is_divided_at_what_stands_between_them(shown):
    form = shown(Mapping(title="{name}"), {**EXAMPLES, "parties": ["France / Iran", "Iran / Ruritania"]})
    form.who.add.click()
    form.who.rows[0].column.setCurrentText("parties")
    form.who.rows[0].column.picked.emit()
    assert form.edited(Mapping()).who == (Who("parties", separator="/"),)


def test_a_title_may_be_the_same_for_all(shown):
    form = shown(Mapping(title="{name}"), EXAMPLES)
    form.title.setEditText("Meeting")
    mapping = form.edited(Mapping())
    assert mapping.title == "Meeting"
    assert shown(mapping, EXAMPLES).edited(Mapping()).title == "Meeting"


def test_several_columns_are_ticked_in_a_list(shown, qtbot):
    form = shown(Mapping(title="{name}", summary=("{note}: {where}",)), EXAMPLES)
    form.show()
    popup = form.several["summary"].drop()
    listed = popup.findChild(QListWidget)
    assert listed.item(0).checkState() == Qt.CheckState.Checked
    listed.item(listed.count() - 1).setCheckState(Qt.CheckState.Checked)
    assert isinstance(popup, QDialog)
    popup.close()
    assert form.edited(Mapping()).summary == ("{note}: {where}", "note")


def test_what_a_cell_holds_is_never_read_as_html(shown):
    when = When(("day",), precision="exact")
    form = shown(Mapping(title="{name}", start=when), {**EXAMPLES, "exact": ["<b>big</b>", "&lt;"]})
    form.whens["start"].more.setChecked(True)
    labels = [label for label in form.whens["start"].details.findChildren(QLabel) if label.text().startswith("“")]
    assert [label.text() for label in labels] == ["“&lt;”", "“<b>big</b>”"]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
