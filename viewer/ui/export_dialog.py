"""Export…: what, how large, in which colours, with the picture itself as the preview.

Pictures are drawn and written by other threads: the old preview stays until the new one is there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from threading import Event

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.bundled import bundled
from viewer.errors import ViewerError
from viewer.formats.saving import replace as write_whole
from viewer.session.loader import Answer, Desk
from viewer.session.picture_options import options_of
from viewer.session.recipe import write_recipe
from viewer.session.session import Session
from viewer.store.questions import EventStore
from viewer.ui.composing import Plan, compose, crowding
from viewer.ui.event_lists import Listing, write_list
from viewer.ui.export_form import ExportForm
from viewer.ui.making import named, scrolling
from viewer.ui.notices import Door
from viewer.ui.picture_files import BASE_DPI, save
from viewer.ui.plain import isolated, shown
from viewer.ui.preview import Preview, drawn
from viewer.ui.threads import Pool

_FIELDS = 420  # px
PAUSE = 200  # milliseconds without a change until the preview is drawn anew


@dataclass(frozen=True, slots=True)
class Shown:
    """What the preview shows: a picture, how many pages there are and what would better it; or a list's length."""

    image: QImage | None
    pages: int = 0
    events: int = 0
    note: str = ""
    hint: str = ""


class ExportDialog(QDialog):
    """Writes one file; what is wrong is said beside the button."""

    def __init__(self, session: Session, door: Door, pool: Pool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export")
        self._session = session
        self._door = door
        self.written: Path | None = None
        self.form = ExportForm(session)
        self.form.setParent(self)
        self.result_size = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "small")
        self.fault = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "wrong")
        self.preview = Preview()
        self.recipe = QPushButton("Save as recipe…")
        self.recipe.setToolTip("Keep these options in a file for the command line: export --recipe.")
        self.export = named(QPushButton("Export…"), "accent")
        desk = Desk(pool, pool.hop, session.now, lambda _error: None, self._heed)
        self._shown: Answer[Shown] = Answer("shown", desk)
        self._written: Answer[Path] = Answer("written", desk)
        self._tries = count()
        self._given_up = Event()
        self.finished.connect(self._give_up)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._build()
        self.resize(min(1240, parent.width() - 24), min(800, parent.height() - 16))
        self._say("")
        self.refresh()

    def _build(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.recipe, QDialogButtonBox.ButtonRole.ActionRole)
        self.recipe.clicked.connect(self._ask_recipe)
        buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.export.clicked.connect(self._ask_where)
        fields = QWidget()
        fields.setLayout(self.form.layout())
        left = QVBoxLayout()
        column = scrolling(fields)
        column.setMinimumWidth(_FIELDS)
        left.addWidget(column, 1)
        left.addWidget(self.result_size)
        left.addWidget(self.fault)
        left.addWidget(buttons)
        both = QHBoxLayout(self)
        both.setContentsMargins(16, 16, 16, 16)
        both.setSpacing(20)
        both.addLayout(left)
        both.addWidget(self.preview, 1)
        self.form.changed.connect(self._pause.start)
        self.export.setDefault(True)  # only now does it know whose default it is

    @property
    def ready(self) -> bool:
        """Whether the preview shows what is asked for, and nothing is being written."""
        return not self._pause.isActive() and self._shown.since is None and self._written.since is None

    def refresh(self) -> None:
        """Have the preview drawn anew."""
        self._pause.stop()
        self.form.settle()
        store = self._session.store
        if store is None:
            return
        if self.form.draws:
            plan, room = self.form.plan(), self.preview.room
            work = _drawing(store, plan, room)
            key: object = (plan, room.toTuple())
        else:
            listing = self.form.listing()
            work, key = _counting(listing), (listing, self.form.suffix)
        if key != self._shown.key:  # what was asked already is there, or on its way
            self.preview.wait()
        self._shown.ask(key, work, at_once=False)

    def write(self, path: Path, *, force: bool) -> None:
        """Write the file elsewhere; when it is there the dialog is accepted, else the reason stands in it."""
        suffix, store = self.form.suffix, self._session.store
        if not path.name.lower().endswith(suffix):
            path = path.with_name(f"{path.name}{suffix}")
        if store is None or self._written.since is not None:
            return
        given_up, listing = self._given_up.is_set, self.form.listing()
        if listing and not self.form.draws:
            work = _listing(replace(listing, given_up=given_up), path, force=force)
        else:
            dpi = self.form.dpi.currentData() if suffix == ".png" else BASE_DPI
            work = _writing(store, self.form.plan(), path, dpi, force=force, given_up=given_up)
        self.export.setEnabled(False)
        self.result_size.setText(f"Writing {isolated(path.name)}…")
        self._written.ask(next(self._tries), work, at_once=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A larger preview shows more."""
        super().resizeEvent(event)
        self._pause.start()

    def _give_up(self) -> None:
        """Want no answer any more: what is under way comes back to nobody."""
        self._given_up.set()
        self._pause.stop()
        self._shown.cancel()
        self._written.cancel()

    def _heed(self, name: str) -> None:
        """The preview or the file is there, or will never be."""
        answer = self._shown if name == "shown" else self._written
        self.export.setEnabled(self._shown.error is None and self._written.since is None)
        if name == "written" and answer.error is None:
            self.written = self._written.value
            self._session.set("picture_look", self.form.look.currentData())
            self.accept()
            return
        if answer.error is not None and not isinstance(answer.error, ViewerError):
            self._door.report(answer.error)
        self._say(str(answer.error or (self._shown.value.note if self._shown.value else "")))
        if name == "shown":
            self._show(self._shown.value if answer.error is None else None)
        else:
            self.result_size.setText(self._size_in_words(self._shown.value))

    def _show(self, made: Shown | None) -> None:
        if made is None:
            self.preview.show_words("There is no picture of this.")
        elif made.image is None:
            self.preview.show_words(f"A list of {made.events:,} events.")
        else:
            self.preview.show_page(made.image)
        self.result_size.setText(self._size_in_words(made))

    def _size_in_words(self, made: Shown | None) -> str:
        if made is None or made.image is None:
            return ""
        scale = self.form.dpi.currentData() / BASE_DPI if self.form.dpi.isEnabled() else 1
        wide, high = (round(side * scale) for side in self.form.pixels)
        sharp = "" if self.form.dpi.isEnabled() else ", sharp at any size"
        pages = f", {made.pages:,} pages" if made.pages > 1 else ""
        return f"{wide:,} × {high:,} px{sharp}{pages}. {made.hint}".removesuffix(". ")

    def _ask_where(self) -> None:
        suffix = self.form.suffix
        proposed = self._folder() / f"{self._session.path.stem if self._session.path else 'timeline'}{suffix}"
        kinds = f"{self.form.kind.currentText()} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(self, "Export", str(proposed), kinds)
        if name:
            # The dialog has asked whether this very file may be replaced, not one that gets its suffix from us.
            self.write(Path(name), force=name.lower().endswith(suffix))

    def _folder(self) -> Path:
        """Beside the open file, but never among the program's own."""
        path = self._session.path
        return path.parent if path and path != bundled("data/events.json") else Path.home()

    def save_recipe(self, path: Path) -> None:
        """Keep the options in a file; what is wrong is said in the dialog."""
        self.form.settle()
        stem = self._session.path.stem if self._session.path else "timeline"
        try:
            request = self.form.request(Path(f"{stem}-{{date}}{self.form.suffix}"))
            write_whole(path, [write_recipe([options_of(request)]).encode()])
        except ViewerError as error:
            self._say(str(error))

    def _ask_recipe(self) -> None:
        proposed = str(self._folder() / "recipe.toml")
        name, _ = QFileDialog.getSaveFileName(self, "Save as recipe", proposed, "Recipes (*.toml)")
        if name:
            with self._door.guarding():
                self.save_recipe(Path(name))

    def _say(self, text: str) -> None:
        self.fault.setText(shown(text, 400))
        self.fault.setVisible(bool(text))


def _drawing(store: EventStore, plan: Plan, room: QSize) -> Callable[[], Shown]:
    def work() -> Shown:
        made = compose(store, plan)
        return Shown(drawn(made.pages[0], room), len(made.pages), note=made.note, hint=crowding(store, plan))

    return work


def _writing(
    store: EventStore, plan: Plan, path: Path, dpi: int, *, force: bool, given_up: Callable[[], bool]
) -> Callable[[], Path]:
    def work() -> Path:
        made = compose(store, plan)
        if not given_up():
            save(made, path, dpi=dpi, force=force, theme=plan.order.theme)
        return path

    return work


def _listing(listing: Listing, path: Path, *, force: bool) -> Callable[[], Path]:
    def work() -> Path:
        write_list(listing, path, force=force)
        return path

    return work


def _counting(listing: Listing | None) -> Callable[[], Shown]:
    return lambda: Shown(None, events=len(listing) if listing else 0)


def written_in_words(path: Path) -> str:
    """What the message bar says of a file that was written."""
    return f"It was written to {isolated(str(path), 300)}."
