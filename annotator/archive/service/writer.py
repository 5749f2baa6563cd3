"""Writes the whole project as JSON, for other programs and for restoring the project.

The file is written an article at a time, in UTF-8, under the names of ``archive/schema.py``; the
same project always gives the same bytes. Confidential sources and contacts are withheld as in
reports, unless the user chooses to show them; the top of the file says whether they are withheld.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from annotator.archive.redaction import JsonRedaction, Row
from annotator.archive.schema import FORMAT, PARTS, SHOWN, VERSION, WITHHELD, NestedTable
from annotator.files.documents import whole_file
from annotator.kernel.errors import InvalidValue
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.reports.choices import ReportChoices

LACKS = (
    "It holds the whole project, but of attached files only names, sizes and SHA-256, and not the "
    "history of changes, which the audit trail exports. Confidential sources and contacts are in "
    "it by code name only, unless you choose to show them; words that people typed are in it as "
    "they stand, notes and comments too."
)
_PIECES = 4096
"""Pieces of JSON, of a few characters each, in a single write."""


def write_project(
    project: Project, choices: ReportChoices, target: Path, progress: Progress = unwatched
) -> None:
    """Write the whole project to ``target``, or leave ``target`` as it was.

    Raises:
        InvalidValue: The choices hold more than whether to show confidential sources.
        Cancelled: ``progress`` asked to stop, and no file was changed.
        ExportFailed: The file could not be written, and no file was changed.
    """
    if replace(choices, show_confidential=False) != ReportChoices():
        raise InvalidValue(
            "Everything, as JSON", "it always holds the whole project; leave the other choices out"
        )
    with whole_file(target) as file:
        _write(file, project, progress, withheld=not choices.show_confidential)


def _write(file: BinaryIO, project: Project, progress: Progress, *, withheld: bool) -> None:
    said = {"format": FORMAT, "version": VERSION, "confidential": WITHHELD if withheld else SHOWN}
    lines = (f" {json.dumps(name)}: {json.dumps(value)}" for name, value in said.items())
    file.write(("{\n" + ",\n".join(lines)).encode())
    telling = telling_of(project, withheld=withheld)
    for name in PARTS:
        file.write(f',\n "{name}": '.encode())
        _write_list(file, _things(project, name, telling, progress))
    file.write(b"\n}\n")


def telling_of(project: Project, *, withheld: bool) -> JsonRedaction:
    """Return the redaction of the project."""
    if not withheld:
        return JsonRedaction(None)
    return JsonRedaction(project.whole.confidential(), project.people.code_names())


def told(
    project: Project, name: str, telling: JsonRedaction, progress: Progress = unwatched
) -> Iterator[dict[str, object]]:
    """Yield the records of a part, each with the records that stand in it.

    Args:
        project: The project.
        name: The name of the part, a key of ``PARTS``.
        telling: The redaction of the project.
        progress: Hears the articles told and the articles in all.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    whole, shape, total = project.whole, PARTS[name], project.whole.count("articles")
    for number, row in enumerate(whole.rows(name)):
        found = whole.of_article(row["id"]) if name == "articles" else {}

        def under(hanging: NestedTable, owner: str) -> list[Row]:
            return [*found.get((hanging.shape.table, hanging.column, owner), ())]  # noqa: B023 - called within this turn

        if name == "articles":
            progress(number, total)
        yield telling.tell(shape, row, under)


def _things(
    project: Project, name: str, telling: JsonRedaction, progress: Progress
) -> Iterator[Iterator[str]]:
    """Yield the records of a part, each as pieces of JSON."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
    total = project.whole.count("articles")
    for number, thing in enumerate(told(project, name, telling, progress)):
        yield _watched(encoder.iterencode(thing), progress, number, total)
    if name == "articles":
        progress(total, total)


def _watched(pieces: Iterator[str], progress: Progress, number: int, total: int) -> Iterator[str]:
    """Yield the pieces many at a time, indented by two places, and report progress."""
    while some := "".join(islice(pieces, _PIECES)):
        progress(number, total)
        yield some.replace("\n", "\n  ")


def _write_list(file: BinaryIO, things: Iterator[Iterator[str]]) -> None:
    between = b"[\n  "
    for pieces in things:
        file.write(between)
        for piece in pieces:
            file.write(piece.encode())
        between = b",\n  "
    file.write(b"[]" if between.startswith(b"[") else b"\n ]")
