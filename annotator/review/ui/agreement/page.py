"""The page of agreement: the checkers and the place, the figures in words, and their claims."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.dialog import Dialog, Page
from annotator.app.widgets.fields import ChoiceBox, empty_layout, label_field
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label, literal
from annotator.app.widgets.timers import make_timer
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.wording import count_of
from annotator.people.model import Checker
from annotator.project import Project
from annotator.review.agreement.coefficients import Figure
from annotator.review.agreement.comparison import Figures, PairAgreement
from annotator.review.agreement.kappa import Kappa
from annotator.review.agreement.measures import BLIND, FOUND, Measure
from annotator.review.agreement.wording import label, meaning, written
from annotator.review.service import agreement
from annotator.review.service.agreement import EVERYTHING, AgreementResult, AgreementScope
from annotator.review.ui.agreement.pair_view import PairView

ARTICLE, PROJECT, CLAIMS = "article", "project", "claims"


class AgreementChoices(QWidget):
    """A tick for each checker, and a box for the scope; ``changed`` comes when either is turned."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self.scope = ChoiceBox()
        self.scope.setAccessibleName("Compare")
        self.scope.addItem("This article", ARTICLE)
        self.scope.addItem("Whole project", PROJECT)
        self.scope.addItem("Claims chosen in the list", CLAIMS)
        self.scope.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._people = FlowLayout(Space.SMALL)
        column = QVBoxLayout(self)
        clear_margins(column, Space.SMALL)
        who = Label("Checkers")
        who.setObjectName("label")
        # the box stands first: it is always there, and Tab begins with what has been there longest
        column.addWidget(label_field("Compare", self.scope))
        column.addWidget(who)
        column.addLayout(self._people)

    def show_checkers(self, checkers: Sequence[Checker], chosen: Collection[str]) -> None:
        """Offer checkers, some of them chosen."""
        if [*self.boxes] == [c.id for c in checkers]:
            names = [box.text() for box in self.boxes.values()]
            if names == [literal(c.name) for c in checkers]:
                return
        empty_layout(self._people)
        self.boxes = {}
        for checker in checkers:
            box = QCheckBox(literal(checker.name))
            box.setAccessibleName(f"Compare {checker.name}")
            box.setChecked(checker.id in chosen)
            box.toggled.connect(lambda _: self.changed.emit())
            self.boxes[checker.id] = box
            self._people.addWidget(box)

    def checker_ids(self) -> tuple[str, ...]:
        """The checkers that are chosen, by name."""
        return tuple(identity for identity, box in self.boxes.items() if box.isChecked())

    def of_project(self) -> bool:
        """Whether the whole project is compared, and not the article that is shown."""
        return bool(self.scope.currentData() == PROJECT)

    def of_claims(self) -> bool:
        """Whether only the claims that are chosen in the list are compared."""
        return bool(self.scope.currentData() == CLAIMS)


_MANY = 30
"""The number of articles whose highlights are told one by one."""
_VERDICTS = (Measure.RAW, Measure.KAPPA)


class FigureLine(QWidget):
    """A figure: its name and its number in a line, and its basis and meaning below."""

    def __init__(self, name: str, figure: Figure, unit: str, sentence: str) -> None:
        super().__init__()
        self.words = f"{name}: {_number(figure)}"
        self.setAccessibleName(self.words)
        self.name, self.number = _label(name, "strong"), _label(_number(figure), "strong")
        self.number.setWordWrap(False)
        head = QHBoxLayout()
        head.setSpacing(Space.MEDIUM)
        head.addWidget(self.name, 1)
        head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        self.about = _label(" ".join([*_rests_on(figure, unit), sentence]).strip(), "muted")
        column = QVBoxLayout(self)
        clear_margins(column, Space.TINY)
        column.addLayout(head)
        column.addWidget(self.about)


class FiguresView(QWidget):
    """Every figure of a comparison, for a pair of its checkers."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        clear_margins(self._column, Space.MEDIUM)

    def show_agreement(self, found: AgreementResult, pair: PairAgreement) -> None:
        """Show the figures of all together, of a pair, and of the articles."""
        empty_layout(self._column)
        for widget in _sections(found, pair):
            self._column.addWidget(widget)

    def clear(self) -> None:
        """Remove every figure."""
        empty_layout(self._column)


def _sections(found: AgreementResult, pair: PairAgreement) -> Iterator[QWidget]:
    names = pair.first.name, pair.second.name
    of_pair = pair.figures
    verdicts = {measure: of_pair[measure] for measure in _VERDICTS}
    if len(found.checkers) > 2:
        yield _label(f"Verdicts of all {count_of(len(found.checkers), 'checker')}", "title")
        yield from _lines(found.figures)
        yield _label(f"Verdicts of {names[0]} and {names[1]}", "title")
        yield from _lines(verdicts)
    else:
        yield _label("Verdicts", "title")
        yield from _lines({**verdicts, **found.figures})
    yield _label("Claims found", "title")
    yield from _lines({m: f for m, f in of_pair.items() if m not in verdicts}, *names)
    yield from _articles(found)


def _lines(figures: Figures, first: str = "", second: str = "") -> Iterator[QWidget]:
    for measure, figure in figures.items():
        yield FigureLine(label(measure), figure, measure.unit, meaning(measure, first, second))


def _articles(found: AgreementResult) -> Iterator[QWidget]:
    yield _label("Highlighted text", "title")
    yield _label(f"{label(Measure.ALPHA_U)}: {meaning(Measure.ALPHA_U)}", "muted")
    for article in found.articles[:_MANY]:
        yield FigureLine(article.article.heading, article.alpha_u, Measure.ALPHA_U.unit, "")
    left = len(found.articles) - _MANY
    if left > 0:
        more = count_of(left, "more article")
        yield _label(f"And {more}. Choose one to see its figure.", "muted")
    elif not found.articles:
        yield _label("There are no figures yet.", "muted")


def _number(figure: Figure) -> str:
    return "not defined" if figure.value is None else str(figure)


def _rests_on(figure: Figure, unit: str) -> Iterator[str]:
    if figure.value is None:
        yield f"{written(figure).capitalize()}."
    elif isinstance(figure, Kappa) and figure.interval:
        interval = written(figure).partition("(")[2].rstrip(")")
        yield f"{interval}."
    yield f"n = {count_of(figure.n, unit)}."


def _label(words: str, name: str) -> Label:
    made = Label(words)
    made.setObjectName(name)
    made.setWordWrap(True)
    return made


_REST = 250
"""Milliseconds without a change after which the figures are worked out anew."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The checkers on offer, the compared checkers, and the result; ``None`` for fewer than two."""

    checkers: tuple[Checker, ...]
    chosen: tuple[str, ...]
    found: AgreementResult | None


class AgreementPage(Dialog):
    """A window beside the main window: figures on the left, two checkers side by side on the right.

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
        self._found: AgreementResult | None = None
        self.choosing, self.figures = AgreementChoices(), FiguresView()
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
        """Work the figures out in the background, and show those of the last question only."""
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

    def _scope(self) -> AgreementScope:
        article = self._session.article
        if article is None or self.choosing.of_project():
            return EVERYTHING
        if self.choosing.of_claims():
            return AgreementScope(claim_ids=tuple(self._chosen()))
        return AgreementScope(article_ids=(article.id,))

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

    def _where(self, found: AgreementResult) -> str:
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
        clear_margins(layout)
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


def _work(
    chosen: tuple[str, ...], scope: AgreementScope, *, known: bool
) -> Callable[[Project], _Answer]:
    """Return the comparison as a job; the first is of all checkers who tagged there."""

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
