"""The dialogs of review: propose a verdict, reject a tag, settle a claim, or settle all alike.

A verdict and its way of dispute are chosen by mouse or by digits.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.chips import Chips
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import Composer, WordsField, label_field, problem_line
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label, literal
from annotator.appearance import label, symbol
from annotator.claims.fields import Claim
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.wording import count_of, form_for
from annotator.review.rulings import LONELY, AgreedClaim, Settlement, is_only_author


class VerdictChoice(QWidget):
    """A verdict, or none as yet, with its reason if it needs any."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.verdict: Verdict | None = None
        self.reason: DisputeReason | None = None
        self.verdicts = Chips("Verdict", Verdict, one=True)
        self.reasons = Chips("Reason for the dispute", DisputeReason, one=True)
        self._ways = label_field("Reason for the dispute", self.reasons)
        # a dialog must not change its size under the pointer
        policy = self._ways.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._ways.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.SMALL)
        layout.addWidget(label_field("Verdict  (1, 2 or 3)", self.verdicts))
        layout.addWidget(self._ways)
        self.verdicts.chosen.connect(lambda found: self.choose(found[0], self.reason))
        self.reasons.chosen.connect(lambda found: self.choose(self.verdict, found[0]))
        self.setFocusProxy(self.verdicts)
        self.show_choice(None, None)

    def choose(self, verdict: Verdict | None, reason: DisputeReason | None) -> None:
        """Choose as the user does."""
        self.show_choice(verdict, reason)
        self.changed.emit()

    def show_choice(self, verdict: Verdict | None, reason: DisputeReason | None) -> None:
        """Show a verdict and its reason."""
        self.verdict = verdict
        self.reason = reason if verdict is Verdict.DISPUTED else None
        self.verdicts.show_chosen([verdict] if verdict else [])
        self.reasons.show_chosen([self.reason] if self.reason else [])
        self._ways.setVisible(verdict is Verdict.DISPUTED)

    def take_digits(self, dialog: QDialog) -> None:
        """Let 1, 2 and 3 choose the verdict wherever no field of a dialog has the focus."""
        for digit, verdict in enumerate(Verdict, start=1):
            key = QShortcut(Qt.Key(Qt.Key.Key_0 + digit), dialog)
            key.activated.connect(self._by_key(verdict))

    def _by_key(self, verdict: Verdict) -> Callable[[], None]:
        return lambda: self.choose(verdict, self.reason)


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
        return dialog.proposal() if run_dialog(dialog) else None

    def proposal(self) -> Proposal | None:
        """Return the proposal in the fields; ``None`` while it is incomplete."""
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
        clear_margins(column, Space.MEDIUM)
        for words in (title, note):
            words.setWordWrap(True)
            column.addWidget(words)
        column.addWidget(self.choice)
        column.addWidget(label_field("Why", self.why))
        buttons, self.ok = make_buttons(self, "Propose verdict")
        stack(self, Page(fields), self._problem, buttons)
        open_at(self, 68)
        self.choice.setFocus()


class SettleDialog(Dialog):
    """Asks for a tag to accept, or for another verdict with its reason."""

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
        return dialog.settlement() if run_dialog(dialog) else None

    def settlement(self) -> Settlement | None:
        """Return the settlement in the fields; ``None`` while no verdict is chosen."""
        words = self.conclusion.words().strip(), self.why.words().strip()
        for tag, button in zip(self._tags, self.accepting, strict=True):
            if button.isChecked():
                return Settlement(tag.verdict, tag.reason, *words)
        verdict = self.choice.verdict
        return Settlement(verdict, self.choice.reason, *words) if verdict else None

    def accept(self) -> None:
        """Close, unless a value is missing: then name it."""
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
        """Begin with the content of a tag, unless other words were typed."""
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
        clear_margins(column, Space.SMALL)
        for line in (title, note):
            line.setWordWrap(True)
        parts = (title, note, self._lonely, *self.accepting, self.another, self.choice)
        for part in (
            *parts,
            label_field("Conclusion", self.conclusion),
            label_field("Why", self.why),
        ):
            column.addWidget(part)
        buttons, self.ok = make_buttons(self, "Settle claim")
        stack(self, Page(fields), self._problem, buttons)


def _said(tag: Tag) -> str:
    verdict = label(tag.verdict)
    reason = f" ({label(tag.reason).lower()})" if tag.reason else ""
    return literal(f"Accept {tag.checker}: {verdict}{reason}")


class SettleAllDialog(Dialog):
    """Says how many claims would be settled, and which."""

    def __init__(self, parent: QWidget | None, found: Sequence[AgreedClaim]) -> None:
        super().__init__(parent)
        number = count_of(len(found), "claim")
        self.setWindowTitle("Settle agreed claims")
        title = Label(f"Settle {number} on which all checkers agree")
        title.setObjectName("title")
        note = Label(
            "Each claim gets a ruling under your name, with the verdict that all its tags "
            "share. Claims on the same words are joined. No verdict is changed. It is one step, "
            "which you can undo."
        )
        note.setObjectName("muted")
        self.list = ItemList()
        self.list.setAccessibleName("Claims to settle")
        self.list.setWordWrap(True)
        self.list.addItems([_in_words(agreed) for agreed in found])
        buttons, self.ok = make_buttons(self, f"Settle {number}")
        layout = stack(self)
        for words in (title, note):
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        open_at(self, 76, 52)
        self.ok.setFocus()

    @classmethod
    def confirms(cls, parent: QWidget | None, found: Sequence[AgreedClaim]) -> bool:
        """Whether the user wants that."""
        return run_dialog(cls(parent, found))


def _in_words(agreed: AgreedClaim) -> str:
    tag = agreed.tags[0]
    reason = f", {label(tag.reason).lower()}" if tag.reason else ""
    names = ", ".join(dict.fromkeys(tag.checker for tag in agreed.tags))
    said = f"{symbol(tag.verdict)}  {label(tag.verdict)}{reason}"
    numbers = " and ".join(str(other.number) for other in agreed.others)
    joined = f"  –  takes in {form_for(len(agreed.others), 'claim', 'claims')} {numbers}"
    return f"Claim {agreed.claim.number}:  {said}  –  {names}{joined if numbers else ''}"


class WhyDialog(Dialog):
    """A reason, without which there is no rejection; Enter gives it."""

    def __init__(self, parent: QWidget | None, whose: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reject a tag")
        question = Label(f"Your reason for rejecting {whose}’s tag")
        question.setObjectName("title")
        question.setWordWrap(True)
        self.why = _Reason("Reason", "What is wrong with it, and how do you know?")
        buttons, self.ok = make_buttons(self, "Reject tag")
        self.why.finished.connect(lambda _words: self.press_default())
        self._problem = problem_line()
        stack(self, question, self.why, self._problem, buttons)
        open_at(self, 64)
        self.why.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, whose: str) -> str | None:
        """The reason; ``None`` when the user thought better of it."""
        dialog = cls(parent, whose)
        return dialog.why.words().strip() if run_dialog(dialog) else None

    def accept(self) -> None:
        """Close, unless there is no reason: then ask for it."""
        if self.why.words().strip():
            super().accept()
            return
        self._problem.tell("Say why. Your colleague reads it.")
        self.why.setFocus()


class _Reason(Composer):
    """A composer whose Enter is accepted, too, while it is empty."""

    def enter(self) -> None:
        """Emit the typed words."""
        self.finished.emit(self.words().strip())
