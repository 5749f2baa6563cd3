"""Label Studio's JSON-MIN, in which each annotation of a task is one flat record.

https://labelstud.io/guide/export
"""

from collections.abc import Iterator
from typing import Any

from annotator.exchange.formats.json_values import Record, records

_OF_THE_TASK = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}
"""What a flat record says of itself; all else is the task's data, or was annotated."""


def is_flat(row: Any) -> bool:
    """Whether JSON is one annotation with the fields of its task beside it."""
    return isinstance(row, dict) and {"annotation_id", "annotator"} <= row.keys()


def unfolded(row: Record) -> Record:
    """The record as a task with one annotation, as the whole export has it."""
    fields = {name: value for name, value in row.items() if name not in _OF_THE_TASK}
    done = {
        "completed_by": row.get("annotator"),
        "created_at": row.get("created_at"),
        "result": [result for value in fields.values() for result in _results(value)],
    }
    data = {name: value for name, value in fields.items() if isinstance(value, str)}
    return {"data": data, "annotations": [done]}


def _results(value: Any) -> Iterator[Record]:
    for one in records(value):
        if isinstance(one.get("text"), list):
            kind = "textarea"
        else:
            kind = next((name for name in one if name.endswith("labels")), "choices")
        yield {"type": kind, "value": one}
