"""Looks words up in a dictionary of the system, in a thread of its own."""

import gc
import sys
from collections.abc import Callable, Iterable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.app.session.gui_gc import collect_here
from annotator.kernel.errors import AnnotatorError, Cancelled
from annotator.spelling.service import Dictionary, FoundDictionary, find_dictionaries

Work = Callable[[], Any]
Done = Callable[[Any], object]
_MOST = 20_000
"""Words of which is remembered whether they are right."""
_SUGGESTIONS = 6
_TURN = 0.0005
"""Seconds after which the thread lets the window go on; see ``app/session/jobs.py``."""
_PATIENCE = 2.0
"""Seconds for which the end of the program waits for the thread."""


class SpellChecker(QObject):
    """Knows which words are spelled wrong, as far as it was asked and has looked them up.

    ``learned`` comes when more is known, or all words are to be asked anew. ``suggested`` comes
    with a word and the words that may have been meant. ``failed`` comes with a sentence when the
    dictionary cannot be used; then no word is wrong any more. ``own_changed`` comes with the words
    that the user has called right.
    """

    learned = Signal()
    suggested = Signal(str, list)
    own_changed = Signal(list)
    failed = Signal(str)
    _ended = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.dictionary: FoundDictionary | None = None
        self._own: dict[str, None] = {}
        self._is_right: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._stop = Event()
        self._tasks: SimpleQueue[Work] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._runs = False
        self._left = 0
        self._read: Dictionary | None = None
        self._ended.connect(self._bring_back)
        collect_here(self)

    @property
    def is_at_work(self) -> bool:
        """Whether it creates the many objects of a dictionary just now."""
        return self._left > 0

    def find_dictionaries(self, done: Callable[[tuple[FoundDictionary, ...]], object]) -> None:
        """Look for the dictionaries of the system, and call ``done`` with them."""
        self._do(find_dictionaries, done)

    def use(self, dictionary: FoundDictionary | None) -> None:
        """Look words up in this dictionary from now on, or in none."""
        if dictionary == self.dictionary:
            return
        self.dictionary = dictionary
        self._stop.set()
        self._stop = Event()
        self._forget()

    def take_own(self, words: Iterable[str]) -> None:
        """Take these words for right, even if the dictionary lacks them."""
        self._own = dict.fromkeys(words)
        self.learned.emit()

    def learn(self, word: str) -> None:
        """Take a word for right from now on, until it is forgotten."""
        self._keep([*self._own, word])

    def forget(self, word: str) -> None:
        """Look a word up in the dictionary again that the user has called right."""
        self._keep([one for one in self._own if one not in (word, word.lower())])

    def is_own(self, word: str) -> bool:
        """Return whether the user has called a word right."""
        return word in self._own or word.lower() in self._own

    def is_wrong(self, word: str) -> bool:
        """Return whether a word is known to be wrong; ``ask`` looks up an unknown word."""
        return not self._is_right.get(word, True) and not self.is_own(word)

    def ask(self, words: Iterable[str]) -> None:
        """Look up the words that were not looked up yet."""
        new = {*words} - self._is_right.keys() - self._asked - self._own.keys()
        if not new or self.dictionary is None:
            return
        self._asked |= new
        stop = self._stop
        self._do(partial(self._look_up, self.dictionary, new, stop), partial(self._learn, stop))

    def suggest(self, word: str) -> None:
        """Look for the words meant by a misspelled word; ``suggested`` comes with them."""
        if self.dictionary is None:
            return
        dictionary, stop = self.dictionary, self._stop

        def find() -> list[str]:
            return self._loaded(dictionary, stop).suggestions(word, _SUGGESTIONS, stop.is_set)

        self._do(find, lambda found: self.suggested.emit(word, found))

    def close(self) -> None:
        """Stop the work under way, and wait for it a while."""
        self._stop.set()
        self.dictionary = None
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    # in the thread

    def _look_up(
        self, dictionary: FoundDictionary, words: Iterable[str], stop: Event
    ) -> dict[str, bool]:
        loaded, found = self._loaded(dictionary, stop), {}
        for word in words:
            if stop.is_set():
                raise Cancelled
            found[word] = loaded.knows(word)
        return found

    def _loaded(self, dictionary: FoundDictionary, stop: Event) -> Dictionary:
        if self._read is None or self._read.found != dictionary:
            self._read = None  # there is room for one
            self._read = Dictionary(dictionary, stop.is_set)
        return self._read

    def _run(self) -> None:
        sys.setswitchinterval(_TURN)
        while True:
            with self._lock:
                try:
                    task = self._tasks.get_nowait()
                except Empty:
                    self._runs = False
                    return
            self._ended.emit(task())

    # in the window's thread

    def _do(self, work: Work, done: Done) -> None:
        stop = self._stop

        def task() -> Work:
            try:
                return partial(done, work())
            except Exception as error:  # noqa: BLE001 - it is told in the window's thread
                return partial(self._fail, error, stop)

        self._left += 1
        with self._lock:
            self._tasks.put(task)
            if not self._runs:
                self._runs = True
                # a dictionary that keeps it busy for ever keeps nobody from closing the program
                self._thread = Thread(target=self._run, name="spelling", daemon=True)
                self._thread.start()

    def _bring_back(self, act: Work) -> None:
        self._left -= 1
        act()

    def _learn(self, stop: Event, found: dict[str, bool]) -> None:
        if stop.is_set():
            return
        if not self._is_right:
            # the dictionary is one of hundreds of thousands of things, none of which is garbage
            gc.freeze()
        if len(self._is_right) > _MOST:
            self._is_right.clear()
        self._asked -= found.keys()
        self._is_right.update(found)
        self.learned.emit()

    def _fail(self, error: Exception, stop: Event) -> None:
        if stop.is_set() or isinstance(error, Cancelled):
            return
        if not isinstance(error, AnnotatorError):
            raise error
        self.use(None)
        self.failed.emit(str(error))

    def _keep(self, words: list[str]) -> None:
        self.take_own(words)
        self.own_changed.emit(words)

    def _forget(self) -> None:
        self._is_right.clear()
        self._asked.clear()
        self.learned.emit()
