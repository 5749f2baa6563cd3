"""Files that are known by name, size and SHA-256, but of which the project has no bytes.

They come from a project's JSON, which has none. Each is kept as a setting, so that the log has it
and no part of the program takes it for a file that is there. Once a file with the same SHA-256 is
attached to the same row, it is missing no longer.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.evidence.model import Attachment
from annotator.schema.settings import MISSING_FILE
from annotator.storage.changes import ChangeWriter
from annotator.storage.project_file import ProjectFile

Row = dict[str, Any]

_AFTER = chr(ord("/") + 1)
"""The part of a setting's name after the id of the row that the file is attached to."""


def remember(writer: ChangeWriter, row: Mapping[str, Any]) -> None:
    """Keep the name, size and SHA-256 of an attached file.

    Args:
        writer: Writes the setting.
        row: The values of the attachment by column, with its size in bytes.
    """
    owner = row.get("evidence_id") or row["version_id"]
    value = json.dumps(dict(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    writer.insert("settings", {"id": f"{MISSING_FILE}{owner}/{row['id']}", "value": value})


def missing_rows(file: ProjectFile, owners: Iterable[str]) -> dict[str, list[Row]]:
    """The files that are not here, as rows of attachments with their sizes.

    They are told by the id of the piece of evidence or the version that they were attached to.
    """
    rows = file.rows(
        """SELECT o.value, s.value FROM json_each(:owners) o JOIN settings s
        ON s.id > :name || o.value || '/' AND s.id < :name || o.value || :after ORDER BY s.id""",
        {"owners": json.dumps([*owners]), "name": MISSING_FILE, "after": _AFTER},
    )
    found: dict[str, list[Row]] = {}
    for owner, value in rows:
        found.setdefault(owner, []).append(json.loads(value))
    return found


def missing_from(file: ProjectFile, owners: Iterable[str]) -> dict[str, list[Attachment]]:
    """The same files as attachments."""
    found = missing_rows(file, owners)
    return {owner: [_attachment(row) for row in rows] for owner, rows in found.items()}


def _attachment(row: Row) -> Attachment:
    return Attachment(
        row["id"],
        row["name"],
        row["mime"],
        row["size"],
        row["sha256"],
        row.get("evidence_id") or "",
        row.get("version_id") or "",
        row["added_at"],
    )
