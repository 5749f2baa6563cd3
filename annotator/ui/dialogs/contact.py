"""Asks whom a checker asked about a claim, and what came of it."""

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from annotator.domain.errors import AnnotatorError
from annotator.domain.people import ContactDetails, ContactOutcome, ContactTerms
from annotator.ui.day_field import DayField
from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.dialog import Dialog
from annotator.ui.dialogs.ending import ending, stack
from annotator.ui.dialogs.page import Page, open_at
from annotator.ui.fields import ChoiceBox, WordsField, choice, chosen, problem_line
from annotator.ui.scale import Space, pad

_CHANNELS = ("Phone", "E-mail", "In person", "Video call", "Message", "Letter")


class ContactDialog(Dialog):
    """An entry of the contact log; a confidential person needs a code name."""

    def __init__(self, parent: QWidget | None, details: ContactDetails | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Contact")
        self.person, self.channel = QLineEdit(), ChoiceBox()
        self.channel.setEditable(True)
        self.channel.addItems(_CHANNELS)
        self.contacted_on, self.code_name = DayField("Date"), QLineEdit()
        self.question = WordsField("Question", "What you asked")
        self.answer = WordsField("Answer", "What they said, in their own words where you can")
        self.terms, self.outcome = choice(ContactTerms), choice(ContactOutcome)
        self.confidential = QCheckBox("Confidential: reports use the code name only")
        self.confidential.toggled.connect(self.code_name.setEnabled)
        self._problem = problem_line()
        self._lay_out()
        self._show(details or ContactDetails("", contacted_on=date.today().isoformat()))

    @classmethod
    def ask(
        cls, parent: QWidget | None, details: ContactDetails | None = None
    ) -> ContactDetails | None:
        """What the user entered; ``None`` when they thought better of it."""
        dialog = cls(parent, details)
        return dialog.details() if asked(dialog) else None

    def details(self) -> ContactDetails:
        """What the fields say."""
        secret = self.confidential.isChecked()
        return ContactDetails(
            self.person.text().strip(),
            self.channel.currentText().strip(),
            self.contacted_on.day(),
            self.question.words().strip(),
            self.answer.words().strip(),
            chosen(self.terms, ContactTerms),
            chosen(self.outcome, ContactOutcome),
            secret,
            self.code_name.text().strip() if secret else "",
        )

    def accept(self) -> None:
        """Close, unless something cannot be kept: then say what."""
        try:
            self.details().checked()
        except AnnotatorError as error:
            self._problem.tell(str(error))
        else:
            super().accept()

    def _show(self, details: ContactDetails) -> None:
        self.person.setText(details.person)
        self.channel.setCurrentText(details.channel)
        self.contacted_on.setText(details.contacted_on)
        self.question.show_words(details.question)
        self.answer.show_words(details.answer)
        self.terms.setCurrentIndex(_place(ContactTerms, details.terms))
        self.outcome.setCurrentIndex(_place(ContactOutcome, details.outcome))
        self.confidential.setChecked(details.confidential)
        self.code_name.setText(details.code_name)
        self.code_name.setEnabled(details.confidential)

    def _lay_out(self) -> None:
        fields = QWidget()
        form = QFormLayout(fields)
        pad(form, Space.NONE)
        form.setVerticalSpacing(Space.SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Person", self.person),
            ("Channel", self.channel),
            ("Date", self.contacted_on.row()),
            ("Question", self.question),
            ("Answer", self.answer),
            ("Terms", self.terms),
            ("Outcome", self.outcome),
            ("", self.confidential),
            ("Code name", self.code_name),
        )
        for words, field in rows:
            form.addRow(words, field)
            field.setAccessibleName(words or self.confidential.text())
        buttons, self.ok = ending(self, "Save contact")
        stack(self, Page(fields), self._problem, buttons)
        open_at(self, 76)


def _place(words: type[StrEnum], chosen: StrEnum) -> int:
    """Where a word stands in its list; at -1, where nothing is chosen, if it is none of it."""
    order = list(words)
    return order.index(chosen) if chosen in order else -1
