"""Where claims stand: sentences, growing and shrinking, ends, places, splitting and joining."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import add_entry
from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.geometry import End, Unit, moved_by
from annotator.claims.highlights import Highlight, PaintedHighlight
from annotator.claims.service import places
from annotator.claims.ui.text.coverage_count import CoverageCounter
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.changes import Outcome
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences, Units
from annotator.kernel.wording import count_of, form_for, quoted

_WORDS = 48
"""Letters of a claim that a menu shows."""


class PlacesController(QObject):
    """Selects by sentences and units, and changes the places of the chosen claim."""

    offered = Signal(str, str, object)

    def __init__(
        self, session: Session, view: ArticleView, surveying: CoverageCounter, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._view = view
        self._surveying = surveying
        self._window = window
        view.sentence_at = self._sentence_at
        view.place_moved.connect(self.move_place)

    # selecting

    def next_sentence(self) -> None:
        """Select the sentence after the caret."""
        self._select(
            lambda sentences, selected, caret: sentences.after(
                selected.start if selected else caret - 1
            )
        )

    def previous_sentence(self) -> None:
        """Select the sentence before the caret."""
        self._select(
            lambda sentences, selected, caret: sentences.before(
                selected.start if selected else caret
            )
        )

    def grow(self) -> None:
        """Let the selection grow: word, clause, sentence, paragraph."""
        start, end = self._stretch()
        self._select_found(lambda units: units.grown(start, end))

    def shrink(self) -> None:
        """Let the selection shrink: paragraph, sentence, clause, word."""
        selected = self._view.selected()
        if selected is not None:
            self._select_found(lambda units: units.shrunk(selected))

    def next_here(self) -> None:
        """Choose the next of the claims that lie over each other at the caret."""
        claims = [*dict.fromkeys(h.claim_id for h in self._here())]
        chosen = self._session.claim.id if self._session.claim else ""
        if claims:
            after = claims.index(chosen) + 1 if chosen in claims else 0
            self._session.choose_claim(claims[after % len(claims)], reveal=False)

    # places

    def move_end(self, end: End, unit: Unit, *, later: bool) -> None:
        """Move an end of the chosen claim's highlight."""
        place, article = self._place(), self._session.article
        if place is not None and article is not None:
            text = self._session.project.articles.text(article.version.id)
            sentences = self._surveying.sentences(article)
            self.move_place(place.id, moved_by(text, sentences, place.span, end, (unit, later)))

    def move_place(self, highlight_id: str, span: Span) -> None:
        """Let a highlight stand on another stretch."""
        project = self._session.project
        self._session.attempt(
            lambda: places.move_place(project, project.highlights.get(highlight_id), span)
        )

    def add_place(self) -> None:
        """Add the selected words as a place of the chosen claim."""
        span, claim, article = self._view.marking(), self._session.claim, self._session.article
        if span is None or claim is None or article is None:
            self._session.cannot.emit("Select first where else the claim stands.")
            return
        if self._add(claim, article, [span]) is not None:
            self._view.clear_selection()

    def add_same_words(self) -> None:
        """Find where else the words of the chosen claim stand, and offer to add all places."""
        place, claim, article = self._place(), self._session.claim, self._session.article
        if place is None or claim is None or article is None:
            return

        def offer(spans: list[Span]) -> None:
            if not spans:
                self._session.cannot.emit("These words appear nowhere else in the article.")
                return
            times = form_for(len(spans), "once more", count_of(len(spans), "more time"))
            passages = count_of(len(spans), "passage")
            button = form_for(len(spans), "Add passage", f"Add {passages}")
            act = partial(self._add, claim, article, spans)
            self.offered.emit(f"{quoted(_in_menu(place.quote))} appears {times}.", button, act)

        self._session.jobs.run(lambda project: places.same_words(project, place), offer)

    def remove_place(self) -> None:
        """Take the place at the caret off the chosen claim."""
        self._with_place(places.remove_place)

    def split(self) -> None:
        """Split the selected words off the chosen claim, or its words after the caret."""
        part, caret = self._view.marking(), self._view.caret()
        place = self._place()
        if place is None:
            return
        project = self._session.project
        outcome = self._session.attempt(
            lambda: (
                places.split(project, place, part)
                if part is not None
                else places.split_at(project, place, caret)
            )
        )
        if outcome is not None:
            self._view.clear_selection()

    def join_next(self) -> None:
        """Join the chosen claim and the next claim in the text."""
        claim, place, project = self._session.claim, self._place(), self._session.project
        following = project.highlights.next_claim(place) if place is not None else None
        if claim is None or following is None:
            self._session.cannot.emit("There is no claim after this one.")
            return
        self._session.attempt(lambda: places.join(project, claim, project.claims.get(following)))

    def show_menu(
        self, point: QPoint, here: list[PaintedHighlight], actions: list[QAction], theme: Theme
    ) -> None:
        """Offer the claims that lie at a point, and the acts on words and claims."""
        menu = QMenu(self._window)
        claims = {h.claim_id: h for h in here}
        if len(claims) > 1:
            for highlight in claims.values():
                words = f"{highlight.number} {theme.letter(highlight.standing)}   "
                words += _in_menu(self._view.words(highlight.span))
                choose = partial(self._session.choose_claim, highlight.claim_id, reveal=False)
                act = add_entry(menu, words)
                act.triggered.connect(lambda _=False, choose=choose: choose())
            menu.addSeparator()
        menu.addActions(actions)
        menu.exec(point)
        menu.deleteLater()

    # inner workings

    def _add(self, claim: Claim, article: Article, spans: list[Span]) -> Outcome | None:
        project = self._session.project
        return self._session.attempt(
            lambda: places.add_places(project, claim, article.version, spans)
        )

    def _with_place(self, act: Callable[..., Outcome]) -> None:
        place, project = self._place(), self._session.project
        if place is not None:
            self._session.attempt(lambda: act(project, place))

    def _place(self) -> Highlight | None:
        """Return the place of the chosen claim at the caret, or else in view, or else its first.

        A place in an older version is none: it cannot be changed, which is told.
        """
        claim, article = self._session.claim, self._session.article
        if claim is None or article is None:
            return None
        highlights = self._session.project.highlights
        at_hand = self._view.place_at_hand()
        if at_hand is not None:
            return highlights.get(at_hand.id)
        places = highlights.of_claim(claim.id)
        newest = [place for place in places if place.version_id == article.version.id]
        if places and not newest:
            self._session.cannot.emit(
                f"Claim {claim.number} has no words in version {article.version.number}, the "
                "newest. Select its words there and add them as another passage."
            )
        return next(iter(newest), None)

    def _here(self) -> list[PaintedHighlight]:
        caret = self._view.caret()
        return self._view.highlights_at(caret) or self._view.highlights_at(max(0, caret - 1))

    def _stretch(self) -> tuple[int, int]:
        selected, caret = self._view.selected(), self._view.caret()
        return (selected.start, selected.end) if selected else (caret, caret)

    def _sentence_at(self, position: int) -> Span | None:
        article = self._session.reading
        return self._surveying.sentences(article).at(position) if article else None

    def _select(self, find: Callable[[Sentences, Span | None, int], Span | None]) -> None:
        article = self._session.reading
        if article is None:
            return
        sentences = self._surveying.sentences(article)
        found = find(sentences, self._view.selected(), self._view.caret())
        if found is not None:
            self._view.go_to(found)

    def _select_found(self, find: Callable[[Units], Span | None]) -> None:
        article = self._session.reading
        if article is None:
            return
        text = self._session.project.articles.text(article.version.id)
        found = find(Units(text, self._surveying.sentences(article)))
        if found is not None:
            self._view.select(found)


def _in_menu(words: str) -> str:
    return excerpt(" ".join(words.split()), _WORDS)
