"""Bringing articles into a project, and saying what they are."""

from collections.abc import Sequence
from dataclasses import astuple

from annotator.articles.model import Article, Draft, Metadata, MetadataField
from annotator.evidence.model import check_url
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome, Place
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.quantities import count_of, form_for
from annotator.project import Project


def add_article(project: Project, draft: Draft) -> Outcome:
    """Bring a draft in as a new article; its id is the place of the change.

    Raises:
        UnusableCharacters: the text or what is said about it cannot be kept.
        ProjectError: nothing was written.
    """
    return add_articles(project, [draft])


def add_articles(
    project: Project, drafts: Sequence[Draft], progress: Progress = unwatched
) -> Outcome:
    """Bring drafts in as new articles, all in one change; its place is the first of them.

    Raises:
        UnusableCharacters: a text or what is said about it cannot be kept; none was added.
        Cancelled: ``progress`` asked to stop, and none was added.
        ProjectError: nothing was written.
    """
    for draft in drafts:
        for words in (draft.text, *astuple(draft.metadata)):
            check_usable(words)
    with project.change("Add articles") as change:
        added = []
        for number, draft in enumerate(drafts):
            progress(number, len(drafts))
            added.append(change.articles.add(draft, project.now()))
        first = project.articles.get(added[0])
        several = count_of(len(added), "article")
        what = form_for(len(added), f"“{first.heading}”", several)
        change.describe(f"Add {what}", Place(first.id))
    return change.outcome


def describe_article(project: Project, article: Article, metadata: Metadata) -> Outcome:
    """Set what is said about an article; everything in it counts as confirmed by a person.

    Raises:
        InvalidValue: the URL is no web address.
        UnusableCharacters: something in it cannot be kept.
        NotFound: the article is gone.
    """
    for value in astuple(metadata):
        check_usable(value)
    check_url("URL", metadata.url)
    with project.change(f"Describe “{metadata.title or article.heading}”") as change:
        project.articles.get(article.id)
        change.articles.set(article.id, metadata, frozenset())
        change.set_place(Place(article.id))
    return change.outcome


def confirmed(draft: Draft, **values: str) -> Draft:
    """The draft with fields a person has set; what they did not set stays as it was found."""
    words = {
        field: values.get(field) or getattr(draft.metadata, field)
        for field in Metadata.__dataclass_fields__
    }
    left: frozenset[MetadataField] = frozenset(f for f in draft.found if not values.get(f))
    return Draft(
        draft.text, Metadata(**words), left, draft.original, draft.encoding, draft.encodings
    )
