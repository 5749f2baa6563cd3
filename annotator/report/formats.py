"""The forms in which a report can be written, for window and command line alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from annotator.domain.errors import UnknownFormat
from annotator.domain.progress import Progress, unwatched
from annotator.report import html, table
from annotator.report.model import Report, build
from annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class Format:
    """A form of report: what it is called, the ending of its files, and how it is written."""

    label: str
    suffix: str
    write: Callable[[Report, Path, Progress], None]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format("Web page", ".html", html.write),
        "csv": Format("Table of claims, without the article’s text", ".csv", table.write),
    },
)


def by_suffix(suffix: str) -> str:
    """The name of the form whose files end so.

    Raises:
        UnknownFormat: no form's files do.
    """
    for name, form in FORMATS.items():
        if form.suffix == suffix.lower():
            return name
    raise UnknownFormat(suffix, FORMATS)


def export(
    project: Project,
    format_name: str,
    target: Path,
    *,
    stated_date: date,
    article_ids: Sequence[str] | None = None,
    progress: Progress = unwatched,
) -> None:
    """Write a report on these articles, or on all, to ``target``: whole or not at all.

    Raises:
        UnknownFormat: there is no form of that name.
        NotFound: an article is not in the project.
        Cancelled: ``progress`` asked to stop, and nothing was changed.
        ExportFailed: the file could not be written, and nothing was changed.
    """
    if format_name not in FORMATS:
        raise UnknownFormat(format_name, FORMATS)
    report = build(project, stated_date=stated_date, article_ids=article_ids, progress=progress)
    FORMATS[format_name].write(report, target, progress)
