"""What commands need from the window: dialogs, the clipboard, the keyboard, the whole screen."""

from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QFileDialog

from viewer.formats import FORMATS
from viewer.session import saved_views
from viewer.session.loader import Answer, Desk
from viewer.session.session import Notice
from viewer.session.walking import undated
from viewer.ui.about import About
from viewer.ui.changes import ChangesDialog
from viewer.ui.citation import citation
from viewer.ui.event_list import MOST
from viewer.ui.export_dialog import ExportDialog, written_in_words
from viewer.ui.key_sheet import KeySheet
from viewer.ui.on_screen import image_of, order_of
from viewer.ui.palette import Palette
from viewer.ui.preferences import Preferences
from viewer.ui.problems_panel import ProblemsDialog
from viewer.ui.saved_views import SavedViews
from viewer.ui.window import MainWindow

KINDS = f"Events ({' '.join('*' + suffix for entry in FORMATS for suffix in entry.suffixes)});;All files (*)"


class Servants(QObject):
    """Serves every command of the table that has ``needs``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        desk = Desk(window.pool, window.pool.hop, self._session.now, window.door.report, self._tell_copied)
        self._copied: Answer[QImage] = Answer("copied", desk)
        self._copies = count()
        serve = window.actions_.serve
        serve("file.open", self._open)
        serve("file.problems", self._list_problems)
        serve("file.changes", lambda: self._show(ChangesDialog(self._session, window)))
        serve("file.export-image", self._export_image)
        serve("file.copy-image", self._copy_image)
        serve("file.print", self._print)
        serve("edit.preferences", lambda: self._show(Preferences(self._session, window.door, window)))
        serve("file.quit", self._quit)
        serve("edit.search", window.search.take)
        serve("edit.copy-citation", self._copy_citation)
        serve("view.full-screen", self._fill_screen)
        serve("go.undated", self._list_undated)
        serve("help.palette", lambda: self._show(Palette(window.actions_, window, saved_views.commands(self._session))))
        serve("go.views", lambda: self._show(SavedViews(self._session, window)))
        serve("help.keys", lambda: self._show(KeySheet(window)))
        serve("help.about", lambda: self._show(About(self._session, window)))
        window.closing.connect(self._session.listen(self._heed))

    def _heed(self, notice: Notice) -> None:
        """What lists the rows of a file goes with it: those of another would be taken for its own."""
        if "store" in notice.names:
            for kind in (ProblemsDialog, ChangesDialog):
                for dialog in self._window.findChildren(kind):
                    dialog.close()

    def _show(self, dialog: QDialog) -> None:
        """Not modal to the program: the timeline can be used beside it."""
        dialog.show()

    def _open(self) -> None:
        folder = str(self._session.path.parent) if self._session.path else ""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a file of events", folder, KINDS)
        if name:
            self._session.open(Path(name), "file.open")

    def _list_problems(self) -> None:
        store, path = self._session.store, self._session.path
        if store:
            name = path.name if path else "Pasted cells"
            titles = store.table.titles({problem.id for problem in store.problems})
            self._show(ProblemsDialog(store.problems, len(store.table), name, self._window, titles=titles))

    def _list_undated(self) -> None:
        totals, ids = self._session.answers.totals.value, undated(self._session, MOST)
        if totals and ids:
            about = "event has no date" if totals.undated == 1 else "events have no date"
            self._window.stage.list_events(ids, totals.undated, about)

    def _export_image(self) -> None:
        window = self._window
        dialog = ExportDialog(self._session, window.door, window.pool, window)
        dialog.accepted.connect(lambda: self._tell_written(dialog.written))
        self._show(dialog)

    def _print(self) -> None:
        from viewer.ui.printing import PrintPreview  # noqa: PLC0415 - few print, and the printing system is slow to load

        if self._session.store:
            order = order_of(self._session, "light")
            preview = PrintPreview(self._session, order, self._window.door, self._window.pool, self._window)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._show(preview)

    def _tell_written(self, path: Path | None) -> None:
        if path:
            folder = QUrl.fromLocalFile(str(path.parent))
            self._window.bar.tell(written_in_words(path), "", ("Show the folder", lambda: _open_folder(folder)))

    def _copy_image(self) -> None:
        store, order = self._session.store, order_of(self._session, self._window.switch.theme.name)
        if store:
            self._copied.ask(next(self._copies), lambda: image_of(store, order), at_once=False)

    def _tell_copied(self, _name: str) -> None:
        if self._copied.error is None and self._copied.value:
            QGuiApplication.clipboard().setImage(self._copied.value)
            self._window.bar.tell("The timeline is on the clipboard as an image.")

    def _copy_citation(self) -> None:
        details = self._session.answers.details.value
        if details:
            QGuiApplication.clipboard().setText(citation(details.event, self._window.names))
            self._window.bar.tell("The citation is on the clipboard.")

    def _quit(self) -> None:
        self._window.close()

    def _fill_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()


def _open_folder(folder: QUrl) -> None:
    QDesktopServices.openUrl(folder)
