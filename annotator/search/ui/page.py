"""The search page: words to search for, the kinds of hits, and the hits as they are found."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.jobs import Job
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, Type, font, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.clipboard import copy_row
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.form_keys import leads_to_text
from annotator.app.widgets.lists.marked_words import paint_marked
from annotator.app.widgets.lists.row_menu import offer_acts
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate, RowsView
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.kernel.wording import count_of
from annotator.project import Project
from annotator.search.model import Hit, HitKind

_KIND = 14
"""Letters of room for the kind of a hit."""


class HitsModel(QAbstractListModel):
    """The hits of a single kind, or of all, the kinds in their order; ``ROW`` gives a Hit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found: dict[HitKind, list[Hit]] = {}
        self._only: HitKind | None = None
        self.shown: list[Hit] = []

    def clear(self) -> None:
        """Show no hits."""
        self.beginResetModel()
        self._found, self._only, self.shown = {}, None, []
        self.endResetModel()

    def take_up(self, kind: HitKind, hits: list[Hit]) -> None:
        """Show more hits of a kind: after others of its kind, before the kinds that follow."""
        self._found.setdefault(kind, []).extend(hits)
        if hits and self._only in (None, kind):
            order = [*HitKind]
            later = order[order.index(kind) + 1 :] if self._only is None else []
            row = len(self.shown) - sum(map(self.count, later))
            self.beginInsertRows(QModelIndex(), row, row + len(hits) - 1)
            self.shown[row:row] = hits
            self.endInsertRows()

    def replace(self, found: dict[HitKind, list[Hit]]) -> None:
        """Show other hits, of the kind that was asked for as long as there are some."""
        self._found = found
        self.show_only(self._only if self._only and found.get(self._only) else None)

    def show_only(self, kind: HitKind | None) -> None:
        """Show the hits of a single kind, or of all."""
        self.beginResetModel()
        self._only = kind
        self.shown = [h for k in HitKind if kind in (None, k) for h in self._found.get(k, [])]
        self.endResetModel()

    def count(self, kind: HitKind | None = None) -> int:
        """Return the number of hits of a kind, or of all."""
        if kind is not None:
            return len(self._found.get(kind, []))
        return sum(map(len, self._found.values()))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.shown[index.row()]
        if role == ROW:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (label(hit.kind), hit.words, hit.where) if part)
        return None


class HitDelegate(RowDelegate):
    """Paints a Hit: its kind, its words with the wanted words bold, and its place."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = self.begin(painter, option, index)
        if isinstance(hit, Hit):
            box = QRectF(option.rect).adjusted(Space.LARGE, Space.SMALL, -Space.LARGE, -Space.SMALL)
            line = box.adjusted(letters(_KIND), 0, 0, -box.height() / 2 if hit.where else 0)
            paint_marked(painter, line, hit.words, hit.marks, self.theme.text)
            painter.setFont(font(Type.CAPTION, option.font))
            painter.setPen(self.theme.muted)
            painter.drawText(box.adjusted(0, 1, 0, 0), Qt.AlignmentFlag.AlignLeft, label(hit.kind))
            below = line.translated(0, line.height())
            where = painter.fontMetrics().elidedText(
                hit.where, Qt.TextElideMode.ElideRight, int(below.width())
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, where)
        self.end(painter)


_PAUSE = 120
"""Milliseconds without a key before a search begins."""
_MANY = 300
"""Hits of a kind that are shown."""
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}


class SearchPage(QDockWidget):
    """Searches while the user types, kind after kind in the background.

    Newer words stop older searches. ``chosen`` comes with the Hit to go to.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, window: QMainWindow) -> None:
        super().__init__("Search", window)
        self._session = session
        self._window = window
        self._has_height = False
        self._jobs: list[Job] = []
        self._sought = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search texts, claims, conclusions, notes, evidence…")
        self.field.setAccessibleName("Search everything")
        self.field.setClearButtonEnabled(True)
        self.state = Label()
        self.state.setObjectName("muted")
        self.close_button = QPushButton()
        self.kinds = {kind: QPushButton() for kind in (None, *HitKind)}
        self.delegate = HitDelegate(theme)
        self.list = RowsView("Hits", self.delegate)
        self.model = HitsModel(self)
        self.list.setModel(self.model)
        self._is_outdated = False
        self._rest = make_timer(self, _PAUSE, once=True)
        self._pause = make_timer(self, _PAUSE, once=True)
        self._lay_out()
        self._connect()
        self.show_theme(theme)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.close_button.setIcon(theme.icon("close", theme.text))
        self.list.viewport().update()

    def open(self, words: str = "") -> None:
        """Appear, and take the focus; search for ``words`` if any are given."""
        if words:
            self.field.setText(words)
        self.show()
        if self._is_outdated and not words:
            self._search_again()
        if not self._has_height:
            self._has_height = True
            third = self._window.height() // 3
            self._window.resizeDocks([self], [third], Qt.Orientation.Vertical)
        self.field.setFocus()
        self.field.selectAll()

    def close_up(self) -> None:
        """Hide the page; its hits stay."""
        self.hide()
        self.left.emit()

    def step(self, by: int) -> None:
        """Go to the next hit, or the hit before, round the ends."""
        count = len(self.model.shown)
        if count:
            here = self.list.currentIndex().row()
            row = (here + by) % count if here >= 0 else (0 if by > 0 else count - 1)
            self.list.setCurrentIndex(self.model.index(row))
            self._choose()

    # Qt's events

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_up()
        elif leads_to_text(event):
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key in _STEPS:
            self._move(_STEPS[key])
        else:
            return False
        return True

    # inner workings

    def _search(self) -> None:
        """Search for the typed words, and drop the search under way."""
        self._stop()
        self.model.clear()
        self._sought = words = self.field.text().strip()
        self._name_kinds()
        if not words or not self._session.is_open:
            self.state.setText("")
            return
        self.state.setText("Searching…")
        self._run(self._take, self._end)

    def _refresh(self) -> None:
        """Search for the same words in the changed project; while hidden, when the page appears."""
        self._is_outdated = bool(self._sought)
        if self.isVisible() and self._is_outdated and not self._rest.isActive():
            self._pause.start()

    def _search_again(self) -> None:
        """Replace all hits in a single go, so that a reader does not lose the place."""
        if not self._session.is_open or not self._sought:
            return
        self._is_outdated = False
        found: dict[HitKind, list[Hit]] = {}

        def take(_typed: str, kind: HitKind, hits: list[Hit]) -> None:
            found.setdefault(kind, []).extend(hits)

        def end(typed: str) -> None:
            if typed == self.field.text():
                self._replace(found)

        self._run(take, end)

    def _replace(self, found: dict[HitKind, list[Hit]]) -> None:
        chosen, row = self.list.currentIndex().data(ROW), self.list.currentIndex().row()
        scroll = self.list.verticalScrollBar().value()
        self.model.replace(found)
        self._name_kinds()
        rows = [n for n, hit in enumerate(self.model.shown) if chosen and _same(hit, chosen)]
        last = len(self.model.shown) - 1
        self.list.setCurrentIndex(self.model.index(rows[0] if rows else min(max(row, 0), last)))
        self.list.verticalScrollBar().setValue(scroll)
        self._tell_end()

    def _run(
        self, take: Callable[[str, HitKind, list[Hit]], None], end: Callable[[str], None]
    ) -> None:
        """Search for the typed words kind by kind: ``take`` gets the hits, ``end`` comes last."""
        self._stop()
        here = self._session.article.id if self._session.article else ""
        typed = self.field.text()
        run = self._session.lookups.run
        # claims last, for their quotes are looked for in all texts; hits are shown in their order
        kinds = sorted(HitKind, key=lambda kind: kind is HitKind.CLAIM)
        self._jobs = [run(_work(kind, typed, here), partial(take, typed, kind)) for kind in kinds]

        def take_rest(hits: list[Hit]) -> None:
            take(typed, HitKind.ARTICLE, hits)
            end(typed)

        # the other texts last, for they take longest
        rest = partial(_in_other_texts, typed=typed, article_id=here)
        self._jobs.append(run(rest, take_rest))

    def _take(self, typed: str, kind: HitKind, hits: list[Hit]) -> None:
        if typed != self.field.text():
            return
        self.model.take_up(kind, hits)
        self._name_kinds()
        if self.list.currentIndex().row() < 0 and self.model.shown:
            self.list.setCurrentIndex(self.model.index(0))

    def _end(self, typed: str) -> None:
        if typed == self.field.text():
            self._tell_end()

    def _tell_end(self) -> None:
        count = self.model.count()
        cut = any(self.model.count(kind) >= _MANY for kind in HitKind)
        found = count_of(count, "hit")
        words = f"Over {found}" if cut else found if count else "Nothing found"
        self.state.setText(words)
        announce(self.field, words)

    def _choose(self, index: QModelIndex | None = None) -> None:
        row = (index or self.list.currentIndex()).row()
        if self._rest.isActive():
            self._rest.stop()
            self._search()
        elif 0 <= row < len(self.model.shown):
            self.chosen.emit(self.model.shown[row])

    def _move(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        row = max(0, min(row, len(self.model.shown) - 1))
        self.list.setCurrentIndex(self.model.index(row))

    def _show_only(self, kind: HitKind | None) -> None:
        self.model.show_only(kind)
        self.list.setCurrentIndex(self.model.index(0))

    def _name_kinds(self) -> None:
        for kind, button in self.kinds.items():
            count = self.model.count(kind)
            name = label(kind) if kind else "All"
            button.setText(f"{name}  {count:,}")
            button.setAccessibleName(f"{name}: {count_of(count, 'hit')}")
            button.setVisible(count > 0 and (kind is None or count < self.model.count()))
        if not self.model.count():
            self.kinds[None].setChecked(True)

    def _stop(self) -> None:
        for job in self._jobs:
            job.stop()
        self._jobs = []

    def _forget(self) -> None:
        self._stop()
        self.field.clear()
        self._rest.stop()
        self._search()

    def _connect(self) -> None:
        self._rest.timeout.connect(self._search)
        self._pause.timeout.connect(self._search_again)
        self.field.textChanged.connect(lambda _: self._rest.start())
        for widget in (self.field, self.list):
            widget.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        offer_acts(
            self.list,
            lambda: [("Copy", partial(copy_row, self.list), True), ("Go to", self._choose, True)],
        )
        self.close_button.clicked.connect(self.close_up)
        self._session.closed.connect(self._forget)
        self._session.refreshed.connect(self._refresh)

    def _lay_out(self) -> None:
        self.setObjectName("search")
        self.setTitleBarWidget(QWidget())
        page = QWidget()
        page.setObjectName("search")
        column = QVBoxLayout(page)
        pad(column, Space.NONE, Space.SMALL)
        column.setSpacing(Space.SMALL)
        column.addLayout(self._head())
        beside = QHBoxLayout()
        pad(beside, Space.LARGE, Space.NONE)
        beside.addLayout(self._choice())
        column.addLayout(beside)
        column.addWidget(self.list, 1)
        page.setMinimumHeight(letters(20))
        self.setWidget(page)
        self._name_kinds()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        pad(head, Space.LARGE, Space.NONE)
        head.setSpacing(Space.TINY)
        self.field.setMinimumWidth(letters(30))
        head.addWidget(self.field, 1)
        head.addSpacing(Space.MEDIUM)
        head.addWidget(self.state)
        self.close_button.setObjectName("tool")
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.setAccessibleName("Close the search")
        head.addWidget(self.close_button)
        return head

    def _choice(self) -> FlowLayout:
        choice, row = QButtonGroup(self), FlowLayout()
        for kind, button in self.kinds.items():
            button.setObjectName("flat")
            button.setCheckable(True)
            button.setChecked(kind is None)
            button.clicked.connect(lambda _=False, kind=kind: self._show_only(kind))
            choice.addButton(button)
            row.addWidget(button)
        return row


def _same(hit: Hit, other: Hit) -> bool:
    """Return whether both are in the same row, and at the same place if it is a text."""
    return (hit.kind, hit.row_id, hit.place) == (other.kind, other.row_id, other.place)


def _work(kind: HitKind, typed: str, article_id: str) -> Callable[[Project], list[Hit]]:
    def find(project: Project) -> list[Hit]:
        if kind is HitKind.ARTICLE:
            return project.search.in_texts(typed, _MANY, article_id, indexed=True)
        return project.search.of_kind(kind, typed, _MANY, article_id)

    return find


def _in_other_texts(project: Project, typed: str, article_id: str) -> list[Hit]:
    return project.search.in_texts(typed, _MANY, article_id, indexed=False)
