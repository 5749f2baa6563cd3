"""What the user does with reports, as slots: export, look at, print, and copy a claim."""

from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from annotator.domain.claims import Claim
from annotator.domain.errors import AnnotatorError
from annotator.domain.publishing import Publisher
from annotator.domain.quantities import count_of
from annotator.domain.slips import Slip
from annotator.regular_files import exists
from annotator.report.choices import Choices
from annotator.services import publishing
from annotator.services.project import Project
from annotator.ui import outside
from annotator.ui.dialogs.asking import asked
from annotator.ui.file_dialogs import file_to_write
from annotator.ui.reporting import making
from annotator.ui.reporting.counting import Counting
from annotator.ui.reporting.dialog import Act, Asked, ReportDialog
from annotator.ui.reporting.forms import FORMS, with_suffix_of
from annotator.ui.reporting.naming import proposed
from annotator.ui.reporting.preview import Preview

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from annotator.report.excerpt import Excerpt
    from annotator.ui.main_window import MainWindow


class Reporting(QObject):
    """The acts on reports; what takes long is done in the background and can be stopped.

    ``written`` comes with the path of a report that is on disk.
    """

    written = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def export(self) -> None:
        """Ask what the report is to hold and where to, and write it in the background."""
        self._ask(Act.EXPORT)

    def print(self) -> None:
        """Ask what the report is to hold and on which printer, and print it."""
        self._ask(Act.PRINT)

    def export_to(self, target: Path, choices: Choices | None = None, form: str = "") -> None:
        """Write the report in the background: it is there whole, or not at all.

        Without a ``form`` it is the first one whose files end as the target does.
        """
        self._session.work.run(
            lambda done, of: f"Writing the report: article {min(done + 1, of)} of {of}…",
            lambda project, progress: making.export(project, target, choices, progress, form=form),
            lambda _result: self._written(target),
            lambda error: self._window.notice.warn(str(error)),
        )

    def print_on(self, printer: "QPrinter", choices: Choices) -> None:
        """Print the report in the background."""
        self._session.work.run(
            lambda done, of: f"Printing the report: article {min(done + 1, of)} of {of}…",
            lambda project, progress: making.printed(project, printer, choices, progress),
            self._printed,
            lambda error: self._window.notice.warn(str(error)),
        )

    def preview(self, choices: Choices) -> None:
        """Show the report as it would be written now."""
        dialog = Preview(self._window, self._window.theme)
        theme, stop = self._window.theme, Event()
        job = self._session.lookups.run(
            lambda project: making.pieces(project, choices, theme.colours, stop),
            dialog.show_pieces,
            lambda error: dialog.show_problem(str(error)),
        )

        def give_up() -> None:
            stop.set()
            job.stop()

        dialog.finished.connect(lambda _result: give_up())
        asked(dialog)

    def copy_claim(self) -> None:
        """Put the claim on the clipboard, as words, as Markdown and as HTML."""
        from annotator.report.excerpt import excerpt, names_in_excerpt  # noqa: PLC0415 - loads late

        claim = self._session.claim
        if claim is None:
            return

        def look(project: Project) -> "tuple[Excerpt, list[Slip]]":
            return excerpt(project, claim), names_in_excerpt(project, claim)

        def copy(found: "tuple[Excerpt, list[Slip]]") -> None:
            copied, slips = found
            self._window.lookout.ask(slips, "&Copy anyway", lambda: self._copy(claim, copied))

        self._session.lookups.run(
            look, copy, lambda error: self._window.notice.warn(str(error)), key="copy"
        )

    # inner workings

    def _copy(self, claim: Claim, found: "Excerpt") -> None:
        data = QMimeData()
        data.setText(found.text)
        data.setHtml(found.html)
        data.setData("text/markdown", found.markdown.encode())
        QGuiApplication.clipboard().setMimeData(data)
        self._window.notice.tell(f"Copied claim {claim.number}.")

    def _ask(self, act: Act) -> None:
        session, preferences = self._session, self._window.preferences
        counting = Counting(session.lookups)
        dialog = ReportDialog(
            self._window,
            session.project.articles.page(),
            session.article,
            session.project.checker.id if session.project.checker else "",
            counting.count,
            self.preview,
        )
        dialog.finished.connect(lambda _result: counting.stop())
        dialog.begin(preferences.report_kind, preferences.report_form, act)
        dialog.publisher.begin(self._publisher())
        if not asked(dialog):
            return
        if dialog.is_published and not self._publishes(dialog.publisher.said()):
            return
        wanted = dialog.asked()
        preferences.report_kind = dialog.kind.own.value
        preferences.report_form = wanted.form
        slips = wanted.tally.slips if wanted.tally else ()
        if wanted.act is Act.PRINT:
            self._window.lookout.ask(slips, "&Print anyway", lambda: self._print(wanted.choices))
        else:
            self._window.lookout.ask(slips, "&Export anyway", lambda: self._save(wanted))

    def _publisher(self) -> Publisher:
        try:
            return publishing.publisher(self._session.project)
        except AnnotatorError as error:
            self._window.notice.warn(str(error))
            return Publisher()

    def _publishes(self, said: Publisher) -> bool:
        """Keep who publishes the checks; False where that cannot be, which is told."""
        project = self._session.project
        if said == self._publisher():
            return True
        return self._session.attempt(lambda: publishing.put_publisher(project, said)) is not None

    def _save(self, wanted: Asked) -> None:
        form, counted = FORMS[wanted.form], wanted.tally
        title, secrets = (counted.title, counted.secrets) if counted else ("", ())
        name = proposed(title, wanted.choices.kind, form, secrets)
        chosen = file_to_write(
            self._window, "Export report", name, f"{form.label} (*{form.suffix})"
        )
        if not chosen:
            return
        target = with_suffix_of(form, Path(chosen))
        if str(target) != chosen and exists(target):
            # nobody was asked whether this one may be replaced
            self._window.notice.warn(f"{target} already exists and was not changed.")
            return
        self.export_to(target, wanted.choices, wanted.form)

    def _print(self, choices: Choices) -> None:
        from annotator.ui.reporting.printing import chosen_printer  # noqa: PLC0415 - loads late

        printer = chosen_printer(self._window)
        if printer is not None:
            self.print_on(printer, choices)

    def _written(self, target: Path) -> None:
        show = partial(outside.open_file, target)
        self.written.emit(target)
        self._window.notice.offer(f"Report saved: {target}", "Show", show)

    def _printed(self, pages: int) -> None:
        sheets = count_of(pages, "page")
        self._window.notice.tell(f"Report sent to the printer: {sheets}.")
