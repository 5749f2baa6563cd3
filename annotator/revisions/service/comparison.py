"""Two versions of an article compared, with the claims that stand in either, and written to files.

It only reads. In a long text it takes a while: it is work for a job.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.articles.model import Article, Version
from annotator.claims.highlights import PaintedHighlight
from annotator.disclosure.confidential_names import Disclosure, LeavingPassage
from annotator.disclosure.service.secret_names import secret_names
from annotator.files.documents import no_more_open_than, whole_file
from annotator.kernel.changes import ChangePlace
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits
from annotator.project import Project
from annotator.revisions.compared_versions import ComparedVersions, PlacedClaim
from annotator.revisions.comparison import compare_texts
from annotator.revisions.formats import docx, html

FORMS = {".html": html.render, ".docx": docx.render}
"""How a comparison is written, by the ending of its form."""


def compare_versions(
    project: Project, article_id: str, old_id: str, new_id: str, progress: Progress = unwatched
) -> ComparedVersions:
    """Return how two versions of an article differ, and which claims stand where.

    Args:
        project: The project; in a job, a connection of its own.
        article_id: The article.
        old_id: The version that is taken for the older one.
        new_id: The other version.
        progress: Hears of each stretch that differs, and may ask to stop.

    Raises:
        NotFound: the article or a version is gone.
        Cancelled: ``progress`` asked to stop.
    """
    article = project.articles.get(article_id)
    versions = {version.id: version for version in project.articles.versions(article_id)}
    if old_id not in versions or new_id not in versions:
        raise NotFound("This version")
    language = article.metadata.language
    old, new = (
        SentenceUnits(project.articles.text(version_id), language)
        for version_id in (old_id, new_id)
    )
    return ComparedVersions(
        article.heading,
        versions[old_id],
        versions[new_id],
        compare_texts(old, new, progress),
        _claims(project, versions[old_id]),
        _claims(project, versions[new_id]),
        language,
    )


def numbered_version(project: Project, article: Article, number: int) -> Version:
    """Return the version of an article with a number.

    Raises:
        NotFound: it has no version of this number.
    """
    for version in project.articles.versions(article.id):
        if version.number == number:
            return version
    raise NotFound(f"Version {number} of article {article.number}")


def names_in_comparison(project: Project, compared: ComparedVersions) -> list[Disclosure]:
    """Return the names of confidential people in the words of both versions."""
    return [*dict.fromkeys(secret_names(project).slips(_passages(compared)))]


def export(
    project: Project,
    compared: ComparedVersions,
    target: Path,
    form: str,
    progress: Progress = unwatched,
) -> None:
    """Write a comparison to a file, whole or not at all.

    Args:
        project: The project, whose rights the file gets.
        compared: The comparison.
        target: The file.
        form: A key of ``FORMS``.
        progress: Hears of the steps, and may ask to stop.

    Raises:
        Cancelled: ``progress`` asked to stop, and no file was changed.
        ExportFailed: the file could not be written, and no file was changed.
    """
    data = FORMS[form](compared)
    progress(1, 2)
    with no_more_open_than(project.path), whole_file(target) as file:
        file.write(data)


def as_json(compared: ComparedVersions) -> dict[str, object]:
    """Return a comparison for other programs; places are in code points of either text."""
    return {
        "article": compared.heading,
        "from": _version(compared.old, compared.old_claims),
        "to": _version(compared.new, compared.new_claims),
        "changes": compared.count,
        "passages": [
            {
                "kind": passage.kind.value,
                "old": _place(passage.old),
                "new": _place(passage.new),
                "other_end": passage.other_end,
                "pieces": [
                    {
                        "kind": piece.kind.value,
                        "old": _place(piece.old),
                        "new": _place(piece.new),
                        "text": piece.words(compared.comparison.old, compared.comparison.new),
                    }
                    for piece in passage.pieces
                ],
            }
            for passage in compared.comparison.passages
        ],
    }


def _version(version: Version, claims: Sequence[PlacedClaim]) -> dict[str, object]:
    return {
        "version": version.number,
        "sha256": version.sha256,
        "created_at": version.created_at,
        "file": version.file_name,
        "published_on": version.published_on,
        "claims": [
            {"number": claim.number, "standing": claim.standing.value, **_known(claim.span)}
            for claim in claims
        ],
    }


def _place(span: Span | None) -> dict[str, int] | None:
    return None if span is None else _known(span)


def _known(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _claims(project: Project, version: Version) -> tuple[PlacedClaim, ...]:
    if not version.length:
        return ()
    found = project.highlights.between(version.id, Span(0, version.length))
    return tuple(_placed(highlight) for highlight in found)


def _placed(highlight: PaintedHighlight) -> PlacedClaim:
    return PlacedClaim(highlight.number, highlight.standing, highlight.span, highlight.claim_id)


def _passages(compared: ComparedVersions) -> Iterator[LeavingPassage]:
    place = ChangePlace(compared.new.article_id)
    yield LeavingPassage(compared.heading, "the title", compared.heading, None, place)
    texts = compared.comparison.old, compared.comparison.new
    for version, text in zip((compared.old, compared.new), texts, strict=True):
        field = f"the text of version {version.number}"
        yield LeavingPassage(text, field, compared.heading, None, place)
