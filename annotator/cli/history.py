"""The command that lists the changes of a project: its audit trail."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import PATH, find_claim, open_project, project_argument, warn_of
from annotator.cli.terminal import print_csv, print_json, say
from annotator.files.regular_files import is_same
from annotator.kernel.errors import NotFound
from annotator.kernel.wording import local_moment

if TYPE_CHECKING:
    from annotator.audit.model import TrailEntry, TrailFilter
    from annotator.audit.service.export import Write
    from annotator.project import Project

_STANDARD_OUTPUT = Path("-")
_day = "The {} day, such as 2026-03-31, from midnight to midnight here."


@click.command()
@project_argument
@click.option("--article", type=int, help="Only this article, by its number.")
@click.option("--claim", type=int, help="Only this claim of the article, by its number.")
@click.option("--checker", help="Only steps by this person.")
@click.option("--since", metavar="DAY", default="", help=_day.format("first"))
@click.option("--until", metavar="DAY", default="", help=_day.format("last"))
@click.option("--details", is_flag=True, help="Show what each step changed, old → new.")
@click.option(
    "--csv",
    metavar="FILE",
    type=PATH,
    help="Write a CSV file for spreadsheets; “-” is standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
@click.option("-o", "--output", metavar="FILE", type=PATH, help="The file to write with --json.")
def history(
    *,
    path: Path,
    article: int | None,
    claim: int | None,
    checker: str | None,
    since: str,
    until: str,
    details: bool,
    csv: Path | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Show who changed what in PROJECT, and when, newest first.

    Steps that came in a merge name the file they came from. Confidential sources and people
    go by their code names.
    """
    from annotator.audit.service.export import write_csv, write_json

    if csv and as_json:
        raise click.UsageError("Use either --csv or --json, not both.")
    if output and not as_json:
        raise click.UsageError("--output goes with --json.")
    with open_project(path) as project:
        asked = _filter(project, article, claim, checker, (since, until))
        if csv or as_json:
            target = csv or output or _STANDARD_OUTPUT
            if target == _STANDARD_OUTPUT:
                _print(project, asked, as_csv=bool(csv))
            else:
                _export(project, asked, target, write_csv if csv else write_json)
            return
        for line in _lines(project, asked, details=details):
            say(line)


COMMANDS = (history,)


def _filter(
    project: "Project",
    article: int | None,
    claim: int | None,
    checker: str | None,
    days: tuple[str, str],
) -> "TrailFilter":
    from annotator.audit.model import TrailFilter, TrailScope
    from annotator.audit.service.reader import bounds, check_person

    who, times = check_person(project, checker) if checker else "", bounds(*days)
    if claim is not None:
        article_id = _article(project, article)
        return TrailFilter(TrailScope.CLAIM, _claim(project, article_id, claim), who, *times)
    if article is not None:
        return TrailFilter(TrailScope.ARTICLE, _article(project, article), who, *times)
    return TrailFilter(TrailScope.PROJECT, "", who, *times)


def _article(project: "Project", number: int | None) -> str:
    """Return the id of the article of a number; of the only article, where no number is given."""
    if number is not None:
        return project.articles.numbered(number).id
    articles = project.articles.page(limit=2)
    if len(articles) != 1:
        raise click.UsageError("Name the article of the claim with --article.")
    return articles[0].id


def _claim(project: "Project", article_id: str, number: int) -> str:
    try:
        return find_claim(project, article_id, number).id
    except NotFound:
        found = project.trail.removed_claim(article_id, number)
        if found is None:
            raise
        return found


def _print(project: "Project", asked: "TrailFilter", *, as_csv: bool) -> None:
    from annotator.audit.service.export import names_in_trail, write_csv, write_json
    from annotator.audit.service.reader import AuditReader

    warn_of(names_in_trail(project, asked))
    entries = AuditReader(asked).each(project)
    if as_csv:
        print_csv(lambda file: write_csv(file, entries))
    else:
        print_json(lambda file: write_json(file, entries))


def _export(project: "Project", asked: "TrailFilter", target: Path, write: "Write") -> None:
    from annotator.audit.service.export import export, names_in_trail

    warn_of(names_in_trail(project, asked))
    if is_same(target, project.path):
        raise click.UsageError(
            "The trail cannot be written over its own project. Choose another name."
        )
    export(project, asked, target, write)
    say(f"Wrote {target}.")


def _lines(project: "Project", asked: "TrailFilter", *, details: bool) -> Iterator[str]:
    from annotator.audit.service.reader import AuditReader

    for entry in AuditReader(asked).each(project):
        heard = f"  (from “{entry.heard_in}”)" if entry.heard_in else ""
        change = entry.change
        yield f"{local_moment(change.at):<24}  {change.checker or '–'}  {entry.heading}{heard}"
        if details:
            yield from _details(entry)


def _details(entry: "TrailEntry") -> Iterator[str]:
    for sentence in entry.sentences():
        yield f"    {' '.join(sentence.split())}"
    if entry.undone:
        yield f"    Undone on {local_moment(entry.undone.at)} by {entry.undone.checker or '–'}"
