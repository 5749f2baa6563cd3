"""How far checkers agree: who and where, the figures, and the claims behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QVBoxLayout, QWidget

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, bare, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.page import Page
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.quantities import count_of
from annotator.people.model import Checker
from annotator.project import Project
from annotator.review.agreement.measures import BLIND, FOUND
from annotator.review.service import agreement
from annotator.review.service.agreement import EVERYTHING, Agreement, Scope
from annotator.review.ui.agreement.choosing import Choosing
from annotator.review.ui.agreement.figures import FiguresView
from annotator.review.ui.agreement.pair_view import PairView

_REST = 250
"""Milliseconds without a change after which the figures are worked out anew."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Who could be compared, who was, and what came of it; ``None`` with fewer than two."""

    checkers: tuple[Checker, ...]
    chosen: tuple[str, ...]
    found: Agreement | None


class AgreementPage(Dialog):
    """A window beside the main one: figures on the left, the two side by side on the right.

    ``claim_chosen`` comes with the claim to go to; ``chosen`` says which claims are chosen in the
    list, by their ids.
    """

    claim_chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        theme: Theme,
        chosen: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Agreement")
        self._session = session
        self._chosen = chosen
        self._asked = 0
        self._found: Agreement | None = None
        self.choosing, self.figures = Choosing(), FiguresView()
        self.pairs = PairView(session, theme)
        self.state = Label()
        self._rest = make_timer(self, _REST, once=True)
        self._lay_out()
        self._connect()
        self.resize(letters(168), letters(96))

    def open_up(self) -> None:
        """Show the page, with the figures as they are now."""
        self._rest.stop()
        self.show()
        self.raise_()
        self.activateWindow()
        self.choosing.scope.setFocus()
        self._compare()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.pairs.show_theme(theme)

    # Qt's events

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # what was asked for is not wanted any more, and the project may be another one soon
        self._rest.stop()
        self._asked += 1

    # inner workings

    def _connect(self) -> None:
        self._rest.timeout.connect(self._compare)
        self.choosing.changed.connect(self._compare)
        self.pairs.pair_chosen.connect(self._show_found)
        self.pairs.claim_chosen.connect(self.claim_chosen)
        for signal in (self._session.refreshed, self._session.article_chosen):
            signal.connect(self._compare_soon)

    def _compare_soon(self, *_: object) -> None:
        if self.isVisible():
            self._rest.start()

    def _compare(self) -> None:
        """Work the figures out in the background; only what was asked for last is shown."""
        if not self._session.is_open:
            return
        self._rest.stop()
        self._asked += 1
        asked = self._asked
        self._tell("Comparing…")

        def take(answer: _Answer) -> None:
            if asked == self._asked:
                self._show(answer)

        def failed(error: AnnotatorError) -> None:
            if asked == self._asked:
                self._tell(str(error))

        work = _work(self.choosing.checker_ids(), self._scope(), known=bool(self.choosing.boxes))
        self._session.jobs.run(work, take, failed, key="agreement")

    def _scope(self) -> Scope:
        article = self._session.article
        if article is None or self.choosing.of_project():
            return EVERYTHING
        if self.choosing.of_claims():
            return Scope(claim_ids=tuple(self._chosen()))
        return Scope(article_ids=(article.id,))

    def _show(self, answer: _Answer) -> None:
        self.choosing.show_checkers(answer.checkers, answer.chosen)
        self._found = answer.found
        self.pairs.setEnabled(answer.found is not None)
        if answer.found is None:
            self.figures.clear()
            few = len(answer.checkers) < 2
            self._tell(
                "Nobody else works in this project yet, so there is nothing to compare."
                if few
                else "Choose at least two checkers."
            )
            return
        self._tell(self._where(answer.found))
        self._show_found()

    def _show_found(self) -> None:
        if self._found is not None:
            self.figures.show_agreement(self._found, self.pairs.show_pairs(self._found.pairs))

    def _where(self, found: Agreement) -> str:
        article = self._session.article
        if article is not None and self.choosing.of_claims():
            number = len(self._chosen())
            return f"In {count_of(number, 'chosen claim')}"
        if article is not None and not self.choosing.of_project():
            return f"In “{article.heading}”"
        return f"In {count_of(len(found.articles), 'article')}"

    def _tell(self, words: str) -> None:
        if words != self.state.text():
            self.state.setText(words)
            announce(self.choosing.scope, words)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        for side in (self._left_side(), self.pairs):
            page = Page(side)
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            split.addWidget(page)
        split.setChildrenCollapsible(False)
        split.setSizes([letters(84), letters(84)])
        layout = QVBoxLayout(self)
        bare(layout)
        layout.addWidget(split, 1)
        self.pairs.setEnabled(False)

    def _left_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        pad(column, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self.choosing)
        self.state.setObjectName("strong")
        column.addWidget(self.state)
        column.addWidget(_note(BLIND, "warning"))
        column.addWidget(self.figures)
        column.addWidget(_note(FOUND, "muted"))
        column.addStretch(1)
        self.state.setWordWrap(True)
        return side


def _work(chosen: tuple[str, ...], scope: Scope, *, known: bool) -> Callable[[Project], _Answer]:
    """The comparison as a job; the first time it is of those who tagged there."""

    def work(project: Project) -> _Answer:
        checkers = tuple(project.people.checkers())
        who = [c for c in chosen if c in {checker.id for checker in checkers}]
        if not known:
            # two tell most: more are a matter of ticking them
            who = [checker.id for checker in agreement.taggers(project, scope)[:2]]
        if len(who) < 2:
            return _Answer(checkers, tuple(who), None)
        return _Answer(checkers, tuple(who), agreement.compare(project, who, scope))

    return work


def _note(words: str, name: str) -> Label:
    note = Label(words)
    note.setObjectName(name)
    note.setWordWrap(True)
    return note
