"""The list of all keys: headings, what keys do, and the keys on plates."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.keys import RULES, KeyRow, key_rows
from annotator.app.theme.scale import Space, Type, font
from annotator.app.widgets.lists.marked_words import paint_keys
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate
from annotator.kernel.text_folding import fold, folded_words


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for many commands, in a sentence or two."""

    words: str


Line = KeyRow | Rule | str
"""Keys, a rule, or the heading of those that follow."""
_RULES = "For every command"
_LONG = 3
"""From so many letters on a word is found inside other words too."""
_CHANGED = "changed"
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class KeysModel(QAbstractListModel):
    """Headings and keys; ``ROW`` gives a KeyRow, or the words of a heading."""

    def __init__(self, keymap: Keymap, parent: QObject) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._typed = ""
        self._rows: list[KeyRow] = []
        self.lines: list[Line] = []
        self.refresh()

    def narrow(self, typed: str) -> None:
        """Show what holds all the typed words, in its words, its keys or its group."""
        self._typed = typed
        words = folded_words(typed)
        rows = [row for row in self._rows if all(_holds(row, w) for w in words)]
        rules = [Rule(rule) for rule in RULES if all(_says(rule, w) for w in words)]
        self.beginResetModel()
        self.lines = [*([_RULES] if rules else []), *rules, *_with_headings(rows)]
        self.endResetModel()

    def refresh(self) -> None:
        """Show the same rows with the keys that they have now."""
        self._rows = key_rows(self._keymap)
        self.narrow(self._typed)

    def row_of(self, command: str) -> int:
        """Return the row of a command, or -1."""
        found = (n for n, line in enumerate(self.lines) if _command_of(line) == command)
        return next(found, -1)

    def first(self) -> int:
        """Return the first row that is no heading, or -1."""
        return next((n for n, line in enumerate(self.lines) if isinstance(line, KeyRow)), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(line)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = index.isValid() and not isinstance(self.lines[index.row()], KeyRow)
        return Qt.ItemFlag.ItemIsEnabled if heading else super().flags(index)


class KeyDelegate(RowDelegate):
    """Paints a heading, or what some keys do and the keys on plates."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self.begin(painter, option, index)
        box = QRectF(option.rect).adjusted(Space.MEDIUM, 0, -Space.MEDIUM, 0)
        if isinstance(line, KeyRow):
            self._paint_row(painter, option, box, line)
        elif isinstance(line, Rule):
            painter.setPen(self.theme.text)
            painter.drawText(_rule_box(option.rect), _WRAPPED, line.words)
        else:
            painter.setFont(font(Type.STRONG, option.font))
            painter.setPen(self.theme.accent)
            below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(box.adjusted(0, 0, 0, -Space.TINY), below, str(line))
        self.end(painter)

    def height_of(self, rule: Rule, width: int, metrics: QFontMetrics) -> int:
        """Return how high a rule is in a list so wide, in pixels."""
        box = _rule_box(QRect(0, 0, width, 9999))
        return metrics.boundingRect(box, _WRAPPED, rule.words).height() + Space.SMALL

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, row: KeyRow
    ) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(Type.CAPTION, option.font))
        taken = paint_keys(painter, box, row.keys, self.theme)
        if row.changed:
            note = box.adjusted(0, 0, -taken - Space.TINY, 0)
            painter.setPen(self.theme.accent)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(note, right, _CHANGED)
            taken += painter.fontMetrics().horizontalAdvance(_CHANGED) + Space.SMALL
        words = box.adjusted(Space.MEDIUM, 0, -taken - Space.SMALL, 0)
        painter.setFont(option.font)
        painter.setPen(self.theme.text)
        metrics = painter.fontMetrics()
        short = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, left, short)


def _rule_box(row: QRect) -> QRect:
    """Return where in a row the words of a rule are."""
    return row.adjusted(Space.MEDIUM * 2, Space.TINY, -Space.MEDIUM, -Space.TINY)


def _with_headings(rows: list[KeyRow]) -> list[Line]:
    lines: list[Line] = []
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(group)
        lines.append(row)
    return lines


def _holds(row: KeyRow, word: str) -> bool:
    """Say whether a row has a word: a key, or the beginning of one of its words."""
    if word in {fold(key) for key in row.keys}:
        return True
    words = fold(f"{row.group} {row.words}")
    keys = fold(" ".join(row.keys)).split()
    if len(word) < _LONG:
        return any(other.startswith(word) for other in words.split())
    return word in words or any(key.startswith(word) for key in keys)


def _says(rule: str, word: str) -> bool:
    return len(word) >= _LONG and word in fold(rule)


def _command_of(line: Line) -> str | None:
    return line.command if isinstance(line, KeyRow) else None


def _spoken(row: Line) -> str:
    if not isinstance(row, KeyRow):
        return row if isinstance(row, str) else row.words
    keys = " or ".join(row.keys) or "no key"
    return f"{row.words}: {keys}" + (f", {_CHANGED}" if row.changed else "")
