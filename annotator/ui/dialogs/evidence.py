"""Asks for a piece of evidence: the source, what it says on the claim, and the files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import AnnotatorError, InvalidValue
from annotator.domain.evidence import Evidence, EvidenceDetails, Source, SourceDetails, UsedSource
from annotator.domain.planning import check_day
from annotator.services.incoming_files import Given
from annotator.ui.day_field import DayField
from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.dialog import Dialog
from annotator.ui.dialogs.ending import ending
from annotator.ui.dialogs.page import Page, open_at
from annotator.ui.evidence.finder import Find
from annotator.ui.evidence.given_files import GivenFiles
from annotator.ui.evidence.pasting import given_by
from annotator.ui.evidence.source_form import At, SourceForm
from annotator.ui.evidence.stance_row import StanceRow
from annotator.ui.fields import WordsField, problem_line
from annotator.ui.plain_text import Label
from annotator.ui.scale import Space, pad


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """What the user entered; a ``Source`` is one of the project, with what it is to say now."""

    source: SourceDetails | Source
    details: EvidenceDetails
    files: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class KnownSources:
    """How the sources of the project are asked for: by words, and by address."""

    find: Find
    at: At


class EvidenceDialog(Dialog):
    """A source (new, or found again by typing), stance, locator, quotation, note, date and files.

    Files that were given are a loss, too, when the dialog is closed over them.
    """

    def __init__(
        self, parent: QWidget | None, sources: KnownSources, piece: Evidence | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Evidence")
        self.setAcceptDrops(True)
        self._piece = piece
        self.source = SourceForm(sources.find, sources.at)
        self.stance, self.locator = StanceRow(), QLineEdit()
        self.locator.setPlaceholderText("Page, paragraph, minute…")
        self.quotation = WordsField("Quotation", "The words that matter, exactly as they stand", 3)
        self.note = WordsField("Remark", "What else there is to say of this evidence", 1)
        self.accessed = DayField("Date accessed", date.today().isoformat())
        self.given = GivenFiles()
        self._problem = problem_line()
        self._lay_out()
        self.source.title.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        sources: KnownSources,
        piece: Evidence | None = None,
        used: Sequence[UsedSource] = (),
    ) -> EvidenceAnswer | None:
        """What the user entered; ``None`` when they thought better of it.

        ``used`` is the source of the ``piece``, with the number of claims that rest on it.
        """
        dialog = cls(parent, sources, piece)
        for source in used:
            dialog.source.take(source)
            dialog.source.renames = True
        open_at(dialog, 88)
        return dialog.answer() if asked(dialog) else None

    def would_lose(self) -> bool:
        """Whether words were typed or files given."""
        return bool(self.given.files) or super().would_lose()

    def answer(self) -> EvidenceAnswer:
        """What the fields say."""
        said, known = self.source.details(), self.source.source
        details = EvidenceDetails(
            self.stance.chosen(),
            self.locator.text().strip(),
            self.quotation.words().strip(),
            self.accessed.day(),
            self.note.words().strip(),
        )
        source = replace(known, details=said) if known else said
        return EvidenceAnswer(source, details, tuple(self.given.files))

    def accept(self) -> None:
        """Close, unless something in the fields cannot be kept."""
        try:
            self.source.details().checked()
        except InvalidValue as error:
            self._tell(error)
            self.source.show_problem_at(error.field)
            return
        try:
            check_day("Date accessed", self.accessed.day())
        except AnnotatorError as error:
            self._tell(error)
            self.accessed.setFocus()
            return
        super().accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._piece is None and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.given.add(given_by(event.mimeData(), datetime.now().astimezone()))
        event.acceptProposedAction()

    def _tell(self, problem: AnnotatorError) -> None:
        self._problem.tell(str(problem))

    def _lay_out(self) -> None:
        page = QWidget()
        fields = QVBoxLayout(page)
        pad(fields, Space.WIDE, Space.LARGE)
        fields.setSpacing(Space.SMALL)
        fields.addWidget(_heading("Where it comes from"))
        fields.addWidget(self.source)
        fields.addSpacing(Space.SMALL)
        fields.addWidget(_heading("What it says"))
        fields.addWidget(self.stance)
        fields.addLayout(self._saying())
        if self._piece is None:
            fields.addSpacing(Space.SMALL)
            fields.addWidget(_heading("Files"))
            fields.addWidget(self.given)
        else:
            self._show(self._piece.details)
        layout, below = QVBoxLayout(self), QVBoxLayout()
        pad(layout, Space.NONE)
        pad(below, Space.WIDE, Space.MEDIUM)
        below.addWidget(self._problem)
        below.addWidget(self._buttons())
        layout.addWidget(Page(page))
        layout.addLayout(below)

    def _saying(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(Space.SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field in (
            ("Locator", self.locator),
            ("Quotation", self.quotation),
            ("Remark", self.note),
            ("Date accessed", self.accessed.row()),
        ):
            form.addRow(words, field)
            field.setAccessibleName(words)
        return form

    def _show(self, details: EvidenceDetails) -> None:
        self.stance.choose(details.stance)
        self.locator.setText(details.locator)
        self.quotation.show_words(details.quotation)
        self.note.show_words(details.note)
        self.accessed.setText(details.accessed_on)

    def _buttons(self) -> QDialogButtonBox:
        buttons, self.ok = ending(self, "Save evidence")
        self.ok.setToolTip("Save evidence (Ctrl+Enter)")
        return buttons


def _heading(words: str) -> Label:
    heading = Label(words)
    heading.setObjectName("heading")
    return heading
