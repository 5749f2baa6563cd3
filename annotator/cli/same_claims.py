"""The command that finds claims that are the same, and its words for other commands."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import as_options, open_project, project_argument, work_as
from annotator.cli.terminal import say, say_json
from annotator.kernel.errors import NotFound
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import quoted

if TYPE_CHECKING:
    from annotator.claims.fields import Claim
    from annotator.claims.same_claims import ClaimToCompare, SameClaims, SameClaimsFound
    from annotator.claims.verdicts import Tag
    from annotator.project import Project

    Groups = Sequence[Collection[str]]

Json = dict[str, object]
Pairs = tuple[tuple[int, int], ...]
"""Claims of an article by their numbers, two and two."""

_IDENTICAL, _ALL = "identical", "all"
WERE_APART = "On identical words by now, but kept apart before"
"""The title of claims that a person kept apart before they stood on identical words."""
_SHOWN = 100
"""Code points of a quote that is told in a line."""


@click.command("same-claims")
@project_argument
@click.option(
    "--join",
    "joined",
    type=click.Choice([_IDENTICAL, _ALL]),
    help="Join claims on identical words, or those that overlap, too; in a single step.",
)
@click.option(
    "--keep-apart",
    metavar="NUMBER NUMBER",
    type=(int, int),
    multiple=True,
    help="Remember that two claims that overlap are two. Repeat for more.",
)
@click.option(
    "--no-longer-apart",
    metavar="NUMBER NUMBER",
    type=(int, int),
    multiple=True,
    help="Forget that two claims were kept apart. Repeat for more.",
)
@click.option(
    "--article", "number", type=int, help="Only this article; needed for numbers of claims."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
@as_options
def same_claims(
    *,
    path: Path,
    joined: str | None,
    keep_apart: Pairs,
    no_longer_apart: Pairs,
    number: int | None,
    as_json: bool,
    who: str | None,
) -> None:
    """List the claims of PROJECT that are the same, marked by two people or twice.

    Claims on identical words are the same. A full stop or a space at an end makes no difference.
    Of claims that overlap you decide: --join all joins each with the best match of another checker,
    --keep-apart says that two are two. If two that were kept apart stand on identical words by now,
    nothing joins them until you say --no-longer-apart. What is joined
    keeps the tags, evidence, notes and questions of both, and the number of the claim that was
    numbered lower in the file where it was marked. “undo” takes it back.
    """
    from annotator.claims.service import same_claims

    with open_project(path) as project:
        if joined or keep_apart or no_longer_apart:
            work_as(project, who)
        articles = _articles(project, number)
        for numbers in keep_apart:
            same_claims.keep_apart(project, _pair(project, articles, numbers))
        for numbers in no_longer_apart:
            same_claims.let_together(project, _pair(project, articles, numbers))
        found = same_claims.find_same_claims(project, articles)
        groups = [group.ids for group in found.certain] if joined == _IDENTICAL else []
        groups = found.one_to_one() if joined == _ALL else groups
        if groups:
            same_claims.join_same_claims(project, groups)
        left = same_claims.find_same_claims(project, articles) if groups else found
        kept = [pair for i in articles for pair in same_claims.kept_apart(project, i)]
        if as_json:
            done = [*joined_as_json(project, groups, found)]
            say_json({**as_json_of(project, left), "kept_apart": _apart(kept), "joined": done})
            return
        for line in (*told_as_joined(project, groups, found), *_told(project, left, kept)):
            say(line)


COMMANDS = (same_claims,)


def told(project: "Project", found: "Sequence[SameClaims]", title: str) -> Iterator[str]:
    """Return a line for each group of claims, beneath a title with their number."""
    if found:
        yield f"{title}: {len(found):,}"
    for group in found:
        yield f"  {_heading(project, group.article_id)}{_in_words(group)}"


def told_as_joined(project: "Project", groups: "Groups", found: "SameClaimsFound") -> Iterator[str]:
    """Return a line for each claim to which others were joined by now.

    Args:
        project: The project after the join.
        groups: The ids of the claims, group by group.
        found: The claims as they were before.
    """
    before = {claim.id: claim for group in found.all for claim in group.claims}
    if groups:
        yield f"Joined, since they are the same: {len(groups):,}"
    for group in groups:
        kept = _left_of(project, group)
        if kept is not None:
            told = ", ".join(_number(before[i]) for i in group if i in before and i != kept.id)
            yield f"  {_heading(project, kept.article_id)}claim {kept.number} takes in {told}"


def as_json_of(project: "Project", found: "SameClaimsFound") -> Json:
    """Return claims that are the same for other programs."""
    return {
        "identical": [_group(project, group) for group in found.identical],
        "overlapping": [_group(project, group) for group in found.overlapping],
    }


def joined_as_json(
    project: "Project", groups: "Groups", found: "SameClaimsFound"
) -> Iterator[Json]:
    """Return the claims to which others were joined; parameters as in ``told_as_joined``."""
    before = {claim.id: claim for group in found.all for claim in group.claims}
    for group in groups:
        kept = _left_of(project, group)
        if kept is not None:
            gone = [before[i] for i in group if i in before and i != kept.id]
            yield {
                "id": kept.id,
                "number": kept.number,
                "took_in": [{"id": claim.id, "number": claim.number or None} for claim in gone],
            }


def _told(
    project: "Project", found: "SameClaimsFound", kept: "Sequence[tuple[Claim, Claim]]"
) -> Iterator[str]:
    yield from told(project, found.certain, "On identical words")
    yield from told(project, found.doubtful, WERE_APART)
    yield from told(project, found.overlapping, "Overlapping")
    if kept:
        yield f"Kept apart: {len(kept):,}"
    for one, other in kept:
        where = _heading(project, one.article_id)
        yield f"  {where}claims {one.number} and {other.number}"
    if not found:
        yield "No claims are the same." if not kept else "No other claims are the same."
    if found.certain:
        yield "To join those on identical words: --join identical."
    if found.doubtful:
        yield (
            "To join two that were kept apart: --no-longer-apart NUMBER NUMBER --join identical."
        )
    if found.overlapping:
        yield (
            "To join those that overlap, too: --join all. "
            "To say that two are two: --keep-apart NUMBER NUMBER."
        )


def _articles(project: "Project", number: int | None) -> list[str]:
    if number is not None:
        return [project.articles.numbered(number).id]
    return [article.id for article in project.articles.page()]


def _pair(
    project: "Project", articles: "Sequence[str]", numbers: tuple[int, int]
) -> tuple[str, str]:
    """Return the ids of two claims by their numbers, which only an article knows."""
    if len(articles) != 1:
        raise click.UsageError("Name the article of the claims with --article.")
    one, other = (project.claims.numbered(articles[0], number).id for number in numbers)
    return one, other


def _left_of(project: "Project", group: "Collection[str]") -> "Claim | None":
    found = (project.claims.find(claim_id) for claim_id in group)
    return next((claim for claim in found if claim is not None), None)


def _heading(project: "Project", article_id: str) -> str:
    try:
        article = project.articles.get(article_id)
    except NotFound:
        return ""
    return f"“{article.heading}”, "


def _in_words(group: "SameClaims") -> str:
    *first, last = [_claim(claim, group) for claim in group.claims]
    words = f": {_quote(group.claims[0])}" if group.is_identical else ""
    return f"{', '.join(first)} and {last}{words}"


def _claim(claim: "ClaimToCompare", group: "SameClaims") -> str:
    said = "; ".join(_said(tag, claim) for tag in claim.tags) or "not tagged"
    quote = "" if group.is_identical else f" {_quote(claim)}"
    return f"{_number(claim)}{quote} ({said})"


def _number(claim: "ClaimToCompare") -> str:
    if not claim.number:
        return "a new claim"
    return f"claim {claim.number}" if claim.is_here else f"claim {claim.number} there"


def _said(tag: "Tag", claim: "ClaimToCompare") -> str:
    reason = f", {tag.reason.value}" if tag.reason else ""
    given = ", given on other words" if claim.is_stale(tag) else ""
    return f"{tag.checker}: {tag.verdict.value}{reason}{given}"


def _quote(claim: "ClaimToCompare") -> str:
    return quoted(excerpt(" … ".join(claim.quotes), _SHOWN))


def _group(project: "Project", group: "SameClaims") -> Json:
    try:
        number: int | None = project.articles.get(group.article_id).number
    except NotFound:
        number = None
    return {
        "article": number,
        "article_id": group.article_id,
        "likeness": group.likeness,
        "were_apart": group.were_apart,
        "verdicts_differ": group.verdicts_differ,
        "claims": [_claim_json(claim) for claim in group.claims],
    }


def _claim_json(claim: "ClaimToCompare") -> Json:
    return {
        "id": claim.id,
        "number": claim.number or None,
        "is_here": claim.is_here,
        "statement": claim.statement,
        "places": [
            {
                "version_id": place.version_id,
                "start": place.span.start,
                "end": place.span.end,
                "quote": place.quote,
            }
            for place in claim.places
        ],
        "tags": [
            {
                "checker": tag.checker,
                "verdict": tag.verdict.value,
                "reason": tag.reason.value if tag.reason else None,
                "conclusion": tag.conclusion,
            }
            for tag in claim.tags
        ],
    }


def _apart(kept: "Sequence[tuple[Claim, Claim]]") -> list[Json]:
    return [
        {"article_id": one.article_id, "numbers": [one.number, other.number]} for one, other in kept
    ]
