"""The button that says which articles are shown in what order, with the menu to choose it."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from annotator.app.theme.scale import letters
from annotator.appearance import label
from annotator.articles.plan import ArticleFilter, ArticleOrder, Assigned


class ViewButton(QToolButton):
    """Order and filter of the list of articles; ``chosen`` when the user changed either."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.order, self.descending = ArticleOrder.NUMBER, False
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip("Sort and filter articles")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._orders = {
            order: self._add(menu, f"By {label(order).lower()}") for order in ArticleOrder
        }
        self._exclusive(self._orders[ArticleOrder.NUMBER], *self._orders.values())
        menu.addSeparator()
        self._descending = self._add(menu, "Reverse order")
        menu.addSeparator()
        self._assigned = {who: self._add(menu, label(who)) for who in Assigned}
        self._exclusive(self._assigned[Assigned.ANYBODY], *self._assigned.values())
        menu.addSeparator()
        self._unfinished = self._add(menu, "Unfinished only")
        self._overdue = self._add(menu, "Overdue only")
        self._archived = self._add(menu, "Archived only")
        self.setMenu(menu)
        self._name()

    def filter(self, words: str) -> ArticleFilter:
        """The filter as it is chosen, for articles that hold these words."""
        who = next(who for who, action in self._assigned.items() if action.isChecked())
        today = date.today().isoformat() if self._overdue.isChecked() else ""
        return ArticleFilter(
            words, who, self._unfinished.isChecked(), today, self._archived.isChecked()
        )

    def clear(self) -> None:
        """Filter nothing; the order stays."""
        self._assigned[Assigned.ANYBODY].setChecked(True)
        for action in (self._unfinished, self._overdue, self._archived):
            action.setChecked(False)
        self._take()

    @property
    def hides(self) -> bool:
        """Whether some articles may not be shown."""
        return replace(self.filter("")) != ArticleFilter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add(self, menu: QMenu, words: str) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.triggered.connect(self._take)
        return action

    def _exclusive(self, first: QAction, *actions: QAction) -> None:
        group = QActionGroup(self)
        for action in actions:
            group.addAction(action)
        first.setChecked(True)

    def _take(self) -> None:
        self.order = next(o for o, action in self._orders.items() if action.isChecked())
        self.descending = self._descending.isChecked()
        self._name()
        self.chosen.emit()

    def _name(self) -> None:
        words = [f"By {label(self.order).lower()}"]
        actions = (*self._assigned.values(), self._unfinished, self._overdue, self._archived)
        words += [
            action.text().removesuffix(" only").lower()
            for action in actions
            if action.isChecked() and action is not self._assigned[Assigned.ANYBODY]
        ]
        self.words = ", ".join(words)
        self.setAccessibleName(f"{self.words} – sort and filter articles")
        self._fit()

    def _fit(self) -> None:
        room = self.width() - letters(7)
        self.setText(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room))
