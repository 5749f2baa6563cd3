"""Counts in the background what a report would hold; what was asked before is given up."""

from threading import Event

from annotator.app.session.jobs import Job, Jobs, Told
from annotator.reports.choices import Choices
from annotator.reports.ui.jobs import unless
from annotator.reports.ui.tally import tally


class Counting:
    """Counts one set of choices after the other, and tells what came of the newest."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._stop = Event()
        self._job: Job | None = None

    def count(self, choices: Choices, form: str, told: Told, failed: Told) -> None:
        """Call back with the Tally of these choices in a form, or with why there is none."""
        self.stop()
        self._stop = stop = Event()
        self._job = self._jobs.run(
            lambda project: tally(project, choices, unless(stop), form=form),
            told,
            failed,
            key="report",
        )

    def stop(self) -> None:
        """Count no more; nothing is told."""
        self._stop.set()
        if self._job is not None:
            self._job.stop()
