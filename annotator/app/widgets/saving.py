"""When what is typed into a field is saved: once the field is left, or the typing rests."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from annotator.app.widgets.timers import make_timer

_PAUSE = 1500
"""Milliseconds without a key after which what was typed is saved."""
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why the focus goes only to come back; another program's window may be in front for long, too."""


class Saving(QObject):
    """The words in one field beside the words that are saved.

    ``due`` comes with the words when they are to be saved, and only if they differ from those
    that are. ``typing`` is an id for everything typed between two times the field was left: it
    is one step to undo, however often the typing rested.
    """

    due = Signal(str)

    def __init__(
        self, field: QWidget, read: Callable[[], str], put: Callable[[str], object]
    ) -> None:
        super().__init__(field)
        self._field, self._read, self._put = field, read, put
        self._saved = ""
        self.typing = uuid4().hex
        self._rest = make_timer(self, _PAUSE, once=True)
        self._rest.timeout.connect(self.finish)

    @property
    def is_saved(self) -> bool:
        """Whether the words in the field are those that are saved."""
        return self._read() == self._saved

    def show(self, words: str, *, of_another: bool) -> None:
        """Show words that are saved; typing is only disturbed when they are ``of_another`` thing.

        What was typed and could not be saved stays until it is, too.
        """
        replace = of_another or self.is_saved
        self._saved = words
        if of_another:
            self._rest.stop()
            self.typing = uuid4().hex
        if replace and words != self._read():
            self._rest.stop()
            self._put(words)

    def take_up(self, words: str) -> None:
        """Show words that could not be saved before, to be saved when the typing rests."""
        self._put(words)
        self._rest.start()

    def finish(self) -> None:
        """Say what was typed, if it differs from what is saved."""
        self._rest.stop()
        if not self.is_saved:
            self.due.emit(self._read())

    def typed(self) -> None:
        """Begin to wait for the typing to rest."""
        if self._field.hasFocus():
            self._rest.start()

    def left(self, event: QFocusEvent) -> None:
        """Save what was typed, since the focus goes elsewhere; the next words are another step."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finish()
        if self.is_left_by(event):
            self.typing = uuid4().hex

    @staticmethod
    def is_left_by(event: QFocusEvent) -> bool:
        """Whether the focus goes from the field for more than a moment."""
        return event.reason() not in _PASSING


class SavedField:
    """What fields that save as you go have in common; ``saving`` is made by each of them."""

    saving: Saving

    @property
    def is_saved(self) -> bool:
        """Whether the words in the field are those that are saved."""
        return self.saving.is_saved

    @property
    def typing(self) -> str:
        """The id of the stretch of typing that goes on; see ``Saving``."""
        return self.saving.typing

    def show_words(self, words: str, *, of_another: bool = True) -> None:
        """Show words that are saved; typing is only disturbed when they are ``of_another`` thing.

        What was typed and could not be saved stays until it is, too.
        """
        self.saving.show(words, of_another=of_another)

    def take_up(self, words: str) -> None:
        """Show words that could not be saved before, to be saved when the typing rests."""
        self.saving.take_up(words)

    def finish(self) -> None:
        """Say what was typed, if it differs from what is saved."""
        self.saving.finish()
