"""Rows of a log and what is known of them, for the tests of their words."""

from typing import Any

from annotator.audit.descriptions import differences
from annotator.audit.references import RowNames
from annotator.kernel.changes import Change, ChangeKind, ChangePlace, RowChange

State = dict[str, Any]

ANNA, BEN = {"checker_id": "anna"}, {"checker_id": "ben"}

ON = {"claim_id": "c3"}

KNOWN: dict[tuple[str, str], State] = {
    ("checkers", "anna"): {"id": "anna", "name": "Anna"},
    ("checkers", "ben"): {"id": "ben", "name": "Ben"},
    ("articles", "a1"): {"id": "a1", "number": 1, "title": "", "file_name": "harbour.txt"},
    ("claims", "c3"): {"id": "c3", "number": 3, "article_id": "a1"},
    ("claims", "c4"): {"id": "c4", "number": 4, "article_id": "a1"},
    ("versions", "v1"): {"id": "v1", "number": 1, "article_id": "a1"},
    ("versions", "v2"): {"id": "v2", "number": 2, "article_id": "a1"},
    ("sources", "s1"): {"id": "s1", "title": "The Post", "confidential": 0, "code_name": ""},
    ("sources", "s2"): {"id": "s2", "title": "Jo Roe", "confidential": 1, "code_name": "Heron"},
    ("evidence", "e1"): {"id": "e1", "claim_id": "c3", "source_id": "s1"},
    ("evidence", "e2"): {"id": "e2", "claim_id": "c3", "source_id": "s2"},
    ("tags", "t1"): {"id": "t1", "claim_id": "c3", "checker_id": "ben"},
}

NAMES = RowNames(KNOWN)


def told(changed: RowChange, names: RowNames = NAMES) -> list[str]:
    return [difference.sentence for difference in differences(changed, names, "Anna")]


def change(label: str, place: ChangePlace, kind: ChangeKind = ChangeKind.DO) -> Change:
    return Change(7, "id", kind, label, "Anna", "2026-01-05T09:00:00.000Z", place)
