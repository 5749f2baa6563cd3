"""The search for names of confidential people before a file leaves, and the question about them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPushButton,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, Type, clear_margins, font, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog, Page, open_at, run_dialog, stack
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate, RowsView
from annotator.app.widgets.plain_text import Label
from annotator.disclosure.confidential_names import Disclosure
from annotator.kernel.changes import ChangePlace
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.progress import Progress
from annotator.kernel.wording import count_of, form_for
from annotator.project import Project

_NOTE = (
    "Nothing has been written yet. The names are in text that people wrote, or in titles and "
    "file names. Only you can tell whether they may leave the project. The contents of "
    "attached files were not searched."
)
_ROOT = QModelIndex()


class DisclosuresModel(QAbstractTableModel):
    """A row a place; ``ROW`` gives the Disclosure."""

    def __init__(self, slips: Sequence[Disclosure], parent: QObject) -> None:
        super().__init__(parent)
        self.slips = tuple(slips)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.slips)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        slip = self.slips[index.row()]
        if role == ROW:
            return slip
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return slip.sentence
        return None


class DisclosuresDelegate(RowDelegate):
    """Paints a place in three lines: the name, the place, and the person of that name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        slip = self.begin(painter, option, index)
        if isinstance(slip, Disclosure):
            box = option.rect.adjusted(Space.LARGE, Space.SMALL, -Space.LARGE, -Space.SMALL)
            line = QRect(box.left(), box.top(), box.width(), option.fontMetrics.height())
            words = (f"“{slip.name}”", f"In {slip.where}", _begun(slip.whose))
            looks = ((Type.STRONG, False), (Type.BODY, False), (Type.CAPTION, True))
            for said, (size, stands_back) in zip(words, looks, strict=True):
                painter.setFont(font(size, option.font))
                painter.setPen(self.theme.muted if stands_back else self.theme.text)
                _write(painter, line, said)
                line.translate(0, line.height())
        self.end(painter)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _write(painter: QPainter, line: QRect, words: str) -> None:
    """Paint words in a single line, shortened where they have no room."""
    plain = " ".join(words.split())
    short = painter.fontMetrics().elidedText(plain, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)


class DisclosuresDialog(Dialog):
    """The places, and the choices: go on all the same, go to a place, or leave it.

    ``does`` is the label of the button that goes on, for example “Send it anyway”.
    """

    def __init__(
        self, parent: QWidget | None, slips: Sequence[Disclosure], does: str, theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Names of confidential people")
        places = count_of(len(slips), "place")
        several = f"Names of confidential people appear in it in {places}"
        one = "The name of a confidential person appears in it"
        self.title = Label(form_for(len(slips), one, several))
        self.title.setObjectName("title")
        self.note = Label(_NOTE)
        self.note.setObjectName("muted")
        self.model = DisclosuresModel(slips, self)
        self.delegate = DisclosuresDelegate(theme)
        self.list = RowsView("Places with names", self.delegate)
        self.list.setModel(self.model)
        self.whole = Label()
        self.whole.setAccessibleName("Chosen place")
        self.place: ChangePlace | None = None
        """The place that the user asked to see, if the dialog was left for that."""
        self.go_on, self.show_place = QPushButton(does), QPushButton("Show &place")
        buttons = self._lay_out()
        buttons.rejected.connect(self.reject)
        self.go_on.clicked.connect(self.accept)
        self.show_place.clicked.connect(self._show)
        self.list.activated.connect(lambda _index: self._show())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.list.selectRow(0)
        self.list.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, slips: Sequence[Disclosure], does: str, theme: Theme
    ) -> bool | ChangePlace:
        """Return whether to go on, or else the place that the user wants to see."""
        dialog = cls(parent, slips, does, theme)
        goes_on = run_dialog(dialog)
        return goes_on if dialog.place is None else dialog.place

    # inner workings

    def _lay_out(self) -> QDialogButtonBox:
        buttons, role = QDialogButtonBox(), QDialogButtonBox.ButtonRole
        # Tab comes to what is harmless first
        buttons.addButton(self.show_place, role.ActionRole)
        buttons.addButton(self.go_on, role.ActionRole)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        # Return does what is harmless
        cancel.setDefault(True)
        said = QWidget()
        layout = QVBoxLayout(said)
        clear_margins(layout, Space.MEDIUM)
        for words in (self.title, self.note, self.whole):
            words.setWordWrap(True)
        self.list.setMinimumHeight(letters(14))
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        page = Page(said)
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        stack(self, page, buttons)
        open_at(self, 110, 70)
        return buttons

    def _offer(self) -> None:
        """Show all words of the chosen place: a line of the list may have no room for them."""
        self.whole.setText(str(self.list.currentIndex().data()))
        self.show_place.setEnabled(self._current() is not None)

    def _current(self) -> ChangePlace | None:
        """Return the place of the chosen row; ``None`` where it stands on no article or claim."""
        slip = self.list.currentIndex().data(ROW)
        if not isinstance(slip, Disclosure) or slip.place == ChangePlace():
            return None
        return slip.place

    def _show(self) -> None:
        self.place = self._current()
        if self.place is not None:
            self.reject()


Found = TypeVar("Found")


class DisclosureCheck(QObject):
    """Stands before every file and every text that leaves the program.

    ``place_chosen`` comes with the article and the claim of a name that the user wants to see; no
    file leaves then.
    """

    place_chosen = Signal(str, str)

    def __init__(self, session: Session, window: QWidget, theme: Callable[[], Theme]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme

    def look(
        self,
        find: Callable[[Project, Progress], tuple[Sequence[Disclosure], Found]],
        does: str,
        go_on: Callable[[Found], object],
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Look for names in the background, and go on with the result unless the user stops it.

        Args:
            find: Returns the names and the value that ``go_on`` needs.
            does: The label of the button that goes on.
            go_on: Gets the value that ``find`` returned with the names.
            stopped: Is called when the user stops the search.
        """

        def decide(found: tuple[Sequence[Disclosure], Found]) -> None:
            slips, needed = found
            self.ask(slips, does, lambda: go_on(needed))

        self._session.work.run(
            lambda done, of: f"Looking for names of confidential people, {_share(done, of)} %…",
            find,
            decide,
            self._tell,
            stopped,
        )

    def ask(self, slips: Sequence[Disclosure], does: str, go_on: Callable[[], object]) -> None:
        """Go on where there are no names, or where the user says so having seen them."""
        answer = self._answer(slips, does) if slips else True
        if isinstance(answer, bool):
            if answer:
                go_on()
        else:
            self._window.activateWindow()
            self.place_chosen.emit(answer.article_id, answer.claim_id)

    def _answer(self, slips: Sequence[Disclosure], does: str) -> bool | ChangePlace:
        return DisclosuresDialog.ask(self._window, slips, does, self._theme())

    def _tell(self, error: AnnotatorError) -> None:
        self._session.failed.emit(str(error), None)


def _share(done: int, of: int) -> int:
    return 100 * done // max(1, of)
