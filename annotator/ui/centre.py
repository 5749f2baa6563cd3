"""The middle of the window: what is told, above the text or what stands in its place."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.scale import bare


class Centre(QWidget):
    """A notice and a line to find words in, above ``pages``, of which the first is the text."""

    def __init__(self, notice: QWidget, finding: QWidget, text: QWidget) -> None:
        super().__init__()
        self.setObjectName("centre")
        self.pages = QStackedWidget()
        self.pages.addWidget(text)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(notice)
        column.addWidget(finding)
        column.addWidget(self.pages, 1)
