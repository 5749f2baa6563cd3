"""The window's style sheet, made of a palette's roles."""

from dataclasses import fields
from string import Template

from annotator.appearance import Palette
from annotator.domain.verdicts import Standing

_SHEET = Template("""
QMainWindow, QDialog { background: $surface; }
QWidget#centre, QPlainTextEdit#article { background: $page; color: $text; border: none; }
QPlainTextEdit#article { selection-background-color: $selection; selection-color: $selection_text; }
QTableView, QScrollArea, QWidget#details { background: $surface; border: none; outline: none; }
QTableView { selection-background-color: $surface; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMenuBar { background: $surface; padding: 2px 6px; }
QMenuBar::item { padding: 5px 10px; border-radius: 5px; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenu { background: $page; border: 1px solid $border; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 26px; border-radius: 5px; }
QMenu::item:selected { background: $chosen; color: $text; }
QMenu::item:disabled { color: $control; }
QMenu::icon { padding-left: 6px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QToolBar { background: $surface; border: none; border-bottom: 1px solid $border;
    padding: 5px 10px; spacing: 2px; }
QToolBar::separator { background: $border; width: 1px; margin: 5px 7px; }
QToolButton { padding: 5px 8px; border-radius: 6px; border: 1px solid transparent; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $chosen; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $control; }
QStatusBar { background: $surface; border-top: 1px solid $border; color: $text_muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text_muted; padding: 3px 12px; }
QLabel#title { font-size: 13pt; font-weight: 600; color: $heading; }
QLabel#welcome { font-size: 19pt; font-weight: 600; color: $heading; }
QLabel#heading { font-weight: 600; color: $heading; }
QLabel#label, QLabel#muted, QLabel#note, QLabel#found { color: $text_muted; }
QLabel#found { font-style: italic; color: $warning; }
QLabel#strong { font-weight: 600; }
QLabel#quotation { border-left: 3px solid $border; padding-left: 9px; color: $text; }
QLabel#problem { color: $error; font-weight: 600; }
QLabel#stance { background: $chip; border-radius: 5px; padding: 1px 8px; font-weight: 600; }
QLineEdit, QPlainTextEdit { background: $page; border: 1px solid $control;
    border-radius: 6px; padding: 5px 8px; color: $text;
    selection-background-color: $selection; selection-color: $selection_text; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus;
    padding: 4px 7px; }
QPlainTextEdit#article:focus { border: none; padding: 0; }
QPlainTextEdit#article { padding: 0; border-radius: 0; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $surface; color: $control;
    border-color: $border; }
QPushButton { background: $page; border: 1px solid $control; border-radius: 6px;
    padding: 6px 13px; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 2px solid $focus; padding: 5px 12px; }
QPushButton:disabled { color: $control; border-color: $border; }
QPushButton:default, QPushButton#primary { background: $accent; border-color: $accent;
    color: $accent_text; }
QPushButton#primary:focus, QPushButton:default:focus { border: 2px solid $text; }
QPushButton#choice { text-align: left; padding: 10px 16px; background: $page; color: $text;
    font-weight: 400; }
QPushButton#choice:default { border: 2px solid $focus; }
QPushButton#verdict { padding: 7px 6px; }
QPushButton#verdict:checked { font-weight: 600; border-width: 2px; }
QPushButton#verdict[verdict="verified"]:checked { background: $fill_verified;
    border-color: $line_verified; color: $text; }
QPushButton#verdict[verdict="disputed"]:checked { background: $fill_disputed;
    border-color: $line_disputed; color: $text; }
QPushButton#verdict[verdict="unsupported"]:checked { background: $fill_unsupported;
    border-color: $line_unsupported; color: $text; }
QPushButton#tool, QPushButton#flat { border: 1px solid transparent; background: transparent;
    padding: 4px; color: $text_muted; }
QPushButton#tool:hover, QPushButton#flat:hover { background: $hover; }
QPushButton#tool:focus, QPushButton#flat:focus { border: 2px solid $focus; padding: 3px; }
QPushButton#file { text-align: left; border: 1px dashed $control; background: transparent; }
QFrame#card { background: $page; border: 1px solid $border; border-radius: 8px; }
QFrame#selection { background: $page; border: 1px solid $control; border-radius: 9px; }
QFrame#notice { background: $chosen; border-bottom: 1px solid $border; }
QFrame#notice[kind="warning"] { background: $chip; }
QFrame#notice QLabel { color: $text; }
QToolTip { background: $page; color: $text; border: 1px solid $border; padding: 6px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $control; border-radius: 4px; min-height: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCheckBox { spacing: 8px; }
""")


def stylesheet(colours: Palette) -> str:
    """The style sheet in a palette's colours."""
    roles = {f.name: getattr(colours, f.name) for f in fields(colours) if f.name != "standings"}
    for standing in (Standing.VERIFIED, Standing.DISPUTED, Standing.UNSUPPORTED):
        roles[f"fill_{standing}"] = colours.of(standing).fill
        roles[f"line_{standing}"] = colours.of(standing).line
    return _SHEET.substitute(roles)
