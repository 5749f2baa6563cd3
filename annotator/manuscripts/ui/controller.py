"""The act of giving the writer's own file back: shown, looked at for names, and written."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.app.files import external_programs
from annotator.app.files.dialogs import file_to_write
from annotator.app.files.disclosure_check import DisclosureCheck
from annotator.app.session.jobs import Job, Jobs, Told
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import run_dialog
from annotator.app.widgets.notice import NoticeBar
from annotator.articles.model import Article
from annotator.files.regular_files import exists
from annotator.kernel.errors import Cancelled
from annotator.kernel.progress import Progress
from annotator.manuscripts.choices import ReturnChoices
from annotator.manuscripts.service.file_return import ReturnPlan, plan_return, write_return
from annotator.manuscripts.service.originals import find_manuscript
from annotator.manuscripts.ui.return_dialog import ReturnDialog
from annotator.project import Project

_TITLE = "Into the writer’s file"


class PlanJob:
    """Plans the file for one set of choices after the other, and tells the newest."""

    def __init__(self, jobs: Jobs, article: Article) -> None:
        self._jobs, self._article = jobs, article
        self._stop = Event()
        self._job: Job | None = None

    def plan(self, choices: ReturnChoices, told: Told, failed: Told) -> None:
        """Call back with the ReturnPlan of the choices, or with the error."""
        self.stop()
        self._stop = stop = Event()

        def progress(_done: int, _total: int) -> None:
            if stop.is_set():
                raise Cancelled

        self._job = self._jobs.run(
            lambda project: plan_return(project, self._article, choices, progress),
            told,
            failed,
            key="return",
        )

    def stop(self) -> None:
        """Plan no more; no callback is called."""
        self._stop.set()
        if self._job is not None:
            self._job.stop()


class ReturnController(QObject):
    """Writes what was found into the file that the open article came from."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        notice: NoticeBar,
        lookout: DisclosureCheck,
        theme: Callable[[], Theme],
        report: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._notice = session, window, notice
        self._lookout, self._theme, self._report = lookout, theme, report

    def give_back(self) -> None:
        """Show what would go into the writer's file, and write it; say so where there is none."""
        article = self._session.article
        if article is None:
            return
        self._session.lookups.run(
            lambda project: find_manuscript(project, article),
            lambda _found: self._ask(article),
            lambda error: self._notice.warn(str(error), "Export report…", self._report),
            key="return",
        )

    def write_to(self, target: Path, plan: ReturnPlan) -> None:
        """Write the file of a plan in the background: it is there whole, or not at all."""

        def write(project: Project, progress: Progress) -> None:
            progress(0, 1)
            write_return(project, plan, target)

        self._session.work.run(
            lambda *_: f"Writing {target.name}…",
            write,
            lambda _result: self._written(target, plan),
            lambda error: self._notice.warn(str(error)),
        )

    # inner workings

    def _ask(self, article: Article) -> None:
        session = self._session
        planning = PlanJob(session.lookups, article)
        checker = session.project.checker
        dialog = ReturnDialog(
            self._window,
            article.file_name,
            checker.id if checker else "",
            planning.plan,
            self._theme(),
        )
        dialog.finished.connect(lambda _result: planning.stop())
        plan = dialog.plan if run_dialog(dialog) else None
        if plan is not None:
            self._lookout.ask(plan.slips, "&Write anyway", lambda: self._save(plan))

    def _save(self, plan: ReturnPlan) -> None:
        proposed = plan.manuscript.proposed_name
        suffix = Path(proposed).suffix
        kinds = f"Files like the writer’s (*{suffix})"
        chosen = file_to_write(self._window, _TITLE, proposed, kinds)
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != suffix.lower():
            target = target.with_name(target.name + suffix)
            if exists(target):
                # nobody was asked whether this one may be replaced
                self._notice.warn(f"{target} already exists and was not changed.")
                return
        self.write_to(target, plan)

    def _written(self, target: Path, plan: ReturnPlan) -> None:
        told = f"File saved: {target}, with {plan.counted}. {plan.not_placed_told}".rstrip()
        self._notice.propose(
            told,
            [
                ("Open file", partial(external_programs.open_file, target)),
                ("Show in folder", partial(external_programs.show_folder, target)),
            ],
        )
