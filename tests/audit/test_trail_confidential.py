"""What is confidential, in a trail that leaves the machine."""

import pytest

from annotator.audit.descriptions import entry
from annotator.audit.model import LoggedChange
from annotator.audit.references import RowNames
from annotator.kernel.changes import ChangePlace, RowChange
from tests.audit.trail_rows import ANNA, KNOWN, NAMES, ON, change, told

REDACTED = RowNames(KNOWN, redacted=True)

SECRET = {"title": "Jo Roe", "author": "Roe", "confidential": 1, "code_name": "Heron"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            RowChange("sources", "s2", None, {**SECRET, "rank": "primary"}),
            "Added: source withheld; rank primary; confidential yes; code name “Heron”",
        ),
        (
            RowChange("sources", "s2", {**SECRET, "author": ""}, SECRET),
            "Source Heron, author: withheld → withheld",
        ),
        (
            RowChange("evidence", "e2", None, {**ON, "source_id": "s2", "locator": "p. 3"}),
            "Added: evidence Heron",
        ),
        (
            RowChange("attachments", "f", {"evidence_id": "e2", "name": "roe.pdf"}, None),
            "Removed: file withheld",
        ),
        (
            RowChange("contacts", "k", None, {"person": "Roe", "confidential": 1, **ANNA}),
            "Added: contact withheld; confidential yes",
        ),
        (
            RowChange(
                "contacts",
                "k",
                {"person": "Roe", "confidential": 1, "outcome": "waiting", **ANNA},
                {"person": "Roe", "confidential": 1, "outcome": "replied", **ANNA},
            ),
            "Contact with a confidential person, outcome: waiting → replied",
        ),
        (
            RowChange("sources", "s1", {"title": "Old"}, {"title": "The Post"}),
            "Source “The Post”, title: “Old” → “The Post”",
        ),
    ],
)
def test_what_is_confidential_does_not_leave(changed: RowChange, sentence: str) -> None:
    assert told(changed, REDACTED) == [sentence]


def test_the_label_of_an_exported_change_does_not_name_it_either() -> None:
    changed = RowChange("sources", "s2", {**SECRET, "title": "J. Roe"}, SECRET)
    for title in ("J. Roe", "Jo Roe"):
        recorded = LoggedChange(change(f"Edit the source “{title}”", ChangePlace()), (changed,))
        assert entry(recorded, REDACTED).heading == "Edit the source “Heron”"
        assert entry(recorded, NAMES).heading == f"Edit the source “{title}”"
