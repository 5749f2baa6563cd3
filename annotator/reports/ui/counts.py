"""The counts of a report's choices, counted in the background, and the names to look at first."""

from functools import partial
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.app.forms.cards import line_link, prose
from annotator.app.session.jobs import Job, Jobs, Told
from annotator.app.theme.scale import Space, clear_margins, letters
from annotator.app.widgets.dialog import Page
from annotator.app.widgets.fields import empty_layout
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.claims.contradictions import SEVERAL, Contradiction, JudgedClaim
from annotator.reports.choices import ReportChoices
from annotator.reports.ui.jobs import unless
from annotator.reports.ui.tally import ReportTally, tally

_SOON = 250
"""Milliseconds within which most counts are there; of others it is said that they go on."""


_HIGH = 13
"""The height in letters beyond which the contradictions scroll."""


class CountsPanel(QWidget):
    """A sentence, and under it a warning if there is any, or why the report is refused.

    The contradictions for which it is refused stand in a list that scrolls.
    ``claim_asked`` comes with the JudgedClaim of a contradiction that the user wants to see.
    """

    claim_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.words, self.warning = Label(), Label()
        rows = QWidget()
        self._found = QVBoxLayout(rows)
        clear_margins(self._found, Space.TINY)
        self.refused = Page(rows)
        self.refused.setAccessibleName("Contradictions")
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.MEDIUM)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for label, name in ((self.words, "strong"), (self.warning, "warning")):
            label.setObjectName(name)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.refused)
        self._late = make_timer(self, _SOON, once=True)
        self._late.timeout.connect(lambda: self.words.setText("Counting…"))
        self._hide()

    def begin(self) -> None:
        """Wait for another count; the sentence before stays for a moment, without a flicker."""
        self._hide()
        self._late.start()

    def say(self, sentence: str) -> None:
        """Show a sentence, and wait no more."""
        self._late.stop()
        self.words.setText(sentence)
        self._hide()

    def tell(self, tally: ReportTally) -> None:
        """Show the counts, or why the report is refused."""
        self.say("This report cannot go out yet." if tally.refusal else tally.sentence)
        self.warning.setText(tally.refusal or tally.warning)
        self.warning.setVisible(bool(self.warning.text()))
        self._show_contradictions(tally)

    def _hide(self) -> None:
        self.warning.hide()
        self.refused.hide()

    def _show_contradictions(self, tally: ReportTally) -> None:
        empty_layout(self._found)
        for found in tally.contradictions:
            self._found.addWidget(prose("", found.sentence))
            self._found.addWidget(self._ways(found))
        if len(tally.contradictions) == SEVERAL:
            self._found.addWidget(prose("muted", "There may be others."))
        # with all of them in it, for what is not shown yet has no height
        self.refused.setVisible(bool(tally.contradictions))
        self.refused.measure_anew()
        needed = self.refused.height_in(self.width())
        self.refused.setFixedHeight(min(needed, letters(_HIGH)))
        self.refused.verticalScrollBar().setValue(0)

    def _go(self, claim: JudgedClaim) -> None:
        self.claim_asked.emit(claim)

    def _ways(self, found: Contradiction) -> QWidget:
        """Return the links to both claims."""
        line = QWidget()
        row = QHBoxLayout(line)
        clear_margins(row, Space.MEDIUM)
        for claim in (found.one, found.other):
            row.addWidget(line_link(f"Go to claim {claim.number}", partial(self._go, claim)))
        row.addStretch(1)
        return line


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
