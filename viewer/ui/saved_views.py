"""Saved views…: give what is looked at a name; open, rename or delete what was kept before."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import ViewerError
from viewer.session import saved_views
from viewer.session.named_views import LONGEST
from viewer.session.session import Session
from viewer.ui.making import named
from viewer.ui.plain import one_line, shown

NAME = Qt.ItemDataRole.UserRole


class SavedViews(QDialog):
    """A line for a new name above the list of views; what is wrong with a name is said below."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Saved views")
        self._session = session
        self.name = QLineEdit(
            placeholderText="Name for what you look at now", maxLength=LONGEST, clearButtonEnabled=True
        )
        self.name.setAccessibleName("Name")
        self.save = named(QPushButton("Save"), "accent")
        self.list = named(QListWidget(), "palette")
        self.list.setAccessibleName("Saved views")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.show_ = QPushButton("Open")
        self.rename = QPushButton("Rename")
        self.delete = QPushButton("Delete")
        self.fault = named(QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), "wrong")
        self._place()
        self._connect()
        self._fill("")
        self._heed()
        self.name.setFocus()
        self.resize(460, 380)

    def _place(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(self.save)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in (self.show_, self.rename, self.delete):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(first)
        column.addWidget(self.list, 1)
        column.addWidget(self.fault)
        column.addWidget(buttons)
        self.save.setDefault(True)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._heed)
        self.list.currentItemChanged.connect(self._heed)
        self.list.itemActivated.connect(self._open)
        self.list.itemChanged.connect(self._renamed)
        self.save.clicked.connect(self._save)
        self.show_.clicked.connect(lambda: self._open(self.list.currentItem()))
        self.rename.clicked.connect(lambda: self.list.editItem(self.list.currentItem()))
        self.delete.clicked.connect(self._delete)

    def names(self) -> list[str]:
        """What is listed."""
        return [self.list.item(row).data(NAME) for row in range(self.list.count())]

    def _fill(self, chosen: str) -> None:
        """List the views; ``chosen`` is the current one."""
        self.list.blockSignals(True)
        self.list.clear()
        for name in self._session.workspace.named.of(self._session.path):
            item = QListWidgetItem(one_line(name))
            item.setData(NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
            if name == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._heed()

    def _heed(self) -> None:
        """Enable what can be done now; a name that is taken is replaced, and the button says so."""
        name = " ".join(self.name.text().split())
        self.save.setEnabled(bool(name) and self._session.path is not None)
        self.save.setText("Replace" if name in self.names() else "Save")
        for button in (self.show_, self.rename, self.delete):
            button.setEnabled(self.list.currentItem() is not None)

    def _save(self) -> None:
        name = " ".join(self.name.text().split())
        if self._try(lambda: saved_views.keep(self._session, name)):
            self.name.clear()
            self._fill(name)

    def _open(self, item: QListWidgetItem) -> None:
        if self._try(lambda: saved_views.come_back(self._session, item.data(NAME))):
            self.accept()

    def _renamed(self, item: QListWidgetItem) -> None:
        old, new = item.data(NAME), " ".join(item.text().split())
        done = new == old or self._try(lambda: saved_views.rename(self._session, old, new))
        self._fill(new if done else old)

    def _delete(self) -> None:
        self._try(lambda: saved_views.delete(self._session, self.list.currentItem().data(NAME)))
        self._fill("")

    def _try(self, work: Callable[[], None]) -> bool:
        """Do it, and say below what is wrong; whether it was done."""
        self.fault.clear()
        try:
            work()
        except ViewerError as error:
            self.fault.setText(shown(str(error), 400))
            return False
        return True
