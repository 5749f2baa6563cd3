"""The corrections of a published text, the changes that lack a correction, and the acts.

Each act is a single change. It raises ``NotFound`` when the article or the correction is gone,
``InvalidValue`` when no checker is named or the words do not go together, and ``ProjectError`` when
the file cannot be written; then no row was changed.
"""

from dataclasses import replace
from functools import lru_cache

from annotator.articles.model import Article
from annotator.articles.service import language
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits
from annotator.project import Project, UnitOfWork
from annotator.revisions.comparison import compare_texts
from annotator.revisions.corrections import (
    CorrectionRecord,
    PublishedChange,
    changed_passages,
    changed_texts,
    checked,
    unexplained,
)
from annotator.revisions.model import Correction
from annotator.storage import ids

_KEPT = 8
"""The comparisons that are kept, for the texts of two versions never change."""


def corrections(project: Project, article_id: str) -> list[CorrectionRecord]:
    """Return the corrections of an article in the order of time, with reasons for no note."""
    return sorted(project.corrections.of_article(article_id), key=lambda record: record.order)


def published_changes(
    project: Project, article: Article, progress: Progress = unwatched
) -> list[PublishedChange]:
    """Return the changed passages of the published texts of an article, oldest first.

    To compare long texts takes a while: it is work for a job.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    pairs, tongue = changed_texts(project.articles.versions(article.id)), language(project, article)
    found: dict[str, PublishedChange] = {}
    for number, (published, changed) in enumerate(pairs):
        progress(number, len(pairs))
        texts = (project.articles.text(each.id) for each in (published, changed))
        for old, new in _changed(*texts, tongue):
            identity = ids.correction_id(article.id, published.sha256, old, new)
            found.setdefault(identity, PublishedChange(identity, published, changed, old, new))
    return [*found.values()]


def missing_corrections(
    project: Project, article: Article, progress: Progress = unwatched
) -> list[PublishedChange]:
    """Return the changed passages that have neither a note nor a reason why they need none.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    changes = published_changes(project, article, progress)
    return unexplained(changes, project.corrections.of_article(article.id)) if changes else []


def add_correction(
    project: Project,
    article_id: str,
    correction: Correction,
    change_of: PublishedChange | None = None,
) -> Outcome:
    """Add a correction to an article, on the version that has the new words.

    Args:
        project: The project.
        article_id: The article.
        correction: The words, the kind and the day.
        change_of: The changed passage that it tells of; without it, it is of the newest version.
    """
    told, who = checked(correction), project.author
    with project.change("Add a correction") as change:
        article = project.articles.get(article_id)
        version = change_of.changed if change_of else article.version
        identity = change_of.id if change_of else ids.new_id()
        record = CorrectionRecord(
            identity, article_id, version, who.id, who.name, told, project.now()
        )
        change.corrections.put(record)
        _describe(change, "Add", record, article)
    return change.outcome


def edit_correction(project: Project, correction_id: str, correction: Correction) -> Outcome:
    """Set the words, the kind and the day of a correction."""
    told = checked(correction)
    with project.change("Edit a correction") as change:
        record = project.corrections.get(correction_id)
        change.corrections.set(record.id, told)
        changed = replace(record, details=told)
        _describe(change, "Edit", changed, project.articles.get(record.article_id))
    return change.outcome


def remove_correction(project: Project, correction_id: str) -> Outcome:
    """Remove a correction; the change that it told of asks for a note again."""
    with project.change("Remove a correction") as change:
        record = project.corrections.get(correction_id)
        change.corrections.remove(record.id)
        _describe(change, "Remove", record, project.articles.get(record.article_id))
    return change.outcome


def _describe(change: UnitOfWork, verb: str, record: CorrectionRecord, article: Article) -> None:
    change.describe(f"{verb} {record.called} of “{article.heading}”", ChangePlace(article.id))


@lru_cache(_KEPT)
def _changed(old: str, new: str, tongue: str) -> tuple[tuple[str, str], ...]:
    comparison = compare_texts(SentenceUnits(old, tongue), SentenceUnits(new, tongue))
    return tuple(changed_passages(comparison))
