"""The table of settings as a form; every change holds at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from viewer.session.session import Session
from viewer.session.settings import SETTINGS, Setting
from viewer.ui.making import named
from viewer.ui.notices import Door


class Preferences(QDialog):
    """One line for each setting, with its sentence below."""

    def __init__(self, session: Session, door: Door, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Preferences")
        self._session = session
        self._door = door
        self.fields: dict[str, QCheckBox | QComboBox] = {}
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(20)
        for setting in SETTINGS:
            field = self.fields[setting.name] = self._field(setting)
            form.addRow(QLabel(setting.title), field)
            form.addRow("", named(QLabel(setting.sentence, wordWrap=True), "small"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(16)
        self.resize(560, 0)

    def _field(self, setting: Setting) -> QCheckBox | QComboBox:
        value = self._session.settings[setting.name]
        if not setting.choices:
            box = QCheckBox("On")
            box.setChecked(bool(value))
            box.setAccessibleName(setting.title)
            box.toggled.connect(lambda on: self._set(setting.name, on))
            return box
        combo = QComboBox()
        combo.setAccessibleName(setting.title)
        for choice in setting.choices:
            combo.addItem(choice.capitalize(), choice)
        combo.setCurrentIndex(combo.findData(value))
        combo.currentIndexChanged.connect(lambda _: self._set(setting.name, combo.currentData()))
        return combo

    def _set(self, name: str, value: bool | str) -> None:
        with self._door.guarding():
            self._session.set(name, value)
