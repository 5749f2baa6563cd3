"""The work of background jobs on reports, each on its own project and in its own thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from annotator.appearance import ColourPalette
from annotator.files.regular_files import exists
from annotator.kernel.errors import AnnotatorError, Cancelled, InvalidValue
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.service.forms import FORMS

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from annotator.reports.formats.pdf.page_flow import Piece


def export(
    project: Project,
    target: Path,
    choices: ReportChoices | None,
    progress: Progress,
    *,
    form: str = "",
) -> None:
    """Write the report in a form; without a form, in the form that the target's ending tells."""
    from annotator.reports.service import formats

    form = form or formats.by_suffix(target.suffix, FORMS)
    with _letting_go():
        formats.export(
            project,
            form,
            target,
            stated_date=date.today(),
            choices=choices,
            progress=progress,
            forms=FORMS,
        )


def export_sheets(
    project: Project, target: Path, choices: ReportChoices, progress: Progress, *, form: str
) -> list[Path]:
    """Write a query sheet for each person asked, beside the target; return their files.

    Raises:
        InvalidValue: one of the files exists; none was written.
    """
    from annotator.reports.service import formats

    sheets = formats.sheets_of_people(project, choices, target)
    for file in sheets:
        if exists(file):
            # nobody was asked whether this one may be replaced
            raise InvalidValue(file.name, "it already exists, and was not changed")
    for number, (file, chosen) in enumerate(sheets.items()):
        progress(number, len(sheets))
        export(project, file, chosen, unwatched, form=form)
    return [*sheets]


def printed(
    project: Project, printer: "QPrinter", choices: ReportChoices, progress: Progress
) -> int:
    """Print the report; how many pages it has."""
    from annotator.reports.document.report import build_document
    from annotator.reports.formats.pdf.paper import print_document
    from annotator.reports.service.report import build

    with _letting_go(), project.still():
        report = build(project, stated_date=date.today(), choices=choices, progress=progress)
        return print_document(build_document(report), printer, progress)


def pieces(
    project: Project, choices: ReportChoices, colours: ColourPalette, stop: Event
) -> "list[Piece]":
    """Return the pieces of the report, unless it is to stop."""
    from annotator.reports.document.report import build_document
    from annotator.reports.formats.pdf import contents
    from annotator.reports.service.report import build

    progress = unless(stop)
    with project.still():
        report = build(project, stated_date=date.today(), choices=choices, progress=progress)
        return contents.pieces(build_document(report), colours, progress)


def unless(stop: Event) -> Progress:
    """Return the progress of a job, which breaks the job off once ``stop`` is set."""

    def progress(_done: int, _total: int) -> None:
        if stop.is_set():
            raise Cancelled

    return progress


@contextmanager
def _letting_go() -> Iterator[None]:
    """Drop the traceback of an error in the block, so that Qt’s objects go in their own thread."""
    try:
        yield
    except AnnotatorError as error:
        raise error.with_traceback(None) from None
