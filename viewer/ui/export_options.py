"""The part of the export dialog that says what stands around the timeline, and how large its text is."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from viewer.session.picture_request import EXTRAS, NORMAL_TEXT, PARTS

_TITLES = {
    "heading": ("Title", "The title; a subtitle stands where one is given."),
    "filter": ("What is shown", "The filter, the time and the count in words."),
    "legend": ("Legend", "The key to shapes and colours."),
    "uncertainty": ("Uncertainty", "The key to dates and events that are not certain."),
    "headers": ("Lane names", "Names and counts at the left of the lanes."),
    "tracks": ("Indicators", "Numbers over time below the lanes."),
    "sources": ("Sources", "Publishers, file and licence of the data."),
    "date": ("Date of the data", "When the file of events was last updated."),
    "page-numbers": ("Page numbers", "Where there are several pages."),
    "numbers": ("Numbers", "A number before the title of each event, as in the appendix."),
    "appendix": ("Appendix", "All events with their sources on further pages of a PDF."),
    "now": ("Today", "A line at today; what is still going on is drawn up to it."),
}


class ExportOptions(QObject):
    """The ``fields`` for a form, each with its title; emits ``changed`` whenever another picture is wanted."""

    changed = Signal()

    def __init__(self, parts: frozenset[str]) -> None:
        super().__init__()
        self.subtitle = QLineEdit(clearButtonEnabled=True)
        self.subtitle.setAccessibleName("Subtitle")
        self.text_size = QDoubleSpinBox(
            minimum=6.5, maximum=78, value=NORMAL_TEXT, singleStep=0.5, decimals=2, suffix=" pt"
        )
        self.text_size.setAccessibleName("Text size")
        self.rows = QSpinBox(minimum=1, maximum=12, value=1)
        self.rows.setAccessibleName("Rows of time")
        self.rows.setToolTip("Fold the time into so many strips, one below the other.")
        self.pages = QSpinBox(minimum=1, maximum=200, value=1)
        self.pages.setAccessibleName("Pages")
        self.pages.setToolTip("Spread the time over so many pages of a PDF.")
        self.switches = {part: QCheckBox(_TITLES[part][0]) for part in (*PARTS, *EXTRAS)}
        around = QWidget()
        grid = QGridLayout(around)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (part, box) in enumerate(self.switches.items()):
            box.setChecked(part in parts)
            box.setToolTip(_TITLES[part][1])
            box.toggled.connect(self.changed)
            grid.addWidget(box, number // 2, number % 2)
        self.fields: tuple[tuple[str, QWidget], ...] = (("Time in", self._counts()), ("Around it", around))
        self.subtitle.textChanged.connect(self.changed)
        for spin in (self.rows, self.pages, self.text_size):
            spin.valueChanged.connect(self.changed)

    def _counts(self) -> QWidget:
        counts = QWidget()
        row = QHBoxLayout(counts)
        row.setContentsMargins(0, 0, 0, 0)
        for spin, what in ((self.rows, "rows"), (self.pages, "pages")):
            row.addWidget(spin, 1)
            row.addWidget(QLabel(what))
        return counts

    @property
    def parts(self) -> frozenset[str]:
        """Those that are switched on and can be had."""
        return frozenset(part for part, box in self.switches.items() if box.isChecked() and box.isEnabled())

    def offer(self, *, drawn: bool, pages: bool, appendix: bool) -> None:
        """Enable what there can be: nothing of it around a list, pages and an appendix in a PDF only."""
        for part, box in self.switches.items():
            box.setEnabled(appendix if part == "appendix" else drawn)
        self.rows.setEnabled(drawn)
        self.pages.setEnabled(pages)
