"""Going on where one left off: article, place in the text and claim, project by project."""

from annotator.ui.article.reading import ReadingText
from annotator.ui.preferences import Preferences
from annotator.ui.session import Session


class LeftOff:
    """Remembers where the user was when a project is closed, and goes there when it is opened."""

    def __init__(self, session: Session, view: ReadingText, preferences: Preferences) -> None:
        self._session = session
        self._view = view
        self._preferences = preferences
        session.closing.connect(self.remember)

    def remember(self) -> None:
        """Keep where the user is now."""
        session, path = self._session, str(self._session.project.path)
        if session.article is not None:
            claim = session.claim.id if session.claim else ""
            place = (session.article.id, str(self._view.top()), claim)
            self._preferences.keep_place(path, place)

    def go_on(self) -> bool:
        """Go where the user was; False when that is not known, or is gone."""
        place = self._preferences.place(str(self._session.project.path))
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
