"""Export image…: what, how large, in which colours, with the picture itself as the preview."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.bundled import bundled
from viewer.errors import ViewerError
from viewer.session.paper import LARGEST, SMALLEST, page_size, usual_text
from viewer.session.picture_request import PARTS, PictureRequest
from viewer.session.recipe import options_of, write_recipe
from viewer.session.session import Session
from viewer.ui.areas import Page
from viewer.ui.document import Document, document
from viewer.ui.export_options import ExportOptions
from viewer.ui.making import named
from viewer.ui.notices import Door
from viewer.ui.picture_files import BASE_DPI, SUFFIXES, image, save, write_whole
from viewer.ui.pictures import Order, Picture
from viewer.ui.plain import isolated, one_line, shown
from viewer.ui.theme import THEMES, ThemeSwitch

SIZES = (
    ("1600 × 900 (screen)", 1600, 900),
    ("1920 × 1080 (screen)", 1920, 1080),
    *((name.upper(), *page_size(name)) for name in ("a5", "a4", "a3", "a2", "a1", "a0")),
    *((name.capitalize(), *page_size(name)) for name in ("letter", "legal")),
    ("Slide 16:9", *page_size("slide-16x9")),
    ("Slide 4:3", *page_size("slide-4x3")),
)
LOOKS = (("Light", "light"), ("Dark", "dark"), ("Greyscale, for print", "greyscale"), ("High contrast", "contrast"))
RESOLUTIONS = (96, 144, 192, 300, 600)
PAUSE = 200  # milliseconds without a change until the preview is drawn anew


def order_of(session: Session, theme: str, width: int = 1600, height: int = 900) -> Order:
    """A picture of what is on the screen."""
    view = session.view
    return Order(
        query=view.query,
        span=session.span,
        lanes_by=view.lanes_by,
        width=width,
        height=height,
        theme=next((known for known in THEMES if known == theme), "light"),
        tracks=bool(session.settings["show_tracks"]),
        selection=view.selection,
        file=session.path.name if session.path else "",
        now=session.now(),
    )


def copy_image(session: Session, theme: str) -> None:
    """Put the picture of what is on the screen on the clipboard, at twice its size in px for sharpness."""
    if session.store:
        QGuiApplication.clipboard().setImage(image(Picture(session.store, order_of(session, theme)), 2 * BASE_DPI))


class Preview(QWidget):
    """The picture, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Page | None = None
        self.setMinimumSize(480, 300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Preview")

    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(760, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page, scaled, with a thin line around it."""
        if self.picture is None:
            return
        page = self.picture
        scale = min((self.width() - 2) / page.width, (self.height() - 2) / page.height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - page.width * scale) / 2, (self.height() - page.height * scale) / 2)
        painter.scale(scale, scale)
        painter.setClipRect(QRectF(0, 0, page.width, page.height))
        self.picture.paint(painter)
        painter.setClipping(False)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(QRectF(0, 0, page.width, page.height))
        painter.end()


class ExportDialog(QDialog):
    """Writes one picture; what is wrong is said beside the button."""

    def __init__(self, session: Session, switch: ThemeSwitch, door: Door, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export image")
        self._session = session
        self._door = door
        self.written: Path | None = None
        title = one_line(session.store.about.title) if session.store else ""
        self.title = QLineEdit(placeholderText=title or "Timeline", clearButtonEnabled=True)
        self.title.setAccessibleName("Title")
        self.kind = _combo([(suffix[1:].upper(), suffix) for suffix in SUFFIXES], "Format")
        self.part = _combo([("What is visible", "visible"), ("The whole extent", "whole")], "What")
        self.size_ = _combo([*((name, (w, h)) for name, w, h in SIZES), ("Other…", None)], "Size")
        self.wide, self.high = _spin(SMALLEST[0], 1600, "Width"), _spin(SMALLEST[1], 900, "Height")
        self.dpi = _combo([(f"{dpi} dpi", dpi) for dpi in RESOLUTIONS], "Resolution")
        self.way = _combo([("Landscape", "landscape"), ("Portrait", "portrait")], "Orientation")
        self.look = _combo([*LOOKS], "Colours")
        tracks = set() if session.settings["show_tracks"] else {"tracks"}
        self.options = ExportOptions(frozenset(PARTS) - tracks)
        self.look.setCurrentIndex(1 if switch.theme.dark else 0)
        self.result_size = named(QLabel(), "small")
        self.fault = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "wrong")
        self.preview = Preview()
        self.recipe = QPushButton("Save as recipe…")
        self.recipe.setToolTip("Keep these options in a file for the command line: export --recipe.")
        self._document: Document | None = None
        self.export = named(QPushButton("Export…"), "accent")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._build()
        self._take_size()
        self.refresh()

    def _build(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.recipe, QDialogButtonBox.ButtonRole.ActionRole)
        self.recipe.clicked.connect(self._ask_recipe)
        buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.export.clicked.connect(self._ask_where)
        left = QVBoxLayout()
        left.addLayout(self._form())
        left.addWidget(self.result_size)
        left.addWidget(self.fault)
        left.addStretch(1)
        left.addWidget(buttons)
        both = QHBoxLayout(self)
        both.setContentsMargins(16, 16, 16, 16)
        both.setSpacing(20)
        both.addLayout(left)
        both.addWidget(self.preview, 1)
        self.size_.currentIndexChanged.connect(self._take_size)
        self.way.currentIndexChanged.connect(self._take_size)
        self.options.changed.connect(self._pause.start)
        for combo in (self.kind, self.part, self.dpi, self.look):
            combo.currentIndexChanged.connect(self._pause.start)
        self.title.textChanged.connect(self._pause.start)
        for spin in (self.wide, self.high):
            spin.valueChanged.connect(self._pause.start)
        self.export.setDefault(True)  # only now does it know whose default it is

    def _form(self) -> QFormLayout:
        both_sides = QWidget()
        measures = QHBoxLayout(both_sides)
        measures.setContentsMargins(0, 0, 0, 0)
        measures.addWidget(self.wide, 1)
        measures.addWidget(QLabel(" × "))
        measures.addWidget(self.high, 1)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("Title", self.title),
            ("Format", self.kind),
            ("What", self.part),
            ("Size", self.size_),
            ("", self.way),
            ("Pixels", both_sides),
            ("Resolution", self.dpi),
            ("Colours", self.look),
            *self.options.fields,
        )
        for title, field in fields:
            form.addRow(title, field)
        return form

    def order(self) -> Order:
        """The picture that is asked for."""
        wanted = replace(
            order_of(self._session, self.look.currentData(), self.wide.value(), self.high.value()),
            title=one_line(self.title.text(), 300),
            subtitle=self.options.subtitle.text(),
            parts=self.options.parts | ({"appendix"} if self._web else set()),
            tracks="tracks" in self.options.parts,
        )
        return wanted if self.part.currentData() == "visible" else replace(wanted, span=None)

    @property
    def _web(self) -> bool:
        return bool(self.kind.currentData() == ".html")

    def refresh(self) -> None:
        """Draw the preview anew, or say why there can be none."""
        self._pause.stop()
        self.dpi.setEnabled(self.kind.currentData() == ".png")
        scale = self.dpi.currentData() / BASE_DPI if self.dpi.isEnabled() else 1
        wide, high = round(self.wide.value() * scale), round(self.high.value() * scale)
        sharp = "" if self.dpi.isEnabled() else ", sharp at any size"
        self.result_size.setText(f"{wide:,} × {high:,} px{sharp}")
        self.options.offer_appendix(offered=self.kind.currentData() == ".pdf")
        self._document = self.preview.picture = None
        words, options = "", self.options
        try:
            if self._session.store:
                rows, text_size = options.rows.value(), options.text_size.value()
                self._document = document(
                    self._session.store, self.order(), rows=rows, text_size=text_size, sheets=not self._web
                )
                self.preview.picture, words = self._document.pages[0], self._document.note
        except ViewerError as error:
            words = str(error)
        self._say(words)
        self.export.setEnabled(self.preview.picture is not None)
        self.preview.update()

    def write(self, path: Path, *, force: bool) -> bool:
        """Write the picture; True when it is there, else the reason stands in the dialog."""
        if path.suffix.lower() not in SUFFIXES:
            path = path.with_name(f"{path.name}{self.kind.currentData()}")
        self.refresh()
        try:
            if self._document:
                save(self._document, path, dpi=self.dpi.currentData(), force=force, theme=self.order().theme)
                self.written = path
        except ViewerError as error:
            self._say(str(error))
            return False
        self.accept()
        return True

    def _ask_where(self) -> None:
        suffix = self.kind.currentData()
        proposed = self._folder() / f"{self._session.path.stem if self._session.path else 'timeline'}{suffix}"
        kinds = f"{suffix[1:].upper()} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(self, "Export image", str(proposed), kinds)
        if name:
            with self._door.guarding():
                # The dialog has asked whether this very file may be replaced, not one that gets its suffix from us.
                self.write(Path(name), force=Path(name).suffix.lower() in SUFFIXES)

    def _folder(self) -> Path:
        """Beside the open file, but never among the program's own."""
        path = self._session.path
        return path.parent if path and path != bundled("data/events.json") else Path.home()

    def request(self, target: Path) -> PictureRequest:
        """What is asked for, for the command line."""
        order, query = self.order(), self._session.view.query
        span = order.span
        if span and span.begin >= -62_135_596_800 and span.end < 253_402_300_800:  # the years 1 to 9999
            ends = (datetime.fromtimestamp(int(end), UTC).date().isoformat() for end in (span.begin, span.end - 1))
            query = query.with_range(*ends)
        return PictureRequest(
            target,
            source=self._session.path,
            query=query,
            lanes_by=order.lanes_by,
            width=order.width,
            height=order.height,
            dpi=self.dpi.currentData(),
            theme=order.theme,
            whole=span is None,
            title=order.title,
            subtitle=order.subtitle,
            parts=self.options.parts,
            text_size=self.options.text_size.value(),
            rows=self.options.rows.value(),
            force=True,
        )

    def save_recipe(self, path: Path) -> None:
        """Keep the options in a file; what is wrong is said in the dialog."""
        self.refresh()
        stem = self._session.path.stem if self._session.path else "timeline"
        try:
            request = self.request(Path(f"{stem}-{{date}}{self.kind.currentData()}"))
            write_whole(path, write_recipe([options_of(request)]).encode())
        except ViewerError as error:
            self._say(str(error))

    def _ask_recipe(self) -> None:
        proposed = str(self._folder() / "recipe.toml")
        name, _ = QFileDialog.getSaveFileName(self, "Save as recipe", proposed, "Recipes (*.toml)")
        if name:
            with self._door.guarding():
                self.save_recipe(Path(name))

    def _take_size(self) -> None:
        size = self.size_.currentData()
        self.wide.setEnabled(size is None)
        self.high.setEnabled(size is None)
        self.way.setEnabled(size is not None)
        if size:
            upright = self.way.currentData() == "portrait"
            self.wide.setValue(size[1] if upright else size[0])
            self.high.setValue(size[0] if upright else size[1])
            self.options.text_size.setValue(usual_text(*size))

    def _say(self, text: str) -> None:
        self.fault.setText(shown(text, 400))
        self.fault.setVisible(bool(text))


def _combo(entries: list[tuple[str, object]], name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for title, value in entries:
        combo.addItem(title, value)
    return combo


def _spin(least: int, value: int, name: str) -> QSpinBox:
    spin = QSpinBox(minimum=least, maximum=LARGEST, value=value, singleStep=50)
    spin.setAccessibleName(name)
    return spin


def written_in_words(path: Path) -> str:
    """What the message bar says of a picture that was written."""
    return f"The picture was written to {isolated(str(path), 300)}."
