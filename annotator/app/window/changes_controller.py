"""The review of changes beside the text: its places are shown there, counted, and decided."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMainWindow

from annotator.app.session.session import Session
from annotator.app.theme.highlight_geometry import HighlightGeometry
from annotator.app.theme.theme import Theme
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.judged_words import are_other_words
from annotator.claims.service.claim_view import read_claim_view
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.changes import Outcome
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.revisions.model import PlaceOutcome
from annotator.revisions.plan import PlaceInContext
from annotator.revisions.service import decisions
from annotator.revisions.service.place_review import ReviewedPlace, places_to_review
from annotator.revisions.ui.change_rows import OPEN, case_of
from annotator.revisions.ui.changes_page import ChangesPage

_REST = 120
"""Milliseconds without a step before places are read anew: it must not hold up the step."""
_TABLES = ("placements", "versions", "highlights", "claims", "articles")
"""The tables of which the rows make up the work list."""
_FRAME = 2.0
"""Pixels of the dashed frame around the words that are proposed."""


class ProposedWords(QObject):
    """Frames the words in the text on which a claim is proposed to stand."""

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self._shown: QTextCursor | None = None
        view.add_underlay(self._paint)

    def show(self, span: Span | None) -> None:
        """Frame other words, and bring them into view; none for ``None``."""
        self._shown = self._view.cursor_over(span) if span is not None else None
        if span is not None:
            self._view.reveal(span)
        self._view.viewport().update()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme

    def _paint(self, painter: QPainter, block: QTextBlock) -> None:
        cursor = self._shown
        begin, end = block.position(), block.position() + block.length()
        if cursor is None or cursor.selectionStart() >= end or cursor.selectionEnd() <= begin:
            return
        first, last = cursor.selectionStart() - begin, cursor.selectionEnd() - begin
        pen = QPen(self._theme.accent, _FRAME, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in HighlightGeometry(block).rectangles(max(0, first), last):
            painter.drawRoundedRect(box.adjusted(-_FRAME, 1, _FRAME, -1), 4, 4)


class ChangesController(QObject):
    """Reads the places that the newest version asks about, and carries out the decisions on them.

    ``counted`` comes with how many places wait in the article; ``None`` where no version asked.
    """

    counted = Signal(object)

    def __init__(
        self, session: Session, view: ArticleView, page: ChangesPage, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._view = view
        self.page = page
        self.words = ProposedWords(view, page.theme)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, page)
        self._article_id = ""
        self._rest = make_timer(self, _REST, once=True)
        self._rest.timeout.connect(self.read)
        session.article_chosen.connect(self._begin)
        session.changed.connect(self._follow)
        session.refreshed.connect(self._show_tags)
        session.claim_chosen.connect(self._follow_claim)
        session.closed.connect(self._forget)
        session.version_chosen.connect(lambda _version: self._show_words())
        page.turned.connect(self._show)
        page.accept_asked.connect(self._accept)
        page.leave_asked.connect(self._leave)
        page.selection_asked.connect(self._place_on_selection)
        page.told.connect(session.told)
        page.left.connect(view.setFocus)
        page.visibilityChanged.connect(self._turn)
        view.selectionChanged.connect(self._allow_selection)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.page.show_theme(theme)
        self.words.show_theme(theme)

    def open(self) -> None:
        """Show the review of changes, with the focus in it."""
        if self._session.article is not None:
            self.page.open()
            self.read()

    def place_or(self, act: Callable[[], object]) -> None:
        """Place the claim under review on the selected words, or do an act where none is.

        A word that is selected by two clicks may have chosen the claim that stands there. The key
        is still that of the button in sight: no passage is added to a claim that was not meant.
        """
        place, claim = self.page.place, self._session.claim
        is_chosen = place is not None and claim is not None and place.record.claim_id == claim.id
        is_meant = is_chosen or self._view.textCursor().hasSelection()
        if self.page.isVisible() and is_meant and not self._is_placed(place):
            self.page.place_on_selection()
        else:
            act()

    def read(self) -> None:
        """Read the places anew in the background, or only count them while they are not shown."""
        article = self._session.article
        if article is None or not self._session.is_open:
            return
        if self.page.isVisible():
            self._session.jobs.run(
                lambda project: places_to_review(project, article.id),
                partial(self._take, article.id),
                self._tell,
                key="places to review",
            )
        else:
            self._session.jobs.run(
                lambda project: _count(project, article.id),
                partial(self._take_count, article.id),
                self._tell,
                key="places to review",
            )

    # inner workings

    def _begin(self, article: Article | None) -> None:
        self._article_id = article.id if article is not None else ""
        self.page.show_places(())
        self.counted.emit(None)
        if article is not None:
            self._rest.start()

    def _forget(self) -> None:
        self._rest.stop()
        self.page.show_places(())
        self.page.hide()

    def _follow(self, outcome: Outcome) -> None:
        if any(outcome.touched(table) for table in _TABLES):
            self._rest.start()

    def _turn(self, is_shown: bool) -> None:
        if is_shown:
            self.read()
        else:
            self.words.show(None)

    def _take(self, article_id: str, places: list[ReviewedPlace]) -> None:
        if article_id == self._article_id:
            self.page.show_places(places)
            waiting = sum(case_of(place) == OPEN for place in places)
            self.counted.emit(waiting if places else None)

    def _take_count(self, article_id: str, count: int | None) -> None:
        if article_id == self._article_id:
            self.counted.emit(count)

    def _show(self, place: ReviewedPlace | None) -> None:
        """Show a place in the text, and its claim in the details."""
        if not self.page.isVisible():
            return
        self._session.read_newest()
        self._show_words()
        if place is not None:
            self._session.choose_claim(place.record.claim_id, reveal=False, silent=True)
        self._show_tags()
        self._allow_selection()

    def _show_words(self) -> None:
        """Show where the claim stands, or frame the words that are proposed."""
        place, proposal = self.page.place, self.page.proposal
        if proposal is None or place is None or self._session.reads_older:
            self.words.show(None)
        elif proposal == place.now:
            self.words.show(None)
            self._view.reveal(proposal.span)
        else:
            self.words.show(proposal.span)

    def _follow_claim(self, claim: Claim | None) -> None:
        if claim is not None and self.page.isVisible():
            self.page.choose_claim(claim.id)

    def _show_tags(self) -> None:
        """Show the verdicts on the claim under review, and which of them cover its words."""
        claim, place = self._session.claim, self.page.place
        if claim is None or place is None or place.record.claim_id != claim.id:
            self.page.show_tags(())
            return
        if self.page.isVisible():
            view = read_claim_view(self._session.project, claim)
            waits = case_of(place) == OPEN
            self.page.show_tags(
                [
                    (
                        f"{label(tag.verdict)} by {tag.checker}",
                        not waits and not are_other_words(tag.given_on, view.judged_places),
                    )
                    for tag in view.tags
                ]
            )

    def _allow_selection(self) -> None:
        self.page.allow_selection(can=self._view.textCursor().hasSelection())

    def _accept(self, placement_id: str, span: Span) -> None:
        project = self._session.project
        outcome = self._session.attempt(lambda: decisions.accept_place(project, placement_id, span))
        if outcome is not None:
            self.page.take_decision(placement_id, PlaceOutcome.PLACED, self._at(span))
            # keys of verdicts are meant for the claim, and for no words
            self._view.clear_selection()
            self.page.list.setFocus()

    def _leave(self, placement_id: str) -> None:
        project = self._session.project
        outcome = self._session.attempt(lambda: decisions.leave_on_old(project, placement_id))
        if outcome is not None:
            self.page.take_decision(placement_id, PlaceOutcome.LEFT, None)

    def _at(self, span: Span) -> PlaceInContext:
        """Return a place with its sentence where that is known; it is read soon in any case."""
        proposal = self.page.proposal
        if proposal is not None and proposal.span == span:
            return proposal
        words = self._view.words(span)
        return PlaceInContext(span, words, span, words)

    def _place_on_selection(self, placement_id: str) -> None:
        span = self._view.marking()
        if self._session.reads_older:
            self._session.told.emit("This is an older version. Select words in the newest one.")
        elif span is None:
            self._session.told.emit(
                "Select the words in the text first, then “Place on selection”."
            )
        else:
            self._accept(placement_id, span)

    def _is_placed(self, place: ReviewedPlace | None) -> bool:
        return place is not None and place.now is not None

    def _tell(self, error: Exception) -> None:
        self._session.failed.emit(str(error), None)


def _count(project: Project, article_id: str) -> int | None:
    """Return how many places wait, ``None`` where the newest version has asked about none."""
    newest = project.articles.get(article_id).version.id
    if not project.placements.of_version(newest):
        return None
    return decisions.undecided_count(project, article_id)
