"""The rows behind the ids in a log entry, so that a trail names rows as people do."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.audit.model import TrailPlace
from annotator.kernel.changes import RowChange
from annotator.people.model import CodeNames

State = Mapping[str, object]
Key = tuple[str, str]
"""A row: its table and its id."""

_REFERENCES = {
    "article_id": "articles",
    "assignee_id": "checkers",
    "checker_id": "checkers",
    "claim_id": "claims",
    "evidence_id": "evidence",
    "other_id": "claims",
    "source_id": "sources",
    "tag_id": "tags",
    "version_id": "versions",
}
_THEMSELVES = {"claims", "articles", "contacts", "evidence", "sources"}
"""Tables of rows whose present state the trail has to know."""
_OF_KIND = {"article": "articles", "claim": "claims", "checker": "checkers"}
_ENDS = ("id", "into_id")
_JOINED = ("articles", "claims", "sources", "checkers", "tags", "evidence")


def references(row: RowChange) -> Iterator[Key]:
    """Return the rows that are needed to tell the change of a row in words."""
    if row.table in _THEMSELVES:
        yield row.table, row.row_id
    for state in (row.before, row.after):
        yield from references_of(state or {})
        if row.table == "joined" and state:
            kind = _OF_KIND.get(str(state.get("kind")))
            tables = (kind,) if kind else _JOINED
            yield from ((table, str(state[n])) for table in tables for n in _ENDS if n in state)


def references_of(state: State) -> Iterator[Key]:
    """The rows to which a row's state leads."""
    for column, table in _REFERENCES.items():
        if state.get(column):
            yield table, str(state[column])
    yield from (("tags", tag_id) for tag_id in settled(state))


def settled(state: State) -> list[str]:
    """The tags that a ruling settles."""
    try:
        found = json.loads(str(state.get("settles", "{}")))
    except ValueError:
        return []
    return [str(tag_id) for tag_id in found] if isinstance(found, dict | list) else []


@dataclass(frozen=True, slots=True)
class RowNames:
    """The last known state of rows, by table and id; ``redacted`` for a trail that leaves.

    A redacted trail has ``code_names`` in place of confidential people who were asked. Rows that
    are known only from another file, ``there``, have numbers of that file.
    """

    known: Mapping[Key, State] = field(default_factory=dict)
    redacted: bool = False
    code_names: CodeNames = field(default_factory=CodeNames)
    there: frozenset[Key] = frozenset()

    def state(self, table: str, row_id: object) -> State:
        """Return the known state of a row; empty for an unknown row."""
        return self.known.get((table, str(row_id)), {})

    def checker(self, checker_id: object) -> str:
        """The name of a person."""
        return str(self.state("checkers", checker_id).get("name", "somebody"))

    def source(self, source_id: object) -> str:
        """Return the name of a source here."""
        found = self.state("sources", source_id)
        if self.hides_source(source_id):
            return str(found.get("code_name") or "a confidential source")
        return f"“{found['title']}”" if found.get("title") else "a source"

    def hides_source(self, source_id: object) -> bool:
        """Whether a source must not be named, since it is confidential by now."""
        return self.redacted and bool(self.state("sources", source_id).get("confidential"))

    def hidden_sources(self) -> Iterator[tuple[str, State]]:
        """The sources known here that must not be named."""
        for table, row_id in self.known if self.redacted else ():
            if table == "sources" and self.hides_source(row_id):
                yield row_id, self.known[table, row_id]

    def version(self, version_id: object) -> str:
        """A version by its number."""
        number = self.state("versions", version_id).get("number")
        return f"version {number}" if number else "another version"

    def tag(self, tag_id: object) -> str:
        """Return a tag by its checker."""
        found = self.state("tags", tag_id)
        return f"{self.checker(found['checker_id'])}’s tag" if found.get("checker_id") else "a tag"

    def verdict_of(self, tag_id: object) -> str:
        """Return the checker and the verdict of a tag, in words."""
        found = self.state("tags", tag_id)
        return (
            f"{self.checker(found['checker_id'])}’s verdict"
            if found.get("checker_id")
            else "a verdict"
        )

    def joined(self, row_id: object) -> str:
        """Return the name of a record that was joined with another."""
        for table in _JOINED:
            found = self.state(table, row_id)
            if table == "claims" and found:
                return f"claim {found['number']}{self._where(table, row_id)}"
            if table == "sources" and found:
                return f"source {self.source(row_id)}"
            if table == "articles" and found:
                return f"article {heading(found)}"
            if found.get("name"):
                return f"checker {found['name']}"
        return "another record"

    def is_there(self, table: str, row_id: object) -> bool:
        """Return whether a row is known from another file alone."""
        return (table, str(row_id)) in self.there

    def _where(self, table: str, row_id: object) -> str:
        return " there" if self.is_there(table, row_id) else ""

    def spot(self, article_id: object, claim_id: object) -> TrailPlace:
        """A place by its numbers."""
        claim = self.state("claims", claim_id)
        article_id = article_id or claim.get("article_id") or ""
        article = self.state("articles", article_id)
        return TrailPlace(
            str(article.get("id", article_id)),
            str(claim.get("id", claim_id) or ""),
            heading(article),
            _number(article),
            _number(claim),
            self.is_there("claims", claim_id),
        )

    def spot_of(self, row: RowChange) -> TrailPlace:
        """Where a row belongs."""
        state = row.after or row.before or {}
        if row.table == "articles":
            return self.spot(row.row_id, "")
        if row.table == "claims":
            return self.spot(state.get("article_id"), row.row_id)
        evidence = self.state("evidence", state.get("evidence_id"))
        version = self.state("versions", state.get("version_id"))
        claim_id = state.get("claim_id") or evidence.get("claim_id")
        article_id = state.get("article_id") or version.get("article_id")
        return self.spot(article_id, claim_id or "")


def heading(article: State) -> str:
    """Return the title of an article, or other words that tell it apart; empty if unknown."""
    if not article:
        return ""
    found = article.get("title") or article.get("file_name") or f"Article {article.get('number')}"
    return str(found)


def _number(state: State) -> int | None:
    number = state.get("number")
    return number if isinstance(number, int) else None
