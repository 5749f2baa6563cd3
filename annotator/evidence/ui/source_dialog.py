"""Asks what is to be said of a source, and which record of it is the same."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.dialog import Dialog, Page, asked, ending, open_at, stack
from annotator.app.widgets.fields import problem_line
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label
from annotator.evidence.model import Source, SourceDetails, UsedSource
from annotator.evidence.ui.source_finder import Find, SourceFinder, in_words
from annotator.evidence.ui.source_form import SourceForm
from annotator.kernel.errors import InvalidValue


class SourceDialog(Dialog):
    """Everything that is said of one source."""

    def __init__(self, parent: QWidget | None, used: UsedSource) -> None:
        super().__init__(parent)
        self.setWindowTitle("Source")
        self.form = SourceForm(lambda _: (), lambda _: None)
        self.form.take(used)
        self.form.renames = True
        self._problem = problem_line()
        buttons, _ = ending(self, "Save source")
        stack(self, Page(self.form), self._problem, buttons)
        open_at(self, 84)

    @classmethod
    def ask(cls, parent: QWidget | None, used: UsedSource) -> SourceDetails | None:
        """What the source is to say of itself; ``None`` when the user thought better of it."""
        dialog = cls(parent, used)
        return dialog.form.details() if asked(dialog) else None

    def accept(self) -> None:
        """Close, unless something in the fields cannot be kept."""
        try:
            self.form.details().checked()
        except InvalidValue as error:
            self._problem.tell(str(error))
            self.form.field_named(error.field).setFocus()
            return
        super().accept()


class JoinDialog(Dialog):
    """Finds the other record of a source that is in the project twice."""

    def __init__(self, parent: QWidget | None, kept: UsedSource, find: Find) -> None:
        super().__init__(parent)
        self.setWindowTitle("Combine duplicate sources")
        self._kept, self._find = kept, find
        self._found: Sequence[UsedSource] = ()
        title = Label("Choose the other record of this source.")
        title.setObjectName("title")
        about = Label(
            f"{kept.source.details.title}\n\nAll evidence from the other record will rest on "
            "this one. Details missing here are copied from the other record, which is then "
            "removed. One Undo restores it."
        )
        about.setObjectName("muted")
        for words in (title, about):
            words.setWordWrap(True)
        self.finder, self.list = SourceFinder(lambda _: ()), _records()
        self.finder.setAccessibleName("Find other record")
        self._problem = problem_line()
        buttons, _ok = ending(self, "Combine sources")
        page = QWidget()
        fields = QVBoxLayout(page)
        bare(fields, Space.MEDIUM)
        for widget in (title, about, self.finder, self.list):
            fields.addWidget(widget)
        stack(self, Page(page), self._problem, buttons)
        open_at(self, 84)
        self.finder.textChanged.connect(self._look)
        self.list.itemSelectionChanged.connect(self._problem.hide)
        self._look(kept.source.details.title.split(" ")[0])

    @classmethod
    def ask(cls, parent: QWidget | None, kept: UsedSource, find: Find) -> Source | None:
        """The other record; ``None`` when the user thought better of it."""
        dialog = cls(parent, kept, find)
        return dialog.other() if asked(dialog) else None

    def accept(self) -> None:
        """Close, unless no record is chosen: then ask for one."""
        if self.other() is not None:
            super().accept()
            return
        self.list.setFocus()
        self._problem.tell("Choose the record that is this source, too.")

    def would_lose(self) -> bool:
        """Nothing is lost: words are typed to find a record."""
        return False

    def other(self) -> Source | None:
        """The record that is chosen."""
        # the focus alone makes a row the current one, which nobody has chosen yet
        row = self.list.currentRow() if self.list.selectedItems() else -1
        return self._found[row].source if 0 <= row < len(self._found) else None

    def _look(self, words: str) -> None:
        self._found = [u for u in self._find(words) if u.source.id != self._kept.source.id]
        self.list.clear()
        for used in self._found:
            self.list.addItem(QListWidgetItem(in_words(used)))


def _records() -> ItemList:
    found = ItemList()
    found.setAccessibleName("Records found")
    found.setWordWrap(True)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return found
