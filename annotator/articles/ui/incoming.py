"""The queue of incoming files: each is read aside, shown, and added as it was confirmed."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.forms.draft_preview import Failed, Reread, Told
from annotator.app.session.session import Session
from annotator.articles import service
from annotator.articles.model import Changes, Draft
from annotator.articles.ui.dialog import Answer, ArticleDialog, ChaptersDialog
from annotator.files.regular_files import is_folder
from annotator.kernel.canonical_text import readable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError, NothingToAdd
from annotator.kernel.progress import Progress
from annotator.kernel.wording import count_of, form_for
from annotator.project import Project

_TOLD = 200
"""Articles added at once of which it is told from which files they came."""
_NAMED = 3
"""The number of unreadable files that are told of singly."""


class IncomingArticles(QObject):
    """The files still to come in; a dialog is open for one of them at a time."""

    warned = Signal(str)
    annotated = Signal(object, object)
    """A confirmed Draft that people have marked, to be added with what they marked.

    The function beside it is told whether the draft is to be added, once that is decided.
    """
    arrived = Signal(object)
    """The paths of files of which articles were added, by the ids of the articles."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._waiting: deque[Path] = deque()
        self._unread: list[str] = []
        self._told: list[str] = []
        self._all = 0
        self._origins: dict[str, Path | None] = {}
        """The files that were read, by name; ``None`` where several have the name."""
        session.closing.connect(self._stop)
        session.closed.connect(self._origins.clear)
        session.changed.connect(self._tell_origins)

    def add(self, paths: list[Path]) -> None:
        """Bring files in, once the files before them are done; a folder with all that it holds."""
        if any(is_folder(path) for path in paths):
            self._add_folders(paths)
            return
        busy = self._all > 0
        self._waiting.extend(paths)
        self._all += len(paths)
        if paths and not busy:
            self._read_next()

    def _add_folders(self, paths: list[Path]) -> None:
        """Add all that folders and files hold in one change, and tell what was not taken."""
        told: list[str] = []

        def act(project: Project, progress: Progress) -> Outcome:
            return _add_found(project, paths, told, self._note_origin, progress)

        def ended() -> None:
            if told:
                self.warned.emit(" ".join(told))

        self._session.attempt_long(_words, act, self._show, ended)

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
            reread: Reads its file again, in another way, aside.
            place: The article's ordinal and the number of articles.
        """
        known = service.find_same_text(self._session.project, draft.text)
        answer, confirmed = ArticleDialog.ask_to_add(self._window, draft, reread, place, known)
        if answer is Answer.ADD and confirmed.annotations:
            self.annotated.emit(confirmed, partial(self._after_marks, confirmed))
            return Answer.ADD_WITH_MARKS
        if answer is Answer.ADD:
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
        self._note_origin(path)
        reading = form_for(of, f"Reading “{path.name}”", f"Reading {number} of {of} files")
        self._session.work.run(
            partial(_reading, reading),
            lambda _, progress: reader.read_articles(path, progress=progress),
            lambda drafts: self._read(drafts, partial(self._reread, path)),
            self._could_not_read,
            self._stop,
        )

    def _read(self, drafts: tuple[Draft, ...], reread: Reread) -> None:
        if len(drafts) > 1:
            self._add_chapters(ChaptersDialog.ask(self._window, drafts))
            return
        answer = self.confirm(drafts[0], reread, (self._all - len(self._waiting), self._all))
        if answer in (Answer.ADD, Answer.SKIP):
            self._read_next()
        elif answer is Answer.STOP:
            self._waiting.clear()
            self._end()

    def _add_chapters(self, drafts: tuple[Draft, ...]) -> None:
        if not drafts:
            self._read_next()
            return
        self._session.attempt_long(
            _adding,
            lambda project, progress: service.add_articles(project, drafts, progress),
            self._show,
            self._read_next,
        )

    def _after_marks(self, draft: Draft, is_wanted: bool) -> None:
        """Go on once a person has decided on the marks in a draft, or stop with a word."""
        if not is_wanted and self._waiting:
            name = draft.metadata.title or (draft.original.name if draft.original else "The draft")
            more = count_of(len(self._waiting), "more file")
            self._told.append(f"“{name}” and {more} were not added.")
            self._waiting.clear()
        self._read_next()

    def _reread(
        self, path: Path, encoding: str, changes: Changes, told: Told, failed: Failed
    ) -> None:
        """Read a file again aside, for a dialog that waits for it."""
        from annotator.articles.intake import reader

        self._session.jobs.run(
            lambda _: reader.read_file(path, encoding=encoding or None, changes=changes),
            told,
            failed,
            key="reread",
        )

    def _could_not_read(self, error: Exception) -> None:
        self._unread.append(str(error))
        self._read_next()

    def _add_all(self, first: Draft) -> None:
        paths = tuple(self._waiting)
        self._waiting.clear()
        for path in paths:
            self._note_origin(path)

        def act(project: Project, progress: Progress) -> Outcome:
            return _add_all(project, first, paths, (self._unread, self._told), progress)

        self._session.attempt_long(_words, act, self._show, self._end)

    def _note_origin(self, path: Path) -> None:
        known = self._origins.setdefault(readable(path.name), path)
        self._origins[readable(path.name)] = path if known == path else None

    def _tell_origins(self, outcome: Outcome) -> None:
        """Tell of which files articles were added; chapters of a book have none of their own."""
        added = outcome.touched("articles")
        if not self._origins or not 0 < len(added) <= _TOLD:
            return
        read = self._session.project.articles.get
        names = {name: read(name).file_name for name in added if self._is_there(name)}
        single = {name: count for name, count in Counter(names.values()).items() if count == 1}
        found = {
            article_id: path
            for article_id, name in names.items()
            if name in single and (path := self._origins.pop(name, None)) is not None
        }
        if found:
            self.arrived.emit(found)

    def _is_there(self, article_id: str) -> bool:
        return bool(self._session.project.article_lists.page([article_id]))

    def _show(self, outcome: Outcome) -> None:
        self._session.choose_article(outcome.change.place.article_id)

    def _end(self) -> None:
        """Tell once of all files that could not be read."""
        named, more = self._unread[:_NAMED], len(self._unread) - _NAMED
        if more > 0:
            named.append(f"And {more} more files could not be read.")
        named += self._told
        self._stop()
        if named:
            self.warned.emit(" ".join(named))

    def _stop(self) -> None:
        self._waiting.clear()
        self._unread, self._told = [], []
        self._all = 0


def article_files() -> str:
    """Return the kinds of files that hold articles, as a dialog for files lists them."""
    from annotator.articles.intake.reader import SUFFIXES

    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    return f"Articles ({kinds});;All files (*)"


def _add_all(
    project: Project,
    first: Draft,
    paths: tuple[Path, ...],
    lists: tuple[list[str], list[str]],
    progress: Progress,
) -> Outcome:
    """Read the files, then add their articles and the first in a single change.

    Args:
        project: The project.
        first: The article that was read already.
        paths: The files.
        lists: Are given the reasons of files that cannot be read, and what else was not taken.
        progress: Told how far the work is.
    """
    from annotator.articles.intake import reader

    unread, told = lists
    drafts, of = [first], len(paths) + 1
    for number, path in enumerate(paths, start=1):
        progress(number, 2 * of)
        try:
            drafts += reader.read_articles(path)
        except AnnotatorError as error:
            unread.append(str(error))
    told += _untaken(drafts)
    return service.add_articles(project, drafts, _second_half(of, progress))


def _untaken(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield a sentence on what people marked in files, if they marked any words of one."""
    marked = sum(bool(draft.annotations) for draft in drafts)
    if marked:
        yield (
            f"{count_of(marked, 'file')} had comments, notes or other marks, and only the text was "
            "added. To take them over, undo, and add such a file by itself."
        )


def _add_found(
    project: Project,
    paths: list[Path],
    told: list[str],
    note_origin: Callable[[Path], object],
    progress: Progress,
) -> Outcome:
    """Read the files in folders, and add their articles in a single change.

    Args:
        project: The project.
        paths: The folders, and files beside them.
        told: Is given a summary of the files that were not taken.
        note_origin: Is given the path of each file.
        progress: Told how far the work is.
    """
    from annotator.articles.intake.folder import find_files, read_files

    found = find_files(paths)
    of = max(1, len(found.files))
    for path in found.files:
        note_origin(path)
    read = read_files(found, progress=lambda done, _: progress(done, 2 * of))
    if not read.drafts:
        raise NothingToAdd(paths[0].name, read.summary)
    told += filter(None, [read.summary])
    told += _untaken(read.drafts)
    return service.add_articles(project, read.drafts, _second_half(of, progress))


def _second_half(files: int, progress: Progress) -> Progress:
    """Return the progress of adding what was read from files, as the second half of the work."""
    return lambda done, of: progress(files + files * done // max(1, of), 2 * files)


def _reading(words: str, done: int, total: int) -> str:
    """Return what is read, and which of its pages."""
    return f"{words}, page {done + 1} of {total}…" if total else f"{words}…"


def _adding(done: int, total: int) -> str:
    return f"Adding {done + 1} of {total} chapters…"


def _words(done: int, total: int) -> str:
    of = total // 2
    if done < of:
        return f"Reading {done + 1} of {of} files…"
    return f"Adding {min(done - of + 1, of)} of {of} articles…"
