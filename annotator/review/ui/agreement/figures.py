"""The figures of agreement in words: each with its number, and what it means."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.fields import empty
from annotator.app.widgets.plain_text import Label
from annotator.kernel.quantities import count_of
from annotator.review.agreement.coefficients import Figure
from annotator.review.agreement.comparison import Figures, PairAgreement
from annotator.review.agreement.kappa import Kappa
from annotator.review.agreement.measures import Measure
from annotator.review.agreement.wording import label, meaning, written
from annotator.review.service.agreement import Agreement

_MANY = 30
"""Articles whose highlights are told one by one."""
_VERDICTS = (Measure.RAW, Measure.KAPPA)


class FigureLine(QWidget):
    """A figure: its name and its number in one line, and below what they rest on and mean."""

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
        bare(column, Space.TINY)
        column.addLayout(head)
        column.addWidget(self.about)


class FiguresView(QWidget):
    """Every figure of a comparison, for one pair of its checkers."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        bare(self._column, Space.MEDIUM)

    def show_agreement(self, found: Agreement, pair: PairAgreement) -> None:
        """Show the figures of all together, of a pair, and of the articles."""
        empty(self._column)
        for widget in _sections(found, pair):
            self._column.addWidget(widget)

    def clear(self) -> None:
        """Show nothing."""
        empty(self._column)


def _sections(found: Agreement, pair: PairAgreement) -> Iterator[QWidget]:
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


def _articles(found: Agreement) -> Iterator[QWidget]:
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
