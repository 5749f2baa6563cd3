"""The fields that say what a source is; one of the project is found again by its title."""

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from annotator.domain.evidence import Source, SourceDetails, SourceRank, SourceType
from annotator.ui.fields import choice, chosen


class SourceForm:
    """The rows of a source in a form."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self.title = QComboBox()
        self.title.setEditable(True)
        self.title.addItems(list(sources))
        self.title.setCurrentText("")
        field = self.title.lineEdit()
        if field is not None:
            field.setPlaceholderText("What it is called, or the beginning of a title used before")
        self.url, self.archive_url, self.publisher = QLineEdit(), QLineEdit(), QLineEdit()
        self.url.setPlaceholderText("https://…")
        self.type, self.rank = choice(SourceType), choice(SourceRank)
        self.confidential = QCheckBox("Confidential: reports use the code name only")
        self.code_name = QLineEdit()
        self.code_name.setEnabled(False)
        self.confidential.toggled.connect(self.code_name.setEnabled)
        self.title.currentTextChanged.connect(self._take_known)

    def add_to(self, form: QFormLayout) -> None:
        """Put the fields into a form."""
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Source", self.title),
            ("URL", self.url),
            ("Archive URL", self.archive_url),
            ("Publisher", self.publisher),
            ("Type", self.type),
            ("Rank", self.rank),
            ("", self.confidential),
            ("Code name", self.code_name),
        )
        for words, field in rows:
            form.addRow(words, field)
            field.setAccessibleName(words or self.confidential.text())

    def details(self) -> SourceDetails:
        """What the fields say; author and date of a known source stay as they are."""
        known = self._sources.get(self.title.currentText().strip())
        kept = known.details if known else SourceDetails("")
        return SourceDetails(
            self.title.currentText().strip(),
            chosen(self.type, SourceType),
            chosen(self.rank, SourceRank),
            kept.author,
            self.publisher.text().strip(),
            kept.published,
            self.url.text().strip(),
            self.archive_url.text().strip(),
            self.confidential.isChecked(),
            self.code_name.text().strip() if self.confidential.isChecked() else "",
        )

    def show(self, details: SourceDetails) -> None:
        """Show a source."""
        if self.title.currentText() != details.title:
            self.title.setCurrentText(details.title)
        self.url.setText(details.url)
        self.archive_url.setText(details.archive_url)
        for field in (self.url, self.archive_url):
            field.setCursorPosition(0)
        self.publisher.setText(details.publisher)
        self.type.setCurrentIndex(list(SourceType).index(details.type))
        self.rank.setCurrentIndex(list(SourceRank).index(details.rank))
        self.confidential.setChecked(details.confidential)
        self.code_name.setText(details.code_name)

    def _take_known(self, title: str) -> None:
        known = self._sources.get(title.strip())
        if known is not None:
            self.show(known.details)
