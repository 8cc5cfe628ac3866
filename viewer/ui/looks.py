"""How Qt's own widgets look: the Fusion style, a palette, and one style sheet, all made of the theme's tokens."""

from string import Template

from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication

from viewer.ui.fonts import LARGE, NORMAL, SMALL, Fonts
from viewer.ui.icons import icon_path
from viewer.ui.theme import Theme, palette

_SHEET = Template("""
QMainWindow, QDialog { background: $panel; }
QMenuBar { background: $panel; padding: 2px 8px; spacing: 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $paper; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $tint; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $paper; color: $ink; border: 1px solid $line; padding: 4px 6px; }
QToolBar { background: $panel; border: 0; border-bottom: 1px solid $line; padding: 6px 12px 8px 12px; spacing: 8px; }
QStatusBar { background: $panel; border-top: 1px solid $line; color: $muted; min-height: 26px; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: $muted; font-size: ${small}px; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QSplitter#plain::handle { background: transparent; }
QPushButton { background: $paper; border: 1px solid $line; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $tint; }
QPushButton:disabled { color: $faint; background: transparent; }
QPushButton:focus { border-color: $accent; }
QPushButton#accent { background: $accent; color: $onaccent; border-color: $accent; }
QPushButton#accent:hover { background: $accenthover; }
QPushButton#accent:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton#accent:focus { border: 2px solid $ink; padding: 4px 11px; }
QPushButton#link { background: transparent; border: 0; color: $accent; padding: 2px 0; text-align: left; }
QPushButton#link:hover, QPushButton#link:focus { text-decoration: underline; }
QPushButton#link:disabled { color: $muted; }
QPushButton#chip { background: $tint; border: 1px solid $tint; border-radius: 12px; color: $accentink;
    padding: 3px 10px; max-height: ${chipline}px; }
QPushButton#chip:hover, QPushButton#chip:focus { border-color: $accent; }
QPushButton#section { background: transparent; border: 0; color: $muted; padding: 2px 0; text-align: left;
    font-size: ${small}px; font-weight: bold; }
QPushButton#section:hover, QPushButton#section:focus { color: $ink; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px 6px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border-color: $accent; }
QToolButton#mode { color: $accent; font-size: ${small}px; padding: 1px 4px; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $paper; border: 1px solid $line;
    border-radius: 6px; padding: 4px 8px; selection-background-color: $accent; selection-color: $onaccent; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border-color: $accent; }
QAbstractSpinBox QLineEdit { border: 0; padding: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QLineEdit[wrong="true"] { border-color: $danger; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: $faint; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("$down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $line; padding: 4px; outline: 0;
    selection-background-color: $tint; selection-color: $ink; }
QListView, QTableView, QTreeView { background: transparent; border: 0; outline: 0; }
QTableView { background: $paper; border: 1px solid $line; border-radius: 6px; gridline-color: $line;
    selection-background-color: $tint; selection-color: $ink; }
QTableView::item { padding-left: 5px; }
QHeaderView::section { background: $band; border: 0; border-bottom: 1px solid $line; padding: 5px 8px; color: $muted; }
QTabWidget::pane { border: 0; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 2px solid transparent; padding: 5px 2px;
    margin-right: 18px; color: $muted; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; }
QTabBar::tab:hover, QTabBar::tab:focus { color: $ink; }
QTreeWidget { background: $paper; border: 1px solid $line; border-radius: 6px; selection-background-color: $tint;
    selection-color: $ink; }
QTreeWidget::item { padding: 3px 0; }
QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 13px; height: 13px; border: 1px solid $muted;
    border-radius: 3px; background: $paper; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { border-color: $accent; background: $accent;
    image: url("$check"); }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:disabled { border-color: $line; background: $band; image: none; }
QCheckBox::indicator:checked:disabled { border-color: $line; background: $faint; image: url("$check"); }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QListView#offers { background: $paper; border: 1px solid $line; padding: 4px; }
QListView#offers::item { padding: 4px 6px; border-radius: 4px; }
QListView#offers::item:selected { background: $tint; color: $ink; }
QListWidget#palette::item { padding: 5px 8px; border-radius: 4px; }
QListWidget#palette::item:hover { background: $hover; }
QListWidget#palette::item:selected { background: $tint; color: $ink; }
QFrame#popup { background: $paper; border: 1px solid $muted; }
#panel { background: $panel; }
#paper, #paper > QWidget { background: $paper; }
#messageBar { background: $tint; border-bottom: 1px solid $line; }
#messageBar[kind="warning"] { background: $warning; }
#title { font-size: ${large}px; font-weight: bold; }
#heading { color: $muted; font-size: ${small}px; font-weight: bold; }
#muted { color: $muted; }
#unfiltered { color: $muted; padding: 4px 0; }
#small { color: $muted; font-size: ${small}px; }
#strong { font-weight: bold; }
#wrong { color: $danger; font-size: ${small}px; }
#note { background: $band; border-radius: 6px; padding: 8px 10px; }
#badge { background: $band; border-radius: 4px; padding: 1px 6px; color: $muted; font-size: ${small}px; }
#badge[status="disputed"], #badge[status="claimed"] { background: $warning; color: $ink; }
#key { background: $band; border: 1px solid $line; border-radius: 4px; padding: 1px 6px; font-size: ${small}px; }
""")


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole application this theme, at once."""
    application.setStyle("Fusion")
    application.setFont(Fonts().normal)
    application.setPalette(palette(theme))
    application.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """The style sheet; every colour in it is a token or a mix of two."""
    colours: dict[str, QColor] = {
        **{token: theme[token] for token in ("paper", "panel", "band", "ink", "muted", "line", "accent")},
        "onaccent": theme["on-accent"],
        "accenthover": theme.mix("accent", 0.88, "ink"),
        "accentink": theme.mix("accent", 0.85, "ink"),
        "tint": theme.mix("accent", 0.14 if theme.dark else 0.10),
        "hover": theme.mix("ink", 0.06, "panel"),
        "thumb": theme.mix("muted", 0.45, "panel"),
        "faint": theme.mix("muted", 0.6),
        "danger": theme["material-conflict"],
        "warning": theme.mix("verbal-conflict", 0.22 if theme.dark else 0.14),
    }
    line = QFontMetrics(Fonts().normal).height()  # other scripts would make a chip higher, and the picture below move
    sizes = {"small": str(SMALL), "normal": str(NORMAL), "large": str(LARGE), "chipline": str(line)}
    names = {token: colour.name() for token, colour in colours.items()}
    icons = {"down": icon_path("arrow-down"), "check": icon_path("check-dark" if theme.dark else "check-light")}
    return _SHEET.substitute(names, **sizes, **icons)
