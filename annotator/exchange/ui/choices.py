"""What a person decides about an import where its file does not say, each only if it is asked."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from annotator.app.theme.scale import Space, bare, letters
from annotator.app.widgets.fields import ChoiceBox, choice, chosen
from annotator.app.widgets.plain_text import Label
from annotator.articles.model import Article
from annotator.claims.verdicts import DisputeReason
from annotator.exchange.service.plan import ImportChoices, ImportPlan

_AS_IN_FILE = "New articles, as in the file"
_NONE = "None of them"
_LAST = 9999
"""A row behind all others, which takes what room is left."""
_SIGNS = 24
"""Signs of a choice that a box has room for at least."""


class ImportChoicesForm(QWidget):
    """The article, the reason of disputes, the unit of positions and who is who.

    ``changed`` comes with the Choices once a person made another one.
    """

    changed = Signal(object)

    def __init__(self, articles: Sequence[Article], known: Sequence[str]) -> None:
        super().__init__()
        self._known = [*known]
        self._choices = ImportChoices()
        self._is_of_texts = False
        self.article, self.reason, self.unit = ChoiceBox(), choice(DisputeReason), ChoiceBox()
        self.people: dict[str, QComboBox] = {}
        self._articles = [*articles]
        self._grid = QGridLayout(self)
        bare(self._grid, Space.SMALL)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(_LAST, 1)
        self._labels: dict[QComboBox, Label] = {}
        for box in (self.article, self.reason, self.unit):
            self._add("", box)

    @property
    def choices(self) -> ImportChoices:
        """What is chosen by now."""
        article_id = self.article.currentData() or ""
        made = replace(
            self._choices,
            adds_articles=not (self._is_of_texts and article_id),
            reason=chosen(self.reason, DisputeReason),
            counting=self.unit.currentData(),
            people=tuple((name, box.currentData()) for name, box in self.people.items()),
        )
        # of texts alone, the article that is open only decides between two with one text
        return (
            made if self._is_of_texts and not article_id else replace(made, article_id=article_id)
        )

    def begin(self, plan: ImportPlan) -> None:
        """Ask what this first plan leaves open."""
        self._choices = plan.choices
        self._is_of_texts = bool(plan.foreign.texts) and not plan.asks_article
        self._offer_articles(plan)
        for counting in plan.countings:
            words = str(counting)
            self.unit.addItem(words[:1].upper() + words[1:], counting)
        if self.unit.count():
            self.unit.insertItem(0, "Unknown: leave these out", None)
            self.unit.setCurrentIndex(0)
        for name in dict.fromkeys(a.said.author for a in plan.arrivals if a.annotation.annotator):
            self._offer_people(name)
        self.show_plan(plan)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show only what matters with what is chosen by now."""
        open_ = sum(arrival.said.reason_open for arrival in plan.coming)
        where = "Add texts to" if self._is_of_texts else "Article, if the file names none"
        self._show(self.article, where, self.article.count() > 0)
        self._show(self.reason, f"Disputed without a reason ({open_:,})", open_ > 0)
        self._show(self.unit, "Positions count", self.unit.count() > 0)
        self.setVisible(any(not box.isHidden() for box in self._labels))

    # inner workings

    def _offer_articles(self, plan: ImportPlan) -> None:
        if not (plan.asks_article or plan.new_articles):
            return
        self.article.addItem(_AS_IN_FILE if self._is_of_texts else _NONE, "")
        for article in self._articles:
            self.article.addItem(f"{article.number}. {article.heading}", article.id)
        if not self._is_of_texts:
            self.article.setCurrentIndex(max(0, self.article.findData(plan.choices.article_id)))

    def _offer_people(self, name: str) -> None:
        box = ChoiceBox()
        box.addItem(name if name in self._known else f"{name} (new here)", name)
        for other in self._known:
            if other != name:
                box.addItem(other, other)
        self.people[name] = box
        self._add(f"“{name}” is", box)

    def _add(self, words: str, box: QComboBox) -> None:
        label, row = Label(words), len(self._labels)
        label.setBuddy(box)
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SIGNS)
        label.setMinimumWidth(letters(28))
        label.setMaximumWidth(letters(40))
        label.setWordWrap(True)
        self._labels[box] = label
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)
        box.currentIndexChanged.connect(lambda _: self._say())

    def _show(self, box: QComboBox, words: str, shown: bool) -> None:  # noqa: FBT001 - an inner one
        self._labels[box].setText(words)
        box.setAccessibleName(words)
        self._labels[box].setVisible(shown)
        box.setVisible(shown)

    def _say(self) -> None:
        if self.isVisible():
            self.changed.emit(self.choices)
