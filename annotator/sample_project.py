"""The sample project: an article, checked by two people, made by the acts of a user."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_documents_path

from annotator.articles import service
from annotator.articles.model import Article, Draft, Metadata, OriginalFile
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, fields, places, queries, same_claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceRank, SourceType, Stance
from annotator.evidence.service import evidence as sourcing
from annotator.files.regular_files import exists
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import NoPlaceForProject
from annotator.project import Project

Description = Mapping[str, Any]
SAMPLE = "Sample project.sqlite"


def sample_folder() -> Path:
    """Return where the sample project is kept: among the user's documents."""
    return user_documents_path() / "Annotator sample"


def make_sample(folder: Path, text: str, description: Description) -> Path:
    """Make the sample project in a folder, unless it is there; return its path.

    Raises:
        ProjectError: as ``prepare``.
    """
    path = folder.absolute() / SAMPLE
    prepare(path, text, description)
    return path


def prepare(path: Path, text: str, description: Description) -> None:
    """Make the sample project at ``path``, unless it is there already.

    Raises:
        ProjectError: no file can be written there, or another program's file stands there.
    """
    if exists(path):
        Project.open(path).close()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoPlaceForProject(str(path), error.strerror or str(error)) from error
    with Project.making(path) as project:
        build(project, text, description)


def build(project: Project, text: str, description: Description) -> None:
    """Fill an empty project with the sample that ``description`` lays out.

    Args:
        project: An empty project.
        text: The text of the article.
        description: It holds ``article`` (its metadata) and ``claims``: each with its ``quote``
            and its checker in ``found_by``, and if need be ``occurrence``, ``also`` (more places),
            ``statement`` and the other words of a claim, ``tags``, ``queries``, ``evidence``, and
            ``apart_from``, the number of an overlapping claim before it that is another claim.
            A source that is described twice in the same words is one source.
    """
    text = canonical(text)
    metadata = Metadata(**description["article"])
    original = OriginalFile("article.txt", "text/plain", text.encode())
    outcome = service.add_article(project, Draft(text, metadata, original=original))
    article = project.articles.get(outcome.change.place.article_id)
    known: dict[SourceDetails, str] = {}
    ids: list[str] = []
    for claim in description["claims"]:
        project.work_as(claim["found_by"])
        made = _claim(project, article, text, claim)
        for piece in claim.get("evidence", ()):
            _evidence(project, made, piece, known)
        for tag in claim.get("tags", ()):
            _tag(project, made, tag)
        for query in claim.get("queries", ()):
            queries.ask(project, project.claims.get(made.id), query["to"], query["question"])
        ids.append(made.id)
        if "apart_from" in claim:
            same_claims.keep_apart(project, (ids[claim["apart_from"] - 1], made.id))
    project.checker = None


def _claim(project: Project, article: Article, text: str, claim: Description) -> Claim:
    span = find_quote(text, claim["quote"], claim.get("occurrence", 1))
    made = project.claims.get(claims.mark(project, article, span).change.place.claim_id)
    for quote in claim.get("also", ()):
        places.add_places(project, made, article.version, [find_quote(text, quote)])
    for words in ClaimWords:
        if claim.get(words.value):
            fields.say(project, project.claims.get(made.id), words, claim[words.value])
    return made


def _tag(project: Project, claim: Claim, tag: Description) -> None:
    project.work_as(tag["checker"])
    reason = DisputeReason(tag["reason"]) if tag.get("reason") else None
    claims.tag(project, [claim.id], Verdict(tag["verdict"]), reason)
    conclusion, search_note = tag.get("conclusion", ""), tag.get("search_note", "")
    claims.conclude(project, project.claims.get(claim.id), conclusion, search_note)


def _evidence(
    project: Project, claim: Claim, piece: Description, known: dict[SourceDetails, str]
) -> None:
    kinds: Mapping[str, Any] = {"type": SourceType, "rank": SourceRank}
    words: dict[str, Any] = {
        name: kinds[name](value) if name in kinds else value
        for name, value in piece["source"].items()
    }
    source = SourceDetails(**words)
    details = {name: value for name, value in piece.items() if name not in {"source", "stance"}}
    evidence = EvidenceDetails(Stance(piece["stance"]), **details)
    sourcing.add_evidence(project, claim, known.get(source, source), evidence)
    known[source] = project.evidence.of_claims([claim.id])[-1].source.id
