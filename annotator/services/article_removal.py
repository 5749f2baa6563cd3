"""Taking an article out of a project, with all that was done on it, as one step."""

from annotator.domain.articles import Article
from annotator.domain.changes import Outcome, Place
from annotator.domain.merging import Key
from annotator.services.project import Project
from annotator.store.row_states import RowStates


def remove_article(project: Project, article: Article) -> Outcome:
    """Remove an article with its versions, claims and all that hangs on them; undo brings it back.

    Sources stay, since claims of other articles may rest on them.

    Raises:
        NotFound: the article is gone.
        ProjectError: nothing was written.
    """
    with project.change(f"Remove “{article.heading}”") as under_way:
        current = project.articles.get(article.id)
        for table, row_id in reversed(_with_dependents(project, ("articles", article.id))):
            under_way.writer.delete(table, row_id)
        under_way.describe(f"Remove “{current.heading}”", Place(article.id))
    return under_way.outcome


def _with_dependents(project: Project, root: Key) -> list[Key]:
    """Return the row and every row that leads to it, each after all rows that it leads to."""
    states = RowStates(project.file)
    found, level = {root: 0}, [root]
    depth = 0
    while level:
        depth += 1
        level = [*states.leading_to(level)]
        # a row that is met again lies deeper, and has to go before what it leads to
        found |= dict.fromkeys(level, depth)
    return sorted(found, key=lambda key: found[key])
