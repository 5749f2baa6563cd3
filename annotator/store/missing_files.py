"""Files that are known by name, size and SHA-256, but of which the project has no bytes.

They come from a project's JSON, which has none. Each is kept as a setting, so that the log has it
and no part of the program takes it for a file that is there. Once a file with the same SHA-256 is
attached to the same thing, it is missing no longer.
"""

import json
from collections.abc import Mapping
from typing import Any

from annotator.domain.project_json import MISSING_FILE
from annotator.store.changes import Writer
from annotator.store.file import ProjectFile

Row = dict[str, Any]


def remember(writer: Writer, row: Mapping[str, Any]) -> None:
    """Keep what is known of an attached file, given as its row with its size."""
    known = {name: value for name, value in row.items() if name != "id"}
    value = json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    writer.insert("settings", {"id": f"{MISSING_FILE}{row['id']}", "value": value})


def missing_files(file: ProjectFile) -> list[Row]:
    """What is known of the files that are not here, as rows of attachments with their sizes."""
    rows = file.rows(
        "SELECT substr(id, ?), value FROM settings WHERE id > ? AND id < ? ORDER BY id",
        [len(MISSING_FILE) + 1, MISSING_FILE, f"{MISSING_FILE}\U0010ffff"],
    )
    return [{"id": identity, **json.loads(value)} for identity, value in rows]
