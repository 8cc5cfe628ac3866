"""The fields of the export dialog: what is shown, as which kind of file, how large, in which colours."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from viewer.session.contents import VISIBLE, Content, contents
from viewer.session.paper import LARGEST, PX_PER_INCH, SMALLEST, page_size, usual_text
from viewer.session.picture_request import PARTS, PictureRequest
from viewer.session.session import Session
from viewer.session.time_shown import called, span_called
from viewer.ui.composing import Plan
from viewer.ui.event_lists import LISTS, Listing
from viewer.ui.export_options import ExportOptions
from viewer.ui.fonts import FAMILIES
from viewer.ui.picture_export import plan_of
from viewer.ui.picture_files import SUFFIXES
from viewer.ui.plain import one_line

KINDS = (
    *((f"{suffix[1:].upper()} picture", suffix) for suffix in SUFFIXES),
    ("CSV table", ".csv"),
    ("Excel table", ".xlsx"),
    ("Table for Word (HTML)", ".table.html"),
    ("Sources as BibTeX", ".bib"),
    ("Sources as CSL-JSON", ".csl.json"),
    ("Sources as text", ".txt"),
)
SIZES = (
    ("1600 × 900 (screen)", (1600, 900)),
    ("1920 × 1080 (screen)", (1920, 1080)),
    *((name.upper(), page_size(name)) for name in ("a5", "a4", "a3", "a2", "a1", "a0")),
    *((name.capitalize(), page_size(name)) for name in ("letter", "legal")),
    ("Slide 16:9", page_size("slide-16x9")),
    ("Slide 4:3", page_size("slide-4x3")),
    ("Other…", None),
)
TILES = (("One sheet", ""), *((f"Tiled over {name.capitalize()}", name) for name in ("a4", "a3", "letter")))
LOOKS = (("Light", "light"), ("Dark", "dark"), ("Greyscale, for print", "greyscale"), ("High contrast", "contrast"))
RESOLUTIONS = (72, 96, 144, 192, 300, 600, 1200)
_MM = PX_PER_INCH / 25.4  # px


class ExportForm(QObject):
    """Emits ``changed`` whenever another file is wanted."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._today = datetime.fromtimestamp(session.now()).astimezone().date()  # of the clock on the wall
        title = one_line(session.store.about.title) if session.store else ""
        self.title = QLineEdit(placeholderText=title or "Timeline", clearButtonEnabled=True)
        self.title.setAccessibleName("Title")
        self.kind = _combo(KINDS, "Format")
        self.part = _combo([(one_line(title), title) for title in contents(session)], "What")
        self.size_ = _combo(SIZES, "Size")
        self.unit = _combo((("px", 1.0), ("mm", _MM)), "Unit")
        self.wide, self.high = _spin("Width"), _spin("Height")
        self.dpi = _combo([(f"{dpi} dpi", dpi) for dpi in RESOLUTIONS], "Resolution")
        self.way = _combo((("Landscape", "landscape"), ("Portrait", "portrait")), "Orientation")
        self.tiles = _combo(TILES, "Sheets")
        self.look = _combo(LOOKS, "Colours")
        families = [family for family in QFontDatabase.families() if family not in FAMILIES]
        self.font = _combo([("Noto Sans (comes along)", ""), *((family, family) for family in families)], "Font")
        tracks = set() if session.settings["show_tracks"] else {"tracks"}
        self.options = ExportOptions(frozenset(PARTS) - tracks)
        self.look.setCurrentIndex(self.look.findData(session.settings["picture_look"]))
        self.dpi.setCurrentIndex(RESOLUTIONS.index(PX_PER_INCH))
        self.pixels = (0, 0)
        self._take_size()
        self._connect()

    def _connect(self) -> None:
        self.size_.currentIndexChanged.connect(self._take_size)
        self.way.currentIndexChanged.connect(self._take_size)
        self.unit.currentIndexChanged.connect(self._show_size)
        self.options.changed.connect(self.changed)
        for combo in (self.kind, self.part, self.size_, self.way, self.dpi, self.tiles, self.look, self.font):
            combo.currentIndexChanged.connect(self.changed)
        self.title.textChanged.connect(self.changed)
        for spin in (self.wide, self.high):
            spin.valueChanged.connect(self._measure)

    def layout(self) -> QFormLayout:
        """The fields one below the other."""
        form = QFormLayout()
        form.setVerticalSpacing(8)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("Title", self.title),
            ("Subtitle", self.options.subtitle),
            ("Format", self.kind),
            ("What", self.part),
            ("Size", _row(self.size_, self.way)),
            ("", _row(self.wide, QLabel("×"), self.high, self.unit)),
            ("Sheets", _row(self.tiles, self.dpi)),
            ("Colours", self.look),
            ("Font", _row(self.font, self.options.text_size)),
            *self.options.fields,
        )
        for title, field in fields:
            form.addRow(title, field)
        return form

    @property
    def suffix(self) -> str:
        """How the name of the file ends."""
        return str(self.kind.currentData())

    @property
    def draws(self) -> bool:
        """Whether a picture is wanted, not a list."""
        return self.suffix not in LISTS

    @property
    def content(self) -> Content:
        """What is to be shown; what is no longer there, such as a selection, gives way to what is visible."""
        found = contents(self._session)
        return found.get(self.part.currentData(), found[VISIBLE])

    def plan(self) -> Plan:
        """The picture that is asked for."""
        path = self._session.path
        return plan_of(self.request(Path(f"timeline{self.suffix}")), path.name if path else "")

    def listing(self) -> Listing | None:
        """The list that is asked for."""
        store, asked = self._session.store, self.request(Path(f"timeline{self.suffix}"))
        return Listing(store, asked.query, asked.span, asked.title) if store else None

    def request(self, target: Path) -> PictureRequest:
        """The same as the command line asks for it."""
        content, options, pdf = self.content, self.options, self.suffix == ".pdf"
        span = content.span
        if span and not content.view:
            span = span_called(called(span), self._today)
        width, height = self.pixels
        return PictureRequest(
            target,
            source=self._session.path,
            query=content.query,
            span=span,
            view=content.view,
            lanes_by=content.lanes_by,
            width=width,
            height=height,
            dpi=self.dpi.currentData(),
            theme=self.look.currentData(),
            whole=span is None,
            title=one_line(self.title.text(), 300),
            subtitle=options.subtitle.text(),
            parts=options.parts,
            text_size=options.text_size.value(),
            rows=options.rows.value(),
            pages=options.pages.value() if pdf and not self.tiles.currentData() else 1,
            tiles=self.tiles.currentData() if pdf else "",
            font=self.font.currentData(),
            force=True,
            today=self._today,
        )

    def settle(self) -> None:
        """Enable what the kind of file can have."""
        pdf = self.suffix == ".pdf"
        self.dpi.setEnabled(self.suffix == ".png")
        self.tiles.setEnabled(pdf)
        for field in (self.size_, self.look, self.font, self.options.subtitle, self.options.text_size):
            field.setEnabled(self.draws)
        self.way.setEnabled(self.draws and self.size_.currentData() is not None)
        self.options.offer(drawn=self.draws, pages=pdf and not self.tiles.currentData(), appendix=pdf)

    def _take_size(self) -> None:
        size = self.size_.currentData()
        for field in (self.wide, self.high, self.unit):
            field.setEnabled(size is None)
        if size:
            self.pixels = (size[1], size[0]) if self.way.currentData() == "portrait" else size
            self.options.text_size.setValue(usual_text(*size))
            self._show_size()

    def _show_size(self) -> None:
        """The size in the unit that is chosen."""
        unit = self.unit.currentData()
        for spin, side, least in zip((self.wide, self.high), self.pixels, SMALLEST, strict=True):
            with QSignalBlocker(spin):
                spin.setRange(-int(-least // unit), int(LARGEST / unit))
                spin.setValue(round(side / unit))

    def _measure(self) -> None:
        unit = self.unit.currentData()
        self.pixels = round(self.wide.value() * unit), round(self.high.value() * unit)
        self.changed.emit()


def _combo(entries: Sequence[tuple[str, object]], name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for title, value in entries:
        combo.addItem(title, value)
    return combo


def _spin(name: str) -> QSpinBox:
    spin = QSpinBox(maximum=LARGEST, singleStep=10)
    spin.setAccessibleName(name)
    return spin


def _row(*fields: QWidget) -> QWidget:
    """Fields side by side."""
    together = QWidget()
    row = QHBoxLayout(together)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for field in fields:
        row.addWidget(field, 0 if isinstance(field, QLabel) else 1)
    return together
