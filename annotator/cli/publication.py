"""The commands on publication: the publisher, the published version, and corrections since."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.claims.verdicts import Verdict
from annotator.cli.context import (
    PATH,
    as_options,
    open_project,
    project_argument,
    warn_of,
    work_as,
)
from annotator.cli.terminal import say, say_json
from annotator.files.regular_files import is_same
from annotator.kernel.errors import InvalidValue, NotFound, UnknownFormat
from annotator.kernel.wording import day_in_words, quoted

if TYPE_CHECKING:
    from annotator.articles.model import Article, Version
    from annotator.project import Project
    from annotator.reports.publisher import Publisher
    from annotator.revisions.corrections import CorrectionRecord, PublishedChange

Json = dict[str, object]
_RATED = "VERDICT=N"


@click.command("publisher")
@project_argument
@click.option("--name", help="The publisher’s name.")
@click.option("--url", metavar="ADDRESS", help="The address of the published check.")
@click.option(
    "--rating",
    "ratings",
    metavar=_RATED,
    multiple=True,
    help="The number of a verdict. Repeat for more.",
)
@click.option("--no-ratings", is_flag=True, help="Remove all numbers.")
@click.option(
    "--wording",
    "wordings",
    metavar="VERDICT=WORDS",
    multiple=True,
    help="Your word for a verdict; empty for the usual word. Repeat for more.",
)
@click.option("--best", type=int, help="The number of the best rating (5).")
@click.option("--worst", type=int, help="The number of the worst rating (1).")
@as_options
def publisher_(
    *,
    path: Path,
    name: str | None,
    url: str | None,
    ratings: tuple[str, ...],
    no_ratings: bool,
    wordings: tuple[str, ...],
    best: int | None,
    worst: int | None,
    who: str | None,
) -> None:
    """Set who publishes the checks of PROJECT, and where, for ClaimReview.

    Settings that are not given stay. Without options the settings are shown. A verdict has a
    number only if you give it one; “unsupported” never has one.
    """
    from annotator.reports.service import publisher

    with open_project(path) as project:
        asked = {"name": name, "url": url, "best": best, "worst": worst}
        given: dict[str, Any] = {
            field: value for field, value in asked.items() if value is not None
        }
        was = _kept(project, anew=bool(given))
        now = replace(
            was,
            **given,
            ratings={} if no_ratings else {**was.ratings, **_ratings(ratings)},
            wordings={v: w for v, w in {**was.wordings, **_wordings(wordings)}.items() if w},
        ).checked()
        if now != was:
            work_as(project, who)
            publisher.put_publisher(project, now)
    for line in _told_settings(now):
        say(line)


@click.command()
@project_argument
@click.option("--article", "number", type=int, required=True, help="The article.")
@click.option("--version", "version_number", type=int, help="The version (the newest).")
@click.option("--on", "day", metavar="DAY", help="The day of publication, as 2026-11-30.")
@click.option("--url", metavar="ADDRESS", default="", help="The address, if it has one.")
@click.option("--not-published", is_flag=True, help="Take the mark back.")
@as_options
def published(
    *,
    path: Path,
    number: int,
    version_number: int | None,
    day: str | None,
    url: str,
    not_published: bool,
    who: str | None,
) -> None:
    """Mark a version of article N in PROJECT as published.

    Without --on, the versions that were published are listed.
    """
    from annotator.revisions.service import publication

    if not_published and (day or url):
        raise click.UsageError("Choose either --on DAY or --not-published.")
    with open_project(path) as project:
        article = project.articles.numbered(number)
        version = _version(project, article, version_number)
        if day is None and not not_published:
            if url:
                raise click.UsageError("Say with --on DAY when it was published.")
            for line in _told_published(project, article):
                say(line)
            return
        work_as(project, who)
        try:
            if not_published:
                publication.take_publication_back(project, version)
            else:
                publication.mark_published(project, version, day or "", url)
        except InvalidValue as error:
            raise click.UsageError(str(error)) from error
        on = "not published" if not_published else f"published on {day_in_words(day or '')}"
        say(f"Version {version.number} of “{article.heading}” is marked as {on}.")


@click.command("corrections")
@project_argument
@click.option(
    "--article", "numbers", type=int, multiple=True, help="Only article N. Repeat for more."
)
@click.option(
    "-o",
    "--output",
    "files",
    metavar="FILE",
    type=PATH,
    multiple=True,
    help="Write the report to FILE, in the format of its ending. Repeat for more.",
)
@click.option("--html", "pages", metavar="FILE", type=PATH, multiple=True, help="Write a web page.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
def corrections_(
    *,
    path: Path,
    numbers: tuple[int, ...],
    files: tuple[Path, ...],
    pages: tuple[Path, ...],
    as_json: bool,
) -> None:
    """List the corrections of published articles in PROJECT, in the order of time.

    Changes of a published text without a correction note are listed as well. A report that is
    written holds the notes alone, for readers.
    """
    if any(is_same(file, path) for file in (*files, *pages)):
        raise click.UsageError(
            "The report cannot be written over its own project. Choose another name."
        )
    with open_project(path) as project:
        articles = [project.articles.numbered(number) for number in numbers]
        for file, form in _forms(files, pages).items():
            _write(project, [article.id for article in articles], form, file)
        found = [_of_article(project, each) for each in articles or project.articles.page()]
    if as_json:
        say_json([_in_json(*each) for each in found])
        return
    for file in (*files, *pages):
        say(f"Wrote {file}.")
    if not (files or pages):
        for line in _told(found):
            say(line)


COMMANDS = (publisher_, published, corrections_)

Found = tuple["Article", str, "list[CorrectionRecord]", "list[PublishedChange]"]


def _version(project: "Project", article: "Article", number: int | None) -> "Version":
    if number is None:
        return article.version
    for version in project.articles.versions(article.id):
        if version.number == number:
            return version
    raise NotFound(f"Version {number} of “{article.heading}”")


def _told_published(project: "Project", article: "Article") -> Iterator[str]:
    versions = [v for v in project.articles.versions(article.id) if v.published_on]
    if not versions:
        yield f"No version of “{article.heading}” is marked as published."
    for version in versions:
        at = f", {version.published_url}" if version.published_url else ""
        yield f"Version {version.number}: published on {day_in_words(version.published_on)}{at}"


def _forms(files: Iterable[Path], pages: Iterable[Path]) -> dict[Path, str]:
    """Return the name of the form of each file.

    Raises:
        UsageError: The ending of a file means none.
    """
    from annotator.reports.service import formats
    from annotator.reports.service.forms import FORMS

    try:
        named = {file: formats.by_suffix(file.suffix, FORMS) for file in files}
    except UnknownFormat as error:
        raise click.UsageError(str(error)) from error
    return named | dict.fromkeys(pages, "html")


def _write(project: "Project", article_ids: list[str], form: str, file: Path) -> None:
    from annotator.reports.choices import ReportChoices, ReportKind
    from annotator.reports.service import formats
    from annotator.reports.service.disclosures import before_sending
    from annotator.reports.service.forms import FORMS

    choices = ReportChoices(ReportKind.PUBLISHED, tuple(article_ids) or None)
    try:
        warn_of(before_sending(project, choices, FORMS[form]))
        today = date.today()
        formats.export(project, form, file, stated_date=today, choices=choices, forms=FORMS)
    except InvalidValue as error:
        raise click.UsageError(str(error)) from error


def _of_article(project: "Project", article: "Article") -> Found:
    from annotator.revisions.corrections import published_address
    from annotator.revisions.service.corrections import corrections, missing_corrections

    page = published_address(project.articles.versions(article.id), article.metadata.url)
    records = corrections(project, article.id)
    return article, page, records, missing_corrections(project, article)


def _told(found: Iterable[Found]) -> Iterator[str]:
    for article, _, records, missing in found:
        if records or missing:
            yield f"{article.number}. {article.heading}"
        yield from map(_record_line, records)
        for change in missing:
            words = _words(change.old_words, change.new_words)
            yield f"   No note yet: {words} (version {change.changed.number})"


def _record_line(record: "CorrectionRecord") -> str:
    from annotator.appearance import label

    details = record.details
    note = f" {details.note}" if details.note else ""
    words = _words(details.old_words, details.new_words)
    told = f"{label(details.kind)}: {words}{note} (version {record.version.number})"
    return f"   {details.corrected_on}  {told}"


def _words(old: str, new: str) -> str:
    old, new = (quoted(" ".join(words.split())) if words else "nothing" for words in (old, new))
    return f"{old} → {new}"


def _in_json(
    article: "Article",
    page: str,
    records: "list[CorrectionRecord]",
    missing: "list[PublishedChange]",
) -> Json:
    return {
        "article": article.number,
        "title": article.heading,
        "corrections": [
            {
                "id": record.id,
                "kind": record.details.kind.value,
                "old_words": record.details.old_words,
                "new_words": record.details.new_words,
                "note": record.details.note,
                "corrected_on": record.details.corrected_on,
                "version": record.version.number,
                "address": record.version.published_url or page,
                "checker": record.checker,
            }
            for record in records
        ],
        "without_note": [
            {
                "old_words": change.old_words,
                "new_words": change.new_words,
                "published_version": change.published.number,
                "changed_version": change.changed.number,
            }
            for change in missing
        ],
    }


def _kept(project: "Project", *, anew: bool) -> "Publisher":
    """Return the stored publisher; an empty publisher if it is unreadable and is set ``anew``."""
    from annotator.reports.publisher import Publisher
    from annotator.reports.service import publisher

    try:
        return publisher.publisher(project)
    except InvalidValue:
        if anew:
            return Publisher()
        raise


def _ratings(given: tuple[str, ...]) -> dict[Verdict, int]:
    ratings = {}
    for pair in given:
        verdict, number = _parted(pair, _RATED)
        if not number.isdecimal():
            raise click.UsageError(f"“{number}” is not a whole number. Write a rating as {_RATED}.")
        ratings[verdict] = int(number)
    return ratings


def _wordings(given: tuple[str, ...]) -> dict[Verdict, str]:
    return dict(_parted(pair, "VERDICT=WORDS") for pair in given)


def _parted(pair: str, form: str) -> tuple[Verdict, str]:
    code, equals, value = pair.partition("=")
    if not equals or code not in {verdict.value for verdict in Verdict}:
        known = ", ".join(verdict.value for verdict in Verdict)
        raise click.UsageError(f"“{pair}” is not {form}, with one of: {known}.")
    return Verdict(code), value.strip()


def _told_settings(publisher: "Publisher") -> Iterator[str]:
    yield f"Publisher: {publisher.name or '–'}"
    yield f"Published at: {publisher.url or '–'}"
    for verdict in Verdict:
        words, rating = publisher.wordings.get(verdict), publisher.ratings.get(verdict)
        scale = f", {rating} from {publisher.worst} to {publisher.best}" if rating else ""
        yield f"{verdict.value.capitalize()}: {f'“{words}”' if words else 'the usual word'}{scale}"
