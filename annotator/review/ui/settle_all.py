"""Asks whether all claims on which all checkers agree are to be settled at once."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QWidget,
)

from annotator.app.widgets.asking import asked
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.ending import ending, stack
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.page import open_at
from annotator.app.widgets.plain_text import Label
from annotator.appearance import label, symbol
from annotator.claims.model import Claim
from annotator.claims.verdicts import Tag
from annotator.kernel.quantities import count_of


class SettleAllDialog(Dialog):
    """Says how many claims would be settled, and which."""

    def __init__(self, parent: QWidget | None, found: Sequence[tuple[Claim, list[Tag]]]) -> None:
        super().__init__(parent)
        number = count_of(len(found), "claim")
        self.setWindowTitle("Settle agreed claims")
        title = Label(f"Settle {number} on which all checkers agree")
        title.setObjectName("title")
        note = Label(
            "Each claim gets a ruling under your name, with the verdict that all its tags "
            "share. No tag is changed. It is one step, which you can undo."
        )
        note.setObjectName("muted")
        self.list = ItemList()
        self.list.setAccessibleName("Claims to settle")
        self.list.setWordWrap(True)
        self.list.addItems([_in_words(claim, tags) for claim, tags in found])
        buttons, self.ok = ending(self, f"Settle {number}")
        layout = stack(self)
        for words in (title, note):
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        open_at(self, 76, 52)
        self.ok.setFocus()

    @classmethod
    def confirms(cls, parent: QWidget | None, found: Sequence[tuple[Claim, list[Tag]]]) -> bool:
        """Whether the user wants that."""
        return asked(cls(parent, found))


def _in_words(claim: Claim, tags: list[Tag]) -> str:
    tag = tags[0]
    reason = f", {label(tag.reason).lower()}" if tag.reason else ""
    names = ", ".join(tag.checker for tag in tags)
    said = f"{symbol(tag.verdict)}  {label(tag.verdict)}{reason}"
    return f"Claim {claim.number}:  {said}  –  {names}"
