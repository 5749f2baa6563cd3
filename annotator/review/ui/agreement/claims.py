"""The claims behind a number: a list that leads to each of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from annotator.app.theme.scale import letters
from annotator.app.widgets.lists.item_list import ItemList
from annotator.review.agreement.comparison import NamedClaim


class ClaimsList(ItemList):
    """Claims of any article; a click on one, or Enter, gives ``claim_chosen`` with its id."""

    claim_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Claims in this figure")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(letters(14))
        self.itemClicked.connect(self._choose)

    def show_claims(self, claims: Sequence[NamedClaim]) -> None:
        """Show these claims; one that was current stays so, or else the first of them is."""
        was = self.currentItem()
        known = was.data(Qt.ItemDataRole.UserRole) if was else ""
        self.clear()
        for claim in claims:
            words = " ".join(claim.words.split())
            item = QListWidgetItem(f"{claim.article}, claim {claim.number}\n{words}")
            item.setData(Qt.ItemDataRole.UserRole, claim.id)
            self.addItem(item)
        row = next((n for n, claim in enumerate(claims) if claim.id == known), 0)
        self.setCurrentRow(row if claims else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self._choose(self.currentItem())
            return
        super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.claim_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
