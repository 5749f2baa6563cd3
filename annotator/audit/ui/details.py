"""One entry of the trail in full: every value before and after, to be read and copied."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from annotator.app.theme.scale import Space, Type, font, letters
from annotator.app.theme.theme import Theme
from annotator.audit.model import Difference, Entry
from annotator.audit.ui.wording import facts, taken_back
from annotator.kernel.quantities import count_of


class TrailDetails(QTextEdit):
    """Shows an Entry; nothing of what somebody wrote is taken for markup."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.setAccessibleName("Changes in the chosen step")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setMinimumWidth(letters(24))
        self.document().setDocumentMargin(Space.LARGE)
        self._theme = theme
        self._entry: Entry | None = None

    def show_theme(self, theme: Theme) -> None:
        """Write in another theme from now on."""
        self._theme = theme
        self.show_entry(self._entry)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry in full, or nothing."""
        self._entry = entry
        self.clear()
        if entry is None:
            return
        self._write(entry.heading, Type.TITLE)
        self._write(facts(entry), Type.CAPTION, muted=True, above=Space.TINY)
        if entry.undone:
            self._write(taken_back(entry), Type.STRONG, warning=True, above=Space.TINY)
        for difference in entry.differences:
            self._write_difference(entry, difference)
        if not entry.differences:
            self._write("Nothing visible in the project was changed.", above=Space.LARGE)
        if entry.left_out:
            rows = f"And {count_of(entry.left_out, 'more row')}. The export has them all."
            self._write(rows, muted=True, above=Space.LARGE)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._entry is not None:
            self.show_entry(self._entry)

    def _write_difference(self, entry: Entry, found: Difference) -> None:
        beside = found.spot.beside(entry.spot)
        title = f"{beside} – {found.title}" if beside else found.title
        self._write(title, Type.STRONG, above=Space.LARGE)
        if found.old is None:
            sides = [("Added", found.new or "")]
        elif found.new is None:
            sides = [("Removed", found.old)]
        else:
            sides = [("Before", found.old), ("After", found.new)]
        for name, words in sides:
            self._write(name, Type.CAPTION, muted=True, above=Space.TINY)
            self._write(words, muted=name in ("Before", "Removed"), inset=True)

    def _write(
        self,
        words: str,
        step: Type = Type.BODY,
        *,
        muted: bool = False,
        warning: bool = False,
        above: int = 0,
        inset: bool = False,
    ) -> None:
        block, letters_ = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(above)
        block.setLeftMargin(Space.MEDIUM if inset else 0)
        letters_.setFont(font(step, self.font()))
        theme = self._theme
        colour = theme.warning if warning else theme.muted if muted else theme.text
        letters_.setForeground(colour)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        # a line break inside what somebody wrote is no new paragraph
        cursor.insertText(words.replace("\n", "\u2028"), letters_)
