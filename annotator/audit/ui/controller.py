"""The controller of the audit trail: reads it, goes to a claim, exports it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from annotator.app.files.dialogs import file_to_write
from annotator.app.files.disclosure_check import DisclosureCheck
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.audit.model import TrailEntry, TrailFilter
from annotator.audit.service.export import FORMS, export, names_in_trail
from annotator.audit.ui.page import TrailPage

_FILTERS = {".csv": "Table for spreadsheets (*.csv)", ".json": "JSON (*.json)"}


class AuditController(QObject):
    """The page of the trail, made when it is first asked for, and the ways that lead from it.

    ``place_chosen`` comes with the article and the claim to go to, ``written`` with a file.
    """

    place_chosen = Signal(str, str)
    written = Signal(object)
    warned = Signal(str)

    def __init__(
        self, session: Session, lookout: DisclosureCheck, theme: Theme, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session = session
        self._lookout = lookout
        self._window = window
        self._theme = theme
        self.page: TrailPage | None = None
        self.actions: list[QAction] = []
        session.closing.connect(self._close)

    def show_theme(self, theme: Theme) -> None:
        """Show the page in another theme."""
        self._theme = theme
        if self.page is not None:
            self.page.show_theme(theme)

    def show_page(self) -> None:
        """Show the trail of the claim that is chosen, or else of the article or the project."""
        if self.page is None:
            self.page = TrailPage(self._window, self._session, self._theme)
            # undo, redo and stop belong to the project, whichever window is in front
            self.page.addActions(self.actions)
            self.page.entry_chosen.connect(self.go_to)
            self.page.export_asked.connect(self.export)
        self.page.open()

    def go_to(self, entry: TrailEntry) -> None:
        """Show the place of an entry in the main window."""
        target = entry.target
        if target.article_id or target.claim_id:
            self._window.activateWindow()
            self.place_chosen.emit(target.article_id, target.claim_id)
        elif self.page is not None:
            self.page.tell("This step is not about a single claim or article.")

    def export(self, asked: TrailFilter, suffix: str) -> None:
        """Look for names that must not leave, ask where, and write the trail there."""
        self._lookout.look(
            lambda project, progress: (names_in_trail(project, asked, progress), None),
            "&Export anyway",
            lambda _: self._ask_where(asked, suffix),
            self._tell_stopped,
        )

    def _ask_where(self, asked: TrailFilter, suffix: str) -> None:
        name = file_to_write(
            self.page, "Export the audit trail", f"Audit trail{suffix}", _FILTERS[suffix]
        )
        if name:
            target = Path(name)
            self.export_to(target if target.suffix else target.with_suffix(suffix), asked, suffix)

    def export_to(self, target: Path, asked: TrailFilter, suffix: str) -> None:
        """Write the trail in the background: it is there whole, or not at all."""
        self._session.work.run(
            lambda done, of: f"Writing the audit trail, {100 * done // max(1, of)} %…",
            lambda project, progress: export(project, asked, target, FORMS[suffix], progress),
            lambda _result: self._tell_written(target),
            lambda error: self._warn(str(error)),
            self._tell_stopped,
        )

    def _tell_stopped(self) -> None:
        self._say("Cancelled. Nothing was written.")

    def _tell_written(self, target: Path) -> None:
        self._say(f"Saved: {target}")
        self.written.emit(target)

    def _warn(self, sentence: str) -> None:
        self._say(sentence)
        self.warned.emit(sentence)

    def _say(self, words: str) -> None:
        if self.page is not None:
            self.page.tell(words)

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()
            # another project has another trail
            self.page.deleteLater()
            self.page = None
