"""The commands that say what is in a project."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.opened import PATH, opened, project_argument
from annotator.domain.errors import UnknownFormat

if TYPE_CHECKING:
    from annotator.domain.articles import Article
    from annotator.domain.changes import Change
    from annotator.domain.claims import Claim
    from annotator.services.project import Project

Json = dict[str, object]

_json = click.option("--json", "as_json", is_flag=True, help="For programs, always in UTF-8.")


@click.command("list")
@project_argument
@_json
def list_(path: Path, *, as_json: bool) -> None:
    """List the articles of PROJECT with their claims; positions are code points."""
    with opened(path) as project:
        if as_json:
            _echo_json([_article(project, article) for article in project.articles.page()])
            return
        for article in project.articles.page():
            click.echo(f"{article.number}. {article.heading}")
            for claim in project.claims.of_article(article.id):
                click.echo(_claim_line(project, claim))


@click.command()
@project_argument
@click.option("--format", "form", required=True, help="The form of the report: html.")
@click.option("-o", "--output", metavar="FILE", type=PATH, required=True, help="Where to.")
def export(path: Path, form: str, output: Path) -> None:
    """Write the report of PROJECT to FILE; a file that stands there is replaced."""
    from annotator.report import formats  # noqa: PLC0415

    with opened(path) as project:
        if output.exists() and output.samefile(path):
            raise click.UsageError("A report cannot take the place of its project.")
        try:
            formats.export(project, form, output, stated_date=date.today())
        except UnknownFormat as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"Wrote {output}.")


@click.command()
@project_argument
def check(path: Path) -> int:
    """Prove that PROJECT is sound: its pages, hashes, quotations and change log."""
    sound = True
    with opened(path) as project:
        for finding in project.findings():
            sound = False
            click.echo(finding)
    if sound:
        click.echo(f"{path} is sound.")
    return 0 if sound else 1


@click.command()
@project_argument
@_json
def history(path: Path, *, as_json: bool) -> None:
    """Say who did what to PROJECT and when, newest first."""
    with opened(path) as project:
        if as_json:
            _echo_json([_change(change) for change in _changes(project)])
            return
        for change in _changes(project):
            kind = {"undo": "Undone: ", "redo": "Done again: "}.get(change.kind.value, "")
            click.echo(f"{change.at}  {change.checker or '–'}  {kind}{change.label}")


COMMANDS = (list_, export, check, history)


def _echo_json(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode() + b"\n")


def _article(project: "Project", article: "Article") -> Json:
    return {
        "number": article.number,
        "id": article.id,
        "title": article.metadata.title,
        "sha256": article.version.sha256,
        "length": article.version.length,
        "claims": [
            _claim(project, article, claim) for claim in project.claims.of_article(article.id)
        ],
    }


def _claim(project: "Project", article: "Article", claim: "Claim") -> Json:
    highlights = [
        {"start": place.span.start, "end": place.span.end, "quote": place.quote}
        for place in project.highlights.of_claim(claim.id)
        if place.version_id == article.version.id
    ]
    tags = [
        {
            "checker": tag.checker,
            "verdict": tag.verdict.value,
            "reason": tag.reason.value if tag.reason else None,
            "conclusion": tag.conclusion,
        }
        for tag in project.tags.of_claims([claim.id])
    ]
    return {
        "number": claim.number,
        "id": claim.id,
        "status": claim.status.value,
        "highlights": highlights,
        "tags": tags,
    }


def _claim_line(project: "Project", claim: "Claim") -> str:
    row = project.claims.row(claim.id)
    words = " ".join(row.words.split()) if row else ""
    tags = [
        f"{tag.verdict.value}{f' ({tag.reason.value})' if tag.reason else ''} – {tag.checker}"
        for tag in project.tags.of_claims([claim.id])
    ]
    return f"   {claim.number}. “{words}” [{'; '.join([claim.status.value, *tags])}]"


def _changes(project: "Project") -> "Iterator[Change]":
    page = project.history.page()
    while page:
        yield from page
        page = project.history.page(before=page[-1].seq)


def _change(change: "Change") -> Json:
    return {
        "seq": change.seq,
        "id": change.id,
        "kind": change.kind.value,
        "label": change.label,
        "checker": change.checker,
        "at": change.at,
        "article_id": change.place.article_id,
        "claim_id": change.place.claim_id,
    }
