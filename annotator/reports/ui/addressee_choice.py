"""Whose questions a query sheet holds: one of those who have any, or everybody's."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker

from annotator.app.widgets.fields import ChoiceBox

_EVERYBODY = "Everybody"


class AddresseeChoice(ChoiceBox):
    """A box of names, of which nobody has to choose while only one person was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Questions to")
        self.addItem(_EVERYBODY, None)

    @property
    def is_needed(self) -> bool:
        """Whether there are several to choose from."""
        return self.count() > 2

    def offer(self, names: Sequence[str]) -> None:
        """Offer these people; whoever is chosen stays so."""
        if [*names] == [self.itemData(row) for row in range(1, self.count())]:
            return
        whom = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(_EVERYBODY, None)
            for name in names:
                self.addItem(name, name)
            self.setCurrentIndex(max(0, self.findData(whom)))
