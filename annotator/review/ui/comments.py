"""The comments of the desk on a claim: a thread, in which mine can be edited."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.cards import make_words, prose, tool
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import Composer, WordsField, empty_layout
from annotator.app.widgets.section import FoldingSection
from annotator.claims.service.claim_view import ClaimView, Typed, TypedWordsOfClaim
from annotator.kernel.wording import local_moment
from annotator.review.model import Comment


class CommentsSection(FoldingSection):
    """Comments, oldest first, each under its author's name, and a field for a new comment."""

    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Comments")
        self.new = Composer("New comment", "Type a comment and press Enter")
        self.fields: dict[Typed, WordsField] = {}
        self._thread = QVBoxLayout()
        clear_margins(self._thread, Space.SMALL)
        self._shown: object = None
        self.content.addLayout(self._thread)
        self.content.addWidget(self.new)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the comments on a claim; the typed words of mine stay in their fields."""
        self.show_count(str(len(view.comments)) if view.comments else "")
        mine = {said.id for said in view.comments if said.checker_id == view.me_id}
        state = ([said.id if said.id in mine else said for said in view.comments], theme)
        if state == self._shown:
            return
        self._shown = state
        empty_layout(self._thread)
        self.fields = {}
        for said in view.comments:
            self._thread.addWidget(self._line(said, theme, mine=said.id in mine))

    def _line(self, said: Comment, theme: Theme, *, mine: bool) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        clear_margins(column)
        head = QHBoxLayout()
        clear_margins(head, Space.TINY)
        who = f"{said.author}, {local_moment(said.created_at)}"
        head.addWidget(make_words("label", who), 1)
        if mine:
            remove = tool(theme, "close", "Remove my comment", lambda: self._remove(said.id))
            head.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._field(said) if mine else prose("", said.body))
        return line

    def _remove(self, comment_id: str) -> None:
        self.remove_asked.emit(comment_id)

    def _field(self, said: Comment) -> WordsField:
        field = WordsField("My comment", "", 1)
        field.setObjectName("inline")
        field.document().setDocumentMargin(0)
        self.fields[Typed(TypedWordsOfClaim.COMMENT, said.id)] = field
        return field
