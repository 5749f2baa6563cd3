"""The sample project: one article, checked by two people, made by the acts a user has."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.domain.articles import Draft, Metadata, Original
from annotator.domain.errors import WriteFailed
from annotator.domain.evidence import EvidenceDetails, SourceDetails, SourceRank, SourceType, Stance
from annotator.domain.highlights import find_quote
from annotator.domain.text import canonical
from annotator.domain.verdicts import DisputeReason, Verdict
from annotator.services import adding, annotating, sourcing
from annotator.services.project import Project

Description = Mapping[str, Any]


def prepare(path: Path, text: str, description: Description) -> None:
    """See to it that the sample project is at ``path``; one that is there already stays as it is.

    Raises:
        ProjectError: nothing can be written there, or another program's file stands there.
    """
    if path.exists():
        Project.open(path).close()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # made aside, so that a start cut short leaves no half of a sample behind
        with tempfile.TemporaryDirectory(prefix=".making-", dir=path.parent) as aside:
            made = Path(aside) / path.name
            project = Project.create(made)
            try:
                build(project, text, description)
            finally:
                project.close()
            made.rename(path)
    except OSError as error:
        raise WriteFailed(str(path), error.strerror or str(error)) from error


def build(project: Project, text: str, description: Description) -> None:
    """Fill an empty project with the sample that ``description`` lays out.

    It holds ``article`` (its metadata) and ``claims``: each with its ``quote`` and, if need be,
    ``occurrence``, ``statement``, ``tags`` and ``evidence``.
    """
    text = canonical(text)
    metadata = Metadata(**description["article"])
    original = Original("article.txt", "text/plain", text.encode())
    outcome = adding.add_article(project, Draft(text, metadata, original=original))
    for claim in description["claims"]:
        _claim(project, outcome.change.place.article_id, claim)
    project.checker = None


def _claim(project: Project, article_id: str, claim: Description) -> None:
    article = project.articles.get(article_id)
    text = project.articles.text(article.version.id)
    span = find_quote(text, claim["quote"], claim.get("occurrence", 1))
    project.work_as(claim["found_by"])
    made = annotating.mark(project, article, span).change.place.claim_id
    if claim.get("statement"):
        annotating.state(project, project.claims.get(made), claim["statement"])
    for piece in claim.get("evidence", ()):
        _evidence(project, made, piece)
    for tag in claim.get("tags", ()):
        _tag(project, made, tag)


def _tag(project: Project, claim_id: str, tag: Description) -> None:
    project.work_as(tag["checker"])
    claim = project.claims.get(claim_id)
    reason = DisputeReason(tag["reason"]) if tag.get("reason") else None
    annotating.tag(project, claim, Verdict(tag["verdict"]), reason)
    conclusion, search_note = tag.get("conclusion", ""), tag.get("search_note", "")
    annotating.conclude(project, claim, conclusion, search_note)


def _evidence(project: Project, claim_id: str, piece: Description) -> None:
    kinds: Mapping[str, Any] = {"type": SourceType, "rank": SourceRank}
    source: dict[str, Any] = {
        name: kinds[name](value) if name in kinds else value
        for name, value in piece["source"].items()
    }
    details = {name: value for name, value in piece.items() if name not in {"source", "stance"}}
    sourcing.add_evidence(
        project,
        project.claims.get(claim_id),
        SourceDetails(**source),
        EvidenceDetails(Stance(piece["stance"]), **details),
    )
