"""The review of changes: the places that a new version asks about, as a work list by keys.

Each place is shown with its sentence of before beside the likeliest of today. No decision has to be
made: places that are left open are counted, and wait.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.forms.cards import make_words, mark, prose
from annotator.app.forms.difference import SentencesBeside, warning_line
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.dialog import Page
from annotator.app.widgets.fields import ChoiceBox, empty_layout
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.form_keys import RETURN, leads_to_text
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import lay_out_columns, offer_cases
from annotator.app.widgets.plain_text import Label, tip
from annotator.appearance import label
from annotator.kernel.wording import count_of
from annotator.revisions.model import PlaceOutcome, Placing
from annotator.revisions.plan import PlaceInContext
from annotator.revisions.service.place_review import ReviewedPlace
from annotator.revisions.ui.change_rows import (
    CASES,
    DECIDED,
    OPEN,
    ChangeCells,
    ChangeRow,
    ChangeRows,
    told_of,
)

_LEAST_WORDS = 5
"""Letters of height that the sentences keep."""
_LOW, _NARROW = 34, 110
"""Letters of height and of width below which only the sentences and the short names have room."""
_WIDTHS = {0: 7, 1: 26}
"""The widths in letters of the columns that do not share the free room."""
_DIGITS = {Qt.Key(Qt.Key.Key_0 + digit): digit - 1 for digit in range(1, 6)}


class ChangesPage(QDockWidget):
    """The work list below the text: Enter places a claim, the arrows choose, P takes a selection.

    ``turned`` comes with the place that is shown now, or ``None``.
    """

    turned = Signal(object)
    accept_asked = Signal(str, object)
    """The id of a place, and the span of the newest version on which its claim is to stand."""
    leave_asked = Signal(str)
    selection_asked = Signal(str)
    """The id of a place, as its claim is to stand on the words selected in the text."""
    told = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, window: QMainWindow) -> None:
        super().__init__("Review of changes", window)
        self._window, self.theme = window, theme
        self._has_height = self._is_tight = False
        self._proposal = 0
        self._tags: Sequence[tuple[str, bool]] = ()
        self.model = ChangeRows(self)
        self.cells = ChangeCells(theme)
        self.list = RowsView("Places to decide about", self.cells)
        self.list.setModel(self.model)
        self.cases = ChoiceBox()
        self.head, self.progress = Label("Review of changes"), Label()
        self.bar = QProgressBar()
        self.close_button = QPushButton()
        self.about, self.state = mark("chip", ""), make_words("muted")
        self.sides = SentencesBeside(theme)
        self.verdicts, self.tags = list[QToolButton](), QWidget()
        self._judging = QWidget()
        self.buttons = {
            name: QPushButton() for name in ("accept", "other", "selection", "leave", "next")
        }
        self._lay_out()
        self._connect()
        self.show_theme(theme)
        self.hide()

    # what is shown

    @property
    def place(self) -> ReviewedPlace | None:
        """The place that is shown."""
        row = self.list.currentIndex().data(ROW)
        return row.place if isinstance(row, ChangeRow) else None

    @property
    def proposal(self) -> PlaceInContext | None:
        """The proposal that is shown, or where the claim was placed."""
        place = self.place
        if place is None:
            return None
        proposals = self._proposals(place)
        return proposals[self._proposal] if proposals else None

    def open(self) -> None:
        """Appear, and take the focus."""
        height = self._window.height() * 2 // 5
        if not self._has_height:
            # before it is seen: the window would grow for words that are left out at once
            self._fit(self._window.width(), height)
        self.show()
        if not self._has_height:
            self._has_height = True
            self._window.resizeDocks([self], [height], Qt.Orientation.Vertical)
        self.list.setFocus()

    def close_up(self) -> None:
        """Hide the page."""
        self.hide()
        self.left.emit()

    def show_places(self, places: Sequence[ReviewedPlace]) -> None:
        """Show the places as they are by now; the place that is shown stays."""
        before = self.place
        proposal = self._proposal
        with QSignalBlocker(self.list.selectionModel()):
            self.model.take(places)
            offer_cases(self.cases, self.model.counts, [(case, case) for case in CASES])
            self.model.show(self.cases.currentData(), "")
            row = self.model.row_of(before.id) if before is not None else -1
            if row < 0:
                row = max(0, self.model.next_open(-1)) if self.model.rowCount() else -1
            if row >= 0:
                self.list.selectRow(row)
        self._proposal = 0
        stays = before is not None and self.place is not None and self.place.id == before.id
        if stays and before is not None and not before.is_decided and self.place is not None:
            self._proposal = min(proposal, max(0, len(self._proposals(self.place)) - 1))
        self._show_progress()
        self._show_place()

    def take_decision(
        self, place_id: str, outcome: PlaceOutcome, now: PlaceInContext | None
    ) -> None:
        """Show at once that a place was decided: the next key is meant for the decided place.

        Args:
            place_id: The id of the place.
            outcome: The decision.
            now: The words on which the claim was placed, if it was.
        """
        self.show_places(
            [
                replace(each, record=replace(each.record, outcome=outcome), now=now)
                if each.id == place_id
                else each
                for each in self.model.places
            ]
        )

    def choose_claim(self, claim_id: str) -> None:
        """Show the first place of a claim that was chosen elsewhere, if there is any."""
        place = self.place
        if place is None or place.record.claim_id == claim_id:
            return
        found = [p.id for p in self.model.places if p.record.claim_id == claim_id]
        row = self.model.row_of(found[0]) if found else -1
        if row >= 0:
            self.list.selectRow(row)

    def show_tags(self, tags: Sequence[tuple[str, bool]]) -> None:
        """Show the verdicts on the claim.

        Args:
            tags: Each verdict in words, and whether it covers the words on which the claim stands.
        """
        if tags != self._tags:
            self._tags = tags
            layout = self.tags.layout()
            if layout is not None:
                empty_layout(layout)
                for words, covers in tags:
                    line = prose("caption", words) if covers else self._uncovered(words)
                    layout.addWidget(line)
        self.tags.setVisible(bool(tags))

    def allow_selection(self, *, can: bool) -> None:
        """Let the claim be placed on the words selected in the text, if any are."""
        self._allow("selection", can=can and self.place is not None)

    def offer(self, actions: Iterable[QAction]) -> None:
        """Offer the commands that give a verdict on the words where a claim was placed."""
        layout = self._judging.layout()
        for action in actions:
            button = QToolButton()
            button.setObjectName("decision")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.verdicts.append(button)
            if layout is not None:
                layout.addWidget(button)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.theme, tags = theme, self._tags
        self.cells.show_theme(theme)
        self.close_button.setIcon(theme.icon("close", theme.text))
        self._tags = ()
        self.show_tags(tags)
        self._show_place()

    # acts

    def go_on(self) -> None:
        """Go to the next place that waits for a decision."""
        row = self.model.next_open(self.list.currentIndex().row()) if self.model.rowCount() else -1
        if row >= 0:
            self.list.selectRow(row)
        else:
            self.told.emit("Every place is decided.")

    def go_on_or_place(self) -> None:
        """Place the claim on the proposal that is shown, or go on where that is decided."""
        place = self.place
        if place is not None and place.is_decided and not self._enter_places:
            self.go_on()
        else:
            self.place_here()

    def place_here(self) -> None:
        """Place the claim on the proposal that is shown."""
        place, proposal = self.place, self.proposal
        if place is None:
            return
        if proposal is None:
            self.told.emit(_NOWHERE)
        elif not self._is_placed_here:
            self.accept_asked.emit(place.id, proposal.span)

    def turn_proposal(self, by: int) -> None:
        """Show the next proposal, or the proposal before, round the ends."""
        place = self.place
        count = len(self._proposals(place)) if place is not None else 0
        if count > 1:
            self._show_proposal((self._proposal + by) % count)

    def place_on_selection(self) -> None:
        """Place the claim on the words selected in the text."""
        if self.place is not None:
            self.selection_asked.emit(self.place.id)

    def leave_claim(self) -> None:
        """Leave the claim on the older version."""
        place = self.place
        if place is not None and place.record.outcome is not PlaceOutcome.LEFT:
            self.leave_asked.emit(place.id)

    # Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.width(), self.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_scroll"):
            self._scroll.setMinimumHeight(letters(_LEAST_WORDS))
            self._fit(self.width(), self.height())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._act_of(event) is not None:
                event.accept()
                return True
            return False
        act = self._act_of(event) if event.type() == QEvent.Type.KeyPress else None
        if act is None:
            return False
        act()
        return True

    # inner workings

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return the act of a key in the list; ``None`` for a key of the list, or of a command."""
        key = Qt.Key(event.key())
        if leads_to_text(event):
            return self.close_up if key == Qt.Key.Key_Escape else self.left.emit
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.NoModifier:
            return None
        place = self.place
        if key in _DIGITS and place is not None and not place.is_decided:
            return partial(self._choose_proposal, _DIGITS[key])
        return self._keys.get(key)

    @cached_property
    def _keys(self) -> dict[Qt.Key, Callable[[], object]]:
        key = Qt.Key
        return {
            **dict.fromkeys(RETURN, self.go_on_or_place),
            key.Key_Left: partial(self.turn_proposal, -1),
            key.Key_Right: partial(self.turn_proposal, 1),
            key.Key_J: partial(self._step, 1),
            key.Key_K: partial(self._step, -1),
            key.Key_Y: self.place_here,
            key.Key_P: self.place_on_selection,
            key.Key_I: self.leave_claim,
        }

    def _fit(self, width: int, height: int) -> None:
        """Leave out words that are told elsewhere too, where the page is low or narrow.

        Args:
            width: The width of the page in pixels.
            height: Its height in pixels.
        """
        is_low = height < letters(_LOW)
        self.cases.setVisible(not is_low)
        self.state.setVisible(not is_low)
        is_tight = is_low or width < letters(_NARROW)
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            place = self.place
            if place is not None:
                self._show_acts(place, len(self._proposals(place)))

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.list.selectRow(row)

    def _proposals(self, place: ReviewedPlace) -> list[PlaceInContext]:
        """Return where a claim was placed, and its other likely places."""
        now = [place.now] if place.now is not None else []
        return [*now, *(each for each in place.proposals if place.now is None or each != place.now)]

    @property
    def _is_placed_here(self) -> bool:
        """Whether the claim stands on the proposal that is shown."""
        place = self.place
        return place is not None and place.now is not None and self._proposal == 0

    @property
    def _enter_places(self) -> bool:
        """Whether Enter places the claim: before a decision, or where another place was chosen."""
        place = self.place
        if place is None or self.proposal is None:
            return False
        return not place.is_decided or self._proposal > 0

    def _choose_proposal(self, number: int) -> None:
        place = self.place
        count = len(self._proposals(place)) if place is not None else 0
        if number < count:
            self._show_proposal(number)
        else:
            likely = count_of(count, "likely place")
            self.told.emit(f"There is {likely} only. Give a verdict once the claim is placed.")

    def _show_proposal(self, number: int) -> None:
        self._proposal = number
        self._show_place()
        announce(self, f"{self.sides.heads[1].text()}: {self.sides.sentences[1].text()}")

    def _turn_row(self, *_: object) -> None:
        self._proposal = 0
        self._show_place()

    def _filter(self) -> None:
        self.model.show(self.cases.currentData(), "")
        if self.model.rowCount():
            self.list.selectRow(0)
        self._turn_row()

    def _show_progress(self) -> None:
        counts = self.model.counts
        decided, total = counts.get(DECIDED, 0), counts.get(DECIDED, 0) + counts.get(OPEN, 0)
        self.progress.setText(f"{decided:,} of {total:,} decided" if total else "Nothing to decide")
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(decided)
        self.bar.setVisible(total > 0)

    def _show_place(self) -> None:
        place = self.place
        self._detail.setVisible(place is not None)
        self._none.setVisible(place is None)
        self.turned.emit(place)
        if place is None:
            return
        proposal, version = self.proposal, place.newest.number
        self.about.setText(label(place.record.placing))
        self.claim.setText(f"Claim {place.claim_number}")
        self.state.setText(told_of(place))
        around = place.record.placing is Placing.AMBIGUOUS
        count = len(self._proposals(place))
        if self._is_placed_here:
            there = f"Version {version}, where the claim stands"
        elif count > 1:
            there = f"Version {version}, place {self._proposal + 1} of {count}"
        else:
            there = f"Version {version}, likely place" if count else f"Version {version}"
        heads = f"Version {place.older.number}", there
        self.sides.show_places(place.was, proposal, heads, self.theme, around=around)
        self._nowhere.setVisible(not count)
        self._show_acts(place, count)

    def _show_acts(self, place: ReviewedPlace, count: int) -> None:
        self._allow("accept", can=count > 0 and not self._is_placed_here)
        self._allow("other", can=count > 1)
        self._allow("selection", can=self.buttons["selection"].isEnabled())
        self._allow("leave", can=place.record.outcome is not PlaceOutcome.LEFT)
        self._allow("next", can=place.is_decided and bool(self.model.counts.get(OPEN)))
        is_placed = place.record.outcome is PlaceOutcome.PLACED
        self._judging.setVisible(is_placed and not self._is_tight)
        is_by_enter = self._enter_places or not self.buttons["accept"].isEnabled()
        key, older = "Enter" if is_by_enter else "Y", f"version {place.older.number}"
        long = {
            "accept": f"Place here ({key})",
            "other": "Another place (→)",
            "selection": "Place on selection (P)",
            "leave": f"Leave on {older} (I)",
            "next": "Next (Enter)",
        }
        short = {"other": "Another (→)", "selection": "Selection (P)", "leave": "Leave (I)"}
        for name, words in long.items():
            button = self.buttons[name]
            button.setText(short.get(name, words) if self._is_tight else words)
            button.setToolTip(tip(words))

    def _allow(self, name: str, *, can: bool) -> None:
        """Let a button act, or not; it keeps its place, unless there is little room.

        So a second click on a place where another button was does nothing else.
        """
        button = self.buttons[name]
        button.setEnabled(can)
        button.setVisible(can or not self._is_tight)

    def _uncovered(self, words: str) -> QWidget:
        return warning_line(f"{words} – no longer covered", self.theme)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._turn_row)
        self.list.installEventFilter(self)
        self.cases.currentIndexChanged.connect(self._filter)
        self.close_button.clicked.connect(self.close_up)
        acts = {
            "accept": self.place_here,
            "other": partial(self.turn_proposal, 1),
            "selection": self.place_on_selection,
            "leave": self.leave_claim,
            "next": self.go_on,
        }
        for name, act in acts.items():
            self.buttons[name].clicked.connect(lambda _=False, act=act: self._do(act))

    def _do(self, act: Callable[[], object]) -> None:
        """Do the act of a button; the keys go on in the list."""
        act()
        self.list.setFocus()

    def _lay_out(self) -> None:
        self.setObjectName("changes")
        self.setTitleBarWidget(QWidget())
        page = QWidget()
        page.setObjectName("search")
        column = QVBoxLayout(page)
        pad(column, Space.NONE, Space.SMALL)
        column.setSpacing(Space.SMALL)
        column.addLayout(self._top())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._work_list())
        split.addWidget(self._place_pane())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 5)
        split.setSizes([letters(56), letters(120)])
        column.addWidget(split, 1)
        self.setWidget(page)

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        pad(top, Space.LARGE, Space.NONE)
        top.setSpacing(Space.MEDIUM)
        self.head.setObjectName("strong")
        self.progress.setObjectName("muted")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setMaximumWidth(letters(30))
        self.bar.setAccessibleName("Places decided")
        self.close_button.setObjectName("tool")
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.setAccessibleName("Close the review of changes")
        top.addWidget(self.head)
        top.addWidget(self.progress)
        top.addWidget(self.bar, 1)
        top.addStretch(1)
        top.addWidget(self.close_button)
        return top

    def _work_list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.LARGE, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        self.cases.setAccessibleName("Filter places")
        column.addWidget(self.cases)
        column.addWidget(self.list, 1)
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        self.list.horizontalHeader().hide()
        self.list.setMinimumWidth(letters(20))
        return side

    def _place_pane(self) -> QWidget:
        pane = QWidget()
        outer = QVBoxLayout(pane)
        outer.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        self._none = make_words("muted", _NONE)
        outer.addWidget(self._none)
        self._detail = QWidget()
        outer.addWidget(self._detail, 1)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._detail)
        clear_margins(column, Space.SMALL)
        head = QHBoxLayout()
        clear_margins(head, Space.SMALL)
        self.claim = mark("strong", "")
        head.addWidget(self.claim)
        head.addWidget(self.about)
        head.addWidget(self.state, 1)
        head.addStretch()
        self.state.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addLayout(head)
        column.addWidget(self._sentences(), 1)
        self._judging.setLayout(FlowLayout(Space.SMALL))
        for row in (self._judging, self._acts()):
            policy = row.sizePolicy()
            policy.setHeightForWidth(True)
            row.setSizePolicy(policy)
            column.addWidget(row)
        return pane

    def _sentences(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("details")
        column = QVBoxLayout(inner)
        clear_margins(column, Space.SMALL)
        column.addWidget(self.sides)
        self._nowhere = make_words("muted", _NOWHERE)
        column.addWidget(self._nowhere)
        lines = QVBoxLayout(self.tags)
        clear_margins(lines, Space.HAIR)
        column.addWidget(self.tags)
        column.addStretch(1)
        self._scroll = page = Page(inner)
        page.setMinimumHeight(letters(_LEAST_WORDS))
        page.setAccessibleName("The place in both versions")
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return page

    def _acts(self) -> QWidget:
        acts, flow = QWidget(), FlowLayout(Space.SMALL)
        acts.setLayout(flow)
        self.buttons["accept"].setObjectName("primary")
        for button in self.buttons.values():
            button.setAutoDefault(False)
            flow.addWidget(button)
        return acts


_NONE = "Every claim of the newest version stands as before, so there is nothing to decide."


_NOWHERE = (
    "There is no likely place. If the claim stands somewhere all the same, select the words in the "
    "text, then “Place on selection”."
)
