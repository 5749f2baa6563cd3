"""The controller of the agreement of checkers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.review.ui.agreement.page import AgreementPage


class AgreementController(QObject):
    """Shows the page that compares checkers, made when it is first asked for."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        theme: Theme,
        steps: list[QAction],
        chosen: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme
        self._steps = steps
        self._chosen = chosen
        self.page: AgreementPage | None = None
        session.closing.connect(self._close)

    def show_theme(self, theme: Theme) -> None:
        """Show the page in another theme."""
        self._theme = theme
        if self.page is not None:
            self.page.show_theme(theme)

    def show_page(self) -> None:
        """Compare the checkers."""
        if self.page is None:
            self.page = AgreementPage(self._window, self._session, self._theme, self._chosen)
            # undo and redo belong to the project, whichever window is in front
            self.page.addActions(self._steps)
            self.page.claim_chosen.connect(self._go_to)
        self.page.open_up()

    def _go_to(self, claim_id: str) -> None:
        self._session.choose_claim(claim_id)
        self._window.activateWindow()

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()
            # another project has other checkers
            self.page.deleteLater()
            self.page = None
