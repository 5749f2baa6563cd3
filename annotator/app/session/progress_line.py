"""The line in the status bar that says how far long work is, and stops it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.app.session.file_jobs import FileJobs
from annotator.app.session.long_work import LongWork, Task
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer

_PATIENCE = 300
"""Milliseconds that work may take before it is spoken of."""
_LOOK = 100
_WIDTH, _HEIGHT = 110, 6


class WorkLine(QWidget):
    """Words, a slim bar and “Cancel”; hidden while no long work is under way."""

    def __init__(self, work: LongWork | FileJobs) -> None:
        super().__init__()
        self._work = work
        self._task: Task | None = None
        self.words = Label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_WIDTH, _HEIGHT)
        self.bar.setAccessibleName("Progress")
        self.button = QPushButton("Cancel")
        self.button.setObjectName("flat")
        self.button.clicked.connect(work.stop)
        row = QHBoxLayout(self)
        clear_margins(row, Space.SMALL)
        for widget in (self.words, self.bar, self.button):
            row.addWidget(widget)
        self._patience = make_timer(self, _PATIENCE, once=True)
        self._patience.timeout.connect(self._appear)
        self._look = make_timer(self, _LOOK)
        self._look.timeout.connect(self._show_progress)
        work.turned.connect(self._turn)
        self.hide()

    def _turn(self) -> None:
        self._task = self._work.task
        if self._task is None:
            self._patience.stop()
            self._look.stop()
            self.hide()
        elif self.isHidden() and not self._patience.isActive():
            self._patience.start()

    def _appear(self) -> None:
        self._show_progress()
        self._look.start()
        self.show()

    def _show_progress(self) -> None:
        if self._task is None:
            return
        done, total = self._task.place
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.button.setEnabled(not self._task.is_stopping)
        if self.words.text() != self._task.words:
            self.words.setText(self._task.words)
            self.button.setAccessibleName(f"Cancel: {self._task.words}")
