"""Asks for a piece of evidence: the source, and what it says on the claim."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import AnnotatorError
from annotator.domain.evidence import Evidence, EvidenceDetails, Source, SourceDetails, Stance
from annotator.ui.dialogs.asking import asked
from annotator.ui.evidence.source_form import SourceForm
from annotator.ui.fields import WordsField, choice, chosen, problem_line
from annotator.ui.scale import Space, letters, pad

_NO_FILES = "Drop files on this window, or choose them."


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """What the user entered; ``source_id`` is set when a source of the project was taken as is."""

    source: SourceDetails
    source_id: str
    details: EvidenceDetails
    files: tuple[Path, ...]


class EvidenceDialog(QDialog):
    """A source (new, or found again by its title), stance, locator, quotation, date and files."""

    def __init__(
        self, parent: QWidget | None, sources: list[Source], piece: Evidence | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Evidence")
        self.setAcceptDrops(True)
        self._piece = piece
        self._sources = {source.details.title: source for source in sources}
        self.source = SourceForm(self._sources)
        self.stance, self.locator = choice(Stance), QLineEdit()
        self.locator.setPlaceholderText("Page, paragraph, minute…")
        self.quotation = WordsField("Quotation", "The words that matter, exactly as they stand", 3)
        self.accessed = QLineEdit(date.today().isoformat())
        self.files: list[Path] = []
        self._files = QLabel(_NO_FILES)
        self._problem = problem_line()
        self._lay_out()
        self.resize(letters(78), self.sizeHint().height())
        if piece is not None:
            self._show(piece)

    @classmethod
    def ask(
        cls, parent: QWidget | None, sources: list[Source], piece: Evidence | None = None
    ) -> EvidenceAnswer | None:
        """What the user entered; ``None`` when they thought better of it."""
        dialog = cls(parent, sources, piece)
        return dialog.answer() if asked(dialog) else None

    def answer(self) -> EvidenceAnswer:
        """What the fields say."""
        source = self.source.details()
        known = None if self._piece else self._sources.get(source.title)
        same = known is not None and known.details == source
        details = EvidenceDetails(
            chosen(self.stance, Stance),
            self.locator.text().strip(),
            self.quotation.words().strip(),
            self.accessed.text().strip(),
            self._piece.details.note if self._piece else "",
        )
        return EvidenceAnswer(
            source, known.id if known and same else "", details, tuple(self.files)
        )

    def accept(self) -> None:
        """Close, unless something in the fields cannot be kept."""
        try:
            self.source.details().checked()
            if self.accessed.text().strip():
                date.fromisoformat(self.accessed.text().strip())
        except AnnotatorError as error:
            self._tell(str(error))
        except ValueError:
            self._tell("Date accessed: write it as year-month-day, such as 2026-03-31.")
        else:
            super().accept()

    def attach(self, names: list[str]) -> None:
        """Take files along."""
        self.files.extend(Path(name) for name in names if Path(name).is_file())
        self._files.setText("\n".join(path.name for path in self.files) or _NO_FILES)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._piece is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.attach([u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()])
        event.acceptProposedAction()

    def _show(self, piece: Evidence) -> None:
        self._sources[piece.source.details.title] = piece.source
        self.source.show(piece.source.details)
        self.stance.setCurrentIndex(list(Stance).index(piece.details.stance))
        self.locator.setText(piece.details.locator)
        self.quotation.show_words(piece.details.quotation)
        self.accessed.setText(piece.details.accessed_on)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Attach files")
        self.attach(names)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(Space.SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.source.add_to(form)
        rows: list[tuple[str, QWidget]] = [
            ("Stance", self.stance),
            ("Locator", self.locator),
            ("Quotation", self.quotation),
            ("Date accessed", self.accessed),
        ]
        if self._piece is None:
            choose = QPushButton("Choose files…")
            choose.clicked.connect(self._choose_files)
            choose.setAutoDefault(False)  # Enter in a field saves
            rows += [("Files", self._files), ("", choose)]
        for words, field in rows:
            form.addRow(words, field)
            if words:
                field.setAccessibleName(words)
        layout = QVBoxLayout(self)
        pad(layout, Space.WIDE)
        layout.setSpacing(Space.MEDIUM)
        layout.addLayout(form)
        if self._piece is not None:
            shared = QLabel("What you change of the source changes wherever it is used.")
            shared.setObjectName("muted")
            shared.setWordWrap(True)
            layout.addWidget(shared)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.addButton("Save evidence", QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
