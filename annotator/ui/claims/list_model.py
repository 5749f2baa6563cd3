"""The claims of an article as a list model: rows are read as they come into view."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from annotator.domain.articles import Article
from annotator.domain.changes import Outcome
from annotator.domain.claims import ClaimRow
from annotator.ui.rows import ROW, Index
from annotator.ui.session import Session

_PAGE = 100


class ClaimsModel(QAbstractListModel):
    """The claims of the chosen article by number; ``ROW`` gives a ClaimRow."""

    def __init__(
        self, session: Session, describe: Callable[[ClaimRow], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._describe = describe
        self._article: Article | None = None
        self._count = self._last_number = 0
        self._pages: dict[int, list[ClaimRow]] = {}
        session.article_chosen.connect(self.show_article)
        session.changed.connect(self._take_up)

    def show_article(self, article: Article | None) -> None:
        """Show the claims of an article."""
        self.beginResetModel()
        self._article = article
        self._pages.clear()
        claims = self._session.project.claims
        self._count = claims.count(article.id) if article else 0
        self._last_number = claims.last_number(article.id) if article else 0
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ROW:
            return self.claim_row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.claim_row(index.row())
            return self._describe(row) if row else None
        return None

    def claim_row(self, row: int) -> ClaimRow | None:
        """What the list shows in this row."""
        page = self._page(row // _PAGE)
        place = row % _PAGE
        return page[place] if place < len(page) else None

    def row_of(self, claim_id: str) -> int:
        """The row of a claim of this article; -1 when it is not here."""
        loaded = self._loaded(claim_id)
        if loaded >= 0:
            return loaded
        return self._session.project.claims.place_in_list(claim_id, self._count)

    def _page(self, number: int) -> list[ClaimRow]:
        if number not in self._pages and self._article is not None:
            self._pages[number] = self._session.project.claims.page(
                self._article.id, number * _PAGE, _PAGE, self._count
            )
        return self._pages.get(number, [])

    def _take_up(self, outcome: Outcome) -> None:
        """Show what a change made of the claims, at a cost that follows the change."""
        place = outcome.change.place
        if self._article is None or place.article_id != self._article.id:
            return
        for claim_id in {place.claim_id, *outcome.touched("claims")} - {""}:
            if not self._renew(claim_id):
                self.show_article(self._article)
                return

    def _renew(self, claim_id: str) -> bool:
        """Show a claim as it is now; False when the list has to be read again."""
        new, row = self._session.project.claims.row(claim_id), self._loaded(claim_id)
        if new is not None and row >= 0:
            self._pages[row // _PAGE][row % _PAGE] = new
            self.dataChanged.emit(self.index(row), self.index(row))
            return True
        if new is not None and new.number > self._last_number:
            self._append(new)
            return True
        assert self._article is not None  # noqa: S101 - seen to by the caller
        return row < 0 and self._session.project.claims.count(self._article.id) == self._count

    def _append(self, new: ClaimRow) -> None:
        self.beginInsertRows(QModelIndex(), self._count, self._count)
        self._pages.pop(self._count // _PAGE, None)
        self._count += 1
        self._last_number = new.number
        self.endInsertRows()

    def _loaded(self, claim_id: str) -> int:
        """The row of a claim among those read; -1 when it is not."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row.id == claim_id:
                    return number * _PAGE + place
        return -1
