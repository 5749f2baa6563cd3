"""Who was asked about a claim, on what terms, and what came of it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.app.forms.forms import CardColumn
from annotator.app.forms.pieces import card, mark, tool, words
from annotator.app.theme.scale import Space, icon_size
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.section import Section
from annotator.appearance import label
from annotator.claims.service.claim_view import ClaimView
from annotator.kernel.wording import day_in_words
from annotator.people.model import Contact


class ContactsSection(Section):
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
