"""A project in which every column that people fill in says which one it is."""

from collections.abc import Iterator
from pathlib import Path

from annotator.project import Project
from annotator.storage.migrations.schema_0005 import LOGGED_TABLES
from tests.raw_file import raw_file
from tests.reports.desks import make_desk

OPEN, SECRET = "open", "secret"
_ADDRESSES = {"url", "archive_url", "published_url"}
DAYS = {"said_on", "accessed_on", "contacted_on", "due_on", "published_on"}
"""Columns that hold a day."""
CODED = {
    *("key", "id", "number", "first_number", "length", "size", "sha256", "data", "text"),
    *("article_id", "claim_id", "version_id", "evidence_id", "source_id", "checker_id", "tag_id"),
    *("assignee_id", "into_id", "start", "end", "reach", "quote", "prefix", "suffix"),
    *("verdict", "reason", "status", "stance", "rank", "type", "terms", "outcome", "decision"),
    *("kinds", "importance", "legal_risk", "error_kind", "resolution", "confidential", "archived"),
    *("found", "language", "seen", "settles", "encoding", "given_on", "kind", "called"),
    "left_out",
    "locators",
    *("annotations", "file_annotation"),
    *("other_id", "kept_at", "sentence"),
    *("created_at", "tagged_at", "added_at", "asked_at", "marked_at", "reviewed_at", "ruled_at"),
}
"""Columns in which nobody writes what they like: ids, numbers, times, and words from a list."""
FIXED = {("versions", "file_name")}
"""What never changes once it is written."""
Place = tuple[str, str, str]
"""A table, one of its columns, and whether the row is confidential."""


def marker(place: Place) -> str:
    """What the column says: a word that is found nowhere else, or a day."""
    number = sum(ord(letter) * (at + 7) for at, letter in enumerate(".".join(place)))
    if place[1] in DAYS:
        return f"{1000 + number % 800}-06-{1 + number % 27:02d}"
    word = f"zq{number}{place[0][:2]}{place[1][:2]}{place[2][:1]}"
    return f"https://{word}.example/" if place[1] in _ADDRESSES else word


def columns(project: Project) -> set[tuple[str, str]]:
    """Every column of every table that is logged."""
    return {
        (table, str(name))
        for table in LOGGED_TABLES
        for (name,) in raw_file(project).rows("SELECT name FROM pragma_table_info(?)", [table])
    }


def make_marked(path: Path) -> tuple[Project, dict[Place, str]]:
    """The desk of ``make_desk`` with a marker in every column that people fill in."""
    project = make_desk(path)
    marked: dict[Place, str] = {}
    with project.change("zqlabel") as under_way:
        for table, column in sorted(columns(project)):
            if column in CODED or (table, column) in FIXED:
                continue
            for identity, kind in list(_rows(project, table)):
                if column == "code_name" or (table, identity) == ("settings", "publisher"):
                    continue
                place = table, column, kind
                said = marked.setdefault(place, marker(place))
                # nobody is called like somebody else
                said += identity[-4:] * (table == "checkers")
                under_way.writer.update(table, identity, {column: said})
    return project, marked


def _rows(project: Project, table: str) -> Iterator[tuple[str, str]]:
    """The rows of a table, and whether each is confidential."""
    secret = {
        "sources": "t.confidential",
        "contacts": "t.confidential",
        "evidence": "(SELECT confidential FROM sources WHERE id = t.source_id)",
        "attachments": """(SELECT s.confidential FROM evidence e
            JOIN sources s ON s.id = e.source_id WHERE e.id = t.evidence_id)""",
    }.get(table, "0")
    for identity, hidden in raw_file(project).rows(f"SELECT t.id, {secret} FROM {table} t"):
        yield str(identity), SECRET if hidden else OPEN
