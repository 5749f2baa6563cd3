"""The dialog that lists the people of a project, and joins two records of one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from annotator.app.theme.scale import letters
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, label_field, problem_line
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label, tip
from annotator.kernel.wording import count_of
from annotator.people.model import Checker, PersonAtWork

_ROWS, _ROW = 6, 6
"""People shown at once, and the height of each in letters."""


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Two records of one person: the record whose name stays, and the other."""

    kept: Checker
    gone: Checker


class PeopleDialog(Dialog):
    """The people with their work; two that are ticked become one under the name that is chosen.

    The user's own record says so.
    """

    def __init__(
        self, parent: QWidget | None, people: Sequence[PersonAtWork], own: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("People")
        self._people = people
        words = Label(
            "If somebody is here twice, for example from two computers, tick both records and "
            "join them: their tags, notes and reviews then count as one person’s. You can undo it."
        )
        words.setWordWrap(True)
        self.list = ItemList()
        self.list.setAccessibleName("People of this project")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for person in people:
            you = " – you" if person.checker.id == own else ""
            item = QListWidgetItem(f"{person.checker.name}{you}\n{person.in_words}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(tip(person.checker.id))
            self.list.addItem(item)
        self.list.setMinimumHeight(letters(_ROW) * min(_ROWS, max(2, len(people))))
        self.list.itemChanged.connect(self._offer_names)
        self.name = ChoiceBox()
        self.name.setAccessibleName("Name that stays")
        self._problem = problem_line()
        buttons, self.ok = make_buttons(self, "Join")
        stack(
            self,
            words,
            self.list,
            label_field("&Name that stays", self.name),
            self._problem,
            buttons,
        )
        self._offer_names()
        open_at(self, 72)
        self.list.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, people: Sequence[PersonAtWork], own: str = ""
    ) -> SamePerson | None:
        """Return the two records of one person; ``None`` where none are to be joined.

        Args:
            parent: The window.
            people: The people of the project.
            own: The id of the user's record; empty where there is none.
        """
        dialog = cls(parent, people, own)
        return dialog.answer() if run_dialog(dialog) else None

    def answer(self) -> SamePerson | None:
        """Return the two records that are ticked; ``None`` where they are not two."""
        ticked = self._ticked()
        if len(ticked) != 2:
            return None
        kept = self.name.currentData()
        one, other = ticked
        return SamePerson(one, other) if one.id == kept else SamePerson(other, one)

    def accept(self) -> None:
        """Close, unless there are not two records to join."""
        if self.answer() is not None:
            super().accept()
            return
        self.list.setFocus()

    def _ticked(self) -> list[Checker]:
        checked = Qt.CheckState.Checked
        rows = range(self.list.count())
        return [self._people[i].checker for i in rows if self.list.item(i).checkState() == checked]

    def _offer_names(self, _item: object = None) -> None:
        before, ticked = self.name.currentData(), self._ticked()
        self.name.clear()
        for checker in ticked:
            self.name.addItem(checker.name, checker.id)
        self.name.setCurrentIndex(max(0, self.name.findData(before)))
        self.name.setEnabled(len(ticked) == 2)
        self.ok.setEnabled(len(ticked) == 2)
        if len(ticked) > 2:
            records = count_of(len(ticked), "record")
            self._problem.tell(f"Tick two records of one person. You have ticked {records}.")
        else:
            self._problem.hide()
