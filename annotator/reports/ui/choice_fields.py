"""The articles of a report: the one that is open, several, or all of the project."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, bare, letters
from annotator.app.widgets.lists.item_list import ItemList
from annotator.articles.model import Article

_ROWS, _ROW = 5, 5
"""Articles shown at once, and the height of each in letters."""


class ArticlesChoice(QWidget):
    """Three ways to say which; the list is there only while several are chosen from it."""

    changed = Signal()

    def __init__(self, articles: Sequence[Article], opened: Article | None) -> None:
        super().__init__()
        self._opened = opened
        self.one = QRadioButton("T&his article")
        self.some = QRadioButton("Se&veral articles")
        self.all = QRadioButton("The whole pro&ject")
        self._ways = QButtonGroup(self)
        self.list = self._make_list(articles)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
        for way in (self.one, self.some, self.all):
            self._ways.addButton(way)
            layout.addWidget(way)
        layout.insertWidget(2, self.list)
        # one article is the whole project
        self.is_choice = several = len(articles) > 1
        self.some.setVisible(several)
        self.one.setVisible(opened is not None and several)
        (self.one if opened is not None and several else self.all).setChecked(True)
        self._ways.buttonToggled.connect(self._turn)
        self.list.itemChanged.connect(self._tell)
        self._show_list()

    def ids(self) -> tuple[str, ...] | None:
        """The articles' ids, ``None`` for all of them."""
        if self.one.isChecked() and self._opened is not None:
            return (self._opened.id,)
        if self.all.isChecked():
            return None
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)

    def _make_list(self, articles: Sequence[Article]) -> ItemList:
        made = ItemList()
        made.setAccessibleName("Articles in the report")
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for article in articles:
            is_open = self._opened is not None and article.id == self._opened.id
            made.addItem(_item(article, checked=is_open))
        made.setCurrentRow(0)
        rows = min(len(articles), _ROWS)
        made.setFixedHeight(rows * letters(_ROW) + 2 * Space.TINY)
        return made

    def _turn(self, _button: object, checked: bool) -> None:  # noqa: FBT001 - a signal's slot
        if checked:
            self._show_list()
            self.changed.emit()

    def _tell(self, _item: object) -> None:
        self.changed.emit()

    def _show_list(self) -> None:
        self.list.setVisible(self.some.isChecked())


def _item(article: Article, *, checked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{article.number}. {article.heading}")
    item.setData(Qt.ItemDataRole.UserRole, article.id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    return item
