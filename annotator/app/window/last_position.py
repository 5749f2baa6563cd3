"""Going on where one left off: article, place in the text and claim, project by project."""

from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.articles.model import Article
from annotator.claims.ui.text.reading_text import ReadingText


class LastPosition:
    """Remembers where the user was when a project is closed, and goes there when it is opened."""

    def __init__(self, session: Session, view: ReadingText, preferences: Preferences) -> None:
        self._session = session
        self._view = view
        self._preferences = preferences
        self._shown = ""
        self._tops: dict[str, int] = {}
        session.closing.connect(self.remember)
        session.article_chosen.connect(self._arrive)

    def leave(self) -> None:
        """Keep where one reads in the article that is shown, before another takes its place."""
        if self._shown:
            # the one left last is the last
            self._tops.pop(self._shown, None)
            self._tops[self._shown] = self._view.top()

    def remember(self) -> None:
        """Keep where the user is now."""
        session, path = self._session, str(self._session.project.path)
        if session.article is not None:
            claim = session.claim.id if session.claim else ""
            place = (session.article.id, str(self._view.top()), claim)
            self.leave()
            self._preferences.keep_place(path, place)
            self._preferences.keep_tops(path, self._tops)
        self._tops, self._shown = {}, ""

    def go_on(self) -> bool:
        """Go where the user was; False when that is not known, or is gone."""
        path = str(self._session.project.path)
        self._tops = self._preferences.tops(path)
        place = self._preferences.place(path)
        if place is None:
            return False
        article_id, top, claim_id = place
        # either may have been removed since, in another window
        if not self._session.choose_article(article_id, silent=True):
            return False
        if claim_id and not self._session.choose_claim(claim_id, reveal=False, silent=True):
            return True
        if top.isdigit():
            self._view.show_from(int(top))
        return True

    def _arrive(self, article: Article | None) -> None:
        self._shown = article.id if article is not None else ""
        if self._shown in self._tops:
            self._view.show_from(self._tops[self._shown])
