"""Asks what other verdict somebody proposes."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.asking import asked
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.ending import ending, stack
from annotator.app.widgets.fields import WordsField, labelled, problem_line
from annotator.app.widgets.page import Page, open_at
from annotator.app.widgets.plain_text import Label
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.review.ui.verdict_choice import VerdictChoice

Proposal = tuple[Verdict, DisputeReason | None, str]


class ProposeDialog(Dialog):
    """Another verdict than a colleague's, and why; it becomes a tag of one's own."""

    def __init__(self, parent: QWidget | None, tag: Tag, own: Tag | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Propose another verdict")
        self._tag = tag
        self.choice = VerdictChoice()
        self.choice.take_digits(self)
        self._problem = problem_line()
        self.choice.changed.connect(self._problem.hide)
        self.why = WordsField("Why", "Your reason. Your colleague will read it.")
        if own is not None:
            self.choice.show_choice(own.verdict, own.reason)
        self._lay_out()

    @classmethod
    def ask(cls, parent: QWidget | None, tag: Tag, own: Tag | None) -> Proposal | None:
        """The proposal; ``None`` when the user thought better of it."""
        dialog = cls(parent, tag, own)
        return dialog.proposal() if asked(dialog) else None

    def proposal(self) -> Proposal | None:
        """What the fields say; ``None`` while they say nothing that could be proposed."""
        verdict, reason = self.choice.verdict, self.choice.reason
        if verdict is None or (verdict is Verdict.DISPUTED and reason is None):
            return None
        if (verdict, reason) == (self._tag.verdict, self._tag.reason):
            return None
        return verdict, reason, self.why.words().strip()

    def accept(self) -> None:
        """Close, unless no other verdict is chosen: then ask for it."""
        if self.proposal() is not None:
            super().accept()
            return
        self._problem.tell(self._missing())
        self.choice.setFocus()

    def _missing(self) -> str:
        verdict, reason = self.choice.verdict, self.choice.reason
        if verdict is Verdict.DISPUTED and reason is None:
            return "Choose in what way the claim is disputed."
        if verdict is None:
            return "Choose a verdict."
        return f"That is {self._tag.checker}’s verdict. Choose another one."

    def _lay_out(self) -> None:
        title = Label(f"Your verdict in place of {self._tag.checker}’s")
        title.setObjectName("title")
        note = Label("It becomes your own tag on this claim. Your colleague’s tag does not change.")
        note.setObjectName("muted")
        fields = QWidget()
        column = QVBoxLayout(fields)
        bare(column, Space.MEDIUM)
        for label in (title, note):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.choice)
        column.addWidget(labelled("Why", self.why))
        buttons, self.ok = ending(self, "Propose verdict")
        stack(self, Page(fields), self._problem, buttons)
        open_at(self, 68)
        self.choice.setFocus()
