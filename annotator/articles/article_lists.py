"""Lists of articles: which are in, in what order, and how far each of them is."""

import json
from collections.abc import Sequence

from annotator.articles.plan import ArticleFilter, ArticleOrder, Assigned, PlannedArticle, Progress
from annotator.articles.repository import ARTICLE, article_of
from annotator.kernel.text_folding import fold, folded_words
from annotator.storage.project_file import ProjectFile

_NAME = "coalesce(p.name, '')"
_CLAIMS = "(SELECT count(*) FROM claims c WHERE c.article_id = a.id)"
_CHECKED = "(SELECT count(*) FROM claims c WHERE c.article_id = a.id AND c.status = 'checked')"
_FROM = "FROM articles a LEFT JOIN checkers p ON p.id = a.assignee_id"
_RANKED = {
    ArticleOrder.NUMBER: "''",
    ArticleOrder.TITLE: "coalesce(nullif(a.title, ''), a.file_name)",
    ArticleOrder.OUTLET: "a.outlet",
    ArticleOrder.PUBLISHED: "a.published",
    ArticleOrder.DUE: "a.due_on",
    ArticleOrder.ASSIGNEE: _NAME,
    ArticleOrder.PROGRESS: f"coalesce(1.0 * {_CHECKED} / nullif({_CLAIMS}, 0), 0)",
}
_ASSIGNED = {
    Assigned.ANYBODY: "1",
    Assigned.ME: "a.assignee_id = :checker",
    Assigned.NOBODY: "a.assignee_id IS NULL",
}
_UNFINISHED = f"({_CLAIMS} = 0 OR {_CHECKED} < {_CLAIMS})"


class ArticleLists:
    """The articles of a project as a list shows them, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def ids(
        self,
        shown: ArticleFilter,
        order: ArticleOrder,
        checker_id: str = "",
        *,
        descending: bool = False,
    ) -> list[str]:
        """The articles that a filter shows, in order; those with nothing to order by come last.

        ``checker_id`` is whoever is at work. Where claims have to be counted, the cost follows
        their number.
        """
        conditions = ["a.archived = :archived", _ASSIGNED[shown.assigned]]
        needles = "\n".join(folded_words(shown.words))
        if needles:
            conditions.append(
                "holds(a.title || ' ' || a.byline || ' ' || a.outlet || ' ' || "
                "a.file_name, :needles)"
            )
        if shown.unfinished or shown.overdue_on:
            conditions.append(_UNFINISHED)
        if shown.overdue_on:
            conditions.append("a.due_on <> '' AND a.due_on < :today")
        values = {
            "archived": int(shown.archived),
            "checker": checker_id,
            "needles": needles,
            "today": shown.overdue_on,
        }
        rows = self._file.rows(
            f"SELECT a.id, {_RANKED[order]} {_FROM} WHERE {' AND '.join(conditions)} "
            "ORDER BY a.number, a.key",
            values,
        )
        return _in_order(rows, descending=descending)

    def page(self, article_ids: Sequence[str]) -> list[PlannedArticle]:
        """What a list shows of these articles but their progress, in their order.

        Those that are gone are left out.
        """
        sql = ARTICLE.replace(" FROM articles a", f", {_NAME} FROM articles a", 1)
        rows = self._file.rows(
            f"{sql} LEFT JOIN checkers p ON p.id = a.assignee_id "  # noqa: S608
            "WHERE a.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*article_ids])],
        )
        found = {row[0]: PlannedArticle(article_of(row[:-1]), row[-1]) for row in rows}
        return [found[identity] for identity in article_ids if identity in found]

    def progress(self, article_ids: Sequence[str]) -> dict[str, Progress]:
        """How far these articles are; the cost follows the number of their claims."""
        rows = self._file.rows(
            f"SELECT a.id, {_CHECKED}, {_CLAIMS} FROM articles a "  # noqa: S608
            "WHERE a.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*article_ids])],
        )
        return {identity: Progress(checked, claims) for identity, checked, claims in rows}


def _in_order(rows: list[tuple[str, str | float]], *, descending: bool) -> list[str]:
    ranked = [(fold(rank) if isinstance(rank, str) else rank, identity) for identity, rank in rows]
    with_rank = [pair for pair in ranked if pair[0] != ""]
    with_rank.sort(key=lambda pair: pair[0], reverse=descending)
    without = [pair for pair in ranked if pair[0] == ""]
    if not with_rank and descending:
        without.reverse()
    return [identity for _, identity in (*with_rank, *without)]
