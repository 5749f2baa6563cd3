"""A look at a draft before it comes in: its text, how it was read, and the parts that it lacks."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.plain_text import Label
from annotator.articles.left_out import in_words, take_in
from annotator.articles.model import (
    TRACKED_CHANGES,
    AnnotationKind,
    Changes,
    Draft,
    LeftOut,
    annotations_in_words,
)
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span, Utf16Positions
from annotator.kernel.wording import count_of

Told = Callable[[Draft], object]
Failed = Callable[[AnnotatorError], object]
Reread = Callable[[str, Changes, Told, Failed], object]
"""Reads a file again, aside, in an encoding and with its tracked changes taken in a way; it gives
the draft, or the reason why there is none."""
PREVIEW = 20_000
"""Characters of the text that are shown; a longer text keeps the dialog waiting."""
FIRST_WORDS = 120
_LIST_LINES = 8
_LEAST_HEIGHT = 80
"""Pixels of the preview on a small screen, where all below it is to be seen."""
_PAGES = {"text/html", "multipart/related"}
_A_CHOICE = 2
_TRACKED: dict[Changes, str] = {
    "accepted": "As accepted",
    "rejected": "As rejected",
    "marked": "Both words, marked",
}
_INSERTED, _DELETED = "Underlined: inserted there.", "Struck out: deleted there."


def text_preview() -> QPlainTextEdit:
    shown = QPlainTextEdit()
    shown.setReadOnly(True)
    shown.setAccessibleName("Start of the text")
    shown.setMinimumHeight(_LEAST_HEIGHT)
    return shown


class DraftPreview(QWidget):
    """The beginning of the text, how it was read, and the parts that it lacks."""

    reads = Signal(bool)
    """Whether the file is being read in another way."""
    turned = Signal()
    """The draft has another text, or another file, than before."""

    def __init__(self, draft: Draft, reread: Reread | None) -> None:
        super().__init__()
        self._read = self.draft = draft
        self._reread = reread
        self._awaited = ""
        self._text = text_preview()
        self._size = Label()
        self._size.setObjectName("muted")
        self.annotations = Label()
        self.annotations.setObjectName("annotations")
        self.annotations.setWordWrap(True)
        self.way = QWidget()
        """How much text there is, and how it was read; a dialog may show it elsewhere."""
        self._encodings = ChoiceBox()
        self._encodings.setAccessibleName("Encoding")
        for name in (draft.encoding, *draft.encodings):
            self._encodings.addItem(name)
        self._tracked = ChoiceBox()
        self._tracked.setAccessibleName("Tracked changes")
        for changes, words in _TRACKED.items():
            self._tracked.addItem(words, changes)
        self._parts = LeftOutParts()
        self._lay_out(draft)
        self._encodings.currentTextChanged.connect(self._read_again)
        self._tracked.currentIndexChanged.connect(self._read_again)
        self._parts.chosen.connect(self._show)
        self._parts.show_parts(draft)
        self._show()

    def _lay_out(self, draft: Draft) -> None:
        row = QHBoxLayout(self.way)
        clear_margins(row, Space.SMALL)
        row.addWidget(self._size, 1)
        has_changes = any(each.kind in TRACKED_CHANGES for each in draft.annotations)
        for words, box, is_offered in (
            ("Tracked changes", self._tracked, has_changes),
            ("Encoding", self._encodings, draft.encoding),
        ):
            if is_offered and self._reread:
                row.addWidget(Label(words))
                row.addWidget(box)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.SMALL)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._parts)
        layout.addWidget(self.way)
        layout.addWidget(self.annotations)

    def _read_again(self) -> None:
        if self._reread is None:
            return
        changes = cast("Changes", self._tracked.currentData())
        encoding = self._encodings.currentText()
        way = self._awaited = f"{encoding} {changes}"
        self.reads.emit(True)
        self._size.setText("Reading…")
        self._reread(encoding, changes, partial(self._take, way), partial(self._tell, way))

    def _take(self, way: str, draft: Draft) -> None:
        if way == self._awaited:
            self.reads.emit(False)
            self._read = draft
            self._parts.show_parts(draft)
            self._show()

    def _tell(self, way: str, error: AnnotatorError) -> None:
        if way == self._awaited:
            self.reads.emit(False)
            self._size.setText(str(error))

    def end(self) -> None:
        """Wait for nothing any more: the dialog is answered."""
        self._awaited = ""

    def _show(self) -> None:
        before = self.draft
        self.draft, taken = take_in(self._read, self._parts.checked())
        text = self.draft.text
        shown = excerpt(text, PREVIEW)
        if shown != self._text.toPlainText():
            place = self._text.verticalScrollBar().value()
            self._text.setPlainText(shown)
            self._text.verticalScrollBar().setValue(place)
        inserted, deleted = _changed(self.draft)
        self._mark(shown, (*taken, *inserted), deleted)
        words, characters = len(text.split()), len(text)
        told = f"{count_of(words, 'word')}, {count_of(characters, 'character')}"
        if len(shown) < characters:
            told += f". Only the first {count_of(PREVIEW, 'character')} are shown here."
        self._size.setText(told)
        marks = annotations_in_words(self.draft.annotations)
        legend = _INSERTED * bool(inserted), _DELETED * bool(deleted)
        self.annotations.setText(" ".join(filter(None, (f"The file holds {marks}.", *legend))))
        self.annotations.setVisible(bool(marks))
        if self.draft != before:
            self.turned.emit()

    def _mark(self, shown: str, underlined: Iterable[Span], struck_out: Iterable[Span]) -> None:
        """Mark the parts that were taken in after all, and the words that changes are about."""
        positions = Utf16Positions(shown)
        marks = []
        for span, is_struck_out in (
            *((span, False) for span in underlined),
            *((span, True) for span in struck_out),
        ):
            if span.end <= len(shown):
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(self._text.document())
                mark.cursor.setPosition(positions.to_utf16(span.start))
                keep = QTextCursor.MoveMode.KeepAnchor
                mark.cursor.setPosition(positions.to_utf16(span.end), keep)
                mark.format.setFontUnderline(not is_struck_out)
                mark.format.setFontStrikeOut(is_struck_out)
                mark.format.setBackground(self.palette().alternateBase())
                marks.append(mark)
        self._text.setExtraSelections(marks)


def _changed(draft: Draft) -> tuple[list[Span], list[Span]]:
    """Return the words of a text that tracked changes inserted, and those that they deleted."""
    inserted, deleted = list[Span](), list[Span]()
    for each in draft.annotations:
        if each.span and each.kind in TRACKED_CHANGES:
            # of moved words, those at their former place have a parent
            is_gone = each.kind is AnnotationKind.DELETION or each.parent
            (deleted if is_gone else inserted).append(each.span)
    return inserted, deleted


class LeftOutParts(QWidget):
    """Says which parts of a file the text lacks, and lets any of them be taken in after all."""

    chosen = Signal()

    def __init__(self, *, choosable: bool = True) -> None:
        super().__init__()
        self._choosable = choosable
        self._told = Label()
        self._told.setWordWrap(True)
        self._extent = ChoiceBox()
        self._extent.setAccessibleName("Take")
        self._extent.addItems(["Take the article", "Take the whole page", "Take a choice"])
        self._shows = QPushButton("&Show")
        self._shows.setCheckable(True)
        self._shows.setAutoDefault(False)
        self._list = ItemList()
        self._list.setAccessibleName("Parts to take in" if choosable else "Parts left out")
        self._list.setMaximumHeight(_LIST_LINES * self.fontMetrics().lineSpacing())
        self._list.hide()
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addWidget(self._extent)
        row.addWidget(self._shows)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.SMALL)
        layout.addLayout(row)
        layout.addWidget(self._list)
        self._shows.toggled.connect(self._unfold)
        self._list.itemChanged.connect(self._choose)
        self._extent.activated.connect(self._take)

    def show_parts(self, draft: Draft) -> None:
        """Show the parts that a draft lacks, none of them chosen."""
        parts = draft.left_out
        self.setVisible(bool(parts))
        self._told.setText(f"Left out: {in_words(parts)}")
        is_page = draft.original is not None and draft.original.mime in _PAGES
        self._extent.setVisible(is_page and any(part.text for part in parts))
        self._extent.setCurrentIndex(0)
        with QSignalBlocker(self._list):
            self._list.clear()
            for part in parts:
                self._add(part)

    def checked(self) -> set[int]:
        """Return the ordinals of the parts to take in, from 0."""
        checked = Qt.CheckState.Checked
        rows = range(self._list.count())
        return {row for row in rows if self._list.item(row).checkState() is checked}

    def _add(self, part: LeftOut) -> None:
        words = excerpt(" ".join(part.text.split()), FIRST_WORDS)
        item = QListWidgetItem(f"{in_words([part])}: “{words}”" if words else in_words([part]))
        if words and self._choosable:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._list.addItem(item)

    def _take(self, index: int) -> None:
        """Check every part for the whole page, and none for the article."""
        if index == _A_CHOICE:
            self._shows.setChecked(True)
            return
        state = Qt.CheckState.Checked if index else Qt.CheckState.Unchecked
        with QSignalBlocker(self._list):
            for row in range(self._list.count()):
                item = self._list.item(row)
                if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                    item.setCheckState(state)
        self.chosen.emit()

    def _choose(self) -> None:
        checked = self.checked()
        rows = (self._list.item(row) for row in range(self._list.count()))
        most = sum(1 for item in rows if item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        extent = 1 if len(checked) == most else _A_CHOICE
        self._extent.setCurrentIndex(extent if checked else 0)
        self.chosen.emit()

    def _unfold(self, is_shown: bool) -> None:
        self._list.setVisible(is_shown)
        self._shows.setText("&Hide" if is_shown else "&Show")
