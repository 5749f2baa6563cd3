"""The fields for the choices of a report: articles, claims, kind, people, publisher, templates."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.files.dialogs import folder_to_use
from annotator.app.forms.claim_choices import AddresseeChoice, explain
from annotator.app.theme.scale import Space, clear_margins, letters
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label
from annotator.appearance import label
from annotator.articles.model import Article
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.wording import count_of
from annotator.reports.choices import ReportKind
from annotator.reports.formats import templates
from annotator.reports.publisher import Publisher
from annotator.reports.service.formats import Format


class SheetChoice(QWidget):
    """The people whom query sheets ask: all, a single person, or each in a file."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.person = AddresseeChoice()
        self.each = QCheckBox("One file for e&ach person")
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.TINY)
        layout.addWidget(self.person)
        layout.addWidget(self.each)
        self.person.currentIndexChanged.connect(self._turn)
        self.each.toggled.connect(self._turn)

    @property
    def asked(self) -> str | None:
        """The person whose questions are wanted; ``None`` for all."""
        name = None if self.is_for_each else self.person.currentData()
        return None if name is None else str(name)

    @property
    def is_for_each(self) -> bool:
        """Whether each person gets a file."""
        return self.person.is_needed and self.each.isChecked()

    def offer(self, names: Sequence[str]) -> None:
        """Offer people by name; the chosen person stays chosen."""
        self.person.offer(names)

    def _turn(self, *_: object) -> None:
        self.person.setEnabled(not self.is_for_each)
        self.changed.emit()


_ROWS, _ROW = 5, 5
"""Articles shown at once, and the height of each in letters."""


class CheckedVersionChoice(ChoiceBox):
    """The version of the text that was checked: by the work on it, or as the user says."""

    def __init__(self, article: Article | None) -> None:
        super().__init__()
        self.setAccessibleName("Checked version")
        self.article_id = article.id if article else ""
        """The article whose versions are offered; empty where there is nothing to choose."""
        self.addItem("The version with most verdicts", 0)
        older = range(article.version.number - 1, 0, -1) if article else range(0)
        for number in older:
            self.addItem(f"Version {number}", number)
        self.is_choice = len(older) > 1

    @property
    def number(self) -> int:
        """The number of the chosen version; 0 for the version that the work shows."""
        return int(self.currentData())


class ArticlesChoice(QWidget):
    """Three ways to say which; the list is there only while several are chosen from it."""

    changed = Signal()

    def __init__(self, articles: Sequence[Article], opened: Article | None) -> None:
        super().__init__()
        self._opened = opened
        self.one = QRadioButton("T&his article")
        self.some = QRadioButton("Se&veral articles")
        self.all = QRadioButton("The whole pro&ject")
        self._ways = QButtonGroup(self)
        self.list = self._make_list(articles)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.TINY)
        for way in (self.one, self.some, self.all):
            self._ways.addButton(way)
            layout.addWidget(way)
        layout.insertWidget(2, self.list)
        # one article is the whole project
        self.is_choice = several = len(articles) > 1
        self.some.setVisible(several)
        self.one.setVisible(opened is not None and several)
        (self.one if opened is not None and several else self.all).setChecked(True)
        self._ways.buttonToggled.connect(self._turn)
        self.list.itemChanged.connect(self._tell)
        self._show_list()

    def ids(self) -> tuple[str, ...] | None:
        """The articles' ids, ``None`` for all of them."""
        if self.one.isChecked() and self._opened is not None:
            return (self._opened.id,)
        if self.all.isChecked():
            return None
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)

    def _make_list(self, articles: Sequence[Article]) -> ItemList:
        made = ItemList()
        made.setAccessibleName("Articles in the report")
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for article in articles:
            is_open = self._opened is not None and article.id == self._opened.id
            made.addItem(_item(article, checked=is_open))
        made.setCurrentRow(0)
        rows = min(len(articles), _ROWS)
        made.setFixedHeight(rows * letters(_ROW) + 2 * Space.TINY)
        return made

    def _turn(self, _button: object, checked: bool) -> None:
        if checked:
            self._show_list()
            self.changed.emit()

    def _tell(self, _item: object) -> None:
        self.changed.emit()

    def _show_list(self) -> None:
        self.list.setVisible(self.some.isChecked())


def _item(article: Article, *, checked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{article.number}. {article.heading}")
    item.setData(Qt.ItemDataRole.UserRole, article.id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    return item


_WHOLE = "This format always includes the whole project."


class KindChoice(ChoiceBox):
    """A box of kinds; a form with a single kind fixes the box, other forms restore the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Kind of report")
        for kind in ReportKind:
            self.addItem(label(kind), kind.value)
        self._own: int | None = None

    @property
    def asked(self) -> ReportKind:
        """The kind that the box says."""
        return ReportKind(self.currentData())

    @property
    def own(self) -> ReportKind:
        """The kind that the user chose, even while the form fixes another."""
        return self.asked if self._own is None else ReportKind(self.itemData(self._own))

    def serve(self, form: Format) -> None:
        """Offer the kinds that a form can have, and explain a form with a single kind."""
        own, self._own = self._own, None
        if form.only is not None:
            self._own = self.currentIndex() if own is None else own
        self.setDisabled(form.only is not None or form.write_project is not None)
        explain(self, _locked_by(form))
        index = self.findData(form.only) if form.only is not None else own
        if index is not None:
            self.setCurrentIndex(index)


def _locked_by(form: Format) -> str:
    if form.write_project is not None:
        return _WHOLE
    return f"{form.label} is always {label(form.only).lower()}." if form.only is not None else ""


_RATED = (Verdict.VERIFIED, Verdict.DISPUTED)


class PublisherChoice(QWidget):
    """Two fields and a number for each verdict that can have a number."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = Publisher()
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the publisher")
        self.url = QLineEdit()
        self.url.setAccessibleName("Address of the published check")
        self.url.setPlaceholderText("https://")
        self.ratings = {verdict: _numbers(verdict) for verdict in _RATED}
        form = QFormLayout(self)
        clear_margins(form)
        form.setVerticalSpacing(Space.SMALL)
        form.setHorizontalSpacing(Space.MEDIUM)
        form.addRow("Name", self.name)
        form.addRow("Address", self.url)
        for verdict, box in self.ratings.items():
            form.addRow(f"{label(verdict)}", box)

    def begin(self, publisher: Publisher) -> None:
        """Fill the fields with the publisher that the project knows."""
        self._begun = publisher
        self.name.setText(publisher.name)
        self.url.setText(publisher.url)
        for verdict, box in self.ratings.items():
            _offer(box, publisher)
            box.setCurrentIndex(max(0, box.findData(publisher.ratings.get(verdict))))

    def said(self) -> Publisher:
        """Return the publisher of the fields; settings without a field stay as they were."""
        given = {
            verdict: box.currentData() for verdict, box in self.ratings.items() if box.currentData()
        }
        name, url = self.name.text().strip(), self.url.text().strip()
        return replace(self._begun, name=name, url=url, ratings=given)


def _numbers(verdict: Verdict) -> QComboBox:
    box: QComboBox = ChoiceBox()
    box.setAccessibleName(f"Rating for {label(verdict).lower()}")
    _offer(box, Publisher())
    return box


def _offer(box: QComboBox, publisher: Publisher) -> None:
    box.clear()
    box.addItem("No rating, name only", None)
    for number in range(publisher.worst, publisher.best + 1):
        ends = {publisher.worst: " (worst)", publisher.best: " (best)"}
        box.addItem(f"{number}{ends.get(number, '')}", number)


_BUNDLED = "Standard design."


class TemplateChoice(QWidget):
    """Two buttons, to choose a folder and to go back, a button to copy, and the chosen folder."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.folder: Path | None = None
        self.state = Label()
        self.state.setObjectName("muted")
        self.state.setWordWrap(True)
        self.choose = QPushButton("Use my template &folder…")
        self.copy = QPushButton("Copy templates to chan&ge…")
        self.back = QPushButton("&Back to standard design")
        buttons = FlowLayout(Space.SMALL)
        for button in (self.choose, self.back, self.copy):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.TINY)
        layout.addLayout(buttons)
        layout.addWidget(self.state)
        self.choose.clicked.connect(self._choose)
        self.back.clicked.connect(lambda: self._use(None))
        self.copy.clicked.connect(self._copy)
        self._show(_BUNDLED)

    def _choose(self) -> None:
        name = folder_to_use(self, "Choose your template folder")
        if name:
            self._use(Path(name))

    def _use(self, folder: Path | None) -> None:
        self.folder = folder
        self._show(f"From your templates in {folder}." if folder else _BUNDLED)
        self.changed.emit()

    def _copy(self) -> None:
        name = folder_to_use(self, "Choose an empty folder for the templates")
        if not name:
            return
        try:
            made = templates.copy_to(Path(name))
        except AnnotatorError as error:
            self._show(str(error))
            return
        self._use(Path(name))
        copied = count_of(len(made), "template was", "templates were")
        self._show(f"{copied} copied to {name}. The web page now uses them.")

    def _show(self, words: str) -> None:
        self.state.setText(words)
        self.back.setVisible(self.folder is not None)
