"""The evidence on a claim as cards, each with its files and a web address to open or copy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.files.dialogs import files_to_read
from annotator.app.forms.cards import tool
from annotator.app.forms.forms import CardColumn
from annotator.app.theme.scale import Space, clear_margins, icon_size, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.chooser import Chooser
from annotator.app.widgets.fields import LineField
from annotator.app.widgets.form_keys import is_plain_return
from annotator.app.widgets.lists.row_menu import Offer, add_offers
from annotator.app.widgets.plain_text import Label, literal, tip
from annotator.appearance import label
from annotator.claims.service.claim_view import Typed, TypedWordsOfClaim
from annotator.evidence.model import Attachment, Evidence, Stance, host_of
from annotator.evidence.service.kept_files import Given
from annotator.evidence.ui.clipboard import read_files
from annotator.evidence.ui.pictures import is_drawn
from annotator.kernel.wording import day_in_words, size_of

_PATIENCE = 300
"""Milliseconds after which it is said that a picture is being read."""


class FileRow(QWidget):
    """A click opens the file; the menu beside it saves it, copies its SHA-256 or takes it off."""

    opened = Signal(object)
    save_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, attachment: Attachment, theme: Theme) -> None:
        super().__init__()
        self.attachment = attachment
        self._picture = Label()
        self._picture.setAccessibleName(f"Picture {attachment.name}")
        self._picture.hide()
        self._said = Label("Reading the picture…")
        self._said.setObjectName("muted")
        self._said.hide()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PATIENCE)
        self._late.timeout.connect(self._said.show)
        if self.is_picture:
            self._late.start()
        row, layout = QHBoxLayout(), QVBoxLayout(self)
        clear_margins(row, Space.TINY)
        row.addWidget(self._button(theme), 1)
        row.addWidget(self._more())
        clear_margins(layout, Space.TINY)
        layout.addLayout(row)
        layout.addWidget(self._picture)
        layout.addWidget(self._said)

    @property
    def is_picture(self) -> bool:
        """Whether there is a picture to be shown."""
        return is_drawn(self.attachment)

    def show_picture(self, image: QImage) -> None:
        """Show the picture, no wider than there is room; or say that there is none to be seen."""
        self._late.stop()
        self._said.setVisible(image.isNull())
        if image.isNull():
            self._said.setText("This picture cannot be shown here.")
            return
        room = max(120, self.width() - 2 * Space.SMALL)
        picture = QPixmap.fromImage(image)
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(picture)
        self._picture.setMinimumWidth(1)
        self._picture.show()

    def _button(self, theme: Theme) -> QPushButton:
        kept = self.attachment
        button = QPushButton(literal(f"{kept.name}  ({size_of(kept.size)})"))
        button.setObjectName("file")
        button.setIcon(theme.icon("attach", theme.muted))
        button.setToolTip(tip(f"Open {kept.name}\nSHA-256 {kept.sha256}"))
        button.setAccessibleDescription(f"SHA-256 {kept.sha256}")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.opened.emit(kept))
        return button

    def _more(self) -> QToolButton:
        kept, more = self.attachment, QToolButton()
        more.setText(f"SHA-256 {kept.sha256[:8]}…")
        more.setAccessibleName(f"Actions for {kept.name}")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addAction("Save as…").triggered.connect(lambda: self.save_asked.emit(kept))
        menu.addAction("Copy SHA-256").triggered.connect(self._copy_digest)
        menu.addSeparator()
        menu.addAction("Remove file").triggered.connect(lambda: self.remove_asked.emit(kept))
        more.setMenu(menu)
        return more

    def _copy_digest(self) -> None:
        QGuiApplication.clipboard().setText(self.attachment.sha256)


class AddressRow(QWidget):
    """The address in a line, shortened where there is no room; a click asks for the page."""

    opened = Signal(str)
    copied = Signal(str)

    def __init__(self, address: str, theme: Theme, before: str = "") -> None:
        super().__init__()
        self.link = AddressButton(before + address)
        self.link.setToolTip(tip(f"Open in the browser: {address}"))
        self.link.clicked.connect(lambda: self.opened.emit(address))
        self.copy = tool(
            theme, "copy-claim", "Copy this address", lambda: self.copied.emit(address)
        )
        row = QHBoxLayout(self)
        clear_margins(row, Space.TINY)
        row.addWidget(self.link)
        row.addWidget(self.copy)
        row.addStretch(1)


class AddressButton(QPushButton):
    """A button that shortens the address on it in the middle; a screen reader says it whole."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("link")
        self.setProperty("flush", True)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(literal(words))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._words) + 2 * Space.SMALL
        return QSize(wanted, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * Space.SMALL
        short = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        self.setText(literal(short))


class EvidenceCard(QFrame):
    """Stance, source, locator, quotation and files; dropped or pasted files are attached."""

    edit_asked = Signal(str)
    remove_asked = Signal(str)
    source_asked = Signal(str)
    files_given = Signal(str, list)
    stance_chosen = Signal(str, object)
    address_opened = Signal(str)
    address_copied = Signal(str)

    def __init__(self, piece: Evidence, theme: Theme) -> None:
        super().__init__()
        self._piece = piece
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Evidence: {label(piece.details.stance)}, {_name(piece)}")
        self.files = [FileRow(attachment, theme) for attachment in piece.attachments]
        layout = QVBoxLayout(self)
        pad(layout, Space.MEDIUM)
        layout.setSpacing(Space.TINY)
        layout.addLayout(self._head(theme))
        for words, name in self._lines():
            layout.addWidget(_line(words, name))
        self.title = self._title_field(layout)
        self.addresses = self._addresses(theme)
        for address in self.addresses:
            address.opened.connect(self.address_opened)
            address.copied.connect(self.address_copied)
            layout.addWidget(address)
        for kept in piece.missing:
            layout.addWidget(_line(_missing(kept), "note"))
        for row in self.files:
            layout.addWidget(row)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = read_files(event.mimeData(), datetime.now().astimezone())
        event.acceptProposedAction()
        if files:
            self.files_given.emit(self._piece.id, files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copied = _copied() if event.matches(QKeySequence.StandardKey.Paste) else []
        if copied:
            # files and pictures are for this piece of evidence; addresses are for the claim
            self.files_given.emit(self._piece.id, copied)
        elif is_plain_return(event):
            self.edit_asked.emit(self._piece.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_offers(menu, self._offers())
        menu.popup(event.globalPos())

    def _offers(self) -> list[Offer]:
        piece, copy = self._piece, QGuiApplication.clipboard().setText
        address, words = piece.source.details.url, piece.details.quotation
        return [
            ("Open address", partial(self.address_opened.emit, address), bool(address)),
            ("Copy address", partial(self.address_copied.emit, address), bool(address)),
            ("Copy quotation", partial(copy, words), bool(words)),
            ("Edit", partial(self.edit_asked.emit, piece.id), True),
            ("Remove", partial(self.remove_asked.emit, piece.id), True),
        ]

    def _head(self, theme: Theme) -> QHBoxLayout:
        piece, row = self._piece, QHBoxLayout()
        row.setSpacing(Space.NONE)
        self.stance = Chooser("Stance", Stance)
        self.stance.setObjectName("stance")
        self.stance.show_chosen(piece.details.stance)
        self.stance.chosen.connect(lambda stance: self.stance_chosen.emit(piece.id, stance))
        row.addWidget(self.stance)
        if piece.source.details.confidential:
            secret = Label()
            secret.setPixmap(theme.icon("lock", theme.muted).pixmap(icon_size(), icon_size()))
            secret.setToolTip("Confidential: reports call this source by its code name")
            secret.setAccessibleName("Confidential")
            row.addWidget(secret)
        row.addStretch(1)
        tools: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("source", "Show claims that rest on this source", self._ask_source),
            ("attach", "Attach a file to this evidence", self._attach),
            ("edit", "Edit this evidence", lambda: self.edit_asked.emit(piece.id)),
            ("close", "Remove this evidence", lambda: self.remove_asked.emit(piece.id)),
        )
        for icon, does, slot in tools:
            row.addWidget(_tool(theme, icon, does, slot))
        return row

    def _lines(self) -> list[tuple[str, str]]:
        source, details = self._piece.source.details, self._piece.details
        facts = [label(source.rank), label(source.type), source.author, source.publisher]
        facts += [day_in_words(source.published), details.locator]
        when = f"accessed {day_in_words(details.accessed_on)}" if details.accessed_on else ""
        about = " · ".join(fact for fact in [*facts, when] if fact)
        lines = [(_name(self._piece), "strong"), (about, "muted")]
        lines += [(f"“{details.quotation}”", "quotation")] * bool(details.quotation)
        return lines + [(details.note, "note")] * bool(details.note)

    def _title_field(self, layout: QVBoxLayout) -> LineField | None:
        """Return a field for the title that a source lacks; it saves as the user goes on."""
        details = self._piece.source.details
        if not details.is_untitled:
            return None
        field = LineField("Title of the source", f"Title, instead of {host_of(details.url)}")
        layout.addWidget(field)
        return field

    def _addresses(self, theme: Theme) -> list[AddressRow]:
        source = self._piece.source.details
        found = [AddressRow(source.url, theme)] if source.url else []
        if source.archive_url:
            found.append(AddressRow(source.archive_url, theme, "Archived: "))
        return found

    def _ask_source(self) -> None:
        self.source_asked.emit(self._piece.source.id)

    def _attach(self) -> None:
        names = files_to_read(self, "Attach files")
        if names:
            self.files_given.emit(self._piece.id, [Path(name) for name in names])


def _copied() -> list[Given]:
    return read_files(QGuiApplication.clipboard().mimeData(), datetime.now().astimezone())


def _missing(kept: Attachment) -> str:
    """Return the words for a file that is known by name alone."""
    return (
        f"The file “{kept.name}” ({size_of(kept.size)}) is not in this project. Attach it "
        "again, or merge the project that has it."
    )


def _name(piece: Evidence) -> str:
    source = piece.source.details
    return source.title + (f" (“{source.code_name}”)" if source.confidential else "")


def _line(words: str, name: str) -> Label:
    line = Label()
    line.show_breakable(words)
    line.setObjectName(name)
    line.setWordWrap(True)
    line.setMinimumWidth(1)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # the card's own menu copies, too
    line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return line


def _tool(theme: Theme, icon: str, does: str, slot: Callable[[], object]) -> QPushButton:
    button = QPushButton()
    button.setObjectName("tool")
    button.setIcon(theme.icon(icon, theme.muted))
    button.setToolTip(tip(does))
    button.setAccessibleName(does)
    button.clicked.connect(lambda _=False: slot())
    return button


class EvidenceList(CardColumn):
    """All evidence on a claim, as cards below each other.

    ``picture_wanted`` asks for a picture, which is shown when it comes; ``pictures_let_go`` names
    the pictures that were asked for and are no longer needed.
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
        """Show these pieces; a card that shows the same as before stays as it is."""
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
        """Return the part of a piece that its card shows for good, without a title being typed."""
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
