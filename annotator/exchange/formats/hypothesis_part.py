"""Hypothesis: what its client exports as JSON, and the rows its API gives.

https://h.readthedocs.io/en/latest/api-reference/v1/
"""

from collections.abc import Container
from typing import Any

from annotator.exchange.formats.collector import Gathering, UnreadableRecordError
from annotator.exchange.formats.json_values import Record, all_words, as_list, records, words
from annotator.exchange.formats.web_annotation.selectors import Selected, selected
from annotator.exchange.model import ForeignAnnotation
from annotator.exchange.verdict_labels import told_apart

_OWN = "@hypothes.is"


def is_hypothesis(value: Any) -> bool:
    """Whether JSON is an export, an answer of the API, or rows of one."""
    if isinstance(value, dict) and "export_userid" in value:
        return True
    return any(_is_row(row) for row in _rows(value))


def read_hypothesis(value: Any, found: Gathering) -> None:
    """Read every row: its first tag that means a verdict is the verdict, the others stay tags.

    A page note has neither words nor offsets; an answer names what it answers.
    """
    rows = _rows(value)
    known = {row["id"] for row in records(rows) if isinstance(row.get("id"), str)}
    for number, row in enumerate(rows, 1):
        where = f"annotation {number}"
        with found.record(where):
            found.annotations.append(_annotation(row, where, known))


def _rows(value: Any) -> list[Any]:
    if isinstance(value, dict) and isinstance(value.get("annotations"), list):
        return list(value["annotations"])
    if isinstance(value, dict) and isinstance(value.get("rows"), list):
        return list(value["rows"])
    return as_list(value)


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and {"uri", "user"} <= row.keys() and "target" in row


def _annotation(row: Any, where: str, known: Container[str]) -> ForeignAnnotation:
    if not _is_row(row):
        raise UnreadableRecordError("It is not a Hypothesis annotation.")
    labels = told_apart(all_words(row.get("tags")))
    part = _selected(row)
    answered = _answered(list(all_words(row.get("references"))), known)
    return ForeignAnnotation(
        where,
        identity=words(row.get("id")),
        url=words(row.get("uri")),
        offsets=part.offsets,
        quote=part.quote,
        prefix=part.prefix,
        suffix=part.suffix,
        verdict=labels.verdict,
        reason=labels.reason,
        tags=labels.tags,
        comment=words(row.get("text")),
        annotator=_name(words(row.get("user"))),
        made_at=words(row.get("created")),
        replies_to=answered,
    )


def _answered(references: list[str], known: Container[str]) -> str:
    """The last that is in the file: answers stay where what they answered was deleted."""
    last = references[-1] if references else ""
    return next((one for one in reversed(references) if one in known), last)


def _selected(row: Record) -> Selected:
    targets = (target for target in records(row.get("target")) if target.get("selector"))
    first = next(targets, None)
    return selected(first) if first else Selected()


def _name(account: str) -> str:
    """The name of an account; those of other places keep the place."""
    return account.removeprefix("acct:").removesuffix(_OWN)
