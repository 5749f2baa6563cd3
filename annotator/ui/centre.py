"""The middle of the window: what is told, above the text or what stands in its place."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.scale import bare


class Centre(QWidget):
    """Bars, one above the other, above ``pages``, of which the first is the text."""

    def __init__(self, *bars_and_text: QWidget) -> None:
        super().__init__()
        self.setObjectName("centre")
        self.pages = QStackedWidget()
        *bars, text = bars_and_text
        self.pages.addWidget(text)
        column = QVBoxLayout(self)
        bare(column)
        for bar in bars:
            column.addWidget(bar)
        column.addWidget(self.pages, 1)
