"""The bar below the text in which words of this article are found."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.form_keys import leads_to_text
from annotator.app.widgets.plain_text import Label, tip
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.positions import Span
from annotator.search.text_search import TextSearch

LONGEST = 200
"""Code points of a selection that are taken for words to be looked for."""


class FindBar(QFrame):
    """A line to type in, the number of hits, and buttons for the next and the last hit.

    The text is made ready for finding in the background; words typed meanwhile wait for it.
    """

    opened = Signal()

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__()
        self._session = session
        self._view = view
        self._finder: TextSearch | None = None
        self._at: Span | None = None
        self._from = 0
        self.setObjectName("find")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in this article")
        self.field.setAccessibleName("Find in this article")
        self.count = Label()
        self.count.setObjectName("muted")
        self.count.setMinimumWidth(letters(16))
        self.case = _button("Aa", "Match case (Aa)")
        self.case.setCheckable(True)
        self.back = _button("", "Previous hit (Shift+Enter)")
        self.on = _button("", "Next hit (Enter)")
        self.close_button = _button("", "Close (Esc)")
        self._lay_out()
        self._connect()
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        icons = {self.back: "previous", self.on: "next", self.close_button: "close"}
        for button, name in icons.items():
            button.setIcon(theme.icon(name, theme.text))

    def open(self) -> None:
        """Appear, with the words that are selected, and take the focus."""
        selected = self._view.selected()
        self._from = selected.start if selected else self._view.caret()
        if selected is not None and len(selected) <= LONGEST:
            self.field.setText(" ".join(self._view.words(selected).split()))
        self.opened.emit()
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        if self._finder is None:
            self._make_ready()
        else:
            self._look()

    def close_up(self) -> None:
        """Hide the bar, and let the user read on at the hit."""
        self.hide()
        self._view.show_found(None)
        self._view.setFocus()

    def step(self, by: int) -> None:
        """Go to the next hit, or the hit before.

        Args:
            by: 1 for the next hit, -1 for the hit before.
        """
        if self._finder is None:
            return
        here = self._at or Span(self._from, self._from + 1)
        found = self._finder.after(here.end) if by > 0 else self._finder.before(here.start)
        self._show(found)

    # Qt's events

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        elif leads_to_text(event):
            self._view.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            return False
        return True

    # inner workings

    def _make_ready(self) -> None:
        """Fold the text that is shown, which takes its time where it is long."""
        self._finder, self._at = None, None
        article = self._session.reading
        if article is None or self.isHidden():
            return
        match_case, version = self.case.isChecked(), article.version.id
        self._session.lookups.run(
            lambda project: TextSearch(project.articles.text(version), match_case=match_case),
            lambda finder: self._take(finder, version),
            key="text to find in",
        )

    def _take(self, finder: TextSearch, version: str) -> None:
        article = self._session.reading
        if article is not None and article.version.id == version:
            self._finder = finder
            self._look()

    def _look(self) -> None:
        """Find the typed words, from the place where the finding began."""
        if self._finder is None:
            return
        self._finder.look_for(self.field.text())
        self._view.show_found(self._finder.between)
        self._show(self._finder.first(self._from))

    def _show(self, found: Span | None) -> None:
        self._at = found
        if found is not None and self._finder is not None:
            self._from = found.start
            self._view.go_to(found)
            words = f"{self._finder.ordinal(found):,} of {self._finder.count:,}"
        else:
            words = "Not found" if self.field.text() else ""
        self.count.setText(words)
        announce(self.field, words)
        for button in (self.back, self.on):
            button.setEnabled(found is not None)

    def _forget(self) -> None:
        """Find in another text from now on, which is shown."""
        self._finder, self._at, self._from = None, None, 0
        self._view.show_found(None)
        self._make_ready()

    def _empty(self) -> None:
        """Remove the typed words, which another project must not show."""
        self.hide()
        self.field.clear()
        self.count.clear()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.case.toggled.connect(self._make_ready)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.close_button.clicked.connect(self.close_up)
        self._session.article_chosen.connect(self._forget)
        self._session.version_chosen.connect(self._forget)
        self._session.closed.connect(self._empty)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        pad(row, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.TINY)
        row.addWidget(self.field, 1)
        for button in (self.case, self.back, self.on):
            row.addWidget(button)
        row.addSpacing(Space.SMALL)
        row.addWidget(self.count)
        row.addWidget(self.close_button)


def _button(words: str, name: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName("tool")
    button.setToolTip(tip(name))
    button.setAccessibleName(name)
    return button
