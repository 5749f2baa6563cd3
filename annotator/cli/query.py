"""The commands that list the contents of a project."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.claims.verdicts import Standing
from annotator.cli.context import open_project, project_argument
from annotator.cli.terminal import say, say_json

if TYPE_CHECKING:
    from annotator.articles.model import Article
    from annotator.claims.fields import Claim
    from annotator.project import Project

Json = dict[str, object]

_json = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8."
)


@click.command("list")
@project_argument
@_json
def list_(path: Path, *, as_json: bool) -> None:
    """List the articles of PROJECT with their claims; positions are code points."""
    with open_project(path) as project:
        if as_json:
            say_json([_article(project, article) for article in project.articles.page()])
            return
        for article in project.articles.page():
            say(f"{article.number}. {article.heading}")
            for claim in project.claims.of_article(article.id):
                say(_claim_line(project, claim))


@click.command()
@project_argument
def check(path: Path) -> int:
    """Prove that PROJECT is sound: its tables, pages, values, hashes, quotations and change log."""
    from annotator.project import Project

    sound = True
    for finding in Project.findings_in(path):
        sound = False
        say(finding)
    if sound:
        say(f"{path} is sound.")
    return 0 if sound else 1


COMMANDS = (list_, check)


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
    row = project.claims.row(claim.id)
    against = project.claims.contradictions([claim.id]).get(claim.id, [])
    return {
        "number": claim.number,
        "id": claim.id,
        "status": claim.status.value,
        "standing": row.standing.value if row else Standing.UNTAGGED.value,
        "contradicts": [found.other.number for found in against],
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
    against = project.claims.contradictions([claim.id]).get(claim.id, [])
    other = [f"claim {c.other.number} on the same words: {c.other.judged}" for c in against]
    return f"   {claim.number}. “{words}” [{'; '.join([claim.status.value, *tags, *other])}]"
