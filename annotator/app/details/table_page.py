"""The claims as a table in place of the text, and back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from annotator.app.details.pane import ClaimsPane
from annotator.app.preferences import Preferences
from annotator.claims.ui.text.view import ArticleView


class ClaimsTable(QObject):
    """Moves the list of claims between its pane and the centre, where it has columns."""

    switched = Signal(str, bool)

    def __init__(
        self, pages: QStackedWidget, claims: ClaimsPane, view: ArticleView, preferences: Preferences
    ) -> None:
        super().__init__(claims)
        self._pages = pages
        self._claims = claims
        self._view = view
        self._preferences = preferences
        claims.listing.bar.table_asked.connect(self.switch)
        claims.list.read_asked.connect(self._read)

    @property
    def is_shown(self) -> bool:
        """Whether the table stands in place of the text."""
        return self._claims.list.is_table

    def switch(self) -> None:
        """Show the table, or the text again."""
        if self.is_shown:
            self.to_text()
        else:
            self._open()

    def close(self) -> None:
        """Show the text, and the list beside it."""
        if self.is_shown:
            self.keep_columns()
            self._pages.setCurrentIndex(0)
            self._claims.take_list_back()
            self._claims.listing.show_as_table(None)
            self.switched.emit("table", self.is_shown)

    def to_text(self) -> None:
        """Read on."""
        self.close()
        self._view.setFocus()

    def keep_columns(self) -> None:
        """Remember which columns there are, and how wide."""
        if self.is_shown:
            self._preferences.claim_columns = self._claims.list.columns()

    def _open(self) -> None:
        self._view.clear_selection()  # out of sight, it must not be what is tagged
        self._pages.insertWidget(1, self._claims.lend_list())
        self._pages.setCurrentIndex(1)
        self._claims.listing.show_as_table(self._preferences.claim_columns)
        self._claims.list.setFocus()
        self.switched.emit("table", self.is_shown)

    def _read(self) -> None:
        """Show the chosen claim in the text."""
        self.to_text()
        self._claims.reveal_chosen()
