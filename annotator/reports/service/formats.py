"""The forms in which a report can be written, for window and command line alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from pathlib import Path
from types import MappingProxyType

from annotator.archive.service import writer
from annotator.exchange.formats import (
    brat,
    claim_review,
    doccano,
    hypothesis,
    label_studio,
    quote_table,
)
from annotator.exchange.formats.refi import writer as refi
from annotator.exchange.formats.web_annotation import writer as web_annotation
from annotator.files.documents import no_more_open_than, write_whole
from annotator.kernel.errors import InvalidValue, UnknownFormat
from annotator.kernel.file_names import file_name
from annotator.kernel.progress import Progress, unwatched
from annotator.people.model import QueryStatus
from annotator.project import Project
from annotator.reports.choices import JUDGING, ReportChoices, ReportKind
from annotator.reports.document.blocks import Document
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.formats import csv, html, markdown, xlsx
from annotator.reports.formats.docx import writer as docx
from annotator.reports.formats.odt import writer as odt
from annotator.reports.service.claim_rows import of_claims
from annotator.reports.service.gathering import code_names
from annotator.reports.service.report import build
from annotator.reports.service.selection import is_shown


@dataclass(frozen=True, slots=True)
class Format:
    """A form of report: its label, the ending of its files, and the function that writes it.

    ``lacks`` says in sentences which parts of the report it cannot hold; empty where it holds all.
    A form that is no report but the project itself has ``write_project`` in the place of ``write``.
    ``told_by_suffix``: a file's ending means this form, and no other that has the same. ``only`` is
    the single kind of report that can have it. A form that ``judges`` holds verdicts, and is
    refused to reports without verdicts. A form that ``has_surroundings`` holds the words around
    each highlight, even where the article's text is left out.
    """

    label: str
    suffix: str
    lacks: str
    write: Callable[[Report, Path, Progress], None] | None = None
    write_project: Callable[[Project, ReportChoices, Path, Progress], None] | None = None
    told_by_suffix: bool = True
    only: ReportKind | None = None
    judges: bool = False
    has_surroundings: bool = False

    def suits(self, kind: ReportKind) -> bool:
        """Whether a report of this kind can be written in it."""
        if kind is ReportKind.PUBLISHED and self.has_surroundings:
            return False
        return kind == self.only if self.only else kind in JUDGING or not self.judges


def _whole(render: Callable[[Report, Progress], bytes]) -> Callable[[Report, Path, Progress], None]:
    """Return a function that renders a report and writes all its bytes at once."""
    return lambda report, target, progress: write_whole(target, render(report, progress))


def _of_document(
    render: Callable[[Document, Progress], bytes],
) -> Callable[[Report, Path, Progress], None]:
    """Return a function that writes a report as a document, rendered at once."""
    return _whole(lambda report, progress: render(build_document(report), progress))


def _of_judgements(
    label: str,
    suffix: str,
    lacks: str,
    render: Callable[[Report, Progress], bytes],
    *,
    told_by_suffix: bool = False,
) -> Format:
    """Return a form of other programs that holds verdicts, and would be empty without them."""
    return Format(
        label,
        suffix,
        lacks,
        _whole(render),
        told_by_suffix=told_by_suffix,
        judges=True,
        has_surroundings=True,
    )


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format("Web page", ".html", "", html.write),
        "docx": Format("Word document", ".docx", "", _of_document(docx.render)),
        "odt": Format("OpenDocument text", ".odt", "", _of_document(odt.render)),
        "markdown": Format(
            "Markdown",
            ".md",
            "Markdown has no colours, comments or page numbers.",
            _of_document(
                lambda blocks, progress: markdown.render(blocks, progress).encode("utf-8")
            ),
        ),
        "csv": Format(
            "Table of claims",
            ".csv",
            "A table has a row for each claim. It leaves out the article’s text, its versions "
            "and the list of sources.",
            _whole(csv.render),
        ),
        "xlsx": Format(
            "Workbook for a spreadsheet",
            ".xlsx",
            "A workbook has rows for claims, evidence, queries, corrections and sources. It "
            "leaves out the annotated article.",
            _whole(xlsx.render),
        ),
        "json": Format(
            "Everything, as JSON",
            ".json",
            writer.LACKS,
            write_project=writer.write_project,
        ),
        "w3c": Format(
            "W3C Web Annotation",
            ".jsonld",
            web_annotation.LACKS,
            _whole(web_annotation.render),
            has_surroundings=True,
        ),
        "refi": _of_judgements(
            "REFI-QDA project (NVivo, ATLAS.ti, MAXQDA, QualCoder)",
            ".qdpx",
            refi.LACKS,
            refi.render,
            told_by_suffix=True,
        ),
        "claimreview": Format(
            "ClaimReview",
            ".json",
            claim_review.LACKS,
            _whole(claim_review.render),
            told_by_suffix=False,
            only=ReportKind.PUBLIC,
        ),
        "hypothesis": _of_judgements("Hypothesis", ".json", hypothesis.LACKS, hypothesis.render),
        "brat": _of_judgements("brat standoff", ".zip", brat.LACKS, brat.render),
        "doccano": _of_judgements(
            "doccano (sequence labelling)",
            ".jsonl",
            doccano.SEQUENCE_LACKS,
            doccano.render_sequence,
            told_by_suffix=True,
        ),
        "doccano-relations": _of_judgements(
            "doccano (with relations)",
            ".jsonl",
            doccano.RELATION_LACKS,
            doccano.render_relation,
        ),
        "doccano-intents": _of_judgements(
            "doccano (intents and slots)", ".jsonl", doccano.INTENT_LACKS, doccano.render_intent
        ),
        "label-studio": _of_judgements(
            "Label Studio", ".json", label_studio.LACKS, label_studio.render
        ),
        "quotes": _of_judgements("Table of quotes", ".csv", quote_table.LACKS, quote_table.render),
    },
)


def by_suffix(suffix: str, forms: Mapping[str, Format] = FORMATS) -> str:
    """Return the name of the form of files with an ending.

    Args:
        suffix: The ending, with its dot.
        forms: The known forms by their names.

    Raises:
        UnknownFormat: it means no form, or one of several that have to be named.
    """
    for name, form in forms.items():
        if form.told_by_suffix and form.suffix == suffix.lower():
            return name
    raise UnknownFormat(suffix, forms)


_NOBODY = "no name"
"""The name of the file with the questions to nobody in particular."""


def sheets_of_people(
    project: Project, choices: ReportChoices, target: Path
) -> dict[Path, ReportChoices]:
    """Return the query sheet of each person asked, by the file that it is to be written to.

    The files stand beside the target, with the person in their names; a confidential person goes
    by the code name, unless the sheets show it.

    Args:
        project: The open project.
        choices: The choices for the sheet of all people.
        target: The file that a sheet for all would be written to.
    """
    called = code_names(project, choices)
    found: dict[Path, ReportChoices] = {}
    for person in _people_asked(project, choices):
        name = called.instead_of(person) or _NOBODY
        tries = (name, *(f"{name} ({number})" for number in range(2, len(found) + 3)))
        paths = (target.with_name(file_name(f"{target.stem} – {t}{target.suffix}")) for t in tries)
        taken = {path.name.casefold() for path in found}
        path = next(path for path in paths if path.name.casefold() not in taken)
        found[path] = replace(choices, addressee=person)
    return found


def _people_asked(project: Project, choices: ReportChoices) -> list[str]:
    """Return the people with open questions on claims that the choices ask for, by name."""
    ids = choices.article_ids
    articles = [each.id for each in project.articles.page()] if ids is None else ids
    found: set[str] = set()
    for article_id in articles:
        claims = project.claims.of_article(article_id)
        for claim, row in zip(
            claims, of_claims(project, article_id, [c.id for c in claims]), strict=True
        ):
            found |= {
                query.addressee
                for query in row.queries
                if query.status is QueryStatus.OPEN
                and is_shown(claim, row, replace(choices, addressee=query.addressee))
            }
    return sorted(found)


def export(
    project: Project,
    format_name: str,
    target: Path,
    *,
    stated_date: date,
    choices: ReportChoices | None = None,
    progress: Progress = unwatched,
    forms: Mapping[str, Format] = FORMATS,
    zone: tzinfo | None = None,
) -> None:
    """Write the report that the choices ask for to ``target``: whole or not at all.

    Args:
        project: The open project.
        format_name: The name of the form.
        target: The file.
        stated_date: The date on the report.
        choices: The choices of the report; without them, the default choices.
        progress: Hears how far the work is, and may stop it.
        forms: The known forms by their names, where the caller knows more than ``FORMATS``.
        zone: The zone whose days the report tells; this computer's if it is ``None``.

    Raises:
        UnknownFormat: there is no form of that name.
        InvalidValue: the choices do not go together, or with the form.
        BadTemplate: a template in the folder has a mistake, and in which line.
        NotFound: an article or checker is not in the project.
        ContradictoryReport: it is public, and claims on the same words have different verdicts.
        Cancelled: ``progress`` asked to stop, and the file is unchanged.
        ExportFailed: the file could not be written, and is unchanged.
    """
    if format_name not in forms:
        raise UnknownFormat(format_name, forms)
    if choices and choices.template and format_name != "html":
        raise InvalidValue("Template", "only a web page is made from one")
    form = forms[format_name]
    if choices and choices.kind is ReportKind.PUBLISHED and form.has_surroundings:
        raise InvalidValue(form.label, "it holds verdicts, and no corrections")
    with project.still(), no_more_open_than(project.path):
        if form.write_project:
            form.write_project(project, (choices or ReportChoices()).checked(), target, progress)
        elif form.write:
            report = build(
                project, stated_date=stated_date, choices=choices, zone=zone, progress=progress
            )
            form.write(report, target, progress)
