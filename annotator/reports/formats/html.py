"""The report as a single HTML page: no files to load, no scripts to run, fit to be printed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.files.documents import whole_file
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.report import build_document
from annotator.reports.entries.overview import overview
from annotator.reports.entries.report import Report
from annotator.reports.formats import templates


def render(report: Report, progress: Progress = unwatched) -> str:
    """The whole page; the same report gives the same characters.

    Raises:
        Cancelled: ``progress`` asked to stop.
        BadTemplate: a person's own template has a mistake.
    """
    return "".join(_pieces(report, progress))


def write(report: Report, target: Path, progress: Progress = unwatched) -> None:
    """Write the page to ``target``, whole or not at all; memory holds an article at a time.

    Raises:
        Cancelled: ``progress`` asked to stop, and the file is unchanged.
        BadTemplate: a person's own template has a mistake, and the file is unchanged.
        ExportFailed: it could not be written, and is unchanged.
    """
    with whole_file(target) as file:
        for piece in _pieces(report, progress):
            file.write(piece.encode("utf-8"))


def _pieces(report: Report, progress: Progress) -> Iterator[str]:
    all_, own = len(report.articles), report.choices.template
    # a template that holds a path could read, write and remove files through it
    shown = replace(report, choices=replace(report.choices, template=None))
    values = {"report": shown, "document": build_document(shown), "overview": overview(report)}
    for piece in templates.pieces(own, **values):
        progress(all_, all_)
        yield piece
