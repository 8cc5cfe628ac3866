"""The part of the export dialog that says what stands around the timeline, and how large its text is."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from viewer.session.picture_request import EXTRAS, NORMAL_TEXT, PARTS

_TITLES = {
    "heading": ("Heading", "Title and subtitle."),
    "filter": ("What is shown", "The filter, the time and the count in words."),
    "legend": ("Legend", "The key to shapes, colours and kinds of uncertainty."),
    "tracks": ("Indicators", "Numbers over time below the lanes."),
    "sources": ("Sources", "Publishers, file and date of the data."),
    "numbers": ("Numbers", "A number before the title of each event."),
    "appendix": ("Appendix", "All events with their sources on further pages of a PDF."),
}


class ExportOptions(QObject):
    """The ``fields`` for a form, each with its title; emits ``changed`` whenever another picture is wanted."""

    changed = Signal()

    def __init__(self, parts: frozenset[str]) -> None:
        super().__init__()
        self.subtitle = QLineEdit(clearButtonEnabled=True)
        self.subtitle.setAccessibleName("Subtitle")
        self.text_size = QDoubleSpinBox(
            minimum=6.5, maximum=40, value=NORMAL_TEXT, singleStep=0.5, decimals=2, suffix=" pt"
        )
        self.text_size.setAccessibleName("Text size")
        self.rows = QSpinBox(minimum=1, maximum=12, value=1)
        self.rows.setAccessibleName("Rows of time")
        self.rows.setToolTip("Fold the time into so many strips, one below the other.")
        self.switches = {part: QCheckBox(_TITLES[part][0]) for part in (*PARTS, *EXTRAS)}
        around = QWidget()
        grid = QGridLayout(around)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (part, box) in enumerate(self.switches.items()):
            box.setChecked(part in parts)
            box.setToolTip(_TITLES[part][1])
            box.toggled.connect(self.changed)
            grid.addWidget(box, number // 2, number % 2)
        self.fields: tuple[tuple[str, QWidget], ...] = (
            ("Subtitle", self.subtitle),
            ("Text", self.text_size),
            ("Rows", self.rows),
            ("Around it", around),
        )
        self.subtitle.textChanged.connect(self.changed)
        self.text_size.valueChanged.connect(self.changed)
        self.rows.valueChanged.connect(self.changed)

    @property
    def parts(self) -> frozenset[str]:
        """Those that are switched on and can be had."""
        return frozenset(part for part, box in self.switches.items() if box.isChecked() and box.isEnabled())

    def offer_appendix(self, *, offered: bool) -> None:
        """Only a PDF has room for it."""
        self.switches["appendix"].setEnabled(offered)
