"""The join of rows: one row of a claim, or of a judgement, keeps all that several rows hold.

Whatever order rows are joined in, and in however many steps, the row is the same: each rule takes
the greatest of the answers, unites them, or takes the first by the age of the claims.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.claims.fields import CLAIM_FIELDS, ClaimField, Join
from annotator.claims.model import ClaimStatus
from annotator.kernel.wording import utc_moment

State = Mapping[str, object]
"""A row as column: value."""

_STATUSES = [
    status.value
    for status in (
        ClaimStatus.OPEN,
        ClaimStatus.IN_PROGRESS,
        ClaimStatus.CHECKED,
        ClaimStatus.WAITING,
    )
]
"""The statuses by how far the work is; a reply that a checker waits for is still to come."""
_TIMES = {"tags": "tagged_at", "reviews": "reviewed_at", "rulings": "ruled_at"}
JUDGED = tuple(_TIMES)
"""The tables of judgements, of which a checker has a single row on a claim."""
_LABELS = {"tags": "Tag", "reviews": "Review", "rulings": "Ruling"}
_SAID = {
    "tags": ("conclusion", "search_note"),
    "reviews": ("why",),
    "rulings": ("conclusion", "why"),
}
_PROMPTS = {"search_note": "Search note: ", "why": "Why: "}


@dataclass(frozen=True, slots=True)
class LeftAnswer:
    """An answer that a joined row has no room for, in words for a note.

    ``source`` is the place of the row that gave it among the rows that were joined.
    """

    source: int
    words: str


@dataclass(frozen=True, slots=True)
class Joining:
    """The row that several rows become, and the answers to be told in notes."""

    state: State
    left: tuple[LeftAnswer, ...] = ()


def join_rows(table: str, rows: Sequence[State]) -> Joining:
    """Return the row that rows of a table become.

    Args:
        table: The name of the table.
        rows: The rows, those of the eldest claim or person first; at least one.
    """
    if table == "claims":
        return _join_claims(rows)
    if table in _TIMES:
        return _join_judgements(table, rows)
    if table == "kept_apart":
        return Joining(min(rows, key=lambda row: (str(row["kept_at"]), _said(row))))
    return Joining(rows[0])


def is_of_judgement(words: str) -> bool:
    """Return whether words of an answer tell a judgement, which is its checker's own."""
    return words.startswith(tuple(f"{label} of " for label in _LABELS.values()))


def combined(name: str, one: object, other: object) -> object | None:
    """Return the answer that two answers of a claim's field come to; ``None`` if one must go.

    Args:
        name: The name of the field.
        one: The value of its column.
        other: Another value of its column.
    """
    found = CLAIM_FIELDS.get(name)
    if found is None or found.join is Join.KEPT:
        return None
    return _joined_value(found, [one, other])


def _join_claims(rows: Sequence[State]) -> Joining:
    state, left = dict(rows[0]), []
    for name, field in CLAIM_FIELDS.items():
        if field.join is not Join.KEPT:
            state[name] = _joined_value(field, [row[name] for row in rows])
            continue
        for source, row in enumerate(rows):
            if not state[name]:
                state[name] = row[name]
            elif row[name] and row[name] != state[name]:
                left.append(LeftAnswer(source, f"{field.label}: {field.value(row[name])}"))
    state["file_annotation"] = next(filter(None, (row.get("file_annotation") for row in rows)), "")
    return Joining(state, tuple(left))


def _joined_value(field: ClaimField, held: Sequence[object]) -> object:
    if field.join is Join.WORK:
        return max(held, key=lambda status: _STATUSES.index(str(status)))
    if field.join is Join.ALL:
        order = [word.value for word in field.words or ()]
        every = {word for value in held for word in str(value).split()}
        return " ".join(sorted(every, key=order.index))
    return max(int(str(value)) for value in held)


def _join_judgements(table: str, rows: Sequence[State]) -> Joining:
    newest = max(range(len(rows)), key=lambda n: (str(rows[n][_TIMES[table]]), -n, _said(rows[n])))
    kept = rows[newest]
    left = tuple(
        LeftAnswer(source, _in_words(table, row))
        for source, row in enumerate(rows)
        if source != newest and not _is_said_by(table, row, kept)
    )
    return Joining(kept, left)


def _said(row: State) -> str:
    return json.dumps(row, sort_keys=True, default=str)


def _is_said_by(table: str, row: State, kept: State) -> bool:
    """Return whether a judgement says no more than the judgement that is kept."""
    fields = [name for name in ("verdict", "reason", "decision") if name in row]
    same = all(row[name] == kept[name] for name in fields)
    return same and all(not row[name] or row[name] == kept[name] for name in _SAID[table])


def _in_words(table: str, row: State) -> str:
    reason = f" ({row['reason']})" if row.get("reason") else ""
    judged = row.get("verdict") or row.get("decision")
    said = [f"{_PROMPTS.get(n, '')}{row[n]}" for n in _SAID[table] if row[n]]
    # the words are the same in every file, wherever its readers are
    given = utc_moment(str(row[_TIMES[table]]))
    return " ".join([f"{_LABELS[table]} of {given}: {judged}{reason}.", *said])
