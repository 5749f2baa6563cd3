"""The acts on a published text: mark it, and write the notes on its changes since."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.session.session import Session
from annotator.app.widgets.dialog import run_dialog
from annotator.articles.model import Article
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.progress import Progress
from annotator.kernel.wording import count_of, day_in_words, form_for
from annotator.project import Project
from annotator.revisions.model import Correction
from annotator.revisions.service import corrections, publication
from annotator.revisions.ui.corrections_dialog import (
    CorrectionActs,
    CorrectionRow,
    CorrectionsDialog,
)
from annotator.revisions.ui.publication_dialog import PublicationDialog


class PublicationController(QObject):
    """Asks, and keeps count of the changes of the chosen article that have no note.

    ``counted`` comes with their number. ``proposed`` comes with a sentence and the acts that it
    offers, once when a changed text has come in; ``outdated`` with that sentence when it no longer
    holds.
    """

    counted = Signal(int)
    proposed = Signal(str, object)
    outdated = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._dialog: CorrectionsDialog | None = None
        self._told: set[tuple[str, str]] = set()
        """The articles with their newest versions of which it was told that notes are missing."""
        self._proposed = ""
        """The sentence that was said last of missing notes, while it holds."""
        session.article_chosen.connect(lambda _article: self._count())
        session.refreshed.connect(self._refresh)
        session.closed.connect(self._told.clear)

    def mark_published(self) -> None:
        """Ask which version was published, and mark it."""
        article, session = self._session.article, self._session
        if article is None:
            return
        project = session.project
        versions = project.articles.versions(article.id)
        today = project.local_now().date().isoformat()
        answer = PublicationDialog.ask(self._window, article, versions, today)
        if answer is None:
            return
        if answer.on:
            mark = partial(publication.mark_published, project, answer.version, answer.on)
            act, state = partial(mark, answer.url), f"published on {day_in_words(answer.on)}"
        else:
            act = partial(publication.take_publication_back, project, answer.version)
            state = "not published"
        if session.attempt(act) is not None:
            session.told.emit(f"Version {answer.version.number} is marked as {state}.")

    def open(self) -> None:
        """Find the changes since publication in the background, and show them with their notes."""
        article = self._session.article
        if article is not None:
            self._session.work.run(
                _comparing,
                partial(_rows, article),
                partial(self._show, article),
                self._tell,
            )

    # inner workings

    def _show(self, article: Article, rows: list[CorrectionRow]) -> None:
        today = self._session.project.local_now().date().isoformat()
        acts = CorrectionActs(partial(self._save, article), self._remove)
        dialog = self._dialog = CorrectionsDialog(self._window, article, rows, today, acts)
        run_dialog(dialog)
        self._dialog = None

    def _save(self, article: Article, row: CorrectionRow, details: Correction) -> bool:
        project = self._session.project
        if row.record is not None:
            act = partial(corrections.edit_correction, project, row.record.id, details)
        else:
            act = partial(corrections.add_correction, project, article.id, details, row.change)
        return self._session.attempt(act) is not None

    def _remove(self, row: CorrectionRow) -> None:
        if row.record is not None:
            self._session.attempt(
                partial(corrections.remove_correction, self._session.project, row.record.id)
            )

    def _refresh(self) -> None:
        self._count()
        article = self._session.article
        if self._dialog is not None and article is not None:
            self._session.jobs.run(
                lambda project: _rows(article, project),
                self._show_again,
                self._tell,
                key="corrections shown",
            )

    def _show_again(self, rows: list[CorrectionRow]) -> None:
        if self._dialog is not None:
            self._dialog.show_rows(rows)

    def _count(self) -> None:
        article = self._session.article
        if not self._session.is_open or article is None:
            self.counted.emit(0)
            return
        self._session.jobs.run(
            lambda project: _missing(article.id, project),
            partial(self._tell_missing, article.id, article.version.id),
            lambda _error: self.counted.emit(0),
            key="missing corrections",
        )

    def _tell_missing(self, article_id: str, version_id: str, missing: int) -> None:
        """Show how many notes are missing, and offer them once for each text that came in."""
        article = self._session.article
        if article is None or article.id != article_id:
            return
        self.counted.emit(missing)
        sentence = missing_in_words(missing)
        if self._proposed not in {"", sentence}:
            self.outdated.emit(self._proposed)
            self._proposed = ""
        if missing and (article_id, version_id) not in self._told:
            self._told.add((article_id, version_id))
            self._proposed = sentence
            self.proposed.emit(sentence, (("Correction notes…", self.open),))

    def _tell(self, error: AnnotatorError) -> None:
        self._session.failed.emit(str(error), None)


def missing_in_words(missing: int) -> str:
    """Return how many changes of a published text have no note."""
    have = form_for(missing, "has", "have")
    return f"{count_of(missing, 'change')} of the published text {have} no correction note yet."


def _comparing(_done: int, _of: int) -> str:
    return "Comparing with the published text…"


def _missing(article_id: str, project: Project) -> int:
    article = project.articles.get(article_id)
    return len(corrections.missing_corrections(project, article))


def _rows(
    article: Article, project: Project, progress: Progress | None = None
) -> list[CorrectionRow]:
    """Return the changes without a note, in the order of the text, and then the notes."""
    told = (progress,) if progress else ()
    missing = corrections.missing_corrections(project, project.articles.get(article.id), *told)
    records = corrections.corrections(project, article.id)
    return [
        *(CorrectionRow(change) for change in missing),
        *(CorrectionRow(record=record) for record in records),
    ]
