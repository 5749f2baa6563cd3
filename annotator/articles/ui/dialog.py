"""The dialog that shows a new article before it is added, and the queue of incoming files."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins, pad
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, problem_line
from annotator.app.widgets.plain_text import Label
from annotator.articles import service
from annotator.articles.model import (
    Article,
    Draft,
    Metadata,
    MetadataField,
    annotations_in_words,
)
from annotator.evidence.model import check_url
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError, NothingToAdd
from annotator.kernel.excerpts import excerpt
from annotator.kernel.languages import language_tag
from annotator.kernel.progress import Progress
from annotator.kernel.wording import count_of, form_for
from annotator.project import Project


class LanguageBox(ChoiceBox):
    """Chooses a language; typing any part of its name, or its code, or “en-GB”, finds it.

    A code that stands there already, and is none of the list, stays until another is chosen.
    """

    def __init__(self, name: str, code: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(LanguageBox.InsertPolicy.NoInsert)
        # measuring every name would take longer than one likes to wait for a dialog
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._codes = ["", *(known for known, _ in languages())]
        # added one by one, hundreds of entries keep a dialog waiting
        self.setModel(QStringListModel(["", *(words for _, words in languages())], self))
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText("Type a language to find it")
            line.setAccessibleName(name)
        self._kept = code
        self.show_code(code)

    def show_code(self, code: str) -> None:
        """Show the language of a code, or the code itself where the list lacks the language."""
        place = self._codes.index(code) if code in self._codes else -1
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(code)

    def code(self) -> str | None:
        """Return the code of the language; ``None`` if the typed words are not in the list."""
        words = self.currentText().strip()
        if words in ("", self._kept):
            return words
        folded = words.casefold()
        for known, entry in languages():
            if folded in (known.casefold(), *_parts(entry)):
                return known
        tag = language_tag(words)
        return tag if tag.partition("-")[0] in self._codes[1:] else None


def _parts(words: str) -> set[str]:
    """The whole words of an entry, and each name in it."""
    names = words.casefold().rpartition(" (")[0]
    return {words.casefold(), *names.split(" – ")}


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """The code of every language that Qt knows, and its names: “German – Deutsch (de)”."""
    found = {}
    for language in QLocale.Language:
        code = QLocale.languageToCode(language)
        if code and language not in (QLocale.Language.C, QLocale.Language.AnyLanguage):
            here = QLocale.languageToString(language)
            home = QLocale(language).nativeLanguageName()
            names = here if not home or here in home else f"{here} – {home}"
            found[code] = f"{names} ({code})"
    return tuple(sorted(found.items(), key=lambda pair: pair[1].casefold()))


Reread = Callable[[str], Draft]
_PREVIEW = 4000
_FIELDS: dict[MetadataField, str] = {
    "title": "Title",
    "byline": "By",
    "outlet": "Outlet",
    "url": "URL",
    "published": "Date",
    "language": "Language",
}


class Answer(Enum):
    """The answer about a shown article, and about the articles waiting behind it."""

    ADD = auto()
    ADD_ALL = auto()
    SKIP = auto()
    STOP = auto()


class ArticleDialog(Dialog):
    """Title, byline, outlet, URL, date and language, with a look at the text.

    Fields that a program found are marked so; accepting the dialog confirms their values.
    """

    def __init__(
        self,
        parent: QWidget | None,
        metadata: Metadata,
        found: frozenset[MetadataField],
        accept: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(accept)
        open_at(self, 94, 78)
        self.published = DayField("Date", metadata.published, partial=True)
        self.language = LanguageBox("Language", metadata.language)
        self.fields: dict[MetadataField, QLineEdit | LanguageBox] = {
            name: QLineEdit(getattr(metadata, name)) for name in _FIELDS
        }
        self.fields |= {"published": self.published, "language": self.language}
        fields = QWidget()
        self._form = QFormLayout(fields)
        pad(self._form, Space.NONE)
        self._form.setVerticalSpacing(Space.SMALL)
        for name, words in _FIELDS.items():
            self._form.addRow(words, self._field(name, words, marked=name in found))
        self._problem = problem_line()
        self.answer = Answer.ADD
        self._buttons, self.ok = make_buttons(self, accept)
        self._layout = stack(self, Page(fields), self._problem, self._buttons)

    @classmethod
    def ask_to_add(
        cls,
        parent: QWidget | None,
        draft: Draft,
        reread: Reread | None = None,
        place: tuple[int, int] = (1, 1),
        known: Article | None = None,
    ) -> tuple[Answer, Draft]:
        """Return the answer, and the draft as the user confirmed it.

        Args:
            parent: The window.
            draft: The draft to show.
            reread: Reads its bytes in another encoding.
            place: The article's ordinal and the number of articles.
            known: An article that has the same text already.
        """
        dialog = cls(parent, draft.metadata, draft.found, "Add article")
        preview = _Preview(draft, reread)
        dialog._layout.insertWidget(1, preview, 1)
        dialog._offer_more(*place)
        if known is not None:
            dialog._warn_of(known)
        if not run_dialog(dialog):
            return Answer.STOP, draft
        confirmed = replace(preview.draft, metadata=dialog.metadata(), found=frozenset())
        if dialog.answer is Answer.ADD_ALL:
            return dialog.answer, replace(confirmed, found=_untouched(draft, confirmed))
        return dialog.answer, confirmed

    @classmethod
    def ask_about(cls, parent: QWidget | None, article: Article) -> Metadata | None:
        """Return the metadata of an article, as the user wants it."""
        dialog = cls(parent, article.metadata, article.found, "Confirm details")
        open_at(dialog, 84)
        return dialog.metadata() if run_dialog(dialog) else None

    def metadata(self) -> Metadata:
        """Return the metadata in the fields."""
        said = {n: f.text().strip() for n, f in self.fields.items() if isinstance(f, QLineEdit)}
        said["published"] = self.published.day()
        said["language"] = self.language.code() or ""
        return Metadata(**said)

    def accept(self) -> None:
        """Close, unless a field cannot be kept."""
        if self.language.code() is None:
            self._problem.tell("Choose a language from the list.")
            self.language.setFocus()
            return
        try:
            check_url("URL", self.metadata().url)
        except AnnotatorError as error:
            self._problem.tell(str(error))
            self.fields["url"].setFocus()
            return
        super().accept()

    def _warn_of(self, known: Article) -> None:
        self._problem.setText(
            f"This text is already in the project: article {known.number}, “{known.heading}”."
        )
        self._problem.show()

    def _offer_more(self, number: int, of: int) -> None:
        """Let this article be skipped, or all that wait behind it be added too.

        Args:
            number: The article's ordinal, from 1.
            of: The number of articles.
        """
        if of > 1:
            self.setWindowTitle(f"Add article {number} of {of}")
            self._offer("Skip", Answer.SKIP)
        if of > number:
            self._offer("Add all unchanged", Answer.ADD_ALL)

    def _offer(self, words: str, answer: Answer) -> None:
        button = self._buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: self._take(answer))

    def _take(self, answer: Answer) -> None:
        self.answer = answer
        if answer is not Answer.SKIP:
            self.accept()
        elif self.may_be_discarded():
            super().accept()

    def _field(self, name: MetadataField, words: str, *, marked: bool) -> QWidget:
        field = self.fields[name]
        field.setAccessibleName(words)
        shown = field.row() if isinstance(field, DayField) else field
        if not marked:
            return shown
        mark = Label("found automatically – please check")
        mark.setObjectName("found")
        mark.setWordWrap(True)
        if isinstance(field, LanguageBox):
            field.currentTextChanged.connect(mark.hide)
        else:
            field.textEdited.connect(mark.hide)
        whole = QWidget()
        row = QHBoxLayout(whole)
        clear_margins(row, Space.SMALL)
        row.addWidget(shown, 1)
        row.addWidget(mark)
        return whole


def _untouched(draft: Draft, confirmed: Draft) -> frozenset[MetadataField]:
    """Return the fields that a program had found and no person has changed since."""
    before, now = draft.metadata, confirmed.metadata
    return frozenset(f for f in draft.found if getattr(before, f) == getattr(now, f))


class _Preview(QWidget):
    """The beginning of the text, and the encoding it was read in."""

    def __init__(self, draft: Draft, reread: Reread | None) -> None:
        super().__init__()
        self.draft = draft
        self._reread = reread
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Start of the text")
        self._size = Label()
        self._size.setObjectName("muted")
        self._annotations = Label()
        self._annotations.setObjectName("annotations")
        self._annotations.setWordWrap(True)
        self._encodings = ChoiceBox()
        self._encodings.setAccessibleName("Encoding")
        for name in (draft.encoding, *draft.encodings):
            self._encodings.addItem(name)
        row = QHBoxLayout()
        row.addWidget(self._size, 1)
        if draft.encoding and reread:
            row.addWidget(Label("Encoding"))
            row.addWidget(self._encodings)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.SMALL)
        layout.addWidget(self._text, 1)
        layout.addLayout(row)
        layout.addWidget(self._annotations)
        self._encodings.currentTextChanged.connect(self._read_as)
        self._show()

    def _read_as(self, encoding: str) -> None:
        if self._reread is None:
            return
        try:
            self.draft = self._reread(encoding)
        except AnnotatorError as error:
            self._size.setText(str(error))
            return
        self._show()

    def _show(self) -> None:
        text = self.draft.text
        self._text.setPlainText(excerpt(text, _PREVIEW))
        words, characters = len(text.split()), len(text)
        self._size.setText(f"{count_of(words, 'word')}, {count_of(characters, 'character')}")
        marks = annotations_in_words(self.draft.annotations)
        self._annotations.setText(f"The file holds {marks}.")
        self._annotations.setVisible(bool(marks))


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
        """Bring files in, once the files before them are done; a folder with all that it holds."""
        if any(path.is_dir() for path in paths):
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
            return _add_found(project, paths, told, progress)

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
        reading = form_for(of, f"Reading “{path.name}”", f"Reading {number} of {of} files")
        self._session.work.run(
            partial(_reading, reading),
            lambda _, progress: reader.read_articles(path, progress=progress),
            lambda drafts: self._read(drafts, partial(_reread, path)),
            self._could_not_read,
            self._stop,
        )

    def _read(self, drafts: tuple[Draft, ...], reread: Reread) -> None:
        if len(drafts) > 1:
            self._session.attempt_long(
                _adding,
                lambda project, progress: service.add_articles(project, drafts, progress),
                self._show,
                self._read_next,
            )
            return
        answer = self.confirm(drafts[0], reread, (self._all - len(self._waiting), self._all))
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
            drafts += reader.read_articles(path)
        except AnnotatorError as error:
            unread.append(str(error))
    return service.add_articles(project, drafts, _second_half(of, progress))


def _add_found(project: Project, paths: list[Path], told: list[str], progress: Progress) -> Outcome:
    """Read the files in folders, and add their articles in one change.

    Args:
        project: The project.
        paths: The folders, and files beside them.
        told: Is given a summary of what was not taken.
        progress: Told how far the work is.
    """
    from annotator.articles.intake.folder import find_files, read_files

    found = find_files(paths)
    of = max(1, len(found.files))
    read = read_files(found, progress=lambda done, _: progress(done, 2 * of))
    if not read.drafts:
        raise NothingToAdd(paths[0].name, read.summary)
    told += filter(None, [read.summary])
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
