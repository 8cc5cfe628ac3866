"""A line of text keeps all its words, shows those that fit and asks nobody to be laid out again."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.ui.elided import ElidedLine


class _Layouts(QObject):
    """Counts how often a widget is to be laid out."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_other_words_are_painted_and_lay_out_nothing(qapp, qtbot):
    around = QWidget()
    line = ElidedLine("short")
    QVBoxLayout(around).addWidget(line)
    around.resize(200, 60)
    around.show()
    qapp.processEvents()
    seen, before = _Layouts(), line.grab().toImage()
    around.installEventFilter(seen)
    line.setText("a line that is a good deal longer than it has room for in such a narrow place")
    qapp.processEvents()
    assert line.text().endswith("narrow place")
    qtbot.waitUntil(lambda: line.accessibleName() == line.text())
    assert line.grab().toImage() != before
    assert seen.count == 0
    cropped = line.grab().toImage()
    line.setText(line.text() + ", and still longer")
    assert line.grab().toImage() == cropped
    around.close()


def test_words_are_asked_for_when_they_are_shown(qtbot):
    """However often there are others, they are worked out for the eye alone."""
    asked = []
    line = ElidedLine()
    qtbot.addWidget(line)
    line.follow(lambda: f"asked {asked.append(1) or len(asked)} times")
    for _ in range(100):
        line.renew()
    assert not asked
    qtbot.waitUntil(lambda: line.accessibleName() == "asked 1 times")
    assert len(asked) == 1
