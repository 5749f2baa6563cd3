"""The form for whom a checker asked about a claim, and what came of it."""

from datetime import date
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.app.forms.form import ClaimForm, SideBySideFields, add_labelled
from annotator.app.forms.forms import CardColumn
from annotator.app.forms.pieces import card, mark, tool, words
from annotator.app.theme.scale import Space, icon_size
from annotator.app.theme.theme import Theme
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.fields import ChoiceBox, WordsField, choice, chosen
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.section import FoldingSection
from annotator.appearance import label
from annotator.claims.service.claim_view import ClaimView
from annotator.kernel.wording import day_in_words
from annotator.people.model import Contact, ContactDetails, ContactOutcome, ContactTerms

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
        self.terms, self.outcome = choice(ContactTerms), choice(ContactOutcome)
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
        """Return what the fields say."""
        secret = self.confidential.isChecked()
        return ContactDetails(
            self.person.text().strip(),
            self.channel.currentText().strip(),
            self.contacted_on.day(),
            self.question.words().strip(),
            self.reply.words().strip(),
            chosen(self.terms, ContactTerms),
            chosen(self.outcome, ContactOutcome),
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
    """Choose a word in its list; nothing, if it is none of it."""
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
        head.addWidget(words("strong", details.person), 1)
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
        layout.addWidget(words("caption", " · ".join(fact for fact in facts if fact)))
        for name, said in (("muted", details.question), ("quotation", details.answer)):
            if said:
                layout.addWidget(words(name, said))
        return frame


def _lock(theme: Theme) -> Label:
    sign = Label()
    sign.setPixmap(theme.icon("lock", theme.muted).pixmap(icon_size(), icon_size()))
    sign.setToolTip("Confidential: reports call this person by the code name")
    return sign
