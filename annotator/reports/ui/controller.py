"""The commands on reports: export under a proposed name, look at, print, and copy a claim.

The proposed name of a file is valid on every system, and holds no secret name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.app.files import external_programs
from annotator.app.files.dialogs import file_to_write
from annotator.app.files.disclosure_check import DisclosureCheck
from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import run_dialog
from annotator.app.widgets.notice import NoticeBar
from annotator.claims.fields import Claim
from annotator.disclosure.confidential_names import Disclosure
from annotator.files.regular_files import exists
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.excerpts import beginning, within_bytes
from annotator.kernel.wording import count_of
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.formats import Format
from annotator.reports.service.forms import FORMS, with_suffix_of
from annotator.reports.ui import jobs
from annotator.reports.ui.counts import CountJob
from annotator.reports.ui.dialog import Act, Asked, ReportDialog
from annotator.reports.ui.preview import Preview

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from annotator.reports.service.excerpt import ClaimExcerpt

_WORDS = {
    ReportKind.INTERNAL: "fact-check report",
    ReportKind.QUERIES: "questions",
    ReportKind.CORRECTIONS: "corrections",
    ReportKind.PUBLIC: "fact-check",
    ReportKind.PUBLISHED: "corrections since publication",
}
_REFUSED = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)( .*|\..*)?", re.IGNORECASE)
_LETTERS, _BYTES = 80, 160
"""Of a title; systems allow 255 bytes or letters for the whole name."""
_TELLING = 3
"""Letters from which on a secret name is looked for in a title."""


def propose_file_name(
    title: str, kind: ReportKind, form: Format, secrets: Iterable[str] = ()
) -> str:
    """Return a file name for a report on a title; a title with a secret name is left out."""
    plain, words = _allowed(title), _called(kind, form)
    if not plain or _tells(title, secrets):
        return f"{words[:1].upper()}{words[1:]}{form.suffix}"
    return f"{plain} – {words}{form.suffix}"


def _called(kind: ReportKind, form: Format) -> str:
    """Return the last word of the file name; forms with the same ending have different words."""
    if form.write_project:
        return "whole project"
    return _WORDS[kind] if form.told_by_suffix else f"{_WORDS[kind]}, {form.label}"


def _allowed(title: str) -> str:
    """Return the title without the letters that Windows, macOS or Linux refuse in a name."""
    seen = "".join(letter if _is_seen(letter) else " " for letter in title)
    words = beginning(" ".join(_REFUSED.sub(" ", seen).split()), _LETTERS)
    cut = within_bytes(words, _BYTES).strip(" .")
    return f"_{cut}" if _RESERVED.fullmatch(cut) else cut


def _is_seen(letter: str) -> bool:
    """Whether a letter is no control character, like the letters that turn words around."""
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _tells(title: str, secrets: Iterable[str]) -> bool:
    folded = title.casefold()
    return any(len(name) >= _TELLING and name.casefold() in folded for name in secrets)


class ReportController(QObject):
    """The acts on reports; long work is done in the background and can be stopped.

    ``written`` comes with the path of a report that is on disk, ``place_chosen`` with the article
    and the claim for which the user left the dialog.
    """

    written = Signal(object)
    place_chosen = Signal(str, str)

    def __init__(
        self,
        session: Session,
        window: QWidget,
        notice: NoticeBar,
        lookout: DisclosureCheck,
        preferences: Preferences,
        theme: Callable[[], Theme],
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._notice = session, window, notice
        self._lookout, self._preferences, self._theme = lookout, preferences, theme

    def export(self) -> None:
        """Ask for the contents and the place of the report, and write it in the background."""
        self._ask(Act.EXPORT)

    def print(self) -> None:
        """Ask for the contents of the report and the printer, and print it."""
        self._ask(Act.PRINT)

    def export_to(self, target: Path, choices: ReportChoices | None = None, form: str = "") -> None:
        """Write the report in the background: it is there whole, or not at all.

        Without a ``form`` it is the first form whose files end as the target does.
        """
        self._session.work.run(
            lambda done, of: f"Writing the report: article {min(done + 1, of)} of {of}…",
            lambda project, progress: jobs.export(project, target, choices, progress, form=form),
            lambda _result: self._written(target),
            lambda error: self._notice.warn(str(error)),
        )

    def print_on(self, printer: "QPrinter", choices: ReportChoices) -> None:
        """Print the report in the background."""
        self._session.work.run(
            lambda done, of: f"Printing the report: article {min(done + 1, of)} of {of}…",
            lambda project, progress: jobs.printed(project, printer, choices, progress),
            self._printed,
            lambda error: self._notice.warn(str(error)),
        )

    def preview(self, choices: ReportChoices) -> None:
        """Show the report as it would be written now."""
        dialog = Preview(self._window, self._theme())
        theme, stop = self._theme(), Event()
        job = self._session.lookups.run(
            lambda project: jobs.pieces(project, choices, theme.colours, stop),
            dialog.show_pieces,
            lambda error: dialog.show_problem(str(error)),
        )

        def give_up() -> None:
            stop.set()
            job.stop()

        dialog.finished.connect(lambda _result: give_up())
        run_dialog(dialog)

    def copy_claim(self) -> None:
        """Put the claim on the clipboard, as words, as Markdown and as HTML."""
        from annotator.reports.service.excerpt import excerpt, names_in_excerpt

        claim = self._session.claim
        if claim is None:
            return

        def look(project: Project) -> "tuple[ClaimExcerpt, list[Disclosure]]":
            return excerpt(project, claim), names_in_excerpt(project, claim)

        def copy(found: "tuple[ClaimExcerpt, list[Disclosure]]") -> None:
            copied, slips = found
            self._lookout.ask(slips, "&Copy anyway", lambda: self._copy(claim, copied))

        self._session.lookups.run(
            look, copy, lambda error: self._notice.warn(str(error)), key="copy"
        )

    # inner workings

    def _copy(self, claim: Claim, found: "ClaimExcerpt") -> None:
        data = QMimeData()
        data.setText(found.text)
        data.setHtml(found.html)
        data.setData("text/markdown", found.markdown.encode())
        QGuiApplication.clipboard().setMimeData(data)
        self._notice.tell(f"Copied claim {claim.number}.")

    def _ask(self, act: Act) -> None:
        session, preferences = self._session, self._preferences
        counting = CountJob(session.lookups)
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
        if not run_dialog(dialog):
            if dialog.place is not None:
                self._window.activateWindow()
                self.place_chosen.emit(dialog.place.article_id, dialog.place.claim_id)
            return
        if dialog.is_published and not self._publishes(dialog.publisher.said()):
            return
        wanted = dialog.asked()
        preferences.report_kind = dialog.kind.own.value
        preferences.report_form = wanted.form
        slips = wanted.tally.slips if wanted.tally else ()
        if wanted.act is Act.PRINT:
            self._lookout.ask(slips, "&Print anyway", lambda: self._print(wanted.choices))
        else:
            self._lookout.ask(slips, "&Export anyway", lambda: self._save(wanted))

    def _publisher(self) -> Publisher:
        try:
            return publisher.publisher(self._session.project)
        except AnnotatorError as error:
            self._notice.warn(str(error))
            return Publisher()

    def _publishes(self, said: Publisher) -> bool:
        """Store the publisher of the checks; return False, with a message, where that fails."""
        project = self._session.project
        if said == self._publisher():
            return True
        return self._session.attempt(lambda: publisher.put_publisher(project, said)) is not None

    def _save(self, wanted: Asked) -> None:
        form, counted = FORMS[wanted.form], wanted.tally
        title, secrets = (counted.title, counted.secrets) if counted else ("", ())
        name = propose_file_name(title, wanted.choices.kind, form, secrets)
        chosen = file_to_write(
            self._window, "Export report", name, f"{form.label} (*{form.suffix})"
        )
        if not chosen:
            return
        target = with_suffix_of(form, Path(chosen))
        if wanted.each_person:
            self._export_sheets(target, wanted)
            return
        if str(target) != chosen and exists(target):
            # nobody was asked whether this one may be replaced
            self._notice.warn(f"{target} already exists and was not changed.")
            return
        self.export_to(target, wanted.choices, wanted.form)

    def _export_sheets(self, target: Path, wanted: Asked) -> None:
        """Write a query sheet for each person beside the target, in the background."""
        self._session.work.run(
            lambda done, of: f"Writing sheet {min(done + 1, of)} of {of}…",
            lambda project, progress: jobs.export_sheets(
                project, target, wanted.choices, progress, form=wanted.form
            ),
            self._written_sheets,
            lambda error: self._notice.warn(str(error)),
        )

    def _written_sheets(self, files: list[Path]) -> None:
        if not files:
            self._notice.tell("There are no open questions, so no sheet was written.")
            return
        show = partial(external_programs.show_folder, files[0])
        sheets = count_of(len(files), "query sheet")
        self._notice.offer(f"{sheets} saved in {files[0].parent}.", "Show", show)

    def _print(self, choices: ReportChoices) -> None:
        from annotator.app.files.printer_dialog import chosen_printer

        printer = chosen_printer(self._window)
        if printer is not None:
            self.print_on(printer, choices)

    def _written(self, target: Path) -> None:
        show = partial(external_programs.open_file, target)
        self.written.emit(target)
        self._notice.offer(f"Report saved: {target}", "Show", show)

    def _printed(self, pages: int) -> None:
        sheets = count_of(pages, "page")
        self._notice.tell(f"Report sent to the printer: {sheets}.")
