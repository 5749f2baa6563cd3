"""The notes on a claim: mine can be edited where they stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.pieces import tool, words
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import Composer, WordsField, empty
from annotator.app.widgets.section import FoldingSection
from annotator.claims.service.claim_view import ClaimView, Typed, TypedWordsOfClaim
from annotator.kernel.wording import local_day
from annotator.people.model import Note


class NotesSection(FoldingSection):
    """Notes, oldest first, and a line for a new one."""

    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Notes")
        self.new = Composer("New note", "Add a note and press Enter")
        self.fields: dict[Typed, WordsField] = {}
        self._notes = QVBoxLayout()
        bare(self._notes, Space.SMALL)
        self._shown: object = None
        self.content.addLayout(self._notes)
        self.content.addWidget(self.new)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the notes on a claim; the words of mine are shown by those who know them."""
        self.show_count(str(len(view.notes)) if view.notes else "")
        mine = {note.id for note in view.notes if note.author == view.me}
        state = ([n.id if n.id in mine else n for n in view.notes], theme)
        if state == self._shown:
            return
        self._shown = state
        empty(self._notes)
        self.fields = {}
        for note in view.notes:
            self._notes.addWidget(self._line(note, theme, mine=note.id in mine))

    def _line(self, note: Note, theme: Theme, *, mine: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        bare(row, Space.TINY)
        column = QVBoxLayout()
        bare(column)
        column.addWidget(self._field(note) if mine else words("", note.body))
        column.addWidget(words("caption", f"{note.author}, {local_day(note.created_at)}"))
        row.addLayout(column, 1)
        remove = tool(theme, "close", "Remove this note", lambda: self.remove_asked.emit(note.id))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _field(self, note: Note) -> WordsField:
        field = WordsField("Note", "", 1)
        field.setObjectName("inline")
        field.document().setDocumentMargin(0)
        self.fields[Typed(TypedWordsOfClaim.NOTE, note.id)] = field
        return field
