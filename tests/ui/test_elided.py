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


def test_other_words_are_painted_and_lay_out_nothing(qapp):
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
    assert line.accessibleName() == line.text()
    assert line.grab().toImage() != before
    assert seen.count == 0
    cropped = line.grab().toImage()
    line.setText(line.text() + ", and still longer")
    assert line.grab().toImage() == cropped
    around.close()
