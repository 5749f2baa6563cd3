"""The counts of a report's choices, counted in the background, and the names to look at first."""

from threading import Event

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from annotator.app.session.jobs import Job, Jobs, Told
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.reports.choices import ReportChoices
from annotator.reports.ui.jobs import unless
from annotator.reports.ui.tally import ReportTally, tally

_SOON = 250
"""Milliseconds within which most counts are there; of others it is said that they go on."""


class CountsPanel(QWidget):
    """A sentence, and under it a warning if there is any."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.warning = Label(), Label()
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.MEDIUM)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for label, name in ((self.words, "strong"), (self.warning, "warning")):
            label.setObjectName(name)
            label.setWordWrap(True)
            layout.addWidget(label)
        self._late = make_timer(self, _SOON, once=True)
        self._late.timeout.connect(lambda: self.words.setText("Counting…"))
        self.warning.hide()

    def begin(self) -> None:
        """Wait for another count; the sentence before stays for a moment, without a flicker."""
        self.warning.hide()
        self._late.start()

    def say(self, sentence: str) -> None:
        """Show a sentence, and wait no more."""
        self._late.stop()
        self.words.setText(sentence)
        self.warning.hide()

    def tell(self, tally: ReportTally) -> None:
        """Show the counts."""
        self.say(tally.sentence)
        self.warning.setText(tally.warning)
        self.warning.setVisible(bool(tally.warning))


class CountJob:
    """Counts sets of choices one after the other, and reports the result of the newest."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._stop = Event()
        self._job: Job | None = None

    def count(self, choices: ReportChoices, form: str, told: Told, failed: Told) -> None:
        """Call back with the ReportTally of the choices in a form, or with the error."""
        self.stop()
        self._stop = stop = Event()
        self._job = self._jobs.run(
            lambda project: tally(project, choices, unless(stop), form=form),
            told,
            failed,
            key="report",
        )

    def stop(self) -> None:
        """Count no more; no callback is called."""
        self._stop.set()
        if self._job is not None:
            self._job.stop()
