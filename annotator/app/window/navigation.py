"""The commands that go somewhere: from claim to claim, from pane to pane, and to searched words."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from annotator.app.details.pane import ClaimsPane
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.claims.fields import ClaimWords
from annotator.claims.highlights import Highlight
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claim_view import TypedWordsOfClaim
from annotator.claims.ui.text.find_bar import LONGEST, FindBar
from annotator.claims.ui.text.view import ArticleView
from annotator.search.model import Hit
from annotator.search.ui.page import SearchPage


class SearchController(QObject):
    """The bar below the text and the page beneath it, and the steps from hit to hit in either."""

    def __init__(
        self, session: Session, view: ArticleView, theme: Theme, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._view = view
        self.bar = FindBar(session, view)
        self.page = SearchPage(session, theme, window)
        self.page.left.connect(view.setFocus)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.page)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.bar.show_theme(theme)
        self.page.show_theme(theme)

    def in_text(self) -> None:
        """Ask for words of this article."""
        self.bar.open()

    def in_everything(self) -> None:
        """Open the search of the whole project, with the selected words if there are any."""
        selected = self._view.selected()
        words = self._view.words(selected) if selected and len(selected) <= LONGEST else ""
        self.page.open(" ".join(words.split()))

    def next_hit(self) -> None:
        """Go to the next place in the text, or else to the next hit of the search."""
        self._step(1)

    def previous_hit(self) -> None:
        """Go to the place or the hit before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.bar.isVisible():
            self.bar.step(by)
        else:
            self.page.step(by)


class NavigationController(QObject):
    """Chooses claims by keys and by clicks in the text, and moves the focus."""

    def __init__(self, session: Session, view: ArticleView, claims: ClaimsPane) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._claims = claims

    def choose_in_text(self, claim_id: str) -> None:
        """Show a claim that was clicked in the text, which stays where it is."""
        self._session.choose_claim(claim_id, reveal=False)

    def next_claim(self) -> None:
        """Go to the claim below in the list."""
        self._step(1)

    def previous_claim(self) -> None:
        """Go to the claim above in the list."""
        self._step(-1)

    def next_open(self) -> None:
        """Go to the next claim that no checker has worked on, round the end."""
        article, claim = self._session.article, self._session.claim
        if article is None:
            return
        found = self._session.project.claims.next_with_status(
            article.id, ClaimStatus.OPEN, claim.number if claim else 0
        )
        if found:
            self._session.choose_claim(found)
        else:
            self._session.told.emit("No claim of this article is open.")

    def arrive(self, article_id: str, claim_id: str) -> bool:
        """Go to a claim, or else to an article; whether it is still there."""
        if claim_id:
            return self._session.choose_claim(claim_id)
        return not article_id or self._session.choose_article(article_id)

    def arrive_at(self, hit: Hit) -> None:
        """Go to a hit of a search: to the very words in a text, or to the part of a claim."""
        if not self.arrive(hit.article_id, hit.claim_id):
            return
        if hit.place is not None:
            self._session.read_newest()
            self._view.go_to(hit.place)
        elif hit.claim_id:
            self._claims.details.look_at(hit.kind)

    def write(self, words: TypedWordsOfClaim | ClaimWords) -> None:
        """Focus the field for words of this kind about the chosen claim."""
        self._claims.listing.choose_one()
        self._claims.details.write(words)

    def to_draft(self) -> None:
        """Go to a form that holds words."""
        forms = self._claims.details.forms
        for form in forms.drafts()[:1]:
            self._session.choose_claim(form.claim_id)
            forms.opened.emit(form)
            form.first_field().setFocus()

    def read_on(self) -> None:
        """Give the focus back to the text, or to the table in its place."""
        (self._claims.list if self._claims.list.is_table else self._view).setFocus()

    def show_draft(self) -> None:
        """Lead to the first draft, on its claim."""
        for claim_id, typed in self._claims.details.drafts():
            if self.arrive("", claim_id):
                self._claims.details.write(typed.words)
                return
        self.to_draft()

    def to_place(self, place: Highlight) -> None:
        """Show a place of the chosen claim in the text, in the version in which it stands."""
        self._session.choose_version(place.version_id)
        self._view.reveal(place.span)

    def to_search(self) -> None:
        """Search among the article's claims."""
        self._claims.listing.bar.search.setFocus()
        self._claims.listing.bar.search.selectAll()

    def _step(self, by: int) -> None:
        found = self._claims.listing.step(by)
        if found:
            self._session.choose_claim(found)
