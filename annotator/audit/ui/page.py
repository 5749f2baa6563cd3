"""The audit trail: its filter, its steps on the left, the chosen step in full on the right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.progress_line import WorkLine
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, Type, clear_margins, font, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.chips import Chips
from annotator.app.widgets.clipboard import copy_row
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.dialog import Dialog, open_at
from annotator.app.widgets.fields import ChoiceBox, label_field
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.lists.row_menu import Offer, offer_acts
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.plain_text import Label, tip
from annotator.app.widgets.timers import make_timer
from annotator.audit.model import TrailEntry, TrailFilter, TrailScope, ValueChange
from annotator.audit.service.reader import bounds
from annotator.audit.ui.list import TrailDelegate, TrailModel
from annotator.audit.ui.wording import facts, taken_back, zone
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.wording import count_of

_TYPING = 400
"""Milliseconds without a key after which a day counts as typed."""


class TrailBar(QWidget):
    """The filter of the trail; ``turned`` comes whenever it changes."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scopes = Chips("Show changes to", TrailScope, one=True)
        self.scope = TrailScope.PROJECT
        self.who = ChoiceBox()
        self.who.setAccessibleName("Changes by")
        self.show_people([])
        self.since, self.until = _day("From day"), _day("To day")
        self.zone = Label(f"Days run from midnight to midnight on this computer ({zone()}).")
        self._typing = make_timer(self, _TYPING, once=True)
        self._lay_out()
        self._connect()

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day, as they were typed."""
        return self.since.day(), self.until.day()

    @property
    def person(self) -> str:
        """Return the person whose changes are shown; empty for all people's."""
        return str(self.who.currentData() or "")

    def show_scope(self, scope: TrailScope, offered: list[TrailScope]) -> None:
        """Show the scope of the trail, and offer the others."""
        self.scope = scope
        self.scopes.show_chosen([scope])
        for member, chip in self.scopes.chips.items():
            chip.setEnabled(member in offered)

    def show_people(self, names: list[str]) -> None:
        """Offer people; the chosen person stays chosen."""
        chosen = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem("Everybody", "")
        for name in names:
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.who.blockSignals(False)

    def _choose_scope(self, chosen: list[TrailScope]) -> None:
        self.scope = chosen[0]
        self.scopes.show_chosen(chosen)
        self.turned.emit()

    def _connect(self) -> None:
        self._typing.timeout.connect(self.turned)
        self.scopes.chosen.connect(self._choose_scope)
        self.who.currentIndexChanged.connect(lambda _: self.turned.emit())
        for field in (self.since, self.until):
            field.textChanged.connect(lambda _: self._typing.start())

    def _lay_out(self) -> None:
        self.zone.setObjectName("caption")
        self.zone.setWordWrap(True)
        column = QVBoxLayout(self)
        pad(column, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.scopes)
        fields = FlowLayout(Space.MEDIUM)
        for name, field in (("By", self.who), ("From", self.since), ("To", self.until)):
            shown = field.row() if isinstance(field, DayField) else field
            fields.addWidget(label_field(name, shown))
        column.addLayout(fields)
        column.addWidget(self.zone)


def _day(name: str) -> DayField:
    field = DayField(name)
    field.setClearButtonEnabled(True)
    return field


class TrailDetails(QTextEdit):
    """Shows a TrailEntry; no written word is taken for markup."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.setAccessibleName("Changes in the chosen step")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setMinimumWidth(letters(24))
        self.document().setDocumentMargin(Space.LARGE)
        self._theme = theme
        self._entry: TrailEntry | None = None

    def show_theme(self, theme: Theme) -> None:
        """Write in another theme from now on."""
        self._theme = theme
        self.show_entry(self._entry)

    def show_entry(self, entry: TrailEntry | None) -> None:
        """Show an entry in full, or an empty page."""
        self._entry = entry
        self.clear()
        if entry is None:
            return
        self._write(entry.heading, Type.TITLE)
        self._write(facts(entry), Type.CAPTION, muted=True, above=Space.TINY)
        if entry.undone:
            self._write(taken_back(entry), Type.STRONG, warning=True, above=Space.TINY)
        for difference in entry.differences:
            self._write_difference(entry, difference)
        if not entry.differences:
            self._write("Nothing visible in the project was changed.", above=Space.LARGE)
        if entry.left_out:
            rows = f"And {count_of(entry.left_out, 'more row')}. The export has them all."
            self._write(rows, muted=True, above=Space.LARGE)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._entry is not None:
            self.show_entry(self._entry)

    def _write_difference(self, entry: TrailEntry, found: ValueChange) -> None:
        beside = found.spot.beside(entry.spot)
        title = f"{beside} – {found.title}" if beside else found.title
        self._write(title, Type.STRONG, above=Space.LARGE)
        if found.old is None:
            sides = [("Added", found.new or "")]
        elif found.new is None:
            sides = [("Removed", found.old)]
        else:
            sides = [("Before", found.old), ("After", found.new)]
        for name, words in sides:
            self._write(name, Type.CAPTION, muted=True, above=Space.TINY)
            self._write(words, muted=name in ("Before", "Removed"), inset=True)

    def _write(
        self,
        words: str,
        step: Type = Type.BODY,
        *,
        muted: bool = False,
        warning: bool = False,
        above: int = 0,
        inset: bool = False,
    ) -> None:
        block, letters_ = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(above)
        block.setLeftMargin(Space.MEDIUM if inset else 0)
        letters_.setFont(font(step, self.font()))
        theme = self._theme
        colour = theme.warning if warning else theme.muted if muted else theme.text
        letters_.setForeground(colour)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        # a line break inside what somebody wrote is no new paragraph
        cursor.insertText(words.replace("\n", "\u2028"), letters_)


_CODE_NAMES = "Confidential sources and contacts appear under their code names."


class TrailPage(Dialog):
    """A window beside the main window, which follows the claim and the article chosen there.

    ``entry_chosen`` comes with the TrailEntry to go to, ``export_asked`` with the filter to export
    and the format.
    """

    entry_chosen = Signal(object)
    export_asked = Signal(object, str)

    def __init__(self, parent: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Audit trail")
        self._session = session
        self._ids = {TrailScope.CLAIM: "", TrailScope.ARTICLE: "", TrailScope.PROJECT: ""}
        self._kept: tuple[str, int] = "", 0
        self.bar = TrailBar()
        self.model = TrailModel(session, self)
        self.delegate = TrailDelegate(theme)
        self.list = RowsView("Steps", self.delegate)
        self.list.setModel(self.model)
        self.details = TrailDetails(theme)
        self.state = Label()
        self.csv, self.json = (QPushButton(f"Export as {form}…") for form in ("CSV", "JSON"))
        self._lay_out()
        self._connect()
        open_at(self, 150, 92)

    def open(self) -> None:
        """Show the trail of the claim or article chosen in the main window."""
        session = self._session
        chosen = TrailScope.CLAIM if session.claim else TrailScope.ARTICLE
        scope = chosen if session.article else TrailScope.PROJECT
        self._take_ids()
        self.bar.show_scope(scope, self._offered())
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()
        self.read()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.details.show_theme(theme)
        self.list.viewport().update()

    def tell(self, words: str) -> None:
        """Show a sentence at the foot of the page."""
        self.state.setText(words)
        announce(self.list, words)

    def read(self) -> None:
        """Show the trail that the fields ask for, or the fault in them."""
        asked = self._asked()
        if asked is not None and self._session.is_open:
            self._read_people()
            self.model.show(asked)

    # Qt's events

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.leave()

    # inner workings

    def _asked(self) -> TrailFilter | None:
        try:
            times = bounds(*self.bar.days)
        except AnnotatorError as error:
            self.tell(str(error))
            return None
        scope = self.bar.scope
        return TrailFilter(scope, self._ids[scope], self.bar.person, *times)

    def _take_ids(self) -> None:
        """Note the chosen claim and article; the trail of a removed row stays to be read."""
        session = self._session
        if session.claim:
            self._ids[TrailScope.CLAIM] = session.claim.id
        if session.article:
            self._ids[TrailScope.ARTICLE] = session.article.id

    def _offered(self) -> list[TrailScope]:
        return [scope for scope in TrailScope if scope is TrailScope.PROJECT or self._ids[scope]]

    def _follow(self, _chosen: object) -> None:
        """Show the trail of the new choice in the main window."""
        before = self._ids[self.bar.scope]
        self._take_ids()
        self.bar.show_scope(self.bar.scope, self._offered())
        if self.isVisible() and self._ids[self.bar.scope] != before:
            self.read()

    def _refresh(self) -> None:
        if self.isVisible():
            self._read_people()
            self.model.change()

    def _read_people(self) -> None:
        self._session.lookups.run(
            lambda project: project.trail.people(), self.bar.show_people, key="people of the trail"
        )

    def _keep_place(self) -> None:
        entry = self.chosen()
        self._kept = entry.change.id if entry else "", self.list.verticalScrollBar().value()

    def _find_place(self) -> None:
        change_id, scroll = self._kept
        row = self.model.row_of(change_id)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(max(0, row)))
        if row >= 0:
            self.list.verticalScrollBar().setValue(scroll)
        self._show_chosen()

    def chosen(self) -> TrailEntry | None:
        """The entry that is chosen in the list."""
        entry = self.list.currentIndex().data(ROW)
        return entry if isinstance(entry, TrailEntry) else None

    def _show_chosen(self) -> None:
        self.details.show_entry(self.chosen())

    def _read_on(self) -> None:
        """Ask for more in time, before the end of the read entries is reached."""
        bar, shown = self.list.verticalScrollBar(), self.list.viewport().height()
        if bar.value() > bar.maximum() - 2 * shown:
            self.model.fetchMore(QModelIndex())

    def _tell_state(self) -> None:
        count = self.model.rowCount()
        steps = count_of(count, "step")
        if self.model.is_reading:
            self.state.setText("Reading…")
        elif not count:
            self.tell("There are no changes here, or none match the filter.")
        else:
            self.state.setText(steps if self.model.has_ended else f"The newest {steps}")
        self._read_on()

    def _connect(self) -> None:
        session = self._session
        self.bar.turned.connect(self.read)
        self.model.turned.connect(self._tell_state)
        self.model.failed.connect(self.tell)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._find_place)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.list.verticalScrollBar().valueChanged.connect(lambda _: self._read_on())
        self.list.activated.connect(lambda index: self.entry_chosen.emit(index.data(ROW)))
        offer_acts(self.list, self._offers)
        session.claim_chosen.connect(self._follow)
        session.article_chosen.connect(self._follow)
        session.refreshed.connect(self._refresh)
        for button, suffix in ((self.csv, ".csv"), (self.json, ".json")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, suffix=suffix: self._export(suffix))

    def _offers(self) -> Sequence[Offer]:
        """Return the acts on the step whose row is chosen."""
        entry = self.chosen()
        leads = entry is not None and bool(entry.target.article_id or entry.target.claim_id)
        return [
            ("Copy", partial(copy_row, self.list), entry is not None),
            ("Go to", partial(self.entry_chosen.emit, entry), leads),
        ]

    def _export(self, suffix: str) -> None:
        asked = self._asked()
        if asked is not None:
            self.export_asked.emit(asked, suffix)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        for side in (self.list, self.details):
            split.addWidget(side)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        clear_margins(column)
        column.addWidget(self.bar)
        column.addWidget(split, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.state.setObjectName("muted")
        self.state.setWordWrap(True)
        self.csv.setToolTip(tip(f"One line per difference, for spreadsheets. {_CODE_NAMES}"))
        self.json.setToolTip(tip(f"One object per step, for other programs. {_CODE_NAMES}"))
        foot = QHBoxLayout()
        pad(foot, Space.LARGE, Space.SMALL)
        foot.addWidget(self.state, 1)
        foot.addWidget(WorkLine(self._session.work))
        for button in (self.csv, self.json):
            foot.addWidget(button)
        return foot
