"""Questions to the writer on a claim, with their answers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.app.forms.pieces import card, link, tool, words
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.chooser import Chooser
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.fields import Composer, WordsField, empty
from annotator.app.widgets.section import FoldingSection
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claim_view import ClaimView, Typed, TypedWordsOfClaim
from annotator.kernel.wording import local_day, quoted
from annotator.people.model import Query, QueryStatus

WRITER = "The writer"
"""Whom a question is for unless somebody else is named."""


class QueriesSection(FoldingSection):
    """Queries, oldest first, and the fields for a new one."""

    status_chosen = Signal(str, object)
    remove_asked = Signal(str)
    waiting_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Queries")
        self.addressee = QLineEdit(WRITER)
        self.addressee.setAccessibleName("Who to ask")
        self.addressee.setPlaceholderText("Who to ask")
        self.new = Composer("New query", "Type a question and press Enter")
        self.fields: dict[Typed, WordsField] = {}
        self.choosers: dict[str, Chooser] = {}
        self.wait = link("Set the claim to “Waiting for reply”", self.waiting_asked.emit)
        self._queries = QVBoxLayout()
        bare(self._queries, Space.SMALL)
        self._shown: object = None
        self.content.addLayout(self._queries)
        self.content.addWidget(self.wait)
        self.content.addWidget(self.addressee)
        self.content.addWidget(self.new)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the queries on a claim; the words of answers are shown by those who know them."""
        waiting = [query for query in view.queries if query.status is QueryStatus.OPEN]
        self.show_count(_counted(len(view.queries), len(waiting)))
        self.wait.setVisible(bool(waiting) and view.claim.status is not ClaimStatus.WAITING)
        mine = {q.id for q in view.queries if q.author == view.me and q.status is QueryStatus.OPEN}
        state = ([_lasting(query, mine) for query in view.queries], theme)
        if state != self._shown:
            self._shown = state
            empty(self._queries)
            self.fields, self.choosers = {}, {}
            for query in view.queries:
                self._queries.addWidget(self._card(query, theme, mine=query.id in mine))
        for query in view.queries:
            self.choosers[query.id].show_chosen(query.status)

    def _card(self, query: Query, theme: Theme, *, mine: bool) -> QWidget:
        frame, layout = card()
        head = QHBoxLayout()
        head.setSpacing(Space.SMALL)
        whom, day = query.addressee or "No addressee", local_day(query.asked_at)
        asked = ElidedLabel(f"{whom} · {day}, {query.author}")
        asked.setObjectName("caption")
        head.addWidget(asked, 1)
        chooser = Chooser("Query", QueryStatus)
        chooser.chosen.connect(lambda status: self.status_chosen.emit(query.id, status))
        self.choosers[query.id] = chooser
        head.addWidget(chooser)
        head.addWidget(
            tool(theme, "close", "Remove this query", lambda: self.remove_asked.emit(query.id))
        )
        layout.addLayout(head)
        layout.addWidget(self._question(query) if mine else words("", query.question))
        answer = WordsField(f"Answer to {quoted(query.question)}", "Writer’s answer", 1)
        self.fields[Typed(TypedWordsOfClaim.ANSWER, query.id)] = answer
        layout.addWidget(answer)
        return frame

    def _question(self, query: Query) -> WordsField:
        """The question as a field: whoever asks may word it anew while it is open."""
        field = WordsField("Question", "", 1)
        field.setObjectName("inline")
        field.document().setDocumentMargin(0)
        self.fields[Typed(TypedWordsOfClaim.QUESTION, query.id)] = field
        return field


def _lasting(query: Query, mine: set[str]) -> tuple[str, ...]:
    """What of a query makes another card of it; what can be edited is shown by its field."""
    return (query.id, query.addressee, query.author, "" if query.id in mine else query.question)


def _counted(queries: int, waiting: int) -> str:
    if not queries:
        return ""
    return f"{queries} · {waiting} open" if waiting else str(queries)
