"""Asks for a piece of evidence: the source, and what it says on the claim."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
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

from annotator.appearance import label
from annotator.domain.errors import AnnotatorError
from annotator.domain.evidence import (
    Evidence,
    EvidenceDetails,
    Source,
    SourceDetails,
    SourceRank,
    SourceType,
    Stance,
)
from annotator.ui.fields import WordsField

Member = TypeVar("Member", bound=StrEnum)


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
        self.setMinimumWidth(560)
        self._sources = {source.details.title: source for source in sources}
        self._editing = piece is not None
        self.title = QComboBox()
        self.title.setEditable(True)
        self.title.addItems(list(self._sources))
        self.title.setCurrentText("")
        self.title.lineEdit().setPlaceholderText(
            "What it is called, or part of a title used before"
        )
        self.url, self.publisher, self.archive = QLineEdit(), QLineEdit(), QLineEdit()
        self.url.setPlaceholderText("https://…")
        self.type, self.rank = _choice(SourceType), _choice(SourceRank)
        self.confidential = QCheckBox("Confidential: reports use the code name only")
        self.code_name = QLineEdit()
        self.stance = _choice(Stance)
        self.locator = QLineEdit()
        self.locator.setPlaceholderText("Page, paragraph, minute…")
        self.quotation = WordsField("Quotation", "The words that matter, exactly as they stand", 3)
        self.accessed = QLineEdit(date.today().isoformat())
        self.files: list[Path] = []
        self._files = QLabel("Drop files here, or")
        self._problem = QLabel()
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._lay_out()
        self.title.currentTextChanged.connect(self._take_known_source)
        self.confidential.toggled.connect(self.code_name.setEnabled)
        if piece is not None:
            self._show(piece)

    @classmethod
    def ask(
        cls, parent: QWidget | None, sources: list[Source], piece: Evidence | None = None
    ) -> EvidenceAnswer | None:
        """What the user entered; ``None`` when they thought better of it."""
        dialog = cls(parent, sources, piece)
        return dialog.answer() if dialog.exec() else None

    def answer(self) -> EvidenceAnswer:
        """What the fields say."""
        source = self._source()
        known = None if self._editing else self._sources.get(source.title)
        same = known is not None and known.details == source
        details = EvidenceDetails(
            _chosen(self.stance, Stance),
            self.locator.text().strip(),
            self.quotation.words().strip(),
            self.accessed.text().strip(),
        )
        return EvidenceAnswer(
            source, known.id if known and same else "", details, tuple(self.files)
        )

    def accept(self) -> None:
        """Close, unless something in the fields cannot be kept."""
        try:
            self._source().checked()
            if self.accessed.text().strip():
                date.fromisoformat(self.accessed.text().strip())
        except AnnotatorError as error:
            self._tell(str(error))
        except ValueError:
            self._tell("Date accessed: write it as year-month-day, such as 2026-03-31.")
        else:
            super().accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._attach([u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()])
        event.acceptProposedAction()

    def _source(self) -> SourceDetails:
        known = self._sources.get(self.title.currentText().strip())
        kept = known.details if known else SourceDetails("")
        return SourceDetails(
            self.title.currentText().strip(),
            _chosen(self.type, SourceType),
            _chosen(self.rank, SourceRank),
            kept.author,
            self.publisher.text().strip(),
            kept.published,
            self.url.text().strip(),
            self.archive.text().strip(),
            self.confidential.isChecked(),
            self.code_name.text().strip() if self.confidential.isChecked() else "",
        )

    def _take_known_source(self, title: str) -> None:
        known = self._sources.get(title.strip())
        if known is not None:
            self._show_source(known.details)

    def _show(self, piece: Evidence) -> None:
        self._sources = {piece.source.details.title: piece.source, **self._sources}
        self.title.setCurrentText(piece.source.details.title)
        self._show_source(piece.source.details)
        self.stance.setCurrentIndex(list(Stance).index(piece.details.stance))
        self.locator.setText(piece.details.locator)
        self.quotation.show_words(piece.details.quotation)
        self.accessed.setText(piece.details.accessed_on)

    def _show_source(self, details: SourceDetails) -> None:
        self.url.setText(details.url)
        self.archive.setText(details.archive_url)
        self.publisher.setText(details.publisher)
        self.type.setCurrentIndex(list(SourceType).index(details.type))
        self.rank.setCurrentIndex(list(SourceRank).index(details.rank))
        self.confidential.setChecked(details.confidential)
        self.code_name.setText(details.code_name)

    def _attach(self, names: list[str]) -> None:
        self.files.extend(Path(name) for name in names if Path(name).is_file())
        self._files.setText("\n".join(path.name for path in self.files) or "Drop files here, or")

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Attach files")
        self._attach(names)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()

    def _lay_out(self) -> None:
        choose = QPushButton("Choose files…")
        choose.clicked.connect(self._choose_files)
        self.code_name.setEnabled(False)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Source", self.title),
            ("URL", self.url),
            ("Archive URL", self.archive),
            ("Publisher", self.publisher),
            ("Type", self.type),
            ("Rank", self.rank),
            ("", self.confidential),
            ("Code name", self.code_name),
            ("It", self.stance),
            ("Where in it", self.locator),
            ("Quotation", self.quotation),
            ("Date accessed", self.accessed),
            ("Files", self._files),
            ("", choose),
        )
        for words, field in rows[: len(rows) - 2 * self._editing]:
            form.addRow(words, field)
            if words:
                field.setAccessibleName(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.addButton("Save evidence", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)


def _choice(members: type[StrEnum]) -> QComboBox:
    box = QComboBox()
    for member in members:
        box.addItem(label(member), member.value)
    return box


def _chosen(box: QComboBox, members: type[Member]) -> Member:
    return members(box.currentData(Qt.ItemDataRole.UserRole))
