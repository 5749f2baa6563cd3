"""The details of the chosen claim: its words, my tag, other tags, evidence and notes."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.appearance import label
from annotator.domain.claims import Claim
from annotator.domain.evidence import Evidence
from annotator.domain.highlights import Highlight
from annotator.domain.people import Note
from annotator.domain.verdicts import Standing, Tag, Verdict
from annotator.ui.claims.verdict_row import VerdictRow
from annotator.ui.evidence.list import EvidenceList
from annotator.ui.fields import WordsField, empty, labelled
from annotator.ui.scale import Space, bare, pad
from annotator.ui.tabbing import ReadingOrder
from annotator.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Everything the pane shows of a claim."""

    claim: Claim
    highlights: list[Highlight]
    own_tag: Tag | None
    other_tags: list[Tag]
    evidence: list[Evidence]
    notes: list[Note]


class ClaimDetails(QScrollArea):
    """Shows a ClaimView and says what the user wants done with it; words with their claim's id."""

    conclusion_finished = Signal(str, str, str)
    statement_finished = Signal(str, str)
    evidence_asked = Signal()
    note_added = Signal(str)
    note_removed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._claim_id = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Details of the claim")
        self._title = _words("title")
        self._quote = _words("quotation")
        self.verdicts = VerdictRow(theme)
        self.conclusion = WordsField("Conclusion", "In one sentence: what did you find?")
        self.search_note = WordsField("Search note", "Where did you look, and for what?")
        self.statement = WordsField("Statement", "The claim in your own words, if it needs them", 1)
        self._searched = labelled("Where I looked", self.search_note)
        self._others = _words("muted")
        self.evidence = EvidenceList()
        self.add_evidence = _button("Add evidence", "evidence")
        self._notes = QVBoxLayout()
        self.note = QLineEdit()
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    def _connect(self) -> None:
        self.conclusion.finished.connect(self._concluded)
        self.search_note.finished.connect(self._concluded)
        self.statement.finished.connect(self._stated)
        self.add_evidence.clicked.connect(self.evidence_asked)
        self.note.returnPressed.connect(self._add_note)

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        self._theme = theme
        self.verdicts.show_theme(theme)
        self.add_evidence.setIcon(theme.icon("evidence", theme.text))

    def show_claim(self, view: ClaimView) -> None:
        """Show a claim; fields in which somebody is typing stay as they are."""
        claim, tag = view.claim, view.own_tag
        other = claim.id != self._claim_id
        self._claim_id = claim.id
        self._title.setText(f"Claim {claim.number}  ·  {label(claim.status)}")
        self._quote.setText("\n".join(f"“{h.quote}”" for h in view.highlights))
        self.verdicts.show_tag(tag)
        self.conclusion.show_words(tag.conclusion if tag else "", of_another=other)
        self.conclusion.setEnabled(tag is not None)
        self.search_note.show_words(tag.search_note if tag else "", of_another=other)
        asks = tag is not None and (tag.verdict is Verdict.UNSUPPORTED or bool(tag.search_note))
        self._searched.setVisible(asks)
        self.statement.show_words(claim.statement, of_another=other)
        self._others.setText("\n".join(_in_words(other) for other in view.other_tags))
        self._others.setVisible(bool(view.other_tags))
        self.evidence.show_evidence(view.evidence, self._theme)
        self._show_notes(view.notes)

    def finish(self) -> None:
        """Save what is being typed."""
        for field in (self.conclusion, self.search_note, self.statement):
            field.finish()

    def _concluded(self, _words: str) -> None:
        words = self.conclusion.words(), self.search_note.words()
        self.conclusion_finished.emit(self._claim_id, *words)

    def _stated(self, words: str) -> None:
        self.statement_finished.emit(self._claim_id, words)

    def _add_note(self) -> None:
        words = self.note.text().strip()
        if words:
            self.note.clear()
            self.note_added.emit(words)

    def _show_notes(self, notes: list[Note]) -> None:
        empty(self._notes)
        for note in notes:
            self._notes.addWidget(self._note_line(note))

    def _note_line(self, note: Note) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        bare(row, Space.SMALL)
        words = _words("note")
        words.setText(f"{note.body}\n{note.author}, {note.created_at[:10]}")
        remove = _button("", "close")
        remove.setObjectName("tool")
        remove.setIcon(self._theme.icon("close", self._theme.muted))
        remove.setToolTip("Remove this note")
        remove.setAccessibleName("Remove this note")
        remove.clicked.connect(lambda: self.note_removed.emit(note.id))
        row.addWidget(words, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("details")
        layout = QVBoxLayout(page)
        pad(layout, Space.LARGE)
        layout.setSpacing(Space.MEDIUM)
        self.note.setPlaceholderText("Add a note and press Enter")
        self.note.setAccessibleName("New note")
        for widget in (self._title, self._quote, self.verdicts):
            layout.addWidget(widget)
        layout.addWidget(labelled("Conclusion", self.conclusion))
        layout.addWidget(self._searched)
        layout.addWidget(self._others)
        layout.addWidget(labelled("In your own words", self.statement))
        layout.addWidget(_heading("Evidence"))
        layout.addWidget(self.evidence)
        layout.addWidget(self.add_evidence, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(_heading("Notes"))
        layout.addLayout(self._notes)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.setWidget(page)
        self._order = ReadingOrder(page)


def _in_words(tag: Tag) -> str:
    verdict = label(Standing(tag.verdict.value))
    reason = f" ({label(tag.reason)})" if tag.reason else ""
    conclusion = f": {tag.conclusion}" if tag.conclusion else ""
    return f"{tag.checker} – {verdict}{reason}{conclusion}"


def _words(name: str) -> QLabel:
    words = QLabel()
    words.setObjectName(name)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def _heading(words: str) -> QLabel:
    heading = QLabel(words)
    heading.setObjectName("heading")
    return heading


def _button(words: str, icon: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("icon_name", icon)
    return button
