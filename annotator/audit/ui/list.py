"""The trail as a list: read in the background, page after page as a person scrolls, and painted."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.app.session.jobs import Job
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, Type, font
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate
from annotator.app.widgets.timers import make_timer
from annotator.audit.model import TrailEntry, TrailFilter
from annotator.audit.service.reader import PAGE, AuditReader
from annotator.audit.ui.wording import aloud, facts, summary

_UNDONE = "Undone"


class TrailDelegate(RowDelegate):
    """Paints a TrailEntry in three lines; an undone entry says so, and its name is struck out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self.begin(painter, option, index)
        if isinstance(entry, TrailEntry):
            box = option.rect.adjusted(Space.LARGE, Space.SMALL, -Space.LARGE, -Space.SMALL)
            line = QRect(box.left(), box.top(), box.width(), option.fontMetrics.height())
            self._paint_name(painter, option, line, entry)
            painter.setFont(option.font)
            painter.setPen(self.theme.text)
            _write(painter, line.translated(0, line.height()), summary(entry))
            painter.setFont(font(Type.CAPTION, option.font))
            painter.setPen(self.theme.muted)
            _write(painter, line.translated(0, 2 * line.height()), facts(entry))
        self.end(painter)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, entry: TrailEntry
    ) -> None:
        room, undone = QRect(line), entry.undone is not None
        if undone:
            painter.setFont(font(Type.CAPTION, option.font))
            painter.setPen(self.theme.warning)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, _UNDONE)
            taken = painter.fontMetrics().horizontalAdvance(_UNDONE) + Space.SMALL
            room.setWidth(line.width() - taken)
        name = font(Type.STRONG, option.font)
        name.setStrikeOut(undone)
        painter.setFont(name)
        painter.setPen(self.theme.muted if undone else self.theme.text)
        _write(painter, room, entry.heading)


def _write(painter: QPainter, line: QRect, words: str) -> None:
    """Paint words in a line, shortened where they have no room."""
    plain = " ".join(words.split())
    short = painter.fontMetrics().elidedText(plain, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)


_REST = 250
"""The milliseconds without another change before the shown entries are read anew."""
_MOST = 20 * PAGE
"""The number of entries that are read again at once after a change."""
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class TrailModel(QAbstractListModel):
    """The entries of a trail that a filter shows; ``ROW`` gives a TrailEntry.

    ``turned`` comes when it begins to read and when it has read. A reset brings the changes since;
    the view of the list keeps the place.
    """

    turned = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._entries: list[TrailEntry] = []
        self._reading: AuditReader | None = None
        self._job: Job | None = None
        self._rest = make_timer(self, _REST, once=True)
        self._rest.timeout.connect(self.read_again)

    @property
    def is_reading(self) -> bool:
        """Whether more is on its way."""
        return self._job is not None

    @property
    def has_ended(self) -> bool:
        """Whether all that there is was read."""
        return self._reading is None or self._reading.has_ended

    def show(self, asked: TrailFilter) -> None:
        """Show another trail, from its newest change on."""
        self.leave()
        self._put([])
        self._begin(AuditReader(asked), PAGE)

    def leave(self) -> None:
        """Read no more."""
        self._rest.stop()
        if self._job is not None:
            self._job.stop()
        self._job = None

    def change(self) -> None:
        """Read the shown entries again after a change, once it is quiet."""
        if self._reading is not None:
            self._rest.start()

    def read_again(self) -> None:
        """Read again as much as is shown."""
        if self._reading is not None and self._session.is_open:
            self.leave()
            shown = min(max(len(self._entries), PAGE), _MOST)
            self._begin(AuditReader(self._reading.asked), shown)

    def row_of(self, change_id: str) -> int:
        """Return the row of a change among the entries read; -1 where it is none of them."""
        rows = (row for row, e in enumerate(self._entries) if e.change.id == change_id)
        return next(rows, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ROW:
            return entry
        return aloud(entry) if role in _WORDS else None

    def canFetchMore(self, parent: Index) -> bool:
        return not (parent.isValid() or self.is_reading or self.has_ended)

    def fetchMore(self, parent: Index) -> None:
        if self._reading is not None and self.canFetchMore(parent):
            self._read(self._reading, PAGE, self._add)

    # reading

    def _begin(self, reading: AuditReader, limit: int) -> None:
        self._reading = reading
        self._read(reading, limit, self._put)

    def _read(self, reading: AuditReader, limit: int, take: Any) -> None:
        def done(entries: list[TrailEntry]) -> None:
            if reading is self._reading:
                self._job = None
                take(entries)
                self.turned.emit()

        def failed(error: Exception) -> None:
            if reading is self._reading:
                self._job = None
                self.failed.emit(str(error))

        work = self._session.lookups.run
        self._job = work(lambda project: reading.next(project, limit), done, failed)
        self.turned.emit()

    def _put(self, entries: list[TrailEntry]) -> None:
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def _add(self, entries: list[TrailEntry]) -> None:
        if entries:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()
