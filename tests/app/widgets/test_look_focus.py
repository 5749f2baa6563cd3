"""Where the focus is can be seen on every control, in every scheme."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.app.theme.theme import SCHEMES, Theme, apply
from annotator.app.widgets.fields import ChoiceBox, WordsField
from annotator.app.widgets.lists.rows import Index, RowDelegate, RowsView
from annotator.appearance import Scheme


def button(name: str, *, checked: bool = False) -> QPushButton:
    made = QPushButton("Some words")
    made.setObjectName(name)
    if name == "verdict":
        made.setProperty("verdict", "disputed")
    made.setCheckable(checked)
    made.setChecked(checked)
    return made


def named(widget: QWidget, name: str) -> QWidget:
    widget.setObjectName(name)
    return widget


def editable() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    return box


class Ground(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.begin(painter, option, index)
        self.end(painter)


def rows(theme: Theme) -> RowsView:
    view = RowsView("Rows", Ground(theme))
    view.setModel(QStringListModel(["One", "Two"], view))
    view.setCurrentIndex(view.model().index(0, 0))
    return view


def words() -> QListWidget:
    made = QListWidget()
    made.addItems(["One", "Two"])
    made.setCurrentRow(0)
    return made


CONTROLS: dict[str, Callable[[Theme], QWidget]] = {
    **{
        f"{name or 'plain'} button": lambda _theme, name=name: button(name)  # type: ignore[misc]  # a default types no lambda
        for name in ("", "primary", "choice", "verdict", "tool", "flat", "link", "file")
    },
    "pressed verdict": lambda _theme: button("verdict", checked=True),
    "pressed tool": lambda _theme: button("tool", checked=True),
    "tool button": lambda _theme: QToolButton(),
    "line": lambda _theme: QLineEdit("Words"),
    "field of lines": lambda _theme: WordsField("Words", "Say something"),
    "article": lambda _theme: named(QPlainTextEdit("Words"), "article"),
    "choice": lambda _theme: ChoiceBox(),
    "chip": lambda _theme: button("chip"),
    "pressed chip": lambda _theme: button("chip", checked=True),
    "section": lambda _theme: button("section"),
    "chooser": lambda _theme: named(QToolButton(), "chooser"),
    "inline": lambda _theme: named(WordsField("Words", "Say something"), "inline"),
    "editable choice": lambda _theme: editable(),
    "check box": lambda _theme: QCheckBox("Confidential"),
    "radio button": lambda _theme: QRadioButton("Confidential"),
    "rows": rows,
    "list": lambda _theme: words(),
}


def ring(before: QImage, after: QImage, colours: set[int]) -> int:
    """The pixels that took one of these colours."""
    return sum(
        after.pixel(x, y) in colours and before.pixel(x, y) != after.pixel(x, y)
        for x in range(after.width())
        for y in range(after.height())
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_is_seen_on_every_control(qtbot: QtBot, scheme: Scheme) -> None:
    theme = Theme(scheme)
    apply(theme)
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = QVBoxLayout(whole)
    elsewhere = QPushButton("Elsewhere")
    layout.addWidget(elsewhere)
    controls = {name: make(theme) for name, make in CONTROLS.items()}
    for control in controls.values():
        layout.addWidget(control)
    whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    colours = {QColor(theme.colours.focus).rgb(), QColor(theme.colours.text).rgb()}
    unseen = {}
    for name, control in controls.items():
        elsewhere.setFocus()
        before = control.grab().toImage()
        control.setFocus()
        QApplication.processEvents()
        seen = ring(before, control.grab().toImage(), colours)
        # a line two pixels thick along one side at the least
        if seen < 1.6 * min(control.width(), 60):
            unseen[name] = seen
    assert unseen == {}
