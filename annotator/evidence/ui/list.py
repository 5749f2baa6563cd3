"""The evidence on a claim as cards, with its files."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from annotator.app.forms.forms import CardColumn
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import LineField
from annotator.claims.service.claim_view import Typed, TypedWordsOfClaim
from annotator.evidence.model import Evidence
from annotator.evidence.ui.card import EvidenceCard
from annotator.evidence.ui.file_row import FileRow


class EvidenceList(CardColumn):
    """All evidence on a claim, as cards one below the other.

    Pictures are asked for with ``picture_wanted`` and shown when they come; those that were asked
    for and are no longer needed are told with ``pictures_let_go``.
    """

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    source_asked = Signal(str)
    files_given = Signal(str, list)
    stance_chosen = Signal(str, object)
    address_opened = Signal(str)
    address_copied = Signal(str)
    file_opened = Signal(object)
    file_save_asked = Signal(object)
    file_remove_asked = Signal(object)
    picture_wanted = Signal(object)
    pictures_let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Evidence, ...], Theme | None] = ((), None)
        self.cards: list[EvidenceCard] = []
        self.fields: dict[Typed, LineField] = {}
        """Where titles are typed that sources do not have yet."""

    def show_evidence(self, pieces: list[Evidence], theme: Theme) -> None:
        """Show these pieces; what is the same as before is left as it is."""
        state = (tuple(map(self._lasting, pieces)), theme)
        if state == self._shown:
            return
        self._shown = (tuple(pieces), theme)
        self.pictures_let_go.emit()
        self.cards = [self._card(piece, theme) for piece in pieces]
        self.fields = {
            Typed(TypedWordsOfClaim.SOURCE_TITLE, piece.id): card.title
            for piece, card in zip(pieces, self.cards, strict=True)
            if card.title is not None
        }
        self.fill({piece.id: card for piece, card in zip(pieces, self.cards, strict=True)})
        for row in self._files():
            if row.is_picture:
                self.picture_wanted.emit(row.attachment)

    def show_picture(self, digest: str, image: QImage) -> None:
        """Show a picture that was asked for, where it is still wanted."""
        for row in self._files():
            if row.attachment.sha256 == digest:
                row.show_picture(image)

    def _lasting(self, piece: Evidence) -> Evidence:
        """What of a piece makes another card of it: no title that is being typed just now."""
        field = self.fields.get(Typed(TypedWordsOfClaim.SOURCE_TITLE, piece.id))
        if field is None or not field.hasFocus():
            return piece
        before = [shown for shown in self._shown[0] if shown.id == piece.id]
        if not before:
            return piece
        titled = replace(piece.source.details, title=before[0].source.details.title)
        return replace(piece, source=replace(piece.source, details=titled))

    def _files(self) -> list[FileRow]:
        return [row for card in self.cards for row in card.files]

    def _card(self, piece: Evidence, theme: Theme) -> EvidenceCard:
        card = EvidenceCard(piece, theme)
        card.edit_asked.connect(self.edit_asked)
        card.remove_asked.connect(self.remove_asked)
        card.source_asked.connect(self.source_asked)
        card.files_given.connect(self.files_given)
        card.stance_chosen.connect(self.stance_chosen)
        card.address_opened.connect(self.address_opened)
        card.address_copied.connect(self.address_copied)
        for row in card.files:
            row.opened.connect(self.file_opened)
            row.save_asked.connect(self.file_save_asked)
            row.remove_asked.connect(self.file_remove_asked)
        return card
