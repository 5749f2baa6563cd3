"""The files that are to be kept with a piece of evidence, while it is being entered."""

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.app.files.dialogs import files_to_read
from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label
from annotator.evidence.service.incoming_files import Given
from annotator.evidence.ui.clipboard import given_by

_NONE = "Drop files or a picture here, choose files, or paste a picture."


class GivenFiles(QWidget):
    """The names of the files, with buttons to choose more and to paste."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Given] = []
        self._names = Label(_NONE)
        self._names.setObjectName("muted")
        self._names.setWordWrap(True)
        choose, paste = QPushButton("Choose files…"), QPushButton("Paste")
        choose.clicked.connect(self._choose)
        paste.clicked.connect(self.paste)
        paste.setToolTip("Attach the copied picture or files")
        buttons, row, layout = QWidget(), FlowLayout(Space.SMALL), QVBoxLayout(self)
        buttons.setLayout(row)
        for button in (choose, paste):
            button.setAutoDefault(False)
            row.addWidget(button)
        bare(layout, Space.SMALL)
        layout.addWidget(self._names)
        layout.addWidget(buttons)

    def add(self, files: list[Given]) -> None:
        """Take files along."""
        self.files += files
        self._names.setText("\n".join(file.name for file in self.files) or _NONE)

    def paste(self) -> bool:
        """Take along what was copied; False when that is no file and no picture."""
        found = given_by(QGuiApplication.clipboard().mimeData(), datetime.now().astimezone())
        self.add(found)
        return bool(found)

    def _choose(self) -> None:
        names = files_to_read(self, "Attach files")
        self.add([Path(name) for name in names])
