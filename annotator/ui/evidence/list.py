"""The evidence on a claim as cards, with its files."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.appearance import label
from annotator.domain.evidence import Attachment, Evidence
from annotator.ui.fields import empty
from annotator.ui.scale import Space, bare, icon_size, pad
from annotator.ui.theme import Theme


class EvidenceCard(QFrame):
    """One piece of evidence; a file dropped on it is attached to it."""

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    files_given = Signal(str, list)
    file_opened = Signal(object)

    def __init__(self, piece: Evidence, theme: Theme) -> None:
        super().__init__()
        self._piece = piece
        self.setObjectName("card")
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        pad(layout, Space.MEDIUM)
        layout.setSpacing(Space.TINY)
        layout.addLayout(self._head(theme))
        for words, name in self._lines():
            layout.addWidget(_line(words, name))
        for attachment in piece.attachments:
            layout.addWidget(self._file(attachment, theme))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.files_given.emit(self._piece.id, paths)

    def _head(self, theme: Theme) -> QHBoxLayout:
        piece, row = self._piece, QHBoxLayout()
        row.setSpacing(Space.TINY)
        stance = QLabel(label(piece.details.stance))
        stance.setObjectName("stance")
        stance.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row.addWidget(stance)
        if piece.source.details.confidential:
            secret = QLabel()
            secret.setPixmap(theme.icon("lock", theme.muted).pixmap(icon_size(), icon_size()))
            secret.setToolTip("Confidential: reports call this source by its code name")
            row.addWidget(secret)
        row.addStretch(1)
        row.addWidget(_tool(theme, "attach", "Attach a file to this evidence", self._attach))
        row.addWidget(_tool(theme, "edit", "Edit this evidence", self._edit))
        row.addWidget(_tool(theme, "close", "Remove this evidence", self._remove))
        return row

    def _lines(self) -> list[tuple[str, str]]:
        source, details = self._piece.source.details, self._piece.details
        name = source.title + (f" (“{source.code_name}”)" if source.confidential else "")
        facts = [label(source.rank), label(source.type), source.publisher, details.locator]
        when = f"seen {details.accessed_on}" if details.accessed_on else ""
        lines = [(name, "strong"), (" · ".join(f for f in [*facts, when] if f), "muted")]
        quotation = [(f"“{details.quotation}”", "quotation")] if details.quotation else []
        address = [(source.url, "muted")] if source.url else []
        return lines + quotation + address

    def _file(self, attachment: Attachment, theme: Theme) -> QPushButton:
        button = QPushButton(f"{attachment.name}  ({_size(attachment.size)})")
        button.setObjectName("file")
        button.setIcon(theme.icon("attach", theme.muted))
        button.setToolTip(f"SHA-256 {attachment.sha256}\nSave this file somewhere and look at it")
        button.clicked.connect(lambda: self.file_opened.emit(attachment))
        return button

    def _attach(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Attach files")
        if names:
            self.files_given.emit(self._piece.id, [Path(name) for name in names])

    def _edit(self) -> None:
        self.edit_asked.emit(self._piece.id)

    def _remove(self) -> None:
        self.remove_asked.emit(self._piece.id)


def _line(words: str, name: str) -> QLabel:
    line = QLabel(words)
    line.setObjectName(name)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return line


def _tool(theme: Theme, icon: str, tip: str, slot: object) -> QPushButton:
    button = QPushButton()
    button.setObjectName("tool")
    button.setIcon(theme.icon(icon, theme.muted))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(slot)
    return button


def _size(size: int) -> str:
    return (
        f"{size} bytes"
        if size < 1000
        else f"{size / 1000:.0f} kB"
        if size < 1e6
        else f"{size / 1e6:.1f} MB"
    )


class EvidenceList(QWidget):
    """All evidence on a claim, as cards one below the other."""

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    files_given = Signal(str, list)
    file_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._cards = QVBoxLayout(self)
        bare(self._cards, Space.SMALL)
        self._shown: tuple[object, ...] = ()

    def show_evidence(self, pieces: list[Evidence], theme: Theme) -> None:
        """Show these pieces; what is the same as before is left as it is."""
        if self._shown == (tuple(pieces), theme):
            return
        self._shown = (tuple(pieces), theme)
        empty(self._cards)
        for piece in pieces:
            card = EvidenceCard(piece, theme)
            card.edit_asked.connect(self.edit_asked)
            card.remove_asked.connect(self.remove_asked)
            card.files_given.connect(self.files_given)
            card.file_opened.connect(self.file_opened)
            self._cards.addWidget(card)
