"""Asks how a claim is settled."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.asking import asked
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.ending import ending, stack
from annotator.app.widgets.fields import WordsField, labelled, problem_line
from annotator.app.widgets.page import Page, open_at
from annotator.app.widgets.plain_text import Label, literal
from annotator.appearance import label
from annotator.claims.model import Claim
from annotator.claims.verdicts import Tag
from annotator.kernel.errors import AnnotatorError
from annotator.review.rulings import LONELY, Settlement, is_only_author
from annotator.review.ui.verdict_choice import VerdictChoice


class SettleDialog(Dialog):
    """One of the tags is accepted, or another verdict given with its reason."""

    def __init__(
        self, parent: QWidget | None, claim: Claim, tags: Sequence[Tag], checker_id: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Settle claim {claim.number}")
        self._tags = list(tags)
        self.accepting = [QRadioButton(_said(tag)) for tag in tags]
        self.another = QRadioButton("Give another verdict")
        self.choice = VerdictChoice()
        self.choice.take_digits(self)
        self.conclusion = WordsField("Conclusion", "Ruling in one sentence")
        self.why = WordsField("Why", "Your reason for this verdict")
        self._problem = problem_line()
        self._lonely = Label(LONELY)
        self._lonely.setObjectName("warning")
        self._lonely.setWordWrap(True)
        self._lonely.setVisible(is_only_author(tags, checker_id))
        self._lay_out(claim)
        self._connect()
        self.accepting[0].setChecked(True)
        open_at(self, 76)

    @classmethod
    def ask(
        cls, parent: QWidget | None, claim: Claim, tags: Sequence[Tag], checker_id: str
    ) -> Settlement | None:
        """How it is settled; ``None`` when the user thought better of it."""
        dialog = cls(parent, claim, tags, checker_id)
        return dialog.settlement() if asked(dialog) else None

    def settlement(self) -> Settlement | None:
        """What the fields say; ``None`` while no verdict is chosen."""
        words = self.conclusion.words().strip(), self.why.words().strip()
        for tag, button in zip(self._tags, self.accepting, strict=True):
            if button.isChecked():
                return Settlement(tag.verdict, tag.reason, *words)
        verdict = self.choice.verdict
        return Settlement(verdict, self.choice.reason, *words) if verdict else None

    def accept(self) -> None:
        """Close, unless something is missing: then say what."""
        found = self.settlement()
        try:
            if found is not None:
                found.checked(self._tags)
        except AnnotatorError as error:
            self._complain(str(error))
            return
        if found is None:
            self._complain("Choose a verdict.")
            return
        super().accept()

    def _complain(self, sentence: str) -> None:
        self._problem.tell(sentence)

    def _take_over(self, tag: Tag) -> None:
        """Begin with what a tag says, unless something else was typed."""
        self.choice.show_choice(tag.verdict, tag.reason)
        typed = self.conclusion.words()
        if typed in ("", *(other.conclusion for other in self._tags)):
            self.conclusion.show_words(tag.conclusion)

    def _choose_another(self) -> None:
        self.another.setChecked(True)

    def _connect(self) -> None:
        for tag, button in zip(self._tags, self.accepting, strict=True):
            button.toggled.connect(lambda on, tag=tag: self._take_over(tag) if on else None)
        self.another.toggled.connect(lambda _on: self._problem.hide())
        self.choice.changed.connect(self._choose_another)

    def _lay_out(self, claim: Claim) -> None:
        title = Label(f"Ruling on claim {claim.number}")
        title.setObjectName("title")
        note = Label("No tag is changed. The ruling appears beside the tags, under your name.")
        note.setObjectName("muted")
        fields = QWidget()
        column = QVBoxLayout(fields)
        bare(column, Space.SMALL)
        for line in (title, note):
            line.setWordWrap(True)
        parts = (title, note, self._lonely, *self.accepting, self.another, self.choice)
        for part in (
            *parts,
            labelled("Conclusion", self.conclusion),
            labelled("Why", self.why),
        ):
            column.addWidget(part)
        buttons, self.ok = ending(self, "Settle claim")
        stack(self, Page(fields), self._problem, buttons)


def _said(tag: Tag) -> str:
    verdict = label(tag.verdict)
    reason = f" ({label(tag.reason).lower()})" if tag.reason else ""
    return literal(f"Accept {tag.checker}: {verdict}{reason}")
