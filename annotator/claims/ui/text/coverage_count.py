"""The coverage of the shown article and its sentences new to read, counted after each change.

Both are counted in the background; the figures shown stay until others have been counted.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.app.session.session import Session
from annotator.app.widgets.timers import make_timer
from annotator.articles.model import Article
from annotator.claims.service.coverage import Survey, survey
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.revisions.service.unread import SentenceComparisons, new_to_read
from annotator.revisions.unread import NewToRead

_REST = 120
"""Milliseconds without a step before counting: it must not compete with painting the step."""


class CoverageCounter(QObject):
    """Keeps the sentences of the shown article, and tells how it stands: a Survey, or None.

    What is new to read in it since its check is told, too: a NewToRead, or None.
    """

    surveyed = Signal(object)
    compared = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._sentences: dict[tuple[str, str], Sentences] = {}
        self._steps = 0
        self.latest: Survey | None = None
        """The last count, as long as no change came after it."""
        self._comparisons = SentenceComparisons()
        """For the thread of the jobs alone."""
        self._rest = make_timer(self, _REST, once=True)
        self._rest.timeout.connect(self._count)
        session.article_chosen.connect(self._begin)
        session.opened.connect(lambda: self._begin(None))
        session.refreshed.connect(self._refresh)

    def sentences(self, article: Article) -> Sentences:
        """Return the sentences of an article's version, in the language given for it."""
        of = article.version.id, article.metadata.language
        if of not in self._sentences:
            text = self._session.project.articles.text(article.version.id)
            found = Sentences(text, article.metadata.language)
            # the newest version is counted while an older one is read
            self._sentences = {**dict([*self._sentences.items()][-1:]), of: found}
        return self._sentences[of]

    def ask_new(
        self, article: Article, done: Callable[[NewToRead | None], object], key: str = "next new"
    ) -> None:
        """Tell ``done`` the sentences new to read in the shown article, as it stands now.

        Of several questions under the same ``key`` that were not answered, only the last is.
        """
        comparisons = self._comparisons

        def work(project: Project) -> NewToRead | None:
            return new_to_read(project, article, comparisons=comparisons)

        def show(found: NewToRead | None) -> None:
            shown = self._session.article
            if shown is not None and shown.version == article.version:
                self.compared.emit(found)
                done(found)

        self._session.jobs.run(work, show, key=key)

    def _begin(self, article: Article | None) -> None:
        self._outdate()
        self.surveyed.emit(None)
        self.compared.emit(None)
        if article is None:
            self._rest.stop()
        else:
            self._count()

    def _refresh(self) -> None:
        """Count again after any change, in any place: a merge or an undo names no place."""
        if self._session.article is not None:
            self._outdate()
            self._rest.start()

    def _outdate(self) -> None:
        self._steps += 1
        self.latest = None

    def _count(self) -> None:
        article = self._session.article
        if article is None:
            return
        sentences, steps = self.sentences(article), self._steps

        def show(found: Survey) -> None:
            shown = self._session.article
            if shown is not None and shown.version == article.version:
                self.latest = found if steps == self._steps else None
                self.surveyed.emit(found)

        self._session.jobs.run(
            lambda project: survey(project, article, sentences), show, key="survey"
        )
        if article.version.number > 1:
            self.ask_new(article, lambda _found: None, "new to read")
        else:
            self.compared.emit(None)
