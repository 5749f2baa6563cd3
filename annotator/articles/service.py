"""The acts on articles: add, describe, plan, remove, and make one of two equal texts.

Every act is one change, and raises ``NotFound`` when the article is gone, or ``ProjectError`` when
the file cannot be written; then no row was changed.
"""

from collections.abc import Sequence
from dataclasses import astuple, replace
from typing import Any

from annotator.articles.model import Article, ArticlePlan, Draft, Metadata, MetadataField
from annotator.evidence.model import check_url
from annotator.kernel.canonical_text import check_usable, sha256
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.day_validation import check_day
from annotator.kernel.errors import InvalidValue
from annotator.kernel.languages import known_language
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, form_for
from annotator.people.model import Checker
from annotator.project import Project


def add_article(project: Project, draft: Draft) -> Outcome:
    """Add a draft as a new article; its id is the place of the change.

    Raises:
        UnusableCharacters: the text or its metadata cannot be kept.
        ProjectError: no row was written.
    """
    return add_articles(project, [draft])


def language(project: Project, article: Article) -> str:
    """Return the tag of an article's language, such as ``en-GB``: as it was said, or from the text.

    It is empty where neither tells it; the article itself stays as it is.
    """
    return known_language(project.articles.text(article.version.id), article.metadata.language)


def add_articles(
    project: Project, drafts: Sequence[Draft], progress: Progress = unwatched
) -> Outcome:
    """Add drafts as new articles, all in one change; its place is the first of them.

    Raises:
        UnusableCharacters: a text or its metadata cannot be kept; none was added.
        Cancelled: ``progress`` asked to stop, and none was added.
        ProjectError: no row was written.
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
        change.describe(f"Add {what}", ChangePlace(first.id))
    return change.outcome


def describe_article(project: Project, article: Article, metadata: Metadata) -> Outcome:
    """Set the metadata of an article; every field counts as confirmed by a person.

    Raises:
        InvalidValue: the URL is no web address.
        UnusableCharacters: a field cannot be kept.
        NotFound: the article is gone.
    """
    for value in astuple(metadata):
        check_usable(value)
    check_url("URL", metadata.url)
    with project.change(f"Describe “{metadata.title or article.heading}”") as change:
        project.articles.get(article.id)
        change.articles.set(article.id, metadata, frozenset())
        change.set_place(ChangePlace(article.id))
    return change.outcome


def confirm_draft(draft: Draft, **values: str) -> Draft:
    """Return the draft with fields a person has set; the other fields stay as found."""
    words = {
        field: values.get(field) or getattr(draft.metadata, field)
        for field in Metadata.__dataclass_fields__
    }
    left: frozenset[MetadataField] = frozenset(f for f in draft.found if not values.get(f))
    return replace(draft, metadata=Metadata(**words), found=left)


def remove_article(project: Project, article: Article) -> Outcome:
    """Remove an article with its versions, claims and all that hangs on them; undo brings it back.

    Sources stay, since claims of other articles may rest on them.

    Raises:
        NotFound: the article is gone.
        ProjectError: no row was written.
    """
    with project.change(f"Remove “{article.heading}”") as change:
        current = project.articles.get(article.id)
        change.articles.remove(article.id)
        change.describe(f"Remove “{current.heading}”", ChangePlace(article.id))
    return change.outcome


def plan_article(
    project: Project, article: Article, due_on: str, checker: Checker | None
) -> Outcome:
    """Set the day and the checker of an article; an empty day for no date.

    Raises:
        InvalidValue: the day is no ISO date.
    """
    check_day("Due", due_on)
    who = f", for {checker.name}" if checker else ""
    when = f"due on {due_on}" if due_on else "no due date"
    label = f"Plan “{article.heading}”: {when}{who}"
    return _plan(project, article, label, due_on=due_on, assignee_id=checker.id if checker else "")


def assign(project: Project, article: Article, checker: Checker | None) -> Outcome:
    """Assign an article to a checker; ``None`` to no checker."""
    label = f"Assign “{article.heading}” to {checker.name if checker else 'nobody'}"
    return _plan(project, article, label, assignee_id=checker.id if checker else "")


def archive(project: Project, article: Article, *, away: bool = True) -> Outcome:
    """Put an article away, or take it out of the archive again; no row of it is lost."""
    verb = "Archive" if away else "Unarchive"
    return _plan(project, article, f"{verb} “{article.heading}”", archived=away)


def _plan(project: Project, article: Article, label: str, **values: Any) -> Outcome:
    with project.change(label) as change:
        current: ArticlePlan = project.articles.get(article.id).plan
        change.articles.set_plan(article.id, replace(current, **values))
        change.describe(label, ChangePlace(article.id))
    return change.outcome


def twins(project: Project) -> list[tuple[str, str]]:
    """Return pairs of articles, by id, of which the earlier has all texts of the later.

    The later comes first; each article is in at most a single pair as the one to be given up.
    """
    return project.same_texts.pairs()


def find_same_text(project: Project, text: str) -> Article | None:
    """Return the article that has this canonical text already, in any of its versions."""
    found = project.same_texts.article_with(sha256(text))
    return project.articles.get(found) if found else None


def join_articles(project: Project, given_up: str, kept: str) -> Outcome:
    """Move all that hangs on an article to another article with the same text, as one step.

    A claim that gets another number remembers the old number; all else stays.

    Raises:
        NotFound: one of the articles is gone.
        InvalidValue: their texts are not the same.
    """
    with project.change("Combine articles") as change:
        gone, stays = project.articles.get(given_up), project.articles.get(kept)
        versions = _counterparts(project, given_up, kept)
        change.articles.join(given_up, kept, versions)
        change.describe(
            f"Combine article {gone.number} with article {stays.number}", ChangePlace(kept)
        )
    return change.outcome


def _counterparts(project: Project, given_up: str, kept: str) -> dict[str, str]:
    """The versions of one article and those of the other with the same texts."""
    ours, theirs = (project.same_texts.versions_of(i) for i in (kept, given_up))
    if not theirs.keys() <= ours.keys():
        raise InvalidValue("Articles", "only articles with exactly the same text can be combined")
    return {theirs[digest]: ours[digest] for digest in theirs}
