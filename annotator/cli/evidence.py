"""The command that puts a web address on a claim as evidence."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import as_options, find_claim, open_project, project_argument, work_as
from annotator.cli.terminal import say
from annotator.evidence.model import Stance
from annotator.kernel.errors import NotFound

if TYPE_CHECKING:
    from annotator.claims.fields import Claim
    from annotator.evidence.citations import Citation
    from annotator.project import Project


@click.command()
@project_argument
@click.option("--article", type=int, required=True, help="The number of the article.")
@click.option("--claim", "number", type=int, required=True, help="The number of the claim.")
@click.option("--url", metavar="ADDRESS", required=True, help="The address of the page.")
@click.option("--title", default="", help="The title of the source; else its host stands for it.")
@click.option(
    "--stance",
    type=click.Choice([stance.value for stance in Stance]),
    help="What it does to the claim; else what fits your verdict.",
)
@click.option("--quote", default="", help="The words that matter, exactly as they stand.")
@click.option("--locator", default="", help="Where they stand: page, paragraph, minute.")
@as_options
def evidence(
    *,
    path: Path,
    article: int,
    number: int,
    url: str,
    title: str,
    stance: str | None,
    quote: str,
    locator: str,
    who: str | None,
) -> int:
    """Put a web address on a claim as evidence, accessed today.

    An address that PROJECT knows is the same source again. An address that is evidence on the
    claim already, with the same quotation and locator, is not added twice.
    """
    from annotator.evidence.citations import Citation
    from annotator.evidence.service import evidence
    from annotator.kernel.canonical_text import canonical

    words = (canonical(part).strip() for part in (url, title, quote, locator))
    citation = Citation(*words)
    with open_project(path) as project:
        claim = _claim(project, article, number)
        if _is_there(project, claim, citation):
            say(f"{citation.url} is evidence on claim {claim.number} already.", err=True)
            return 1
        work_as(project, who)
        evidence.cite(project, claim, [citation], Stance(stance) if stance else None)
        say(_added(project, claim, citation.url))
    return 0


COMMANDS = (evidence,)


def _claim(project: "Project", article: int, number: int) -> "Claim":
    """Return the claim of a number in the article of a number. Raises NotFound."""
    article_id = project.articles.numbered(article).id
    try:
        return find_claim(project, article_id, number)
    except NotFound as error:
        raise NotFound(f"Claim {number} of article {article}") from error


def _is_there(project: "Project", claim: "Claim", citation: "Citation") -> bool:
    """Tell whether a claim rests on the same words of the same page already."""
    from annotator.evidence.citations import is_same_page

    said = (citation.quotation, citation.locator)
    return any(
        is_same_page(citation.url, piece.source.details.url)
        and said == (piece.details.quotation, piece.details.locator)
        for piece in project.evidence.of_claims([claim.id])
    )


def _added(project: "Project", claim: "Claim", url: str) -> str:
    piece = project.evidence.of_claims([claim.id])[-1]
    stance, source = piece.details.stance.value, piece.source.public_name
    return (
        f"{project.author.name} added evidence to claim {claim.number} ({stance}): {source}, {url}"
    )
