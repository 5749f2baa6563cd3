"""The correspondence on a claim: notes, questions to the writer with answers, and contacts."""

from datetime import date
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.forms.cards import card, link, make_words, mark, tool
from annotator.app.forms.form import ClaimForm, SideBySideFields, add_labelled
from annotator.app.forms.forms import CardColumn
from annotator.app.theme.scale import Space, clear_margins, icon_size
from annotator.app.theme.theme import Theme
from annotator.app.widgets.chooser import Chooser
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.fields import (
    ChoiceBox,
    Composer,
    WordsField,
    empty_layout,
    make_choice_box,
    read_choice,
)
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.section import FoldingSection
from annotator.appearance import label
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claim_view import ClaimView, Typed, TypedWordsOfClaim
from annotator.kernel.wording import day_in_words, local_day, quoted
from annotator.people.model import (
    WRITER,
    Contact,
    ContactDetails,
    ContactOutcome,
    ContactTerms,
    Note,
    Query,
    QueryStatus,
)


class NotesSection(FoldingSection):
    """Notes, oldest first, and a line for a new note."""

    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Notes")
        self.new = Composer("New note", "Add a note and press Enter")
        self.fields: dict[Typed, WordsField] = {}
        self._notes = QVBoxLayout()
        clear_margins(self._notes, Space.SMALL)
        self._shown: object = None
        self.content.addLayout(self._notes)
        self.content.addWidget(self.new)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the notes on a claim; fields show the words of the user's own notes."""
        self.show_count(str(len(view.notes)) if view.notes else "")
        mine = {note.id for note in view.notes if note.author == view.me}
        state = ([n.id if n.id in mine else n for n in view.notes], theme)
        if state == self._shown:
            return
        self._shown = state
        empty_layout(self._notes)
        self.fields = {}
        for note in view.notes:
            self._notes.addWidget(self._line(note, theme, mine=note.id in mine))

    def _line(self, note: Note, theme: Theme, *, mine: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        clear_margins(row, Space.TINY)
        column = QVBoxLayout()
        clear_margins(column)
        column.addWidget(self._field(note) if mine else make_words("", note.body))
        column.addWidget(make_words("caption", f"{note.author}, {local_day(note.created_at)}"))
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


class QueriesSection(FoldingSection):
    """Queries, oldest first, and the fields for a new query."""

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
        clear_margins(self._queries, Space.SMALL)
        self._shown: object = None
        self.content.addLayout(self._queries)
        self.content.addWidget(self.wait)
        self.content.addWidget(self.addressee)
        self.content.addWidget(self.new)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the queries on a claim; fields show the words of the answers."""
        waiting = [query for query in view.queries if query.status is QueryStatus.OPEN]
        self.show_count(_counted(len(view.queries), len(waiting)))
        self.wait.setVisible(bool(waiting) and view.claim.status is not ClaimStatus.WAITING)
        mine = {q.id for q in view.queries if q.author == view.me and q.status is QueryStatus.OPEN}
        state = ([_lasting(query, mine) for query in view.queries], theme)
        if state != self._shown:
            self._shown = state
            empty_layout(self._queries)
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
        layout.addWidget(self._question(query) if mine else make_words("", query.question))
        answer = WordsField(f"Answer to {quoted(query.question)}", "Writer’s answer", 1)
        self.fields[Typed(TypedWordsOfClaim.ANSWER, query.id)] = answer
        layout.addWidget(answer)
        return frame

    def _question(self, query: Query) -> WordsField:
        """Return the question as a field: its author may word it anew while it is open."""
        field = WordsField("Question", "", 1)
        field.setObjectName("inline")
        field.document().setDocumentMargin(0)
        self.fields[Typed(TypedWordsOfClaim.QUESTION, query.id)] = field
        return field


def _lasting(query: Query, mine: set[str]) -> tuple[str, ...]:
    """Return the parts of a query that its card shows for good; its fields show the other parts."""
    return (query.id, query.addressee, query.author, "" if query.id in mine else query.question)


def _counted(queries: int, waiting: int) -> str:
    if not queries:
        return ""
    return f"{queries} · {waiting} open" if waiting else str(queries)


CONTACT = "contact"
_CHANNELS = ("Phone", "E-mail", "In person", "Video call", "Message", "Letter")


class ContactForm(ClaimForm):
    """An entry of the contact log; a confidential person needs a code name."""

    def __init__(self, claim_id: str, contact: Contact | None = None) -> None:
        super().__init__(CONTACT, claim_id, contact.id if contact else "")
        self.person, self.channel = QLineEdit(), ChoiceBox()
        self.channel.setEditable(True)
        self.channel.addItems(_CHANNELS)
        self.contacted_on, self.code_name = DayField("Date"), QLineEdit()
        self.question = WordsField("Question", "What you asked", 1)
        self.reply = WordsField("Answer", "What they said, in their own words if possible", 1)
        self.terms, self.outcome = make_choice_box(ContactTerms), make_choice_box(ContactOutcome)
        self.confidential = QCheckBox("Confidential")
        self.confidential.setToolTip("Reports use the code name only")
        self.code_name.setPlaceholderText("Code name for reports")
        self.code_name.setAccessibleName("Code name")
        self.confidential.toggled.connect(self.code_name.setVisible)
        self._lay_out()
        self._show(
            contact.details
            if contact
            else ContactDetails("", contacted_on=date.today().isoformat())
        )

    def answer(self) -> ContactDetails:
        """Return the content of the fields."""
        secret = self.confidential.isChecked()
        return ContactDetails(
            self.person.text().strip(),
            self.channel.currentText().strip(),
            self.contacted_on.day(),
            self.question.words().strip(),
            self.reply.words().strip(),
            read_choice(self.terms, ContactTerms),
            read_choice(self.outcome, ContactOutcome),
            secret,
            self.code_name.text().strip() if secret else "",
        )

    def check(self) -> None:
        """See that it can be kept; raises InvalidValue if not."""
        self.answer().checked()

    def first_field(self) -> QWidget:
        """Return where the person is named."""
        return self.person

    def field_named(self, name: str) -> QWidget:
        """Return the field that a problem is about."""
        return {"Code name": self.code_name, "Date": self.contacted_on}.get(name, self.person)

    def _show(self, details: ContactDetails) -> None:
        self.person.setText(details.person)
        self.channel.setCurrentText(details.channel)
        self.contacted_on.show_day(details.contacted_on)
        self.question.show_words(details.question)
        self.reply.show_words(details.answer)
        _choose(self.terms, ContactTerms, details.terms)
        _choose(self.outcome, ContactOutcome, details.outcome)
        self.confidential.setChecked(details.confidential)
        self.code_name.setText(details.code_name)
        self.code_name.setVisible(details.confidential)

    def _lay_out(self) -> None:
        add_labelled(self.page, [("Person", self.person)])
        self.page.addWidget(
            SideBySideFields(("Channel", self.channel), ("Date", self.contacted_on))
        )
        add_labelled(self.page, [("Question", self.question), ("Answer", self.reply)])
        self.page.addWidget(SideBySideFields(("Terms", self.terms), ("Outcome", self.outcome)))
        self.page.addWidget(self.confidential)
        self.page.addWidget(self.code_name)
        self.lay_out_end()


def _choose(box: QComboBox, words: type[StrEnum], wanted: StrEnum) -> None:
    """Choose a word in its list; choose none if the list does not hold it."""
    order = list(words)
    box.setCurrentIndex(order.index(wanted) if wanted in order else -1)


class ContactsSection(FoldingSection):
    """The contact log, oldest first."""

    add_asked = Signal()
    edit_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Contacts")
        self.add = QPushButton("Log a contact")
        self.add.setObjectName("flat")
        self.add.clicked.connect(self.add_asked)
        self.add_to_heading(self.add)
        self.column = CardColumn()
        self._shown: object = None
        self.content.addWidget(self.column)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the contact log of a claim; the same as before is left as it is."""
        self.show_count(str(len(view.contacts)) if view.contacts else "")
        if self._shown == (view.contacts, theme):
            return
        self._shown = (view.contacts, theme)
        self.column.fill({contact.id: self._card(contact, theme) for contact in view.contacts})

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        super().show_theme(theme)
        self.add.setIcon(theme.icon("add", theme.muted))

    def _card(self, contact: Contact, theme: Theme) -> QWidget:
        frame, layout = card()
        details, head = contact.details, QHBoxLayout()
        head.setSpacing(Space.SMALL)
        head.addWidget(make_words("strong", details.person), 1)
        if details.confidential:
            head.addWidget(_lock(theme))
        head.addWidget(mark("chip", label(details.outcome)))
        edit, remove = self.edit_asked.emit, self.remove_asked.emit
        head.addWidget(tool(theme, "edit", "Edit this contact", partial(edit, contact.id)))
        head.addWidget(tool(theme, "close", "Remove this contact", partial(remove, contact.id)))
        layout.addLayout(head)
        code = f"“{details.code_name}” in reports" if details.confidential else ""
        on = day_in_words(details.contacted_on)
        facts = [details.channel, on, label(details.terms), code, contact.author]
        layout.addWidget(make_words("caption", " · ".join(fact for fact in facts if fact)))
        for name, said in (("muted", details.question), ("quotation", details.answer)):
            if said:
                layout.addWidget(make_words(name, said))
        return frame


def _lock(theme: Theme) -> Label:
    sign = Label()
    sign.setPixmap(theme.icon("lock", theme.muted).pixmap(icon_size(), icon_size()))
    sign.setToolTip("Confidential: reports call this person by the code name")
    return sign
