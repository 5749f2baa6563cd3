"""Articles with one text that two people brought in separately, made one."""

from annotator.articles.model import Article
from annotator.kernel.canonical_text import sha256
from annotator.kernel.changes import Outcome, Place
from annotator.kernel.errors import InvalidValue
from annotator.project import Project


def twins(project: Project) -> list[tuple[str, str]]:
    """Pairs of articles of which the second, by its number the earlier, has all texts of the first.

    The ids of the articles; each is in one pair at most as the one to be given up.
    """
    return project.same_texts.pairs()


def find_same_text(project: Project, text: str) -> Article | None:
    """Return the article that has this canonical text already, in any of its versions."""
    found = project.same_texts.article_with(sha256(text))
    return project.articles.get(found) if found else None


def join_articles(project: Project, given_up: str, kept: str) -> Outcome:
    """Let all that stands in one article stand in another with the same text, as one step.

    Claims that get another number keep the old one in mind; nothing else changes.

    Raises:
        NotFound: one of the articles is gone.
        InvalidValue: their texts are not the same.
    """
    with project.change("Combine articles") as change:
        gone, stays = project.articles.get(given_up), project.articles.get(kept)
        versions = _counterparts(project, given_up, kept)
        change.articles.join(given_up, kept, versions)
        change.describe(f"Combine article {gone.number} with article {stays.number}", Place(kept))
    return change.outcome


def _counterparts(project: Project, given_up: str, kept: str) -> dict[str, str]:
    """The versions of one article and those of the other with the same texts."""
    ours, theirs = (project.same_texts.versions_of(i) for i in (kept, given_up))
    if not theirs.keys() <= ours.keys():
        raise InvalidValue("Articles", "only articles with exactly the same text can be combined")
    return {theirs[digest]: ours[digest] for digest in theirs}
