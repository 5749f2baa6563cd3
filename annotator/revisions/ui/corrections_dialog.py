"""The dialog of the notes on a published text: the changes without a note, and all notes.

Each changed passage is a proposal; a person says how it is called, and may shorten the words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins, letters
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.dialog import Dialog, Page, open_at, stack
from annotator.app.widgets.fields import ChoiceBox, label_field, problem_line
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label
from annotator.appearance import label, meaning
from annotator.articles.model import Article
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, day_in_words, form_for, quoted
from annotator.revisions.corrections import CorrectionRecord, PublishedChange, checked
from annotator.revisions.model import Correction, CorrectionKind

_SHORT = 90
"""Code points of the words of a correction that its row shows."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A change of a published text, the note on it, or both; without either, a note to add."""

    change: PublishedChange | None = None
    record: CorrectionRecord | None = None

    @property
    def id(self) -> str:
        """Its id, by which it is found again in a list that is shown anew."""
        known = self.record or self.change
        return known.id if known else ""

    @property
    def details(self) -> Correction:
        """The note, or the proposal for it."""
        if self.record is not None:
            return self.record.details
        return self.change.proposal if self.change else Correction(CorrectionKind.CORRECTION)

    @property
    def words(self) -> str:
        """The row in words."""
        details = self.details
        old, new = (
            quoted(excerpt(" ".join(words.split()), _SHORT)) if words else "nothing"
            for words in (details.old_words, details.new_words)
        )
        told = f"{old} → {new}" if details.old_words or details.new_words else details.note
        if self.record is not None:
            return f"✓ {label(details.kind)}, {day_in_words(details.corrected_on)}: {told}"
        return f"○ No note yet: {told}" if self.change else "+ Another note"


@dataclass(frozen=True, slots=True)
class CorrectionActs:
    """The acts on a row: to write its note, and whether that went well; and to remove it."""

    save: Callable[[CorrectionRow, Correction], bool]
    remove: Callable[[CorrectionRow], object]


class CorrectionsDialog(Dialog):
    """A list, and beneath it the note of the chosen row.

    A note is written at once, and the list is shown anew when it is.
    """

    discarding = "Discard the note you typed?"

    def __init__(
        self,
        parent: QWidget | None,
        article: Article,
        rows: Sequence[CorrectionRow],
        today: str,
        acts: CorrectionActs,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Correction notes")
        self._today, self._rows, self._acts = today, [*rows], acts
        self._typed: dict[str, Correction] = {}
        """The words typed of rows that were left without saving."""
        self._shown: CorrectionRow | None = None
        self._taken = Correction(CorrectionKind.CORRECTION)
        """The note or the proposal of the row shown."""
        self.list = ItemList()
        self.list.setAccessibleName("Changes since publication")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.about, self.kind, self.meaning = Label(), _kinds(), Label()
        self.old, self.new = _words_field("Words before", 4), _words_field("Words now", 4)
        self.note, self.day = _words_field("Note", 2), DayField("Corrected on")
        self._problem = problem_line()
        self._lay_out(article)
        self._connect()
        self.show_rows(rows)
        self.list.setFocus()

    def would_lose(self) -> bool:
        """Whether a note was typed that is not saved."""
        return super().would_lose() or bool(self._typed)

    def show_rows(self, rows: Sequence[CorrectionRow]) -> None:
        """Show the changes and notes as they are by now; words typed of others stay."""
        before, place = self._shown, max(0, self.list.currentRow())
        self._rows, self._shown = [*rows, CorrectionRow()], None
        self.list.blockSignals(True)
        self.list.clear()
        for row in self._rows:
            item = QListWidgetItem(row.words)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.about.setText(_about(rows))
        self.list.setCurrentRow(self._place_after(before, place))
        self._show_row()

    def save(self) -> None:
        """Write the typed note, or say which part is missing."""
        row = self._shown
        if row is None:
            return
        try:
            details = checked(self._read())
        except AnnotatorError as error:
            self._problem.tell(str(error))
            self._lead_to_missing()
            return
        self._problem.hide()
        if self._acts.save(row, details):
            self._typed.pop(row.id, None)
            self._taken = details
            self._fill(details)

    # inner workings

    def _place_after(self, before: CorrectionRow | None, place: int) -> int:
        """Return the row to choose: that from before, or the next change once it has a note."""
        last = len(self._rows) - 1
        if before is None:
            return min(place, last)
        kept = next((n for n, row in enumerate(self._rows) if row.id == before.id), place)
        was_missing = before.record is None and before.change is not None
        if was_missing and kept <= last and self._rows[kept].record is not None:
            missing = (n for n, row in enumerate(self._rows) if row.change and not row.record)
            return next(missing, kept)
        return min(kept, last)

    def _lay_out(self, article: Article) -> None:
        title = Label(article.heading)
        title.setObjectName("title")
        title.setWordWrap(True)
        self.about.setWordWrap(True)
        self.meaning.setObjectName("muted")
        self.meaning.setWordWrap(True)
        fields = QWidget()
        grid = QGridLayout(fields)
        clear_margins(grid, Space.SMALL)
        grid.addWidget(label_field("&Kind", self.kind), 0, 0)
        grid.addWidget(label_field("&Corrected on", self.day), 0, 1)
        grid.addWidget(self.meaning, 1, 0, 1, 2)
        grid.addWidget(label_field("Words &before", self.old), 2, 0)
        grid.addWidget(label_field("Words no&w", self.new), 2, 1)
        grid.addWidget(label_field("N&ote", self.note), 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._page = Page(fields)
        self.list.setMinimumHeight(letters(7))
        layout = stack(self, title, self.about)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._page)
        layout.addWidget(self._problem)
        layout.addWidget(self._make_buttons())
        open_at(self, 110, 84)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole
        self.ok = buttons.addButton("&Save note", role.ActionRole)
        self.remove = buttons.addButton("&Remove note", role.ActionRole)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("Close")
        self.ok.setDefault(True)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _item: self.old.setFocus())
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.ok.clicked.connect(self.save)
        self.remove.clicked.connect(self._remove)

    def _choose(self, *_: object) -> None:
        self._keep_typed()
        self._show_row()

    def _show_row(self) -> None:
        place = self.list.currentRow()
        row = self._shown = self._rows[place] if 0 <= place < len(self._rows) else None
        if row is None:
            return
        details = row.details
        if not details.corrected_on:
            details = replace(details, corrected_on=self._today)
        self._taken = details
        self._fill(self._typed.get(row.id, details))
        self._problem.hide()
        self.remove.setEnabled(row.record is not None)

    def _fill(self, details: Correction) -> None:
        self.kind.setCurrentIndex(self.kind.findData(details.kind.value))
        self.old.setPlainText(details.old_words)
        self.new.setPlainText(details.new_words)
        self.note.setPlainText(details.note)
        self.day.setText(details.corrected_on)
        self._show_kind()

    def _read(self) -> Correction:
        return Correction(
            CorrectionKind(self.kind.currentData()),
            self.old.toPlainText().strip(),
            self.new.toPlainText().strip(),
            self.note.toPlainText().strip(),
            self.day.day(),
        )

    def _keep_typed(self) -> None:
        """Remember the words typed of the row shown, if they differ from its note or proposal."""
        row = self._shown
        if row is None:
            return
        typed = self._read()
        if typed == self._taken:
            self._typed.pop(row.id, None)
        else:
            self._typed[row.id] = typed

    def _show_kind(self, *_: object) -> None:
        self.meaning.setText(meaning(CorrectionKind(self.kind.currentData())))

    def _lead_to_missing(self) -> None:
        read = self._read()
        if read.kind in {CorrectionKind.NOT_NEEDED, CorrectionKind.EDITORS_NOTE} and not read.note:
            self.note.setFocus()
        elif not read.old_words and not read.new_words:
            self.old.setFocus()
        else:
            self.day.setFocus()

    def _remove(self) -> None:
        row = self._shown
        if row is not None and row.record is not None:
            self._typed.pop(row.id, None)
            self._acts.remove(row)


def _kinds() -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName("Kind")
    for kind in CorrectionKind:
        box.addItem(label(kind), kind.value)
    return box


def _words_field(name: str, lines: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + 2 * Space.MEDIUM)
    return field


def _about(rows: Sequence[CorrectionRow]) -> str:
    if not rows:
        return "Nothing has changed since publication."
    missing = sum(row.record is None for row in rows)
    if not missing:
        return "Every change since publication has a note, or was said to need none."
    have = form_for(missing, "has", "have")
    return f"{count_of(missing, 'change')} since publication {have} no note yet."
