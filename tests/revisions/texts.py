"""Newer texts of articles, brought in as bare rows: no claim and no mark is carried over."""

from annotator.articles.model import Article, Draft
from annotator.project import Project


def add_text(project: Project, article: Article, text: str) -> Article:
    """Let a text be the newest of an article, and return the article with it."""
    with project.change("New version") as change:
        number = article.version.number + 1
        change.articles.add_version(article.id, Draft(text), number, project.now())
    return project.articles.get(article.id)
