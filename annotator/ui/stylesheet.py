"""The window's style sheet, made of a palette's roles and of the application's font."""

from dataclasses import fields
from string import Template

from PySide6.QtGui import QFont, QFontMetrics

from annotator.appearance import Palette, mixed
from annotator.assets import asset
from annotator.domain.verdicts import Standing
from annotator.ui.scale import Type, icon_size

_GROUNDS = """
QMainWindow, QDialog { background: $surface; }
QWidget#centre, QPlainTextEdit#article { background: $page; color: $text; border: none; }
QTableView, QListView, QScrollArea, QWidget#details, QWidget#listing {
    background: $surface; border: none; outline: none; }
QTableView { selection-background-color: $surface; }
QListWidget::item { padding: ${half}px ${near}px; border: 2px solid transparent; border-radius: 7px;
    color: $text; }
QListWidget::item:hover { background: $hover; }
QListWidget::item:selected { background: $chosen; color: $text; }
QListWidget::item:focus { border-color: $focus; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent; }
QFrame#card { background: $page; border: 1px solid $border; border-radius: 8px; }
QFrame#selection { background: $page; border: 1px solid $edge; border-radius: 9px; }
QFrame#popup { background: $surface; border: 1px solid $edge; border-radius: 9px; }
QFrame#card[target="true"] { border: 2px solid $accent; }
QFrame#review { background: $surface; border: none; border-top: 1px solid $border;
    border-bottom: 1px solid $border; }
QFrame#find { background: $surface; border-bottom: 1px solid $border; }
QWidget#search { background: $surface; }
QMainWindow::separator { background: $border; height: 1px; width: 1px; }
QMainWindow::separator:hover { background: $accent; }
QFrame#notice { background: $chosen; border-bottom: 1px solid $border; }
QFrame#notice[kind="warning"] { background: $chip; }
QFrame#notice QLabel { color: $text; }
QToolTip { background: $page; color: $text; border: 1px solid $edge; padding: 6px 8px; }
QStatusBar { background: $surface; border-top: 1px solid $border; color: $text_muted; }
QStatusBar::item { border: none; }
QStatusBar QPushButton#flat { padding: 0px 6px; }
QStatusBar QLabel { color: $text_muted; padding: 3px 12px; }
"""

_WORDS = """
QLabel#welcome, QLabel#display { font-size: $display; font-weight: 600; color: $heading; }
QLabel#title { font-size: $title; font-weight: 600; color: $heading; }
QLabel#heading { font-weight: 600; color: $heading; }
QLabel#strong { font-weight: 600; }
QLabel#label, QLabel#caption { font-size: $caption; color: $text_muted; }
QLabel#muted, QLabel#note, QLabel#found { color: $text_muted; }
QLabel#found { font-style: italic; color: $warning; }
QLabel#quotation { border: none; border-left: 3px solid $edge; padding-left: 9px; color: $text; }
QLabel#problem { color: $error; font-weight: 600; }
QLabel#warning { color: $warning; }
QLabel#stance, QLabel#chip { background: $chip; border-radius: 5px; padding: 1px 8px;
    font-size: $caption; font-weight: 600; }
"""

_CLAIMS = """
QLabel#quote { border: none; border-left: 3px solid $edge; padding: 1px 4px 1px 9px; color: $text; }
QLabel#quote:hover { background: $hover; border-left-color: $accent; }
QLabel#quote:focus { background: $hover; border: 2px solid $focus; padding: 0 2px 0 8px; }
QLabel#quote:disabled { color: $text_muted; }
QLabel#verdict { border: 1px solid $edge; border-radius: 5px; padding: 1px 8px; font-weight: 600;
    font-size: $caption; color: $text; }
QLabel#verdict[verdict="verified"] { background: $fill_verified; border-color: $line_verified; }
QLabel#verdict[verdict="disputed"] { background: $fill_disputed; border-color: $line_disputed; }
QLabel#verdict[verdict="unsupported"] { background: $fill_unsupported;
    border-color: $line_unsupported; }
QLabel#verdict[verdict="differing"] { background: $fill_differing; border-color: $line_differing; }
QPushButton#section { border: 2px solid transparent; background: transparent; font-weight: 600;
    color: $heading; text-align: left; padding: 2px 6px 2px 0; margin: 0; icon-size: ${small}px; }
QPushButton#section:hover { background: $hover; }
QPushButton#section:focus { border-color: $focus; }
QPushButton#switch { border-radius: 9px; padding: 2px 9px; margin: 0; font-size: $caption; }
QPushButton#switch:checked { background: $chosen; border: 2px solid $accent; padding: 1px 8px; }
QPushButton#switch:focus { border: 2px solid $focus; padding: 1px 8px; }
QPushButton#switch:checked:focus { border: 2px solid $text; }
QToolButton#chooser { background: $page; border: 1px solid $edge; margin: 1px;
    padding: 2px ${roomy}px 2px 6px; }
QToolButton#chooser:hover { background: $hover; border-color: $control; }
QToolButton#chooser:focus { border: 2px solid $focus; margin: 0; }
QToolButton#chooser[none="true"] { color: $text_muted; }
QToolButton#chooser::menu-indicator { width: ${mark}px; height: ${mark}px; right: 3px; }
QPlainTextEdit#inline { background: transparent; border: 2px solid transparent; padding: 0;
    margin: 0; margin-left: -3px; }
QPlainTextEdit#inline:hover { border-color: $border; }
QPlainTextEdit#inline:focus { background: $page; border-color: $focus; }
"""

_MENUS = """
QMenuBar { background: $surface; padding: 2px 6px; }
QMenuBar::item { padding: ${half}px ${pad}px; border-radius: 5px; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenu { background: $page; border: 1px solid $edge; padding: 6px; icon-size: ${icon}px; }
QMenu::item { padding: ${half}px ${wide}px ${half}px ${half}px; border-radius: 5px; }
QMenu::item:selected { background: $chosen; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: ${half}px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { width: ${mark}px; height: ${mark}px; padding-left: ${half}px; }
QMenu::indicator:checked { image: url("$controls/tick-$ink.svg"); }
QMenu::right-arrow { image: url("$controls/right-$ink.svg"); width: ${mark}px; }
QToolBar { background: $surface; border: none; border-bottom: 1px solid $border;
    padding: 4px 10px; spacing: 2px; }
QToolBar::separator { background: $border; width: 1px; margin: 6px 7px; }
QToolButton { padding: ${half}px ${half}px; border-radius: 6px; border: 2px solid transparent;
    color: $text; icon-size: ${icon}px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $hover; }
QToolButton:pressed { background: $chosen; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: url("$controls/down-$ink.svg"); width: ${mark}px;
    subcontrol-position: right center; }
"""

_BUTTONS = """
QPushButton { background: $page; border: 1px solid $edge; border-radius: 6px; icon-size: ${icon}px;
    padding: ${half}px ${pad}px; margin: 1px; color: $text; }
QPushButton:hover { background: $hover; border-color: $control; }
QPushButton:pressed { background: $chosen; }
QPushButton:focus { border: 2px solid $focus; margin: 0; }
QPushButton:disabled { color: $disabled; border-color: $border; background: $surface; }
QPushButton:default, QPushButton#primary { background: $accent; border-color: $accent;
    color: $accent_text; }
QPushButton:default:hover, QPushButton#primary:hover { background: $accent_hover;
    border-color: $accent_hover; }
QPushButton:default:pressed, QPushButton#primary:pressed { background: $accent_pressed; }
QPushButton#primary:focus, QPushButton:default:focus { border: 2px solid $text; }
QPushButton:default:disabled, QPushButton#primary:disabled { background: $chip; color: $disabled;
    border-color: $chip; }
QToolButton#decision { background: $page; border: 1px solid $edge; margin: 1px;
    padding: 3px ${near}px; }
QToolButton#decision:hover { background: $hover; border-color: $control; }
QToolButton#decision:pressed { background: $chosen; }
QToolButton#decision:focus { border: 2px solid $focus; margin: 0; }
QToolButton#decision:disabled { background: $surface; border-color: $border; }
QPushButton#choice { text-align: left; padding: ${pad}px ${wide}px; background: $page;
    color: $text; font-weight: 400; }
QPushButton#choice:hover { background: $hover; }
QPushButton#choice:default, QPushButton#choice:focus { border: 2px solid $focus; margin: 0; }
QPushButton#verdict { padding: ${half}px 4px; }
QPushButton#verdict:checked { font-weight: 600; border-width: 2px; margin: 0; }
QPushButton#verdict[verdict="verified"]:checked { background: $fill_verified;
    border-color: $line_verified; color: $text; }
QPushButton#verdict[verdict="disputed"]:checked { background: $fill_disputed;
    border-color: $line_disputed; color: $text; }
QPushButton#verdict[verdict="unsupported"]:checked { background: $fill_unsupported;
    border-color: $line_unsupported; color: $text; }
QPushButton#verdict:focus { border: 2px solid $focus; margin: 0; }
QPushButton#verdict[verdict]:checked:focus { border: 3px solid $focus; padding: ${less}px 3px; }
QPushButton#tool, QPushButton#flat { border: 2px solid transparent; background: transparent;
    padding: 3px; margin: 0; color: $text_muted; icon-size: ${small}px; }
QPushButton#tool:hover, QPushButton#flat:hover { background: $hover; color: $text; }
QPushButton#tool:pressed, QPushButton#flat:pressed { background: $chosen; }
QPushButton#tool:checked, QPushButton#flat:checked { background: $chosen; color: $text; }
QPushButton#tool:focus, QPushButton#flat:focus { border-color: $focus; }
QPushButton#flat { padding: 3px 8px; }
QPushButton#link { border: 2px solid transparent; background: transparent; color: $link;
    padding: 1px 3px; margin: 0; text-align: left; }
QPushButton#tool:disabled, QPushButton#flat:disabled, QPushButton#link:disabled {
    background: transparent; border-color: transparent; color: $disabled; }
QPushButton#link[flush="true"] { margin-left: -5px; }
QPushButton#link:hover { text-decoration: underline; }
QPushButton#link:focus { border-color: $focus; }
QPushButton#chip { background: $chip; border: 2px solid transparent; border-radius: 6px;
    padding: 1px 6px; margin: 0; font-size: $caption; icon-size: ${small}px; }
QPushButton#chip:hover { background: $hover; }
QPushButton#chip:focus { border-color: $focus; }
QPushButton#toggle:checked { background: $chosen; border-color: $accent; font-weight: 600; }
QPushButton#toggle:checked:focus { border: 2px solid $focus; }
QPushButton#file { text-align: left; border: 1px dashed $control; background: transparent; }
QPushButton#file:hover { background: $hover; }
QPushButton#file:focus { border: 2px solid $focus; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox { background: $page;
    border: 1px solid $control; border-radius: 6px; padding: ${half}px ${near}px; margin: 1px;
    color: $text; selection-background-color: $selection; selection-color: $selection_text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QComboBox:on {
    border: 2px solid $focus; margin: 0; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled {
    background: $surface; color: $disabled; border-color: $border; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: $surface; }
QPlainTextEdit#article, QPlainTextEdit#article[readOnly="true"] { background: $page; padding: 0;
    margin: 0; border: none; border-top: 2px solid $page; border-radius: 0; }
QPlainTextEdit#article:focus { border-top-color: $focus; }
QTextEdit#reading, QTextEdit#reading[readOnly="true"] { background: $page; padding: 0; margin: 0;
    border: 2px solid $page; border-radius: 0; }
QTextEdit#reading:focus { border-color: $focus; }
QLineEdit#palette { font-size: $title; padding: ${near}px ${pad}px; }
QComboBox { padding-right: ${wide}px; }
QComboBox:hover { background: $hover; }
QComboBox:editable:hover { background: $page; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0; margin: 0;
    background: transparent; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: right center; border: none;
    width: ${wide}px; }
QComboBox::down-arrow { image: url("$controls/down-$ink.svg"); width: ${mark}px;
    height: ${mark}px; }
QComboBox QAbstractItemView, QListView#completions { background: $page; border: none; padding: 4px;
    selection-background-color: $chosen; selection-color: $text; outline: none; }
QListView#completions { border: 1px solid $edge; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 ${half}px;
    border-radius: 5px; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $chosen; }
QCheckBox, QRadioButton { spacing: 8px; padding: 2px 4px 2px 2px; border: 2px solid transparent;
    border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: ${mark}px;
    height: ${mark}px;
    background: $page; border: 1px solid $control; border-radius: 4px; }
QRadioButton::indicator { border-radius: ${round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate,
QListView::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:checked, QListView::indicator:checked {
    image: url("$controls/tick-$accent_ink.svg"); }
QCheckBox::indicator:indeterminate { image: url("$controls/some-$accent_ink.svg"); }
QRadioButton::indicator:checked { image: url("$controls/dot-$accent_ink.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $surface;
    border-color: $border; }
"""

_REST = """
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text_muted; border: none;
    border-bottom: 1px solid $border; padding: ${half}px ${near}px; font-size: $caption; }
QTableCornerButton::section { background: $surface; border: none; }
QHeaderView::section:hover { background: $hover; color: $text; }
QProgressBar { background: $chip; border: none; border-radius: 3px; color: $text;
    min-height: 6px; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar { background: transparent; margin: 2px; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 4px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_SHEET = Template("".join((_GROUNDS, _WORDS, _CLAIMS, _MENUS, _BUTTONS, _FIELDS, _REST)))


def stylesheet(colours: Palette, base: QFont) -> str:
    """The style sheet in a palette's colours, for an application's font."""
    return _SHEET.substitute(_colours(colours), **_sizes(base))


def _colours(colours: Palette) -> dict[str, str]:
    roles = {f.name: getattr(colours, f.name) for f in fields(colours) if f.name != "standings"}
    for standing in Standing:
        roles[f"fill_{standing}"] = colours.of(standing).fill
        roles[f"line_{standing}"] = colours.of(standing).line
    roles |= {
        "disabled": colours.disabled,
        "edge": mixed(colours.control, colours.page, 0.55),
        "accent_hover": mixed(colours.accent, colours.accent_text, 0.88),
        "accent_pressed": mixed(colours.accent, colours.accent_text, 0.78),
        "controls": asset("icons", "controls").as_posix(),
        "ink": _ink(colours.text),
        "accent_ink": _ink(colours.accent_text),
    }
    return roles


def _sizes(base: QFont) -> dict[str, str]:
    """What is measured in the font: points of the type scale, and pixels of controls."""
    line = QFontMetrics(base).height()
    icon = icon_size(base)
    pixels = {
        "icon": icon,
        "small": round(icon * 0.9),
        "mark": round(line * 0.95),
        "round": round(line * 0.95) // 2,
        "row": round(line * 1.7),
        "less": round(line * 0.36) - 1,
        "half": round(line * 0.36),
        "near": round(line * 0.5),
        "pad": round(line * 0.85),
        "roomy": round(line * 1.25),
        "wide": round(line * 1.7),
    }
    types = {
        step.name.lower(): f"{step.points(base.pointSizeF())}pt"
        for step in (Type.CAPTION, Type.TITLE, Type.DISPLAY)
    }
    return {**types, **{name: str(size) for name, size in pixels.items()}}


def _ink(colour: str) -> str:
    """Whether marks in this colour are drawn in black or in white."""
    return "white" if sum(bytes.fromhex(colour[1:])) > 382 else "black"
