"""What a window shows of words that read as HTML: a walk that finds where they would be drawn."""

from collections.abc import Iterator
from typing import Any

from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolTip,
    QWidget,
)

from tests.hostile.marked_up import ENDING

_PICTURE = "\ufffc"
_TIPS = (
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
)
_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)
_ROWS = 25


def is_hostile(words: str) -> bool:
    """Whether words of the attacker are among them."""
    return "<b>" in words or "<img" in words or "&lt;" in words


class _Watched(QTextDocument):
    """Draws a tool tip as Qt does, and keeps what it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.setHtml(html)

    def loadResource(self, kind: int, name: Any) -> Any:  # noqa: ARG002 - Qt's
        self.asked.append(str(name))
        return None


def amiss(root: QWidget) -> list[str]:
    """What in a window is drawn, or spoken, as other than the words that it is."""
    found: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        found += [f"{where}: {what}" for what in _of_widget(widget)]
    for action in root.findChildren(QAction):
        found += [f"action {action.objectName()}: {what}" for what in _of_action(action)]
    return found


def menus(root: QWidget) -> list[str]:
    """What is amiss in the menus of a window, filled as they are when they open."""
    found: list[str] = []
    for menu in root.findChildren(QMenu):
        menu.aboutToShow.emit()
        found += [what for action in menu.actions() for what in _of_action(action)]
    return found


def show_tips(root: QWidget) -> int:
    """Let Qt show each tool tip of the attacker's; how many there were."""
    shown = 0
    for words in sorted({*_tips_of(root)})[:_ROWS]:
        if is_hostile(words):
            QToolTip.showText(QPoint(5, 5), words, root)
            QApplication.processEvents()
            for label in QApplication.topLevelWidgets():
                if label.inherits("QTipLabel") and label.isVisible():
                    label.grab()
            QToolTip.hideText()
            shown += 1
    return shown


def _tips_of(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.toolTip()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            for index in _indexes(widget.model()):
                yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
    for action in root.findChildren(QAction):
        yield action.toolTip()


def _of_widget(widget: QWidget) -> Iterator[str]:
    if widget.inherits("QTipLabel") and isinstance(widget, QLabel):
        yield from _of_tip(widget.text())
        return
    guesses = isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText
    if isinstance(widget, QLabel) and guesses and QtGui.Qt.mightBeRichText(widget.text()):
        yield f"drawn as HTML: {widget.text()}"
    for words in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        yield from _of_tip(words)
    yield from _of_title(widget.windowTitle())
    yield from _of_keys(_keyed(widget))
    yield from _of_document(widget)
    yield from _of_speech(widget)
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model())
    if isinstance(widget, QComboBox):
        yield from _of_model(widget.model())


def _of_action(action: QAction) -> Iterator[str]:
    yield from _of_keys([action.text()])
    for words in (action.toolTip(), action.whatsThis(), action.statusTip()):
        yield from _of_tip(words)


def _keyed(widget: QWidget) -> list[str]:
    """Words in which Qt takes an ampersand for the mark of a key."""
    if isinstance(widget, QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QGroupBox):
        return [widget.title()]
    if isinstance(widget, QTabBar):
        return [widget.tabText(n) for n in range(widget.count())]
    if isinstance(widget, QLabel) and widget.buddy() is not None:
        return [widget.text()]
    return []


def _of_keys(texts: list[str]) -> Iterator[str]:
    for words in texts:
        rest = words.replace("&&", "")
        if is_hostile(words) and ("&amp" in rest or "&x" in rest or "\t" in rest):
            yield f"a key is made of: {words}"


def _of_tip(words: str) -> Iterator[str]:
    if not QtGui.Qt.mightBeRichText(words):
        return
    drawn = _Watched(words)
    drawn.size()
    if drawn.asked or _PICTURE in drawn.toRawText():
        yield f"a tool tip loads something: {words}"
    if "<" not in drawn.toPlainText() or (
        ENDING[1:] in words and ENDING not in drawn.toPlainText()
    ):
        yield f"a tool tip is drawn as HTML: {words}"


def _of_title(words: str) -> Iterator[str]:
    if is_hostile(words) and "canary" in words:
        yield f"the file’s words are in a title: {words}"


def _of_document(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        document = widget.document()
        if _PICTURE in document.toRawText() or any(
            f.isImageFormat() for f in document.allFormats()
        ):
            yield "a picture is drawn in the text"


def _of_speech(widget: QWidget) -> Iterator[str]:
    reader = QAccessible.queryAccessibleInterface(widget)
    if reader is None:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description):
        words = reader.text(kind)
        if "&lt;" in words or "<p style" in words:
            yield f"markup is read aloud: {words}"


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    for index in _indexes(model):
        for role in _TIPS:
            yield from _of_tip(str(index.data(role) or ""))
        for role in _SPOKEN:
            words = str(index.data(role) or "")
            if "&lt;" in words:
                yield f"markup is read aloud: {words}"
    sections = {
        Qt.Orientation.Horizontal: _columns(model),
        Qt.Orientation.Vertical: model.rowCount(QModelIndex()),
    }
    for way, count in sections.items():
        for section in range(min(count, _ROWS)):
            for role in _TIPS:
                yield from _of_tip(str(model.headerData(section, way, role) or ""))


def _indexes(model: QAbstractItemModel) -> Iterator[QModelIndex]:
    for row in range(min(model.rowCount(QModelIndex()), _ROWS)):
        for column in range(_columns(model)):
            yield model.index(row, column)


def _columns(model: QAbstractItemModel) -> int:
    # Qt keeps it to itself in models of lists
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
