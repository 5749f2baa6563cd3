"""The sources of a project as a list model: rows are read as they come into view."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from annotator.app.session.session import Session
from annotator.app.widgets.lists.rows import ROW, Index
from annotator.evidence.model import SourceOrder, UsedSource
from annotator.evidence.ui.source_finder import in_words

_PAGE = 60


class SourcesModel(QAbstractListModel):
    """The sources that hold some words, in an order; ``ROW`` gives a UsedSource."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._words, self._order = "", SourceOrder.TITLE
        self._ids: list[str] = []
        self._pages: dict[int, list[UsedSource]] = {}

    def show_sources(self, words: str, order: SourceOrder) -> None:
        """Show the sources that hold these words from now on."""
        self._words, self._order = words, order
        self.read()

    def read(self) -> None:
        """Read the list again."""
        self.beginResetModel()
        open_now = self._session.is_open
        self._ids = self._session.project.sources.ids(self._words, self._order) if open_now else []
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        used = self.used(index.row()) if index.isValid() else None
        if used is None:
            return None
        if role == ROW:
            return used
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_words(used)
        return None

    def used(self, row: int) -> UsedSource | None:
        """The source in this row."""
        number, place = divmod(row, _PAGE)
        if number not in self._pages:
            ids = self._ids[number * _PAGE : (number + 1) * _PAGE]
            self._pages[number] = self._session.project.sources.page(ids)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def row_of(self, source_id: str) -> int:
        """The row of a source; -1 when it is not shown."""
        return self._ids.index(source_id) if source_id in self._ids else -1
