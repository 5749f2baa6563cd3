"""Newer texts of articles, brought in as bare rows: no claim and no mark is carried over."""

from annotator.articles.model import Article
from annotator.kernel.canonical_text import sha256
from annotator.project import Project
from annotator.storage.ids import new_id


def add_text(project: Project, article: Article, text: str) -> Article:
    """Let a text be the newest of an article, and return the article with it."""
    with project.change("New version") as change:
        digest = sha256(text)
        change.writer.insert("texts", {"id": digest, "text": text, "length": len(text)})
        row = {"article_id": article.id, "number": article.version.number + 1, "sha256": digest}
        change.writer.insert("versions", {"id": new_id(), **row, "created_at": project.now()})
    return project.articles.get(article.id)
