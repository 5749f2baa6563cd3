"""The evidence on a claim as cards, with its files."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.evidence import Evidence
from annotator.ui.evidence.card import EvidenceCard
from annotator.ui.evidence.file_row import FileRow
from annotator.ui.fields import empty
from annotator.ui.scale import Space, bare
from annotator.ui.theme import Theme


class EvidenceList(QWidget):
    """All evidence on a claim, as cards one below the other.

    Pictures are asked for with ``picture_wanted`` and shown when they come; those that were asked
    for and are no longer needed are told with ``pictures_let_go``.
    """

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    source_asked = Signal(str)
    files_given = Signal(str, list)
    file_opened = Signal(object)
    file_save_asked = Signal(object)
    file_remove_asked = Signal(object)
    picture_wanted = Signal(object)
    pictures_let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        bare(self._layout, Space.SMALL)
        self._shown: tuple[object, ...] = ()
        self.cards: list[EvidenceCard] = []

    def show_evidence(self, pieces: list[Evidence], theme: Theme) -> None:
        """Show these pieces; what is the same as before is left as it is."""
        if self._shown == (tuple(pieces), theme):
            return
        self._shown = (tuple(pieces), theme)
        empty(self._layout)
        self.pictures_let_go.emit()
        self.cards = [self._card(piece, theme) for piece in pieces]
        for row in self._files():
            if row.is_picture:
                self.picture_wanted.emit(row.attachment)

    def show_picture(self, digest: str, image: QImage) -> None:
        """Show a picture that was asked for, where it is still wanted."""
        for row in self._files():
            if row.attachment.sha256 == digest:
                row.show_picture(image)

    def _files(self) -> list[FileRow]:
        return [row for card in self.cards for row in card.files]

    def _card(self, piece: Evidence, theme: Theme) -> EvidenceCard:
        card = EvidenceCard(piece, theme)
        card.edit_asked.connect(self.edit_asked)
        card.remove_asked.connect(self.remove_asked)
        card.source_asked.connect(self.source_asked)
        card.files_given.connect(self.files_given)
        for row in card.files:
            row.opened.connect(self.file_opened)
            row.save_asked.connect(self.file_save_asked)
            row.remove_asked.connect(self.file_remove_asked)
        self._layout.addWidget(card)
        return card
