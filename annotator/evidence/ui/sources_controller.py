"""The commands on the sources of the project, and the dialog that edits or joins sources."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, Type, clear_margins, font, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import make_choice_box, problem_line, read_choice
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.lists.row_menu import Offer, offer_acts
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate, RowsView
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label, style, symbol
from annotator.claims.verdicts import Standing
from annotator.evidence.model import RestingClaim, Source, SourceDetails, SourceOrder, UsedSource
from annotator.evidence.service import evidence
from annotator.evidence.ui.source_finder import Find, SourceFinder, claims_in_words, in_words
from annotator.evidence.ui.source_form import SourceForm
from annotator.kernel.errors import InvalidValue

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
        """Return the source in this row."""
        number, place = divmod(row, _PAGE)
        if number not in self._pages:
            ids = self._ids[number * _PAGE : (number + 1) * _PAGE]
            self._pages[number] = self._session.project.sources.page(ids)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def row_of(self, source_id: str) -> int:
        """Return the row of a source; -1 when it is not shown."""
        return self._ids.index(source_id) if source_id in self._ids else -1


_TYPING = 150
"""Milliseconds without a key after which the search for the typed words begins."""


class SourceDelegate(RowDelegate):
    """Paints a UsedSource: two lines of title, a line of facts."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        used = self.begin(painter, option, index)
        if isinstance(used, UsedSource):
            box = option.rect.adjusted(Space.LARGE, Space.SMALL, -Space.LARGE, 0)
            painter.setFont(font(Type.STRONG, option.font))
            below = self.paint_words(painter, box, _name(used))
            painter.setFont(font(Type.CAPTION, option.font))
            self.paint_facts(painter, below, _facts(used))
        self.end(painter)


class SourcesPage(Dialog):
    """A window beside the main window: sources on the left, claims on the chosen source right."""

    claim_chosen = Signal(str)
    edit_asked = Signal(object)
    remove_asked = Signal(object)
    merge_asked = Signal(object)

    def __init__(self, parent: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sources")
        self._session = session
        self.model = SourcesModel(session, self)
        self.delegate = SourceDelegate(theme)
        self.list = RowsView("Sources", self.delegate)
        self.list.setModel(self.model)
        self.words, self.order = QLineEdit(), make_choice_box(SourceOrder)
        self._title, self._resting = Label(), Label()
        self.claims = RestingClaims()
        self.edit, self.merge, self.remove = (
            QPushButton(words) for words in ("Edit…", "Combine…", "Remove")
        )
        self._typing = make_timer(self, _TYPING, once=True)
        self._lay_out()
        self._connect()
        self.resize(letters(150), letters(84))

    def open_at(self, source_id: str = "") -> None:
        """Show the page, on a source if its id is given."""
        if source_id:
            self.words.clear()
        self._filter()
        row = max(0, self.model.row_of(source_id)) if self.model.rowCount() else -1
        self.list.setCurrentIndex(self.model.index(row))
        self._show_chosen()
        self.show()
        self.raise_()
        self.activateWindow()
        (self.claims if source_id else self.words).setFocus()

    def chosen(self) -> UsedSource | None:
        """Return the source that is chosen in the list."""
        used = self.list.currentIndex().data(ROW)
        return used if isinstance(used, UsedSource) else None

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def _connect(self) -> None:
        self._typing.timeout.connect(self._filter)
        self.words.textChanged.connect(lambda _: self._typing.start())
        self.order.currentIndexChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._follow)
        self.claims.itemActivated.connect(
            lambda item: self.claim_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
        )
        self._kept = ""
        offer_acts(self.list, self._offers)
        self._session.refreshed.connect(self._refresh)
        for button, signal in (
            (self.edit, self.edit_asked),
            (self.merge, self.merge_asked),
            (self.remove, self.remove_asked),
        ):
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.chosen()))

    def _offers(self) -> Sequence[Offer]:
        """Return the acts on the source of the chosen row."""
        used = self.chosen()
        address = used.source.details.url if used else ""
        copy = partial(QGuiApplication.clipboard().setText, address)
        buttons = (self.edit, self.merge, self.remove)
        return [
            ("Copy address", copy, bool(address)),
            *((button.text(), button.click, button.isEnabled()) for button in buttons),
        ]

    def _filter(self) -> None:
        self._typing.stop()
        self.model.show_sources(self.words.text(), read_choice(self.order, SourceOrder))

    def _refresh(self) -> None:
        # hidden, it is read again when it is opened
        if self.isVisible():
            self.model.read()

    def _keep(self) -> None:
        used = self.chosen()
        self._kept = used.source.id if used else ""

    def _follow(self) -> None:
        row = self.model.row_of(self._kept)
        if row < 0 and self.model.rowCount():
            row = 0
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        self._show_chosen()

    def _show_chosen(self) -> None:
        used = self.chosen()
        for button in (self.edit, self.merge):
            button.setEnabled(used is not None)
        self.remove.setEnabled(used is not None and not used.claims)
        self.claims.clear()
        if used is None:
            self._title.setText("No sources yet" if not self.words.text() else "Nothing found")
            self._resting.setText(
                "Sources come with evidence. Choose a claim and add evidence to it."
            )
            return
        self._title.setText(_name(used))
        self._resting.setText(claims_in_words(used.claims).capitalize() + ".")
        for resting in self._session.project.sources.claims_on(used.source.id):
            self.claims.add(resting)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        for side in (self._list_side(), self._claims_side()):
            split.addWidget(side)
        split.setChildrenCollapsible(False)
        split.setSizes([letters(66), letters(84)])
        layout = QVBoxLayout(self)
        clear_margins(layout)
        layout.addWidget(split)

    def _list_side(self) -> QWidget:
        self.words.setPlaceholderText("Find a source")
        self.words.setAccessibleName("Find a source")
        self.words.setClearButtonEnabled(True)
        self.order.setAccessibleName("Sort sources")
        side, finding = QWidget(), QHBoxLayout()
        finding.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, 0)
        finding.addWidget(self.words, 1)
        finding.addWidget(self.order)
        column = QVBoxLayout(side)
        clear_margins(column, Space.SMALL)
        column.addLayout(finding)
        column.addWidget(self.list, 1)
        return side

    def _claims_side(self) -> QWidget:
        self._title.setObjectName("title")
        self._resting.setObjectName("muted")
        side, buttons = QWidget(), QHBoxLayout()
        column = QVBoxLayout(side)
        pad(column, Space.LARGE)
        column.setSpacing(Space.SMALL)
        for words in (self._title, self._resting):
            words.setWordWrap(True)
            column.addWidget(words)
        column.addWidget(self.claims, 1)
        for button in (self.edit, self.merge, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return side


class RestingClaims(ItemList):
    """The claims that rest on a source; Enter or a double click goes to a claim."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Claims that rest on this source")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, resting: RestingClaim) -> None:
        """Add a claim."""
        verdict, stance = style(resting.standing), resting.stance
        words = " ".join(resting.words.split())
        said = resting.is_stale and resting.standing is not Standing.OUTDATED
        stale = f", {label(Standing.OUTDATED).lower()}" if said else ""
        item = QListWidgetItem(
            f"{resting.article}, claim {resting.number} – {verdict.letter} {verdict.label}{stale}\n"
            f"{symbol(stance)} {label(stance)}: {words}"
        )
        item.setData(Qt.ItemDataRole.UserRole, resting.claim_id)
        self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.itemActivated.emit(self.currentItem())
            return
        super().keyPressEvent(event)


def _name(used: UsedSource) -> str:
    details = used.source.details
    return details.title + (f" (“{details.code_name}”)" if details.confidential else "")


def _facts(used: UsedSource) -> str:
    details = used.source.details
    secret = "Confidential" if details.confidential else ""
    facts = [secret, claims_in_words(used.claims), label(details.type), label(details.rank)]
    return " · ".join(fact for fact in [*facts, details.publisher] if fact)


class SourceDialog(Dialog):
    """All details of a single source."""

    def __init__(self, parent: QWidget | None, used: UsedSource) -> None:
        super().__init__(parent)
        self.setWindowTitle("Source")
        self.form = SourceForm(lambda _: (), lambda _: None)
        self.form.take(used)
        self.form.renames = True
        self._problem = problem_line()
        buttons, _ = make_buttons(self, "Save source")
        stack(self, Page(self.form), self._problem, buttons)
        open_at(self, 84)

    @classmethod
    def ask(cls, parent: QWidget | None, used: UsedSource) -> SourceDetails | None:
        """Return the source's details from now on; ``None`` when the user thought better of it."""
        dialog = cls(parent, used)
        return dialog.form.details() if run_dialog(dialog) else None

    def accept(self) -> None:
        """Close, unless a field cannot be kept."""
        try:
            self.form.details().checked()
        except InvalidValue as error:
            self._problem.tell(str(error))
            self.form.field_named(error.field).setFocus()
            return
        super().accept()


class JoinDialog(Dialog):
    """Finds the other record of a source that is in the project twice."""

    def __init__(self, parent: QWidget | None, kept: UsedSource, find: Find) -> None:
        super().__init__(parent)
        self.setWindowTitle("Combine duplicate sources")
        self._kept, self._find = kept, find
        self._found: Sequence[UsedSource] = ()
        title = Label("Choose the other record of this source.")
        title.setObjectName("title")
        about = Label(
            f"{kept.source.details.title}\n\nAll evidence from the other record will rest on "
            "this one. Details missing here are copied from the other record, which is then "
            "removed. One Undo restores it."
        )
        about.setObjectName("muted")
        for words in (title, about):
            words.setWordWrap(True)
        self.finder, self.list = SourceFinder(lambda _: ()), _records()
        self.finder.setAccessibleName("Find other record")
        self._problem = problem_line()
        buttons, _ok = make_buttons(self, "Combine sources")
        page = QWidget()
        fields = QVBoxLayout(page)
        clear_margins(fields, Space.MEDIUM)
        for widget in (title, about, self.finder, self.list):
            fields.addWidget(widget)
        stack(self, Page(page), self._problem, buttons)
        open_at(self, 84)
        self.finder.textChanged.connect(self._look)
        self.list.itemSelectionChanged.connect(self._problem.hide)
        self._look(kept.source.details.title.split(" ")[0])

    @classmethod
    def ask(cls, parent: QWidget | None, kept: UsedSource, find: Find) -> Source | None:
        """Return the record to join; ``None`` when the user thought better of it."""
        dialog = cls(parent, kept, find)
        return dialog.other() if run_dialog(dialog) else None

    def accept(self) -> None:
        """Close, unless no record is chosen: then ask for a record."""
        if self.other() is not None:
            super().accept()
            return
        self.list.setFocus()
        self._problem.tell("Choose the record that is this source, too.")

    def would_lose(self) -> bool:
        """Return False: words are typed here only to find a record."""
        return False

    def other(self) -> Source | None:
        """Return the record that is chosen."""
        # the focus alone makes a row the current one, which nobody has chosen yet
        row = self.list.currentRow() if self.list.selectedItems() else -1
        return self._found[row].source if 0 <= row < len(self._found) else None

    def _look(self, words: str) -> None:
        self._found = [u for u in self._find(words) if u.source.id != self._kept.source.id]
        self.list.clear()
        for used in self._found:
            self.list.addItem(QListWidgetItem(in_words(used)))


def _records() -> ItemList:
    found = ItemList()
    found.setAccessibleName("Records found")
    found.setWordWrap(True)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return found


class SourcesController(QObject):
    """The acts on sources, and the page that shows them, made when it is first asked for."""

    def __init__(
        self, session: Session, window: QWidget, theme: Theme, steps: list[QAction]
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme
        self._steps = steps
        self.page: SourcesPage | None = None
        session.closing.connect(self._close)

    def show_theme(self, theme: Theme) -> None:
        """Show the page in another theme."""
        self._theme = theme
        if self.page is not None:
            self.page.show_theme(theme)

    def show_page(self, source_id: str = "") -> None:
        """Show the sources, and the claims on a source if its id is given."""
        if self.page is None:
            self.page = SourcesPage(self._window, self._session, self._theme)
            # undo and redo belong to the project, whichever window is in front
            self.page.addActions(self._steps)
            self.page.claim_chosen.connect(self._go_to)
            self.page.edit_asked.connect(self.edit)
            self.page.merge_asked.connect(self.merge)
            self.page.remove_asked.connect(self.remove)
        self.page.open_at(source_id)

    def edit(self, used: UsedSource) -> None:
        """Ask for the new details of a source."""
        details = SourceDialog.ask(self.page, used)
        if details is not None:
            project = self._session.project
            self._session.attempt(lambda: evidence.edit_source(project, used.source, details))

    def merge(self, used: UsedSource) -> None:
        """Ask which other record is of the same source, and join both."""
        project = self._session.project
        other = JoinDialog.ask(self.page, used, project.sources.find)
        if other is not None:
            self._session.attempt(lambda: evidence.merge_sources(project, used.source, other))

    def remove(self, used: UsedSource) -> None:
        """Remove a source on which no claim rests; undo brings it back."""
        project = self._session.project
        self._session.attempt(lambda: evidence.remove_source(project, used.source))

    def _go_to(self, claim_id: str) -> None:
        self._session.choose_claim(claim_id)
        self._window.activateWindow()

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()
            # another project has other sources
            self.page.deleteLater()
            self.page = None
