"""The centre: an article's heading and text, with sentences that need no check told apart.

A person reads sentence by sentence, and says of each that it needs no check, or goes on.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.highlight_geometry import HighlightGeometry
from annotator.app.theme.scale import Space, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label, literal
from annotator.articles.model import Article
from annotator.claims.highlights import Highlight, PaintedHighlight
from annotator.claims.service import coverage
from annotator.claims.ui.list.columns import in_short
from annotator.claims.ui.text.coverage_count import CoverageCounter
from annotator.claims.ui.text.highlight_pages import HighlightPages
from annotator.claims.ui.text.new_sentences import NewSentences, arrival_words, none_words
from annotator.claims.ui.text.ruler import Ruler, beside
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.changes import ChangeKind, Outcome
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.review.service import reviews
from annotator.revisions.unread import NewToRead

_AT_ONCE = 50_000
"""Code points in which sentences are marked or sought at once; in more, in the background."""
_SHOWN = 500
"""Rows of a step taken back that are looked through for the place where it happened."""

Act = Callable[[Project, Article, Sentences, Span], Outcome]


class CoverageController(QObject):
    """Marks sentences as looked at, and chooses the next sentence that was not."""

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
        """Select the next sentence that no checker has looked at, round the end."""
        # what is left to read stands in the newest version
        self._session.read_newest()
        article, selected = self._session.article, self._view.selected()
        if article is not None:
            self._go_on(article, selected.end if selected else self._view.caret())

    def next_new(self) -> None:
        """Select the next sentence that is new to read, and tell its older words."""
        article = self._session.article
        if article is not None:
            self._surveying.ask_new(article, self._arrive_at_new)

    def _arrive_at_new(self, found: NewToRead | None) -> None:
        selected, is_older = self._view.selected(), self._session.reads_older
        position = selected.end if selected else self._view.caret()
        sentence = found.next(0 if is_older else position) if found else None
        if found is None or sentence is None:
            self._session.told.emit(none_words(found))
            return
        self._session.choose_version(found.newest.id)
        self._view.go_to(sentence.span)
        self._session.told.emit(arrival_words(sentence, found.checked.named))

    def _is_seen(self, stretch: Span) -> bool:
        """Return whether a stretch is in view; scroll to it if not, before any act on it."""
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
        """Return the selection, or else the sentence at the caret, or the sentence before it."""
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
            self._session.read_newest()
            self._view.go_to(Span(min(spans).start, max(s.end for s in spans)))


def _act(project: Project, article: Article, sentences: Sentences, stretch: Span) -> Outcome:
    if coverage.is_marked(project, article, sentences, stretch):
        return coverage.look_again(project, article, sentences, stretch)
    return coverage.nothing_to_check(project, article, sentences, stretch)


_LINE = 2.0
"""Width of the line beside the words, in pixels; it stands in the margin of the document."""

_STRETCH = 1_024
"""Code points in a stretch of a very long paragraph, which is shown stretch by stretch.

The time that Qt takes for each softened stretch grows with the lines of its paragraph.
"""

Reader = Callable[[Span], list[Span]]


class CheckedSentences(QObject):
    """Shows the marked sentences that are in view, at a cost that follows their number."""

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._read: Reader = lambda _stretch: []
        self._seen: Span | None = None
        self._shown: list[QTextCursor] = []
        view.add_underlay(self._paint)
        view.updateRequest.connect(self._follow)

    def show(self, read: Reader) -> None:
        """Ask ``read`` for the marked sentences in a stretch from now on."""
        self._read = read
        self.refresh()

    def clear(self) -> None:
        """Show no sentences, while another text comes into the view."""
        self._read = lambda _stretch: []
        self._shown = []
        self._soften()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self._soften()

    def refresh(self) -> None:
        """Read the sentences in view again."""
        self._seen = None
        self._follow()

    def _follow(self, *_: object) -> None:
        seen = self._in_view()
        if seen == self._seen:
            return
        self._seen = seen
        spans = self._joined(self._read(seen)) if seen else []
        found = [self._view.cursor_over(span) for span in spans]
        if found != self._shown:
            self._shown = found
            self._soften()
            self._view.viewport().update()

    def _in_view(self) -> Span | None:
        """Return the paragraphs in view, or whole stretches in view of a very long paragraph."""
        paragraphs = self._view.paragraphs_in_view()
        if paragraphs is None or len(paragraphs) <= 10 * _STRETCH:
            return paragraphs
        seen = self._view.in_view() or paragraphs
        start, end = seen.start // _STRETCH * _STRETCH, -(-seen.end // _STRETCH) * _STRETCH
        return Span(max(paragraphs.start, start), min(paragraphs.end, end))

    def _joined(self, sentences: list[Span]) -> list[Span]:
        """Return neighbours in a line of the text as a single stretch."""
        found: list[Span] = []
        for span in sentences:
            between = self._view.words(Span(found[-1].end, span.start)) if found else "\n"
            if between.isspace() and "\n" not in between:
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return found

    def _soften(self) -> None:
        softer = QTextCharFormat()
        softer.setForeground(self._theme.muted)
        shown = []
        for cursor in self._shown:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, softer
            shown.append(selection)
        self._view.setExtraSelections(shown)

    def _paint(self, painter: QPainter, block: QTextBlock) -> None:
        begin, end = block.position(), block.position() + block.length()
        painter.setPen(QPen(self._theme.control, _LINE))
        for cursor in self._shown:
            if cursor.selectionStart() < end and cursor.selectionEnd() > begin:
                first, last = cursor.selectionStart() - begin, cursor.selectionEnd() - begin
                _draw(painter, [*HighlightGeometry(block).rectangles(max(0, first), last)])


def _draw(painter: QPainter, boxes: list[QRectF]) -> None:
    if boxes:
        top, bottom = boxes[0].top(), boxes[-1].bottom()
        painter.drawLine(QPointF(_LINE / 2, top), QPointF(_LINE / 2, bottom))


class Welcome(QWidget):
    """An empty page that says which step comes next."""

    def __init__(self, title: str, words: str, buttons: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        heading, self.text = Label(title), Label(words)
        heading.setObjectName("welcome")
        self.text.setObjectName("muted")
        layout = QVBoxLayout(self)
        pad(layout, Space.WIDE)
        layout.setSpacing(Space.SMALL)
        layout.addStretch(2)
        for label in (heading, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(Space.MEDIUM)
        for number, (name, act) in enumerate(buttons.items()):
            button = QPushButton(literal(name))
            button.setObjectName("primary" if number == 0 else "")
            button.setMinimumWidth(letters(30))
            button.clicked.connect(lambda _=False, act=act: act())
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


def _scrolling(page: QWidget) -> QScrollArea:
    """Return a page that scrolls where it has too little room, and makes no window larger."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area


class ArticlePane(QStackedWidget):
    """Shows the chosen article and keeps its highlights as they are in the project."""

    def __init__(
        self, session: Session, theme: Theme, no_project: QWidget, no_article: QWidget
    ) -> None:
        super().__init__()
        self._session = session
        self._layered = False
        self._found: NewToRead | None = None
        self.view = ArticleView(theme)
        self.view.describe = self.view.gutter.describe = self._describe
        self.surveying = CoverageCounter(session, self)
        self.covering = CoverageController(session, self.view, self.surveying)
        self.marked = CheckedSentences(self.view, theme)
        self.new = NewSentences(self.view, theme)
        self.ruler = Ruler(theme, self.view)
        self._no_project, self._no_article = _scrolling(no_project), _scrolling(no_article)
        self._reading = beside(self.view, self.ruler)
        for page in (self._no_project, self._no_article, self._reading):
            self.addWidget(page)
        self.surveying.surveyed.connect(self.ruler.show_survey)
        self.surveying.compared.connect(self.ruler.show_new)
        self.surveying.compared.connect(self._show_new)
        for signal in (session.opened, session.closed):
            signal.connect(lambda: self.show_article(session.article))
        session.article_chosen.connect(self.show_article)
        session.version_chosen.connect(lambda _version: self.show_article(session.reading))
        session.claim_chosen.connect(lambda claim: self.view.show_chosen(claim.id if claim else ""))
        session.claim_revealed.connect(self._reveal)
        session.refreshed.connect(self._refresh)

    def show_article(self, article: Article | None) -> None:
        """Show the text of an article in the version that it comes with."""
        self.marked.clear()
        self._show_new(self._found)
        if article is None:
            # nothing of another client's text stays behind the empty page
            self.view.show_text("", HighlightPages(lambda _span: []))
            self.setCurrentWidget(self._no_article if self._session.is_open else self._no_project)
            return
        project, version = self._session.project, article.version
        pages = HighlightPages(lambda span: self._read(version.id, span))
        self.view.show_text(project.articles.text(version.id), pages)
        self.view.is_fixed = self._session.reads_older
        claim = self._session.claim
        self.view.show_chosen(claim.id if claim else "")
        self.marked.show(self._marked)
        # it is drawn to the measure of the newest text
        self.ruler.setVisible(not self._session.reads_older)
        self.setCurrentWidget(self._reading)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        for part in (self.view, self.marked, self.new, self.ruler):
            part.show_theme(theme)

    def show_layers(self, *, on: bool) -> None:
        """Show or hide the difference between the user's own highlights and the other checkers'."""
        self._layered = on
        self.view.refresh()

    def _show_new(self, found: NewToRead | None) -> None:
        """Mark the sentences new to read; no place of the newest text is marked in an older one."""
        self._found, shown = found, self._session.reading
        is_here = found is not None and shown is not None and shown.version == found.newest
        self.new.show(found if is_here else None)

    def _read(self, version_id: str, span: Span) -> list[PaintedHighlight]:
        project = self._session.project
        found = project.highlights.between(version_id, span)
        return reviews.layer_highlights(project, found) if self._layered else found

    def _describe(self, claim_ids: Sequence[str]) -> str:
        article = self._session.article
        rows = self._session.project.claim_lists.rows(article.id, claim_ids) if article else []
        return "\n".join(map(in_short, rows))

    def _marked(self, stretch: Span) -> list[Span]:
        article = self._session.reading
        if article is None:
            return []
        sentences = self.surveying.sentences(article)
        return coverage.marked(self._session.project, article, sentences, stretch)

    def _reveal(self, claim_id: str) -> None:
        """Show a claim where it stands: in the version that is read, or else in its newest.

        It stands in an older version alone if its words were cut, or nobody has found them yet.
        """
        places = self._session.project.highlights.of_claim(claim_id)
        place = self._nearest(places)
        # the claim is what is chosen now, and no words
        self.view.clear_selection()
        if place is not None:
            self._session.choose_version(place.version_id)
            self.view.reveal(place.span)

    def _nearest(self, places: Sequence[Highlight]) -> Highlight | None:
        """Return the first place in the version that is read, or else in the newest with any."""
        reading = self._session.reading
        if reading is None or not places:
            return None
        versions = self._session.project.articles.versions(reading.id)
        order = [reading.version.id, *(version.id for version in reversed(versions))]
        there = {place.version_id for place in places}
        best = next((version for version in order if version in there), "")
        return next((place for place in places if place.version_id == best), None)

    def _refresh(self) -> None:
        """Read the highlights in view again."""
        self.view.refresh()
        self.marked.refresh()
