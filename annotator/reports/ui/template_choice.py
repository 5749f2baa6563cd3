"""Which templates a web page is made from: the program's, or somebody's own in a folder."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.app.files.dialogs import folder_to_use
from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.quantities import count_of
from annotator.reports.formats import templates

_BUNDLED = "Standard design."


class TemplateChoice(QWidget):
    """Two buttons, to choose a folder and to go back, one to copy, and what is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.folder: Path | None = None
        self.state = Label()
        self.state.setObjectName("muted")
        self.state.setWordWrap(True)
        self.choose = QPushButton("Use my template &folder…")
        self.copy = QPushButton("Copy templates to chan&ge…")
        self.back = QPushButton("&Back to standard design")
        buttons = FlowLayout(Space.SMALL)
        for button in (self.choose, self.back, self.copy):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
        layout.addLayout(buttons)
        layout.addWidget(self.state)
        self.choose.clicked.connect(self._choose)
        self.back.clicked.connect(lambda: self._use(None))
        self.copy.clicked.connect(self._copy)
        self._show(_BUNDLED)

    def _choose(self) -> None:
        name = folder_to_use(self, "Choose your template folder")
        if name:
            self._use(Path(name))

    def _use(self, folder: Path | None) -> None:
        self.folder = folder
        self._show(f"From your templates in {folder}." if folder else _BUNDLED)
        self.changed.emit()

    def _copy(self) -> None:
        name = folder_to_use(self, "Choose an empty folder for the templates")
        if not name:
            return
        try:
            made = templates.copy_to(Path(name))
        except AnnotatorError as error:
            self._show(str(error))
            return
        self._use(Path(name))
        copied = count_of(len(made), "template was", "templates were")
        self._show(f"{copied} copied to {name}. The web page now uses them.")

    def _show(self, words: str) -> None:
        self.state.setText(words)
        self.back.setVisible(self.folder is not None)
