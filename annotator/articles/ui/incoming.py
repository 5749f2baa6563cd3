"""The queue of incoming files: each is read aside, shown, and added as it was confirmed."""

from collections import deque
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.session.session import Session
from annotator.articles import service
from annotator.articles.model import Draft
from annotator.articles.ui.dialog import Answer, ArticleDialog, Reread
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.progress import Progress
from annotator.kernel.wording import form_for
from annotator.project import Project

_NAMED = 3
"""The number of unreadable files that are told of one by one."""


class IncomingArticles(QObject):
    """The files still to come in; a dialog is open for one of them at a time."""

    warned = Signal(str)
    annotated = Signal(object)
    """A confirmed Draft that people have marked, to be added with what they marked."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._waiting: deque[Path] = deque()
        self._unread: list[str] = []
        self._all = 0
        session.closing.connect(self._stop)

    def add(self, paths: list[Path]) -> None:
        """Bring files in, once the files before them are done."""
        busy = self._all > 0
        self._waiting.extend(paths)
        self._all += len(paths)
        if paths and not busy:
            self._read_next()

    def add_pasted(self, text: str) -> None:
        """Show the article in pasted text, and add it as the user confirmed it."""
        from annotator.articles.intake.reader import read_pasted

        try:
            draft = read_pasted(text)
        except AnnotatorError as error:
            self.warned.emit(str(error))
            return
        self.confirm(draft)

    def confirm(
        self, draft: Draft, reread: Reread | None = None, place: tuple[int, int] = (1, 1)
    ) -> Answer:
        """Show a draft, and add it as the user confirmed it.

        Args:
            draft: The draft to show.
            reread: Reads its bytes in another encoding.
            place: The article's ordinal and the number of articles.
        """
        known = service.find_same_text(self._session.project, draft.text)
        answer, confirmed = ArticleDialog.ask_to_add(self._window, draft, reread, place, known)
        if answer is Answer.ADD and confirmed.annotations:
            self.annotated.emit(confirmed)
        elif answer is Answer.ADD:
            self._session.attempt_aside(
                lambda project: service.add_article(project, confirmed), self._show
            )
        elif answer is Answer.ADD_ALL:
            self._add_all(confirmed)
        return answer

    def _read_next(self) -> None:
        from annotator.articles.intake import reader

        if not self._waiting:
            self._end()
            return
        path = self._waiting.popleft()
        number, of = self._all - len(self._waiting), self._all
        self._session.work.run(
            lambda *_: form_for(of, f"Reading “{path.name}”…", f"Reading {number} of {of} files…"),
            lambda *_: reader.read_file(path),
            lambda draft: self._read(draft, partial(_reread, path)),
            self._could_not_read,
            self._stop,
        )

    def _read(self, draft: Draft, reread: Reread) -> None:
        answer = self.confirm(draft, reread, (self._all - len(self._waiting), self._all))
        if answer in (Answer.ADD, Answer.SKIP):
            self._read_next()
        elif answer is Answer.STOP:
            self._waiting.clear()
            self._end()

    def _could_not_read(self, error: Exception) -> None:
        self._unread.append(str(error))
        self._read_next()

    def _add_all(self, first: Draft) -> None:
        paths = tuple(self._waiting)
        self._waiting.clear()

        def act(project: Project, progress: Progress) -> Outcome:
            return _add_all(project, first, paths, self._unread, progress)

        self._session.attempt_long(_words, act, self._show, self._end)

    def _show(self, outcome: Outcome) -> None:
        self._session.choose_article(outcome.change.place.article_id)

    def _end(self) -> None:
        """Tell once of all files that could not be read."""
        named, more = self._unread[:_NAMED], len(self._unread) - _NAMED
        if more > 0:
            named.append(f"And {more} more files could not be read.")
        self._stop()
        if named:
            self.warned.emit(" ".join(named))

    def _stop(self) -> None:
        self._waiting.clear()
        self._unread = []
        self._all = 0


def article_files() -> str:
    """Return the kinds of files that hold articles, as a dialog for files lists them."""
    from annotator.articles.intake.reader import SUFFIXES

    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    return f"Articles ({kinds});;All files (*)"


def _reread(path: Path, encoding: str) -> Draft:
    from annotator.articles.intake import reader

    return reader.read_file(path, encoding=encoding)


def _add_all(
    project: Project, first: Draft, paths: tuple[Path, ...], unread: list[str], progress: Progress
) -> Outcome:
    """Read the files, then add their articles and the first in one change."""
    from annotator.articles.intake import reader

    drafts, of = [first], len(paths) + 1
    for number, path in enumerate(paths, start=1):
        progress(number, 2 * of)
        try:
            drafts.append(reader.read_file(path))
        except AnnotatorError as error:
            unread.append(str(error))
    return service.add_articles(project, drafts, lambda done, _: progress(of + done, 2 * of))


def _words(done: int, total: int) -> str:
    of = total // 2
    if done < of:
        return f"Reading {done + 1} of {of} files…"
    return f"Adding {min(done - of + 1, of)} of {of} articles…"
