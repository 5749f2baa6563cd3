"""The annotations of a draft, before it is added: what becomes of each, changed for all or singly.

No row is written before the button is pressed, and then as one step with the article.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.column_heads import beside
from annotator.app.widgets.dialog import (
    Dialog,
    Page,
    available_room,
    make_buttons,
    open_at,
    stack,
)
from annotator.app.widgets.fields import ChoiceBox, FilterLine
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import WordCells, WordRows, lay_out_columns
from annotator.app.widgets.plain_text import Label, tip, title
from annotator.appearance import label
from annotator.articles.highlighter_colours import colour_name
from annotator.articles.model import AnnotationKind, Draft, annotations_in_words
from annotator.exchange.references import Reference
from annotator.exchange.service.annotated_draft import (
    ColourMeaning,
    TakenAnnotation,
    Taking,
    TakingChoices,
    TakingPlan,
    possible_takings,
)
from annotator.exchange.service.taking_summary import (
    becomes,
    files_told,
    says,
    taking_told,
    where,
)
from annotator.kernel.wording import count_of

COLUMNS = ("In the draft", "Words", "Says", "Becomes")
BECOMES = COLUMNS.index("Becomes")
_WIDTHS = {0: 22, 1: 28, BECOMES: 30}
"""The widths in letters of the columns that do not share the free room."""
_AFTER = (
    "Nothing is written until you press the button. One Undo takes back the article with all of it."
)
_KEYS = {Taking.EVIDENCE: "E", Taking.QUERY: "Q", Taking.NOTE: "N", Taking.LEFT_OUT: "X"}
_WIDE = 80
"""Letters of a screen's width from which on two choices have room beside each other."""
_SIGNS = 16
"""Signs of a choice that a box has room for at least."""
_LISTED = 40
"""Names of missing files that are shown under the pointer."""
_TIGHT = 60
"""Letters of height below which there is room for the rows alone."""
_ROOMY = 80
"""Letters of height from which on there is room for all that is said."""


@dataclass(frozen=True, slots=True)
class AnnotationRow:
    """A row of the list: an annotation with what becomes of it."""

    item: TakenAnnotation

    @property
    def case(self) -> AnnotationKind:
        """The kind of the annotation, by which rows are filtered."""
        return self.item.annotation.kind


class AnnotationRows(WordRows[AnnotationRow]):
    """The annotations of a draft; ``ROW`` gives a row's AnnotationRow."""

    columns = COLUMNS

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    @property
    def counts(self) -> Mapping[AnnotationKind, int]:
        """How many annotations there are of each kind."""
        return Counter(row.case for row in self._all)

    def take(self, items: Sequence[TakenAnnotation]) -> None:
        """Hold other rows; ``show`` shows them."""
        self._all = [AnnotationRow(item) for item in items]

    def cells(self, row: AnnotationRow) -> tuple[str, ...]:
        """The words of each column, whole."""
        item = row.item
        return where(item), item.quote or "–", says(item), becomes(item)

    def found_by(self, row: AnnotationRow) -> str:
        """Return the words by which a row is found."""
        return " ".join((*self.cells(row), *(answer.words for answer in row.item.answers)))


class AnnotationCells(WordCells):
    """Paints a cell: bold where an annotation cannot be taken over."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell tells of an annotation without a place."""
        return isinstance(row, AnnotationRow) and row.item.span is None and column == BECOMES

    def stands_back(self, row: object, column: int) -> bool:
        """Return whether a cell only names the row, or nothing comes of the row."""
        return column == 0 or (isinstance(row, AnnotationRow) and not row.item.is_taken)


class TakingForm(QWidget):
    """A choice for all annotations of each kind, and a meaning for each colour.

    ``changed`` comes once a person made another choice.
    """

    changed = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.kinds: dict[AnnotationKind, ChoiceBox] = {}
        self.colours: dict[str, ChoiceBox] = {}
        self._grid = QGridLayout(self)
        clear_margins(self._grid, Space.SMALL)
        self._across = 2 if available_room(self).width() > letters(_WIDE) else 1
        counts = Counter(each.kind for each in draft.annotations if not each.parent)
        for kind in AnnotationKind:
            if counts[kind] and len(possible_takings(kind)) > 1:
                self._offer_takings(kind, counts[kind])
        colours = Counter(
            each.colour for each in draft.annotations if each.kind is AnnotationKind.HIGHLIGHT
        )
        for colour, number in colours.items():
            self._offer_meanings(colour, number)
        self._grid.setColumnStretch(5, 1)

    @property
    def chosen(self) -> tuple[dict[AnnotationKind, Taking], dict[str, ColourMeaning]]:
        """Return the choices for kinds and for colours, where a person made any."""
        # a box gives the plain code of what it was given
        taken = {kind: box.currentData() for kind, box in self.kinds.items()}
        kinds = {kind: Taking(code) for kind, code in taken.items() if code}
        colours = {colour: ColourMeaning(box.currentData()) for colour, box in self.colours.items()}
        return kinds, colours

    def _offer_takings(self, kind: AnnotationKind, number: int) -> None:
        box = ChoiceBox()
        usual = "As proposed" if Taking.QUERY in possible_takings(kind) else label(Taking.LEFT_OUT)
        box.addItem(usual, None)
        for taking in possible_takings(kind):
            if usual != label(taking):
                box.addItem(label(taking), taking)
        self.kinds[kind] = box
        self._add(f"{label(kind)} ({number:,})", box)

    def _offer_meanings(self, colour: str, number: int) -> None:
        box = ChoiceBox()
        for meaning in ColourMeaning:
            box.addItem(label(meaning), meaning)
        swatch = QPixmap(letters(2), letters(2))
        swatch.fill(QColor(colour))
        box.setItemIcon(0, QIcon(swatch))
        self.colours[colour] = box
        self._add(f"Highlighted in {colour_name(colour)} ({number:,})", box)

    def _add(self, words: str, box: ChoiceBox) -> None:
        place = len(self.kinds) + len(self.colours) - 1
        heading = Label(words)
        heading.setBuddy(box)
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SIGNS)
        row, column = divmod(place, self._across)
        self._grid.addWidget(heading, row, 2 * column)
        self._grid.addWidget(box, row, 2 * column + 1)
        box.currentIndexChanged.connect(lambda _: self.changed.emit())


class AnnotatedDraftDialog(Dialog):
    """What becomes of a draft's annotations: E evidence, Q query, N note, X nothing.

    ``folder_asked`` comes when a person wants to name the folder of the sources' files;
    ``plan`` is the plan that is shown.
    """

    discarding = "Discard your choices?"
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None, plan: TakingPlan, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(title(f"Annotations in “{_name(plan.draft)}”"))
        self.takes_text_alone = False
        self._singly: dict[int, Taking] = {}
        self._files: Mapping[str, Path] = {}
        self.model = AnnotationRows(self)
        self.list = RowsView("Annotations of the draft", AnnotationCells(theme))
        self.list.setModel(self.model)
        self.choosing = TakingForm(plan.draft)
        self.kinds, self.words = ChoiceBox(), FilterLine("Search annotations")
        self.heading, self.summary, self.missing = Label(), Label(), Label()
        self.folder = QPushButton("Look in a &folder…")
        self.whole = _WholeAnnotation()
        self.taking = {
            taking: QPushButton(f"{words} ({_KEYS[taking]})")
            for taking, words in (
                (Taking.EVIDENCE, "&Evidence"),
                (Taking.QUERY, "&Query"),
                (Taking.NOTE, "&Note"),
                (Taking.LEFT_OUT, "&Leave out"),
            )
        }
        self.plan = plan
        self._lay_out()
        self._connect()
        self._show_plan()
        self.list.setFocus()

    def would_lose(self) -> bool:
        """Whether a choice was made."""
        return self.plan.choices != TakingChoices(files=self._files)

    def choose(self, taking: Taking) -> None:
        """Decide on the annotation that is chosen, and go on to the next one."""
        row = self._row()
        if row is None or not self._fits(row, taking):
            return
        self._singly[row.item.index] = taking
        at = self.list.currentIndex().row()
        self._plan_again()
        if at + 1 < self.model.rowCount():
            self.list.selectRow(at + 1)

    def show_files(self, files: Mapping[str, Path]) -> None:
        """Look for the named files among others.

        Args:
            files: The paths by their names without regard to case.
        """
        self._files = files
        self._plan_again()

    # inner workings

    def _row(self) -> AnnotationRow | None:
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, AnnotationRow) else None

    def _fits(self, row: AnnotationRow, taking: Taking) -> bool:
        item = row.item
        return item.span is not None and not item.is_empty and taking in possible_takings(row.case)

    def _plan_again(self) -> None:
        kinds, colours = self.choosing.chosen
        meant = {c: m for c, m in colours.items() if m is not ColourMeaning.NOTHING}
        choices = TakingChoices(kinds, dict(self._singly), meant, self._files)
        self.plan = self.plan.chosen_anew(choices)
        self._show_plan()

    def _show_plan(self) -> None:
        at = self.list.currentIndex().row()
        self.model.take(self.plan.items)
        self._offer_kinds()
        self.model.show(self._kind(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(min(max(at, 0), self.model.rowCount() - 1))
        self.heading.setText(annotations_in_words(self.plan.draft.annotations))
        self.summary.setText(f"{taking_told(self.plan)}. {_AFTER}")
        self.missing.setText(files_told(self.plan))
        named = bool(self.plan.files or self.plan.missing)
        self.missing.setToolTip(tip("\n".join(self.plan.missing[:_LISTED])))
        self.missing.setVisible(named)
        self.folder.setVisible(named)
        number = sum(item.is_taken for item in self.plan.items)
        self.ok.setText(f"&Add with {count_of(number, 'annotation')}" if number else "&Add")
        self._show_chosen()

    def _lay_out(self) -> None:
        buttons, self.ok = make_buttons(self, "&Add")
        self.ok.setToolTip(tip(_AFTER))
        self.alone = buttons.addButton("Add text &only", QDialogButtonBox.ButtonRole.ActionRole)
        self.kinds.setAccessibleName("Filter annotations")
        self.heading.setObjectName("heading")
        self.summary.setObjectName("muted")
        for words in (self.heading, self.summary, self.missing):
            words.setWordWrap(True)
        layout = stack(self)
        layout.addWidget(self.heading)
        page = Page(self.choosing)
        page.setMinimumHeight(letters(5))
        page.setMaximumHeight(letters(20))
        layout.addWidget(page)
        page.setVisible(bool(self.choosing.kinds or self.choosing.colours))
        layout.addLayout(_row_of(self.kinds, self.words, stretched=1))
        self.list.setMinimumHeight(letters(9))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        layout.addLayout(_row_of(*self.taking.values()))
        layout.addLayout(_row_of(self.folder, self.missing, stretched=1))
        layout.addWidget(self.summary)
        layout.addWidget(buttons)
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        open_at(self, 150, 96)
        if self.height() < letters(_ROOMY):
            self._make_room(layout, page)

    def _make_room(self, layout: QVBoxLayout, page: Page) -> None:
        """Show the rows first, in large type on a small screen; the rest is said at the button."""
        self.heading.hide()
        self.summary.hide()
        self.whole.setVisible(self.height() >= letters(_TIGHT))
        page.setMaximumHeight(letters(11))
        pad(layout, Space.MEDIUM)
        layout.setSpacing(Space.SMALL)

    def _connect(self) -> None:
        self.kinds.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.choosing.changed.connect(self._plan_again)
        self.folder.clicked.connect(self.folder_asked)
        self.alone.clicked.connect(self._take_text_alone)
        for taking, button in self.taking.items():
            button.clicked.connect(lambda _=False, taking=taking: self.choose(taking))
            shortcut = QShortcut(QKeySequence(_KEYS[taking]), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda taking=taking: self.choose(taking))

    def _take_text_alone(self) -> None:
        if self.may_be_discarded():
            self.takes_text_alone = True
            self.accept()

    def _kind(self) -> AnnotationKind | None:
        code = self.kinds.currentData()
        return AnnotationKind(code) if code else None

    def _offer_kinds(self) -> None:
        before, counts = self._kind(), self.model.counts
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(f"All ({sum(counts.values()):,})", None)
        for kind in AnnotationKind:
            if counts[kind]:
                self.kinds.addItem(f"{label(kind)} ({counts[kind]:,})", kind)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(before)))
        self.kinds.blockSignals(False)

    def _filter(self) -> None:
        self.model.show(self._kind(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        row = self._row()
        self.whole.show_item(row.item if row else None)
        for taking, button in self.taking.items():
            button.setEnabled(row is not None and self._fits(row, taking))


class _WholeAnnotation(QWidget):
    """A row in full: its words in the text, its own words with the answers, and its parts."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = beside(self, COLUMNS[1:], 9)

    def show_item(self, item: TakenAnnotation | None) -> None:
        """Show an annotation in full, or nothing."""
        told = ("", "", "")
        if item is not None:
            answers = (f"{each.author or 'Answer'}: {each.words}" for each in item.answers)
            words = "\n".join((says(item), *answers))
            parts = "\n\n".join(_parts(each) for each in item.references)
            told = (item.quote, words, parts or becomes(item))
        for part, shown in zip(told, self.parts, strict=True):
            shown.setText(part)


def _name(draft: Draft) -> str:
    return draft.metadata.title or (draft.original.name if draft.original else "") or "the draft"


def _parts(reference: Reference) -> str:
    """Return the parts of a reference, a line each."""
    named = {
        "Source": reference.title,
        "Publisher": reference.publisher,
        "Published": reference.published,
        "Address": reference.url,
        "File": reference.file_name,
        "Locator": reference.locator,
        "Quotation": reference.quotation,
        "Accessed": reference.accessed,
        "Also": reference.rest,
    }
    return "\n".join(f"{name}: {words}" for name, words in named.items() if words)


def _row_of(*widgets: QWidget, stretched: int | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.SMALL)
    for widget in widgets:
        row.addWidget(widget)
    if stretched is None:
        row.addStretch()
    else:
        row.setStretch(stretched, 1)
    return row
