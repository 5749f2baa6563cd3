"""What the user does with the sources of the project, as slots."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.evidence.model import UsedSource
from annotator.evidence.service import sources
from annotator.evidence.ui.source_dialog import JoinDialog, SourceDialog
from annotator.evidence.ui.sources_page import SourcesPage


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
        """Show the sources, and the claims on one of them if it is named."""
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
        """Ask what a source is to say of itself."""
        details = SourceDialog.ask(self.page, used)
        if details is not None:
            project = self._session.project
            self._session.attempt(lambda: sources.edit_source(project, used.source, details))

    def merge(self, used: UsedSource) -> None:
        """Ask which other record is of the same source, and make both one."""
        project = self._session.project
        other = JoinDialog.ask(self.page, used, project.sources.find)
        if other is not None:
            self._session.attempt(lambda: sources.merge_sources(project, used.source, other))

    def remove(self, used: UsedSource) -> None:
        """Take away a source on which nothing rests; undo brings it back."""
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
