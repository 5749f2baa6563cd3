"""The claims of an article as a table model: filtered, in order, read as they come into view."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from annotator.app.session.session import Session
from annotator.app.widgets.lists.rows import ROW, Index
from annotator.app.widgets.plain_text import tip
from annotator.articles.model import Article
from annotator.claims.filters import ClaimFilter, ClaimOrder, ListEntry
from annotator.claims.model import ListedClaim
from annotator.claims.ui.list.columns import CARD, COLUMNS, EVIDENCE, NUMBER, in_words
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError
from annotator.project import Project

_PAGE = 100
_AT_ONCE = 3000
"""Claims of an article that are put in order while the window waits; more, in the background."""
_ONE_BY_ONE = 200
"""Changed claims that are moved each to its place; for more, the list is read again."""
_ABOUT_ALL = {"versions", "checkers"}
"""Tables of which a single row is shown by, or counts for, every claim of an article."""
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class ClaimsModel(QAbstractTableModel):
    """The claims of the chosen article that a filter shows; ``ROW`` gives a ListedClaim.

    ``counted`` comes whenever there may be more or fewer claims, in the list or in the article.
    """

    counted = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.shown, self.order = ClaimFilter(), ClaimOrder()
        self.total = 0
        self._article: Article | None = None
        self._entries: list[ListEntry] = []
        self._by_id: dict[str, ListEntry] = {}
        self._rows: dict[str, ListedClaim] = {}
        self._awaited: object = None
        self._steps: list[Outcome] = []
        self.is_shifting = False
        session.article_chosen.connect(self.show_article)
        session.changed.connect(self._note_step)
        session.refreshed.connect(self._refresh)

    @property
    def is_reading(self) -> bool:
        """Whether the list is being put in order in the background."""
        return self._awaited is not None

    def show_article(self, article: Article | None) -> None:
        """Show the claims of an article."""
        if article is None or self._article is None or article.id != self._article.id:
            self._fill([])
        self._article = article
        self.read()

    def show_claims(self, shown: ClaimFilter, order: ClaimOrder) -> None:
        """Show other claims of the article, or in another order."""
        self.shown, self.order = shown, order
        self.read()

    def read(self) -> None:
        """Read the claims and their order anew."""
        article, self._awaited = self._article, None
        self.total = self._session.project.claims.count(article.id) if article else 0
        if article is None:
            self._fill([])
        elif self.total <= _AT_ONCE:
            self._fill(self._ask(self._session.project))
        else:
            self._read_aside()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ROW:
            return self.claim_row(index.row())
        if role in _WORDS:
            row = self.claim_row(index.row())
            return COLUMNS[index.column()].words(row) if row else None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() != CARD:
            row = self.claim_row(index.row())
            return tip(in_words(row)) if row else None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (NUMBER, EVIDENCE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way is Qt.Orientation.Horizontal and role in _WORDS:
            return COLUMNS[section].title
        return None

    def claim_row(self, row: int) -> ListedClaim | None:
        """Return the claim in this row."""
        if not 0 <= row < len(self._entries):
            return None
        claim_id = self._entries[row].id
        if claim_id not in self._rows:
            first = row - row % _PAGE
            self._read_rows(entry.id for entry in self._entries[first : first + _PAGE])
        return self._rows.get(claim_id)

    def ids(self, rows: Iterable[int]) -> list[str]:
        """Return the ids of the claims in these rows."""
        return [self._entries[row].id for row in rows]

    def row_of(self, claim_id: str) -> int:
        """Return the row of a claim; -1 when the list does not show it."""
        entry = self._by_id.get(claim_id)
        return -1 if entry is None else self.order.place(self._entries, entry)

    def place_of(self, claim_id: str) -> int:
        """Return the row where a claim is, or would be if the filter did not hide it."""
        if claim_id in self._by_id or self._article is None:
            return self.row_of(claim_id)
        found = self._session.project.claim_lists.entries(
            self._article.id, ClaimFilter(), self.order, only=[claim_id]
        )
        return self.order.place(self._entries, found[0]) if found else -1

    # reading

    def _ask(self, project: Project, only: Iterable[str] | None = None) -> list[ListEntry]:
        if self._article is None:
            return []
        checker = project.checker.id if project.checker else ""
        return project.claim_lists.entries(self._article.id, self.shown, self.order, checker, only)

    def _read_aside(self) -> None:
        asked = self._awaited = object()

        def done(entries: list[ListEntry]) -> None:
            if asked is self._awaited:
                self._awaited = None
                self._fill(entries)

        def failed(error: AnnotatorError) -> None:
            self._session.failed.emit(str(error), self.read if error.can_be_retried else None)

        self._session.jobs.run(self._ask, done, failed, key="list of claims")

    def _fill(self, entries: list[ListEntry]) -> None:
        self.beginResetModel()
        self._entries, self._by_id = entries, {entry.id: entry for entry in entries}
        self._rows.clear()
        self.endResetModel()
        self.counted.emit()

    def _read_rows(self, claim_ids: Iterable[str]) -> None:
        if self._article is not None:
            asked = [claim_id for claim_id in claim_ids if claim_id not in self._rows]
            found = self._session.project.claim_lists.rows(self._article.id, asked)
            self._rows |= {row.id: row for row in found}

    # taking up changes

    def _note_step(self, outcome: Outcome) -> None:
        self._steps.append(outcome)

    def _refresh(self) -> None:
        """Show the changes that steps made to the claims, at a cost that follows the steps."""
        steps, self._steps = self._steps, []
        if self._article is None:
            return
        touched = None if self.is_reading or self.shown.looks_around else self._touched(steps)
        if touched is None:
            self.read()
            return
        now = {entry.id: entry for entry in self._ask(self._session.project, touched)}
        # rows that move or go must not look as if somebody had chosen another
        self.is_shifting = True
        try:
            for claim_id in touched:
                self._rows.pop(claim_id, None)
                self._place(claim_id, now.get(claim_id))
        finally:
            self.is_shifting = False
        self.total = self._session.project.claims.count(self._article.id)
        self.counted.emit()

    def _touched(self, steps: list[Outcome]) -> set[str] | None:
        """Return the claims that steps were about; ``None`` where they may be all, or are many."""
        if any(_ABOUT_ALL & step.rows.keys() for step in steps):
            return None
        if any(len(ids) > _ONE_BY_ONE for step in steps for ids in step.rows.values()):
            return None
        seqs = [step.change.seq for step in steps]
        touched = self._session.project.claim_lists.touched(*seqs)
        return touched if len(touched) <= _ONE_BY_ONE else None

    def _place(self, claim_id: str, entry: ListEntry | None) -> None:
        """Let a claim stand where it belongs by now, or nowhere."""
        row = self.row_of(claim_id)
        if row < 0:
            if entry is not None:
                self._insert(entry)
        elif entry is None:
            self._remove(row)
        else:
            self._move(row, entry)

    def _insert(self, entry: ListEntry) -> None:
        row = self.order.place(self._entries, entry)
        self.beginInsertRows(QModelIndex(), row, row)
        self._entries.insert(row, entry)
        self._by_id[entry.id] = entry
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._by_id[self._entries.pop(row).id]
        self.endRemoveRows()

    def _move(self, row: int, entry: ListEntry) -> None:
        old = self._entries.pop(row)
        to = self.order.place(self._entries, entry)
        self._entries.insert(row, old)
        if to != row:
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), to + 1 if to > row else to)
        del self._entries[row]
        self._entries.insert(to, entry)
        self._by_id[entry.id] = entry
        if to != row:
            self.endMoveRows()
        self.dataChanged.emit(self.index(to, 0), self.index(to, len(COLUMNS) - 1))
