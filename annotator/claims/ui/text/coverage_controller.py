"""Reading sentence by sentence: saying that there is nothing to check, and going on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from annotator.app.session.session import Session
from annotator.articles.model import Article
from annotator.claims.service import coverage
from annotator.claims.ui.text.coverage_count import CoverageCounter
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.changes import ChangeKind, Outcome
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project

_AT_ONCE = 50_000
"""Code points in which sentences are marked or sought at once; in more, in the background."""
_SHOWN = 500
"""Rows of a step taken back that are looked through for the place where it happened."""

Act = Callable[[Project, Article, Sentences, Span], Outcome]


class CoverageController(QObject):
    """Marks sentences as looked at, and chooses the next one that was not."""

    def __init__(self, session: Session, view: ArticleView, surveying: CoverageCounter) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._surveying = surveying
        session.changed.connect(self._show_step_taken_back)

    def nothing_to_check(self) -> None:
        """Mark the selected sentences as read; if all of them are marked, they are unread again."""
        article = self._session.article
        stretch = self._stretch(article) if article else None
        if article is None or stretch is None or not self._is_seen(stretch):
            return
        if len(stretch) > _AT_ONCE:
            sentences = self._surveying.sentences(article)
            self._session.attempt_aside(lambda project: _act(project, article, sentences, stretch))
        else:
            self._turn(article, stretch)

    def next_left(self) -> None:
        """Select the next sentence that nobody has looked at, round the end."""
        article, selected = self._session.article, self._view.selected()
        if article is not None:
            self._go_on(article, selected.end if selected else self._view.caret())

    def _is_seen(self, stretch: Span) -> bool:
        """Whether a stretch can be seen; if not it is shown, and nothing is done to it yet."""
        seen = self._view.in_view()
        if seen is not None and seen.overlaps(stretch):
            return True
        self._view.go_to(stretch)
        self._session.told.emit("This was out of view. Press the key again to mark it as read.")
        return False

    def _turn(self, article: Article, stretch: Span) -> None:
        """Mark a stretch as read, or as unread if it is read; it stays selected."""
        if self._is_marked(article, stretch):
            self._attempt(coverage.look_again, article, stretch)
            return
        outcome = self._attempt(coverage.nothing_to_check, article, stretch)
        if outcome is not None:
            self._view.select(stretch)
            if not outcome.rows:
                self._session.told.emit("There is a claim here, so it counts as read.")

    def _is_marked(self, article: Article, stretch: Span) -> bool:
        sentences = self._surveying.sentences(article)
        return coverage.is_marked(self._session.project, article, sentences, stretch)

    def _attempt(self, act: Act, article: Article, stretch: Span) -> Outcome | None:
        sentences = self._surveying.sentences(article)
        return self._session.attempt(
            lambda: act(self._session.project, article, sentences, stretch)
        )

    def _go_on(self, article: Article, position: int) -> None:
        survey = self._surveying.latest
        if survey is not None:
            self._arrive(article, survey.coverage.next_left(position))
            return
        sentences = self._surveying.sentences(article)
        find = partial(
            coverage.next_not_looked_at, article=article, sentences=sentences, position=position
        )
        near = find(self._session.project, reach=_AT_ONCE)
        if near is not None or sentences.length <= _AT_ONCE:
            self._arrive(article, near or find(self._session.project))
        else:
            self._session.jobs.run(find, partial(self._arrive, article), key="next sentence")

    def _arrive(self, article: Article, found: Span | None) -> None:
        if self._session.article is None or self._session.article.version != article.version:
            return  # somebody went on to another article meanwhile
        if found is not None:
            self._view.go_to(found)
        else:
            self._session.told.emit("Every sentence of this article has been read.")

    def _stretch(self, article: Article) -> Span | None:
        """What is selected, or else the sentence at the caret, or the one it stands behind."""
        selected = self._view.selected()
        if selected is not None:
            return selected
        sentences, caret = self._surveying.sentences(article), self._view.caret()
        return sentences.at(caret) or sentences.before(caret) or sentences.after(caret)

    def _show_step_taken_back(self, outcome: Outcome) -> None:
        """Select the sentences from which a mark was taken, or to which it was given back."""
        article, change, project = self._session.article, outcome.change, self._session.project
        back = change.kind in {ChangeKind.UNDO, ChangeKind.REDO}
        own = project.checker is not None and change.checker == project.checker.name
        touched = outcome.touched("coverage")
        if article is None or not (back and own and 0 < len(touched) <= _SHOWN):
            return
        spans = [
            Span(int(str(state["start"])), int(str(state["end"])))
            for row in project.history.rows_of(change.seq)
            for state in (row.before, row.after)
            if state is not None and state.get("version_id") == article.version.id
        ]
        if spans:
            self._view.go_to(Span(min(spans).start, max(s.end for s in spans)))


def _act(project: Project, article: Article, sentences: Sentences, stretch: Span) -> Outcome:
    if coverage.is_marked(project, article, sentences, stretch):
        return coverage.look_again(project, article, sentences, stretch)
    return coverage.nothing_to_check(project, article, sentences, stretch)
