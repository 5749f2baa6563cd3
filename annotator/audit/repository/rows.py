"""Which rows of the log are about a claim or an article: its own, and all that ever hung on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.audit.model import TrailScope
from annotator.storage.migrations.schema_0003 import HEARD_OF, LEFT, owner
from annotator.storage.project_file import ProjectFile

_HANGING = {
    ("articles", "article_id"): ("claims", "versions", "corrections"),
    ("claims", "claim_id"): (
        *("highlights", "tags", "evidence", "notes", "queries", "contacts"),
        *("reviews", "rulings", "comments", "kept_apart", "placements"),
    ),
    ("versions", "version_id"): ("coverage", "attachments"),
    ("evidence", "evidence_id"): ("attachments",),
}
_PARENTS = ", ".join(f"'{table}'" for table, _ in _HANGING)
_LIVE = " UNION ".join(
    f"SELECT x.id, '{table}' FROM tree t JOIN {table} x ON t.tbl = '{parent}' AND x.{column} = t.id"
    for (parent, column), tables in _HANGING.items()
    for table in tables
)
_TREE = f"""WITH RECURSIVE tree(id, tbl) AS (SELECT :of, :tbl
    UNION SELECT j.id, t.tbl FROM tree t JOIN joined j ON j.into_id = t.id
    UNION {_LIVE}
    UNION SELECT row_id, r.tbl FROM tree t JOIN change_rows r
        ON t.tbl IN ({_PARENTS}) AND {owner("before")} = t.id WHERE {LEFT}
    UNION SELECT row_id, r.tbl FROM tree t JOIN heard_rows r
        ON t.tbl IN ({_PARENTS}) AND {HEARD_OF} = t.id)"""
"""A claim or an article with what hangs on it, or hung on it once, here or in another file."""
_WITHIN = f"""(r.tbl IN ('articles', 'claims', 'versions')
    OR {owner("r.before")} IN (SELECT id FROM tree)
    OR {owner("r.after")} IN (SELECT id FROM tree))"""
"""Leaves out the changes of a row while it hung on another claim."""
_FOUND = f"""{_TREE}
    SELECT 1, r.change_seq, r.n FROM tree t CROSS JOIN change_rows r
        ON r.row_id = t.id AND r.tbl = t.tbl WHERE {_WITHIN}
    UNION ALL SELECT 0, r.change_id, r.n FROM tree t CROSS JOIN heard_rows r
        ON r.row_id = t.id AND r.tbl = t.tbl WHERE {_WITHIN} ORDER BY 1, 3"""


@dataclass(frozen=True, slots=True)
class RowsOfScope:
    """Rows of the log, by the ``seq`` of their change; rows heard of, by the id of their change."""

    own: Mapping[int, list[int]] = field(default_factory=dict)
    heard: Mapping[str, list[int]] = field(default_factory=dict)


def find(file: ProjectFile, scope: TrailScope, of: str) -> RowsOfScope | None:
    """The rows about a claim or an article, at a cost that follows it; ``None`` for all rows."""
    if scope is TrailScope.PROJECT:
        return None
    own: dict[int, list[int]] = {}
    heard: dict[str, list[int]] = {}
    tbl = "claims" if scope is TrailScope.CLAIM else "articles"
    for is_own, change, n in file.rows(_FOUND, {"of": of, "tbl": tbl}):
        if is_own:
            own.setdefault(change, []).append(n)
        else:
            heard.setdefault(change, []).append(n)
    return RowsOfScope(own, heard)
