"""A field in which a source is named, and found again by typing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.evidence.model import Source, UsedSource
from annotator.kernel.wording import count_of

Find = Callable[[str], Sequence[UsedSource]]

_TYPING = 90
"""Milliseconds without a key after which sources are looked for."""


class SourceFinder(QLineEdit):
    """Offers the sources of the project that hold the typed words; typing on names a new source."""

    source_chosen = Signal(object)

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._find = find
        self._offered: Sequence[UsedSource] = ()
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._take)
        self._typing = make_timer(self, _TYPING, once=True)
        self._typing.timeout.connect(self._offer)
        self.setPlaceholderText("Its title, or words from a source used before")
        self.textEdited.connect(lambda _: self._typing.start())

    @property
    def popup(self) -> QAbstractItemView:
        """The list that is offered below the field."""
        popup = self._completer.popup()
        assert popup is not None  # noqa: S101 - a completer makes one when it is asked for
        return popup

    @property
    def offered(self) -> list[str]:
        """Return the offered sources, in words."""
        return self._names.stringList()

    def _offer(self) -> None:
        if not self.isVisible():
            # the dialog was answered before the typing came to rest
            return
        self._offered = self._find(self.text())
        self._names.setStringList([in_words(used) for used in self._offered])
        if self._offered and self.hasFocus():
            self._completer.complete()
            self.popup.setAccessibleName("Sources of this project")
        else:
            self.popup.hide()

    def _take(self, words: str) -> None:
        self.source_chosen.emit(self._offered[self.offered.index(words)])


def in_words(used: UsedSource) -> str:
    """Return the words for a source in the list: its title and its distinguishing details."""
    details = used.source.details
    facts = [details.author, details.publisher, label(details.type), label(details.rank)]
    claims = claims_in_words(used.claims)
    return "  ·  ".join(fact for fact in (details.title, *facts, claims) if fact)


def claims_in_words(claims: int) -> str:
    """Return the number of claims that rest on a source, as a phrase."""
    if not claims:
        return "no claim rests on it"
    return count_of(claims, "claim rests on it", "claims rest on it")


def describe_source(source: Source, claims: int) -> str:
    """Return the sentence for a chosen source of the project."""
    name = f"“{source.details.title}” is a source of this project; {claims_in_words(claims)}."
    return f"{name} Changes to it apply there too."
