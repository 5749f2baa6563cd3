"""A file that is kept with evidence: its name, size and SHA-256, and the picture in it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label, literal, tip
from annotator.evidence.model import Attachment
from annotator.evidence.ui.pictures import is_drawn
from annotator.kernel.wording import size_of

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
