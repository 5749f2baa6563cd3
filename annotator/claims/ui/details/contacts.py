"""The form for whom a checker asked about a claim, and what came of it."""

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from annotator.app.forms.form import Beside, ClaimForm, add_labelled
from annotator.app.widgets.day_field_part import DayField
from annotator.app.widgets.fields import ChoiceBox, WordsField, choice, chosen
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
        self.page.addWidget(Beside(("Channel", self.channel), ("Date", self.contacted_on)))
        add_labelled(self.page, [("Question", self.question), ("Answer", self.reply)])
        self.page.addWidget(Beside(("Terms", self.terms), ("Outcome", self.outcome)))
        self.page.addWidget(self.confidential)
        self.page.addWidget(self.code_name)
        self.lay_out_end()


def _choose(box: QComboBox, words: type[StrEnum], wanted: StrEnum) -> None:
    """Choose a word in its list; nothing, if it is none of it."""
    order = list(words)
    box.setCurrentIndex(order.index(wanted) if wanted in order else -1)
