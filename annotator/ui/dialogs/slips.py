"""Shows where names of confidential people stand in what is about to leave, before it does."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from annotator.domain.changes import Place
from annotator.domain.slips import Slip
from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.ending import stack
from annotator.ui.dialogs.page import open_at
from annotator.ui.scale import letters

_NOTE = (
    "Nothing has been written yet. These are in what people wrote, or in what things are called; "
    "only you can tell whether they may go out. What is in attached files was not looked at."
)
_HEADINGS = ("Name", "Stands in", "Is")
_WRAPPED = 500
"""Rows that get the height that their words need; of more, each has one line."""
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SlipsModel(QAbstractTableModel):
    """A row a place: the name as it stands there, where that is, and whose name it is."""

    def __init__(self, slips: Sequence[Slip], parent: QObject) -> None:
        super().__init__(parent)
        self.slips = tuple(slips)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.slips)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        slip = self.slips[index.row()]
        return (" ".join(slip.name.split()), slip.where, slip.whose)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _HEADINGS[section]
        return None


class SlipsDialog(QDialog):
    """The places, and what can be done: go on all the same, go to one of them, or leave it.

    ``does`` is what going on is called, such as “Send it anyway”.
    """

    def __init__(self, parent: QWidget | None, slips: Sequence[Slip], does: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Names of confidential people")
        several = f"Names of confidential people can be read in {len(slips):,} places of it"
        one = "The name of a confidential person can be read in it"
        self.title = QLabel(one if len(slips) == 1 else several)
        self.title.setObjectName("title")
        self.note = QLabel(_NOTE)
        self.note.setObjectName("muted")
        self.model = SlipsModel(slips, self)
        self.list = QTableView()
        self._set_up_list()
        self._shown: Place | None = None
        self.go_on = QPushButton(does)
        self.show_place = QPushButton("&Show the place")
        buttons = self._lay_out()
        buttons.rejected.connect(self.reject)
        self.go_on.clicked.connect(self.accept)
        self.show_place.clicked.connect(self._show)
        self.list.activated.connect(lambda _index: self._show())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        open_at(self, 130, 56)
        self._fit()
        self.list.selectRow(0)
        self.list.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, slips: Sequence[Slip], does: str) -> bool | Place:
        """Whether to go on, or else the place that the user wants to see."""
        dialog = cls(parent, slips, does)
        goes_on = asked(dialog)
        return goes_on if dialog.place is None else dialog.place

    @property
    def place(self) -> Place | None:
        """The place that was asked for, if the dialog was left for that."""
        return self._shown

    # inner workings

    def _lay_out(self) -> QDialogButtonBox:
        buttons, role = QDialogButtonBox(), QDialogButtonBox.ButtonRole
        buttons.addButton(self.go_on, role.DestructiveRole)
        buttons.addButton(self.show_place, role.ActionRole)
        # Return does what is harmless
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        layout = stack(self)
        for words in (self.title, self.note):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        return buttons

    def _set_up_list(self) -> None:
        self.list.setAccessibleName("Where names stand")
        self.list.setModel(self.model)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setWordWrap(True)
        self.list.setTabKeyNavigation(False)
        self.list.verticalHeader().hide()
        header = self.list.horizontalHeader()
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)

    def _fit(self) -> None:
        self.list.setColumnWidth(0, letters(26))
        self.list.setColumnWidth(2, letters(40))
        if self.model.rowCount() <= _WRAPPED:
            self.list.resizeRowsToContents()

    def _offer(self) -> None:
        self.show_place.setEnabled(self._current() is not None)

    def _current(self) -> Place | None:
        """The place of the row that is chosen; ``None`` where it stands on no article or claim."""
        row = self.list.currentIndex().row()
        place = self.model.slips[row].place if row >= 0 else Place()
        return place if place.article_id or place.claim_id else None

    def _show(self) -> None:
        self._shown = self._current()
        if self._shown is not None:
            self.reject()
