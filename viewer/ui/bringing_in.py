"""How events of others come into the window: files to be mapped, pasted cells, names nobody knows, duplicates."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from viewer.errors import FileProblem
from viewer.session.opening import Unmapped
from viewer.session.session import Notice
from viewer.ui.window import MainWindow

KINDS = (
    "Tables (*.csv *.tsv *.tab *.txt *.gz *.xlsx *.xlsm *.xlsb *.xls *.ods *.json *.jsonl *.ndjson *.geojson "
    "*.parquet *.arrow *.feather);;All files (*)"
)


class BringingIn(QObject):
    """Serves the commands, and asks for a mapping whenever a table needs one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._names = False  # whether the dialog to come begins with the names
        serve = window.actions_.serve
        serve("file.open-mapped", self._open)
        serve("file.names", self._ask_names)
        serve("file.duplicates", self._find_duplicates)
        serve("edit.paste", self._paste)
        self._dispose = self._session.listen(self._heed)
        window.closing.connect(self._dispose)

    def _open(self) -> None:
        folder = str(self._session.path.parent) if self._session.path else ""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a table with a mapping", folder, KINDS)
        if name:
            from viewer.session.importing import ask_for  # noqa: PLC0415 - the readers of tables are slow to load

            ask_for(self._session, Path(name))

    def _ask_names(self) -> None:
        self._names = True
        from viewer.session.importing import ask_again  # noqa: PLC0415

        ask_again(self._session)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            hint = "Copy the cells of a spreadsheet first, with the row that names the columns."
            raise FileProblem("There is no text on the clipboard.", hint)
        from viewer.session.importing import ask_for_pasted  # noqa: PLC0415

        ask_for_pasted(self._session, text)

    def _find_duplicates(self) -> None:
        from viewer.ui.duplicates_dialog import DuplicatesDialog  # noqa: PLC0415

        DuplicatesDialog(self._session, self._window.door, self._window).show()

    def _heed(self, notice: Notice) -> None:
        if notice.unmapped is not None:
            names, self._names = self._names, False
            self._ask(notice.unmapped, names=names)

    def _ask(self, asked: Unmapped, *, names: bool) -> None:
        from viewer.ui.import_dialog import ImportDialog  # noqa: PLC0415

        for dialog in self._window.findChildren(ImportDialog):
            dialog.reject()  # one table at a time
        dialog = ImportDialog(self._session, asked, self._window.door, self._window, names=names)
        dialog.show()
        dialog.activateWindow()  # where a file was dropped the keyboard is elsewhere
