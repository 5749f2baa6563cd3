"""Taking an article out of a project, with all that was done on it, as one step."""

from annotator.articles.model import Article
from annotator.kernel.changes import Outcome, Place
from annotator.project import Project


def remove_article(project: Project, article: Article) -> Outcome:
    """Remove an article with its versions, claims and all that hangs on them; undo brings it back.

    Sources stay, since claims of other articles may rest on them.

    Raises:
        NotFound: the article is gone.
        ProjectError: nothing was written.
    """
    with project.change(f"Remove “{article.heading}”") as change:
        current = project.articles.get(article.id)
        change.articles.remove(article.id)
        change.describe(f"Remove “{current.heading}”", Place(article.id))
    return change.outcome
