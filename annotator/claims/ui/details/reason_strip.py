"""Asks how a claim is disputed, beside the text and not over it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins, pad
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.plain_text import Label
from annotator.appearance import label, meaning
from annotator.claims.verdicts import DisputeReason

Then = Callable[[DisputeReason], object]
"""The act that follows once the reason is known."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = {Qt.Key.Key_0 + n: reason for n, reason in enumerate(DisputeReason, start=1)}


class ReasonStrip(QFrame):
    """The reasons of a dispute, each with its digit; Esc leaves the claim as it was.

    ``opened`` comes when it asks. The focus is in it meanwhile, and then where it was before. Enter
    takes the reason in focus and leads on: ``line_asked`` comes once the reason is known.
    """

    opened = Signal()
    line_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._then: Then | None = None
        self._before: QWidget | None = None
        self._title = Label("Reason for the dispute")
        self._title.setObjectName("heading")
        self._title.setWordWrap(True)
        self._about = ElidedLabel()
        self._about.setObjectName("muted")
        self.buttons = {
            reason: self._button(digit, reason)
            for digit, reason in enumerate(DisputeReason, start=1)
        }
        self.leave = QPushButton("Cancel")
        self.leave.setObjectName("link")
        self.leave.setToolTip("Esc")
        self.leave.clicked.connect(self.withdraw)
        self._lay_out()
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether a reason is waited for."""
        return self._then is not None

    def ask(self, about: str, current: DisputeReason | None, then: Then) -> None:
        """Ask for the reason of a dispute about a claim or several; ``then`` is called with it."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self._then = then
        self._about.setText(about)
        for reason, button in self.buttons.items():
            button.setChecked(reason is current)
        self.show()
        self.opened.emit()
        first = next(iter(self.buttons.values()))
        chosen = self.buttons.get(current, first) if current else first
        chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def withdraw(self) -> None:
        """Ask no longer, and leave the claim as it was."""
        self._then = None
        self._give_focus_back()
        self.hide()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() in _KEYS or event.key() in (*_ENTER, Qt.Key.Key_Escape))
            and _is_plain(event)
        ):
            # here digits name reasons, and no verdicts
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.withdraw()
        elif event.key() in _KEYS and _is_plain(event):
            self._choose(_KEYS[event.key()])
        elif event.key() in _ENTER and _is_plain(event):
            self._take_focused()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._before = None

    def _choose(self, reason: DisputeReason) -> None:
        then = self._then
        self.withdraw()
        if then is not None:
            then(reason)

    def _take_focused(self) -> None:
        reason = next((r for r, button in self.buttons.items() if button.hasFocus()), None)
        if reason is None:
            self.withdraw()
            return
        self._choose(reason)
        self.line_asked.emit()

    def _give_focus_back(self) -> None:
        focus = QApplication.focusWidget()
        if self._before is not None and focus is not None and self.isAncestorOf(focus):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, digit: int, reason: DisputeReason) -> QPushButton:
        button = _ReasonButton()
        button.setObjectName("reason")
        button.setCheckable(True)
        button.setAutoDefault(False)
        why = meaning(reason).removesuffix(".")
        button.setAccessibleName(f"{digit} {label(reason)}: {why}")
        row = QHBoxLayout(button)
        row.setContentsMargins(Space.SMALL, Space.TINY, Space.SMALL, Space.TINY)
        row.setSpacing(Space.SMALL)
        for name, words, stretch in (
            ("key", str(digit), 0),
            ("strong", label(reason), 0),
            ("muted", why, 1),
        ):
            part = ElidedLabel(words, least=8) if stretch else Label(words)
            part.setObjectName(name)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, stretch)
        button.clicked.connect(lambda: self._choose(reason))
        return button

    def _lay_out(self) -> None:
        layout, head = QVBoxLayout(self), QHBoxLayout()
        pad(layout, Space.LARGE, Space.MEDIUM)
        layout.setSpacing(Space.TINY)
        clear_margins(head, Space.SMALL)
        head.addWidget(self._title, 1)
        head.addWidget(self.leave)
        layout.addLayout(head)
        layout.addWidget(self._about)
        layout.addSpacing(Space.TINY)
        for button in self.buttons.values():
            layout.addWidget(button)


class _ReasonButton(QPushButton):
    """A button as large as the words that lie in it."""

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()


def _is_plain(event: QKeyEvent) -> bool:
    plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.modifiers() in plain
