"""A card with a sentence that neither stops the work nor moves the text under the eyes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from annotator.app.theme.scale import Space, icon_size, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer

UNDO = "Undo"
"""The label of an offer that is of no use any more once another step was taken."""
_BRIEF, _A_LETTER = 4000, 60
"""Milliseconds that a sentence is shown, and how many more for each of its letters."""

_WIDEST, _NARROW = 96, 36
"""Letters up to which the words stand in a single line, and the least letters beside the buttons.

Where there is less room, the buttons stand below the words.
"""

Act = Callable[[], object]
Offer = tuple[str, Act]


class Weight(IntEnum):
    """The weight of a notice: a lighter notice does not make an earlier notice be lost."""

    BRIEF = 0
    OFFER = 1
    WARNING = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, and the acts that it offers."""

    sentence: str
    weight: Weight
    offers: tuple[Offer, ...] = ()


class NoticeBar(QFrame):
    """A single notice at a time: the newest, and after it the weightier notice that it covered.

    A brief notice goes by itself, but not while the mouse or the focus is on it; every other stays
    until it is answered or dismissed, by the button or by Esc.
    """

    resized = Signal()
    """Other words came, or none: the card takes another place."""
    left = Signal()
    """It went while the focus was on it."""

    dismissed = Signal()
    """The user has read the notice, and wants none of its acts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Notice | None = None
        self._covered: Notice | None = None
        self._mark = Label()
        self.setObjectName("notice")
        self.setAccessibleName("Notice")
        self.words = Label()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self._close = QPushButton("Dismiss")
        self._close.setObjectName("flat")
        self._age = QElapsedTimer()
        self._brief = make_timer(self, _BRIEF, once=True)
        self._brief.timeout.connect(self._go_by_itself)
        self.others: list[QPushButton] = []
        """Buttons for the other acts."""
        self._lines = QVBoxLayout(self)
        self._narrow = False
        self._arranged: list[tuple[QPushButton, bool]] = []
        """Every button, and whether it stands below the words."""
        self._row = QHBoxLayout()
        self._choices = FlowLayout(Space.SMALL)
        self._lay_out()
        self.button.clicked.connect(self._do_first)
        self._close.clicked.connect(self._answer)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Show the mark of a warning in another theme."""
        self._theme = theme
        warns = self._shown is not None and self._shown.weight is Weight.WARNING
        name, colour = ("warning", theme.warning) if warns else ("details", theme.text)
        drawn = theme.icon(name, colour)
        self._mark.setPixmap(drawn.pixmap(icon_size(), icon_size()))

    def tell(self, sentence: str) -> None:
        """Show a sentence for a few seconds."""
        self._take(Notice(sentence, Weight.BRIEF))

    def offer(self, sentence: str, label: str, act: Act, *, aloud: bool = True) -> None:
        """Show a sentence with an act; say it ``aloud`` unless another announcement does."""
        self._take(Notice(sentence, Weight.OFFER, ((label, act),)), aloud=aloud)

    def propose(self, sentence: str, offers: Sequence[Offer]) -> None:
        """Show a sentence with several acts, a button each."""
        self._take(Notice(sentence, Weight.OFFER, tuple(offers)))

    def warn(self, sentence: str, label: str = "", act: Act | None = None) -> None:
        """Show a warning until it is dismissed or mended."""
        offers = ((label, act),) if act is not None else ()
        self._take(Notice(sentence, Weight.WARNING, offers))

    def ask(self, sentence: str, offers: Sequence[Offer]) -> None:
        """Show a warning with all acts that may help, a button each.

        Several buttons have a line of their own, and leave the width to the sentence.
        """
        self._take(Notice(sentence, Weight.WARNING, tuple(offers)))

    def warn_also(self, sentence: str) -> None:
        """Add a further sentence to the warning that is shown, and leave its buttons there."""
        before = self._shown
        if before is None or before.weight is not Weight.WARNING:
            self.warn(sentence)
        else:
            self._take(Notice(f"{before.sentence} {sentence}", before.weight, before.offers))

    def dismiss(self) -> None:
        """Go away, or show the notice again that the last notice covered."""
        below, self._covered = self._covered, None
        if below is not None:
            self._show(below)
        else:
            self.clear()

    def clear(self) -> None:
        """Show no notice."""
        focused = self._has_focus()
        self._brief.stop()
        self._shown = self._covered = None
        self.hide()
        self.resized.emit()
        if focused:
            self.left.emit()

    def forget(self) -> None:
        """Go away, and keep no earlier notice or act."""
        self.clear()
        self.words.clear()
        self.setAccessibleDescription("")
        self._show_offers(())

    def withdraw(self, sentence: str) -> None:
        """Show a sentence no longer, since it is not true any more."""
        if self._covered is not None and self._covered.sentence == sentence:
            self._covered = None
        if self._shown is not None and self._shown.sentence == sentence:
            self.dismiss()

    def outdate(self) -> None:
        """Offer no longer to undo a step, once that could be read and another step came after."""
        if self._covered is not None and _undoes(self._covered):
            self._covered = None
        shown = self._shown
        if shown is not None and _undoes(shown) and self._age.hasExpired(_reading_time(shown)):
            self.dismiss()

    def size_within(self, room: int) -> QSize:
        """Return the size that the words and buttons need, within so many pixels in width."""
        whole = self.words.fontMetrics().horizontalAdvance(self.words.text()) + letters(1)
        mark = icon_size() + 2 * Space.MEDIUM + Space.SMALL
        beside = [self._close] if self.others else [self._close, self.button]
        shown = [button for button in beside if not button.isHidden()]
        buttons = sum(button.sizeHint().width() + Space.SMALL for button in shown)
        self._arrange(narrow=mark + buttons + min(whole, letters(_NARROW)) > room)
        rest = mark if self._narrow else mark + buttons
        least = max(rest + min(whole, letters(_WIDEST)), self.minimumSizeHint().width())
        width = min(room, least)
        return QSize(width, self.heightForWidth(width))

    # Qt's events

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # in another size of type the card needs another place
            self.resized.emit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer()
        else:
            super().keyPressEvent(event)

    # inner workings

    def _answer(self) -> None:
        """Go away, as the user wants it."""
        self.dismiss()
        self.dismissed.emit()

    def _take(self, notice: Notice, *, aloud: bool = True) -> None:
        """Show a notice; an earlier notice that matters more comes again afterwards."""
        for earlier in (self._shown, self._covered):
            if earlier is not None and earlier.weight > notice.weight:
                self._covered = earlier
                break
        else:
            self._covered = None
        self._show(notice)
        if aloud:
            announce(self, notice.sentence, urgent=notice.weight is Weight.WARNING)

    def _show(self, notice: Notice) -> None:
        self._shown = notice
        self._age.start()
        self.words.setText(notice.sentence)
        self.setAccessibleDescription(notice.sentence)
        self._show_offers(notice.offers)
        self.setProperty("kind", "warning" if notice.weight is Weight.WARNING else "info")
        self.show_theme(self._theme)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        self._begin_to_go()
        self.resized.emit()

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        gone, self.others = self.others, []
        for button in gone:
            button.hide()
            button.deleteLater()
        self.button.setText(offers[0][0] if offers else "")
        self.button.setVisible(bool(offers))
        for words, act in offers[1:]:
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            self.others.append(button)
        self._arrange(narrow=False)

    def _arrange(self, *, narrow: bool) -> None:
        """Put the buttons beside the words, or below them if they are several or have no room."""
        self._narrow = narrow
        below = narrow or bool(self.others)
        wanted = [
            *((button, below) for button in (self.button, *self.others)),
            (self._close, narrow),
        ]
        if wanted == self._arranged:
            return
        for button, _low in self._arranged:
            self._row.removeWidget(button)
            self._choices.removeWidget(button)
        for button, low in wanted:
            (self._choices if low else self._row).addWidget(button)
        self._arranged = wanted

    def _begin_to_go(self) -> None:
        """Go after as long as the sentence takes to be read, if it is brief."""
        self._brief.stop()
        if self._shown is not None and self._shown.weight is Weight.BRIEF:
            self._brief.start(_reading_time(self._shown))

    def _go_by_itself(self) -> None:
        if self.underMouse() or self._has_focus():
            self._begin_to_go()
        else:
            self.dismiss()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _do_first(self) -> None:
        if self._shown is not None and self._shown.offers:
            self._do(self._shown.offers[0][1])

    def _do(self, act: Act) -> None:
        self.dismiss()
        act()

    def _lay_out(self) -> None:
        lines = self._lines
        pad(lines, Space.MEDIUM, Space.SMALL)
        lines.setSpacing(Space.SMALL)
        row = self._row
        row.setSpacing(Space.SMALL)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        lines.addLayout(row)
        lines.addLayout(self._choices)
        self._arrange(narrow=False)


def _reading_time(notice: Notice) -> int:
    """Return the milliseconds that a reader needs who is busy with other work."""
    return _BRIEF + _A_LETTER * len(notice.sentence)


def _undoes(notice: Notice) -> bool:
    return any(label == UNDO for label, _act in notice.offers)
