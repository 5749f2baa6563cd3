"""The commands on the sources of the project, and the dialog that edits or joins sources."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import problem_line
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label
from annotator.evidence.model import Source, SourceDetails, UsedSource
from annotator.evidence.service import sources
from annotator.evidence.ui.source_finder import Find, SourceFinder, in_words
from annotator.evidence.ui.source_form import SourceForm
from annotator.evidence.ui.sources_page import SourcesPage
from annotator.kernel.errors import InvalidValue


class SourceDialog(Dialog):
    """All details of a single source."""

    def __init__(self, parent: QWidget | None, used: UsedSource) -> None:
        super().__init__(parent)
        self.setWindowTitle("Source")
        self.form = SourceForm(lambda _: (), lambda _: None)
        self.form.take(used)
        self.form.renames = True
        self._problem = problem_line()
        buttons, _ = make_buttons(self, "Save source")
        stack(self, Page(self.form), self._problem, buttons)
        open_at(self, 84)

    @classmethod
    def ask(cls, parent: QWidget | None, used: UsedSource) -> SourceDetails | None:
        """Return the source's details from now on; ``None`` when the user thought better of it."""
        dialog = cls(parent, used)
        return dialog.form.details() if run_dialog(dialog) else None

    def accept(self) -> None:
        """Close, unless a field cannot be kept."""
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
        buttons, _ok = make_buttons(self, "Combine sources")
        page = QWidget()
        fields = QVBoxLayout(page)
        clear_margins(fields, Space.MEDIUM)
        for widget in (title, about, self.finder, self.list):
            fields.addWidget(widget)
        stack(self, Page(page), self._problem, buttons)
        open_at(self, 84)
        self.finder.textChanged.connect(self._look)
        self.list.itemSelectionChanged.connect(self._problem.hide)
        self._look(kept.source.details.title.split(" ")[0])

    @classmethod
    def ask(cls, parent: QWidget | None, kept: UsedSource, find: Find) -> Source | None:
        """Return the record to join; ``None`` when the user thought better of it."""
        dialog = cls(parent, kept, find)
        return dialog.other() if run_dialog(dialog) else None

    def accept(self) -> None:
        """Close, unless no record is chosen: then ask for a record."""
        if self.other() is not None:
            super().accept()
            return
        self.list.setFocus()
        self._problem.tell("Choose the record that is this source, too.")

    def would_lose(self) -> bool:
        """Return False: words are typed here only to find a record."""
        return False

    def other(self) -> Source | None:
        """Return the record that is chosen."""
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


class SourcesController(QObject):
    """The acts on sources, and the page that shows them, made when it is first asked for."""

    def __init__(
        self, session: Session, window: QWidget, theme: Theme, steps: list[QAction]
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme
        self._steps = steps
        self.page: SourcesPage | None = None
        session.closing.connect(self._close)

    def show_theme(self, theme: Theme) -> None:
        """Show the page in another theme."""
        self._theme = theme
        if self.page is not None:
            self.page.show_theme(theme)

    def show_page(self, source_id: str = "") -> None:
        """Show the sources, and the claims on a source if its id is given."""
        if self.page is None:
            self.page = SourcesPage(self._window, self._session, self._theme)
            # undo and redo belong to the project, whichever window is in front
            self.page.addActions(self._steps)
            self.page.claim_chosen.connect(self._go_to)
            self.page.edit_asked.connect(self.edit)
            self.page.merge_asked.connect(self.merge)
            self.page.remove_asked.connect(self.remove)
        self.page.open_at(source_id)

    def edit(self, used: UsedSource) -> None:
        """Ask for the new details of a source."""
        details = SourceDialog.ask(self.page, used)
        if details is not None:
            project = self._session.project
            self._session.attempt(lambda: sources.edit_source(project, used.source, details))

    def merge(self, used: UsedSource) -> None:
        """Ask which other record is of the same source, and join both."""
        project = self._session.project
        other = JoinDialog.ask(self.page, used, project.sources.find)
        if other is not None:
            self._session.attempt(lambda: sources.merge_sources(project, used.source, other))

    def remove(self, used: UsedSource) -> None:
        """Remove a source on which no claim rests; undo brings it back."""
        project = self._session.project
        self._session.attempt(lambda: sources.remove_source(project, used.source))

    def _go_to(self, claim_id: str) -> None:
        self._session.choose_claim(claim_id)
        self._window.activateWindow()

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()
            # another project has other sources
            self.page.deleteLater()
            self.page = None
